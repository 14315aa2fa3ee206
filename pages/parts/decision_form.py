"""The form of a decision: noted from nothing, or put right from what is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import streamlit as st

from pages.parts.answers import zones
from pages.parts.context import Context
from pages.parts.plain import plain
from visa_data.decisions.checked_words import LONGEST_TEXT, OWNER_HELP, OWNER_SUGGESTIONS
from visa_data.decisions.decision import Draft
from visa_data.decisions.measure import measurable
from visa_data.dossier.followed import followable
from visa_data.dossier.sectors_shown import zone_names
from visa_data.vocabulary import Besoin


def decision_form(context: Context, draft: Draft, *, key: str, send: str) -> Draft | None:
    """Fields filled in from a draft, and the draft as written once it is sent; nothing is checked here.

    A place put right is also that of what the decision answers.
    """
    names = _zone_names(context)
    figures = measurable() if context.book is None else followable(context.book)
    owners = list(dict.fromkeys((*OWNER_SUGGESTIONS, *filter(None, (draft.owner,)))))
    followed = (draft.indicator, draft.column)
    with st.form(key, border=False):
        text = st.text_area("Décision", draft.text, max_chars=LONGEST_TEXT, height=90, key=f"{key}_texte")
        left, right = st.columns(2)
        owner = left.selectbox(
            "Responsable",
            owners,
            index=_place(owners, draft.owner),
            accept_new_options=True,
            placeholder="Une fonction ou un service",
            help=plain(OWNER_HELP),
            key=f"{key}_responsable",
        )
        due = right.date_input(
            "Échéance",
            value=draft.due,
            min_value=min(context.day, draft.due),
            format="DD/MM/YYYY",
            key=f"{key}_echeance",
        )
        zone = left.selectbox(
            "Zone",
            list(names),
            index=_place(names, draft.zone),
            format_func=lambda code: f"{names[code]} ({code})",
            placeholder="Tout le territoire",
            key=f"{key}_zone",
        )
        need = right.selectbox(
            "Besoin",
            list(Besoin),
            index=_place(Besoin, draft.need),
            format_func=lambda one: one.label,
            placeholder="Aucun en particulier",
            key=f"{key}_besoin",
        )
        measure = st.selectbox(
            "Chiffre à suivre d'ici la prochaine réunion",
            list(figures),
            index=_place(figures, followed),
            format_func=lambda name: f"{figures[name][1].label} – {figures[name][0]}",
            placeholder="Aucun",
            key=f"{key}_chiffre",
        )
        sent = st.form_submit_button(plain(send), type="primary")
    if not sent or not isinstance(due, date):
        return None
    indicator, column = measure or ("", "")
    basis = draft.basis
    if basis and (zone or "") != draft.zone:
        basis = replace(basis, zones=(zone,) if zone else ())
    return Draft(text, owner or "", due, zone or "", need, indicator, column, basis)


def _place(options: Iterable[object], chosen: object) -> int | None:
    return next((place for place, option in enumerate(options) if option == chosen), None)


def _zone_names(context: Context) -> dict[str, str]:
    """Codes and names of the zones, which are public: a decision may be of one, in a book too."""
    if context.book is not None:
        return dict(sorted(zone_names(context.book).items()))
    frame = zones(context)
    return dict(zip(frame.codes, frame.names, strict=True))
