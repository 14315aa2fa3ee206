"""The form of a decision: noted from nothing, or put right from what is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.answers import zones
from pages.parts.context import Context, refusal_text
from pages.parts.plain import plain
from visa_data import french
from visa_data.decisions.checked_words import LONGEST_TEXT, OWNER_HELP, OWNER_SUGGESTIONS
from visa_data.decisions.checks import DUE, FIGURE, OWNER, TEXT, ZONE, Read, faults
from visa_data.decisions.decision import Draft
from visa_data.decisions.measure import Readings, measurable
from visa_data.dossier.followed import followable, published_value
from visa_data.dossier.sectors_shown import zone_names
from visa_data.errors import VisaError
from visa_data.vocabulary import Besoin

MISSING = {TEXT: "la décision", OWNER: "le responsable"}
"""What a decision cannot do without: asked for under the button, not with a reproach before a word is written."""


def decision_form(context: Context, draft: Draft, *, key: str, send: str) -> Draft | None:
    """Fields filled in from a draft, what is wrong under each as soon as one leaves it; the draft once it can be kept.

    A place put right is also that of what the decision answers. key: unique, like the widgets' that it begins.
    """
    names = _zone_names(context)
    figures = measurable() if context.book is None else followable(context.book)
    owners = list(dict.fromkeys((*OWNER_SUGGESTIONS, *filter(None, (draft.owner,)))))
    followed = (draft.indicator, draft.column)
    place: dict[str, DeltaGenerator] = {}
    with st.container(key=key):
        text = st.text_area("Décision", draft.text, max_chars=LONGEST_TEXT, height=90, key=f"{key}_texte")
        place[TEXT] = st.container()
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
        place[OWNER] = left.container()
        due = right.date_input(
            "Échéance",
            value=draft.due,
            format="DD/MM/YYYY",
            key=f"{key}_echeance",
        )
        place[DUE] = right.container()
        zone = left.selectbox(
            "Zone",
            list(names),
            index=_place(names, draft.zone),
            format_func=lambda code: f"{names[code]} ({code})",
            placeholder="Tout le territoire",
            key=f"{key}_zone",
        )
        place[ZONE] = left.container()
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
        place[FIGURE] = st.container()
        indicator, column = measure or ("", "")
        basis = draft.basis
        if basis and (zone or "") != draft.zone:
            basis = replace(basis, zones=(zone,) if zone else ())
        day = due if isinstance(due, date) else draft.due
        written = Draft(text, owner or "", day, zone or "", need, indicator, column, basis)
        wrong = _wrong(context, written) if written != draft else {}
        blank = [name for name in MISSING if not {TEXT: text, OWNER: owner or ""}[name].strip()]
        sent = st.button(plain(send), type="primary", key=f"{key}_envoyer")
        if blank:
            st.caption(plain(f"Il manque {french.listed([MISSING[name] for name in blank])}."))
        if sent:
            wrong = _wrong(context, written)
        for name, error in wrong.items():
            if sent or name not in blank:
                place[name].error(plain(refusal_text(error)))
    return written if sent and not wrong else None


def _wrong(context: Context, draft: Draft) -> dict[str, VisaError]:
    """What keeps the draft from being recorded, by field."""
    with context.writable.cursor() as cursor:
        read = published_of(context) or Readings(cursor, context.day, context.settings).value
        return faults(cursor, context.day, draft, read)


def published_of(context: Context) -> Read | None:
    """How a role that reads a book reads the figure that a decision follows; None for who reads the base."""
    return None if context.book is None else partial(published_value, context.book)


def _place(options: Iterable[object], chosen: object) -> int | None:
    return next((place for place, option in enumerate(options) if option == chosen), None)


def _zone_names(context: Context) -> dict[str, str]:
    """Codes and names of the zones, which are public: a decision may be of one, in a book too."""
    if context.book is not None:
        return dict(sorted(zone_names(context.book).items()))
    frame = zones(context)
    return dict(zip(frame.codes, frame.names, strict=True))
