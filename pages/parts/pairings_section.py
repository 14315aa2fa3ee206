"""The pairings proposed: why each, accepted one by one or all together, and taken back."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask
from pages.parts.context import Context, refusal_text, stop_with
from pages.parts.journaled import note_shown
from pages.parts.plain import Marked, marked, plain
from pages.parts.visits_sections import in_words, listed_codes
from visa_data import french
from visa_data.errors import VisaError
from visa_data.extracts.loading.history import undo_import
from visa_data.indicators.appariements import APPARIEMENTS, pairings
from visa_data.roles import Permission
from visa_data.visitors.accepting import Accepted, accept_pairings
from visa_data.vocabulary_of_action import Activite, Creneau

EACH = 10
"""Proposals on one page."""
ASKED, SAID, REFUSED = "_binomes_a_accepter", "_binomes_acceptes", "_binome_refuse"
"""Session state keys: what was on the screen when a button was pressed; (number of the import, sentence) of the last
acceptance; why one was refused."""


def pairings_section(context: Context) -> None:
    """For who may see people; the buttons, for who may pair."""
    st.header("Les binômes proposés", anchor=False, help=plain(APPARIEMENTS.definition(context.settings)))
    if ASKED in st.session_state:
        _accept(context, *st.session_state.pop(ASKED))
    _last_words(context)
    number = bound(
        st.segmented_control,
        "Bénévoles par visite",
        [1, 2, 3],
        format_func=lambda one: plain(one),
        default=2,
        required=True,
        key="visites_benevoles",
    )
    with st.spinner("Recherche des binômes qui servent le plus de demandes…"):
        found = ask(context, pairings, permission=Permission.SEE_PEOPLE, volunteers=int(number))
    every, chosen = found.attrs["demandes"], found.attrs["demandes_choisies"]
    whole = "" if chosen == every else f", parmi les {french.number(every)} de tout le territoire"
    proof = f"Aucun autre choix n'en sert plus{whole}." if found.attrs["optimal"] else ""
    note = str(found.attrs["note"])
    if found.empty:
        st.info(
            plain(
                f"Aucun binôme à proposer au {french.day(context.day)}. "
                + (note or "Aucune demande n'attend de bénévoles.")
            )
        )
        return
    st.markdown(
        marked(
            "**{}** sans bénévole {}, sur {}. {} {}",
            french.counted(len(found), "demande"),
            "peuvent être servies" if len(found) > 1 else "peut être servie",
            french.number(chosen),
            proof,
            note,
        )
    )
    may = context.role.may(Permission.PAIR_VISITORS)
    if may:
        _accept_all(context, found)
    note_shown("visites_binomes_proposes", len(found))
    for row in _shown(found).itertuples():
        _proposal(context, row, button=may)
    st.caption(
        plain(
            f"Accepter note une première rencontre au {french.day(context.day)} dans le journal des binômes, comme un import "
            "de la coordination : il s'annule ici tant qu'il est affiché, puis sur la page « Importer des données »."
        )
    )


def _last_words(context: Context) -> None:
    """What the last gesture did, and its undo."""
    if refusal := st.session_state.pop(REFUSED, None):
        st.error(plain(refusal), icon="⚠️")
    if SAID not in st.session_state:
        return
    number, sentence = st.session_state[SAID]
    left, right = st.columns([0.8, 0.2], vertical_alignment="center")
    left.success(plain(sentence))
    if not (context.role.may(Permission.UNDO_IMPORT) and right.button("Annuler", key="visites_annuler")):
        return
    context.role.require(Permission.UNDO_IMPORT)
    del st.session_state[SAID]
    try:
        undone = undo_import(context.writable, number, at=datetime.now())
    except VisaError as error:
        stop_with(error)
    st.toast(plain(f"Annulé : {french.counted(undone.removed, 'rencontre retirée', 'rencontres retirées')}."))
    st.rerun()


def _accept_all(context: Context, found: pd.DataFrame) -> None:
    if len(found) < 2:
        return
    with st.popover("Tout accepter"):
        st.markdown(
            marked(
                "{} d'un coup, au {}.",
                french.counted(len(found), "première rencontre notée", "premières rencontres notées"),
                french.day(context.day),
            )
        )
        st.button(
            "Accepter tous ces binômes",
            key="visites_tout_accepter",
            type="primary",
            on_click=_as_shown,
            args=(context.day, found),
        )


def _shown(found: pd.DataFrame) -> pd.DataFrame:
    """One page of them, those that wait longest first."""
    ranked = found.sort_values(["demande_le", "binome"], ignore_index=True)
    if len(ranked) <= EACH:
        return ranked
    pages = [f"{first + 1} à {min(first + EACH, len(ranked))}" for first in range(0, len(ranked), EACH)]
    chosen = bound(
        st.selectbox, "Propositions, les plus anciennes d'abord", pages, key="visites_propositions", width=320
    )
    first = pages.index(chosen) * EACH
    return ranked.iloc[first : first + EACH]


def _proposal(context: Context, row: object, *, button: bool) -> None:
    """One proposal: the demand, who would visit, and why; its button."""
    with st.container(border=True):
        demand, why, act = st.columns([0.3, 0.5, 0.2], vertical_alignment="center", gap="small")
        demand.markdown(plain(_demand(row)))
        why.markdown(plain(_why(row)))
        if button:
            act.button(
                "Accepter",
                width="stretch",
                key=f"visites_accepter_{row.binome}",  # type: ignore[attr-defined]
                on_click=_as_shown,
                args=(context.day, pd.DataFrame([row])),
            )


def _demand(row: object) -> Marked:
    return marked(
        "**{}** · {}  \n{} · demandée le {}",
        row.binome,  # type: ignore[attr-defined]
        row.reference,  # type: ignore[attr-defined]
        row.nom_zone,  # type: ignore[attr-defined]
        french.day(pd.Timestamp(row.demande_le).date()),  # type: ignore[attr-defined]
    )


def _why(row: object) -> Marked:
    shared = in_words(row.activites, Activite)  # type: ignore[attr-defined]
    slots = in_words(row.creneaux, Creneau)  # type: ignore[attr-defined]
    return marked(
        "**{}** · zone commune : {} · à {}  \n{} · {}",
        listed_codes(row.benevoles),  # type: ignore[attr-defined]
        row.nom_zone,  # type: ignore[attr-defined]
        french.kilometres(row.distance_km),  # type: ignore[attr-defined]
        f"activités : {shared}" if shared else "aucune activité dite en commun",
        f"créneaux : {slots}" if slots else "créneaux à convenir",
    )


def _as_shown(day: date, rows: pd.DataFrame) -> None:
    """Called with what the button stood beside: the page is drawn again on new data before anything is written."""
    st.session_state[ASKED] = (
        day,
        [
            Accepted(
                row.binome, row.activites_demandees, row.creneaux_demandes, tuple(row.benevoles.split("|"))
            )
            for row in rows.itertuples()
        ],
    )


def _accept(context: Context, day: date, accepted: list[Accepted]) -> None:
    """Write them, and draw the page again: what was refused is said on it."""
    try:
        outcome = accept_pairings(
            context.writable,
            context.role,
            accepted,
            day=day,
            settings=context.settings,
            at=datetime.now(),
        )
    except VisaError as error:
        st.session_state[REFUSED] = refusal_text(error)
        st.rerun()
    noted = french.counted(len(accepted), "première rencontre notée", "premières rencontres notées")
    st.session_state[SAID] = (
        outcome.import_id,
        f"{noted} au {french.day(day)} : {french.listed([one.binome for one in accepted])}.",
    )
    st.rerun()
