"""What is proposed to the meeting: accepted by one key, or read with its reasons, amended, then accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.context import Context, refusal_text
from pages.parts.decision_form import decision_form, published_of
from pages.parts.figures import show_table
from pages.parts.meeting_book import book_of
from pages.parts.meeting_steps import answered, question_of
from pages.parts.plain import joined, marked, plain
from pages.parts.to_initiatives import link_to_initiatives
from visa_data import french
from visa_data.decisions.decision import Decision, Draft
from visa_data.decisions.record import record_decision
from visa_data.errors import VisaError
from visa_data.initiatives.catalogue import named
from visa_data.propositions.accepting import draft_of
from visa_data.propositions.indicator import recalled
from visa_data.propositions.proposal import Proposal
from visa_data.propositions.ranking import HOW_RANKED, proposals
from visa_data.roles import Permission

ASKED, SAID = "_proposition_acceptee", "_dit_de_la_reunion"
"""Session state keys: the draft that a button stood for when it was pressed; what a toast says once the page is drawn again."""

YEAR = 365
"""Days."""


def accept_by_key(context: Context, row: DeltaGenerator) -> None:
    """Out of sight: the buttons that the board's keys 1 to 5 press, each for the proposal drawn beside it."""
    if draft := st.session_state.pop(ASKED, None):
        _record(context, draft)
    for one, draft in _offered(question_of(context), context):
        row.button(
            plain(f"Accepter la proposition {one.rank}"),
            key=f"proposition_{one.rank}",
            on_click=st.session_state.__setitem__,
            args=(ASKED, draft),
        )


@st.cache_data(max_entries=6, show_spinner=False)
def _offered(question: str, _context: Context) -> list[tuple[Proposal, Draft]]:
    """The proposals and what each would note, found once while the data do not change."""
    with answered(_context) as book:
        return [(one, draft_of(book, one)) for one in proposals(book)]


def decide(context: Context) -> None:
    """The proposals with what each rests on, who acts and what others did; each to accept as it is, or amended."""
    offered = _offered(question_of(context), context)
    with book_of(context) as book:
        late = recalled(book)
    if late:
        st.warning(plain(late), icon="⏰")
    if not offered:
        st.info("Rien à proposer : aucun écart sans décision ouverte. « Noter une décision » reste possible.")
    for one, draft in offered:
        _one(context, one, draft)
    st.caption(plain(HOW_RANKED))


def became_of_proposals(context: Context, decisions: Sequence[Decision]) -> None:
    """The proposals accepted over the year: where each stands, and its figure then and now."""
    since = context.day - timedelta(days=YEAR)
    accepted = [one for one in decisions if one.draft.basis and one.meeting > since]
    if not accepted:
        return
    with book_of(context) as book:
        known = {(row.texte, row.responsable): row.suivi for row in book.decided.itertuples(index=False)}
    st.header("Ce que sont devenues les propositions acceptées depuis un an", anchor=False)
    show_table(
        pd.DataFrame(
            [
                (
                    one.meeting,
                    one.draft.text,
                    one.status.label,
                    known.get((one.draft.text, one.draft.owner), ""),
                )
                for one in accepted
            ],
            columns=["reunion", "decision", "etat", "suivi"],
        ),
        labels={"reunion": "Réunion", "decision": "Décision", "etat": "État", "suivi": "Le chiffre depuis"},
        key="propositions_acceptees",
    )
    st.caption("Le chiffre à la réunion et maintenant : rien ne dit que la décision en est la cause.")


def _one(context: Context, one: Proposal, draft: Draft) -> None:
    with st.container(border=True):
        st.markdown(
            marked(
                "**{}. {}**  \n{}  \n{}",
                one.rank,
                one.gap.action,
                joined(" ", one.gap.why),
                joined(" · ", _facts(one, draft)),
            )
        )
        row = st.container(horizontal=True)
        if row.button("Accepter", key=f"decider_{one.rank}", type="primary"):
            _record(context, draft)
        with row:
            link_to_initiatives(
                "Ce que d'autres ont fait", need=one.gap.need, gap=one.kind, people=one.gap.people.value
            )
        with st.expander("Amender avant d'accepter"):
            amended = decision_form(context, draft, key=f"amender_{one.rank}", send="Accepter ainsi")
            if amended is not None:
                _record(context, amended, stay=True)


def _facts(one: Proposal, draft: Draft) -> list[str]:
    return [
        draft.owner,
        f"échéance : {french.day(draft.due)}",
        f"ailleurs : {named(one.initiative).told}" if one.initiative else "",
    ]


def _record(context: Context, draft: Draft, *, stay: bool = False) -> None:
    """Note the decision and draw the page again; what is refused is said on it, and nothing is noted twice.

    stay: a refusal is said where one writes, the words left in place.
    """
    try:
        keep(context, draft)
    except VisaError as error:
        if stay:
            st.error(plain(refusal_text(error)))
            return
        st.session_state[SAID] = refusal_text(error)
    else:
        st.session_state[SAID] = f"Décision notée : {draft.text}."
    st.rerun()


def keep(context: Context, draft: Draft) -> None:
    """Record a decision at this meeting; its figure is read where the role reads it. Raises VisaError for what cannot be kept."""
    context.role.require(Permission.RECORD_DECISIONS)
    record_decision(
        context.writable,
        context.day,
        draft,
        datetime.now(),
        context.settings,
        published=published_of(context),
    )
