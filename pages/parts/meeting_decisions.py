"""The last step's gestures: note a decision, say what became of another, close the meeting, take its report.

Both roles have the permission: the committee decides in the meeting. Each gesture opens a dialog over the board, in projection too.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from pages.parts.context import Context, refusal_text
from pages.parts.decision_form import decision_form
from pages.parts.meeting_kind import items_of
from pages.parts.meeting_proposals import SAID, accept_by_key, became_of_proposals, decide, keep
from pages.parts.plain import joined, marked, plain
from pages.parts.report_download import report_buttons
from visa_data import french
from visa_data.decisions.decision import Decision, DecisionChanged, Draft, list_decisions
from visa_data.decisions.record import update_status
from visa_data.errors import VisaError
from visa_data.propositions.ranking import MOST
from visa_data.provenance.meetings import meeting_of, record_meeting
from visa_data.roles import Permission
from visa_data.vocabulary import StatutDecision

REPORT = ("compte_rendu", "Compte rendu")
DECIDE = ("decider", f"Décider (1 à {MOST})")
"""The keys that accept a proposal at once are said where the room reads what can be done."""
ACTIONS = (
    DECIDE,
    ("noter_decision", "Noter une décision"),
    ("suivre_decisions", "Suivre les décisions"),
    ("clore_reunion", "Clore la réunion"),
    REPORT,
)
READ_ONLY = "Ce dossier de séance se lit sans base : les décisions se notent sur le tableau de bord de la coordination."
TOGETHER = (
    "Deux personnes peuvent écrire en même temps : une décision notée n'en remplace jamais une autre, et celle "
    "que quelqu'un vient de modifier vous est montrée avant que vous ne la changiez."
)
DAYS_TO_DO = 7
ROW = "gestes_de_la_reunion"


def decision_buttons(context: Context) -> None:
    """The page's own buttons, out of sight: the board's stand for them."""
    said = st.session_state.pop(SAID, None)
    if said:
        st.toast(plain(said))
    row = st.container(horizontal=True, key=ROW)
    contents = dict(zip(ACTIONS, (decide, note, follow, close, report), strict=True))
    offered = actions_offered(context)
    if context.base is not None:
        accept_by_key(context, row)
    for pressed, (key, label) in [
        (row.button(plain(label), key=key), (key, label)) for key, label in offered
    ]:
        if pressed:
            st.dialog(plain(label), width="large")(contents[key, label])(context)
    if context.base is None:
        st.caption(READ_ONLY)


def actions_offered(context: Context) -> tuple[tuple[str, str], ...]:
    """Key and label of each gesture; without a base, nothing is written."""
    return ACTIONS if context.base is not None else (REPORT,)


def note(context: Context) -> None:
    """The form of a new decision; what cannot be kept is refused with its reason, the words left in place."""
    blank = Draft("", "", context.day + timedelta(days=DAYS_TO_DO))
    draft = decision_form(context, blank, key="decision", send="Enregistrer la décision")
    st.caption(TOGETHER)
    if draft is None:
        return
    try:
        keep(context, draft)
    except VisaError as error:
        st.error(plain(refusal_text(error)))
        return
    _done("La décision est enregistrée.")


def follow(context: Context) -> None:
    """Every decision up to the day, with buttons for what became of it."""
    decisions = sorted(list_decisions(context.writable, context.day), key=lambda one: one.rank)
    if not decisions:
        st.info("Aucune décision n'a encore été prise.")
    for decision in decisions:
        _one(context, decision)
    st.caption(TOGETHER)
    became_of_proposals(context, decisions)


def _one(context: Context, decision: Decision) -> None:
    facts = [
        decision.draft.owner,
        decision.zone_name,
        f"échéance : {french.day(decision.draft.due)}",
        decision.status.label,
        marked("**en retard**") if decision.late(context.day) else "",
    ]
    with st.container(border=True):
        st.markdown(marked("**{}**  \n{}", decision.draft.text, joined(" · ", facts)))
        row = st.container(horizontal=True)
        for status in StatutDecision:
            if status is decision.status:
                continue
            if row.button(plain(status.label), key=f"decision_{decision.id}_{status.value}"):
                _change(context, decision, status)


def _change(context: Context, decision: Decision, status: StatutDecision) -> None:
    try:
        context.role.require(Permission.RECORD_DECISIONS)
        update_status(context.writable, decision.id, decision.version, status, context.day, datetime.now())
    except DecisionChanged as error:
        st.warning(plain(refusal_text(error)))
        return
    except VisaError as error:
        st.error(plain(refusal_text(error)))
        return
    _done(f"Décision : {status.label.lower()}.")


def close(context: Context) -> None:
    """Record the meeting of the day: the next one compares with it."""
    meeting = meeting_of(context.writable, context.day)
    if meeting is not None and meeting.closed_at is not None:
        st.info(
            plain(
                f"La réunion du {french.day(context.day)} est déjà close, le {french.moment(meeting.closed_at)} : "
                "la prochaine s'y comparera."
            )
        )
        return
    st.markdown(
        marked(
            "La réunion du **{}** est enregistrée avec ses chiffres clés : la prochaine s'y comparera. Les décisions "
            "restent modifiables.",
            french.day(context.day),
        )
    )
    if st.button("Clore la réunion", key="clore_pour_de_bon", type="primary"):
        try:
            context.role.require(Permission.RECORD_DECISIONS)
            record_meeting(context.writable, context.day, datetime.now(), context.settings)
        except VisaError as error:
            st.error(plain(refusal_text(error)))
            return
        _done(f"La réunion du {french.day(context.day)} est close.")


def report(context: Context) -> None:
    """The report, in each of its forms."""
    st.markdown(
        plain(
            f"Les {french.in_words(len(items_of(context)))} étapes au {french.day(context.day)}, leurs sources, leurs définitions et les décisions, comme à "
            f"l'écran dans le rôle « {context.role.label} »."
        )
    )
    report_buttons(context)


def _done(sentence: str) -> None:
    """Close the dialog and show the page anew, with a word of it."""
    st.session_state[SAID] = sentence
    st.rerun()
