"""The step asked for: its address, its content for this role, its board; each kept while the data do not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

import streamlit as st

from pages.parts.address import cut
from pages.parts.beforehand import beforehand
from pages.parts.context import Context, start_anew_if_changed, stop_with
from pages.parts.keys import in_one_text
from pages.parts.meeting_book import book_of
from pages.parts.meeting_kind import items_of, kind_of
from pages.parts.plain import plain
from visa_data import french
from visa_data.dossier.book import Book
from visa_data.errors import VisaError
from visa_data.indicators.filters import EVERYBODY
from visa_data.meeting.board import board_html
from visa_data.meeting.step import Step
from visa_data.meeting.steps import STEPS, build_step, passed_over
from visa_data.meeting.steps.item import Item
from visa_data.pictures.outlines import Outlines
from visa_data.roles import Permission
from visa_data.vocabulary import Source

ADDRESS = "etape"
LAST_SEEN = "_etape_vue"


def current_item(context: Context) -> Item:
    """The step of the address; a wrong address is the first step's and says so, none is the one last seen.

    A step that the other meeting alone has is left for the first one of this meeting.
    """
    asked = st.query_params.get(ADDRESS) or st.session_state.get(LAST_SEEN, "")
    items = items_of(context)
    item = next((one for one in items if one.key == asked), items[0])
    if asked and asked not in {one.key for one in (*items, *STEPS)}:
        st.toast(
            plain(
                f"L'adresse demande l'étape « {cut(asked)} », qui n'existe pas. À la place : « {item.title} »."
            )
        )
    st.session_state[LAST_SEEN] = item.key
    if st.query_params.get(ADDRESS) != item.key:
        st.query_params[ADDRESS] = item.key
    return item


def go_to(key: str) -> None:
    """Open another step at the next run."""
    st.query_params[ADDRESS] = key


def step_of(context: Context, item: Item) -> Step:
    """That step alone, as this role may see it."""
    return _kept(question=question_of(context), key=item.key, _items=items_of(context), _context=context)


def passed_over_of(context: Context) -> Mapping[str, str]:
    """Keys of the steps that this meeting does not stop at, and why."""
    return _passed(question=question_of(context), _context=context)


def question_of(context: Context) -> str:
    """What every answer of a book depends on."""
    return in_one_text(
        context.role,
        kind_of(context),
        context.version,
        context.day,
        context.before,
        *context.said,
    )


# Shared, as nothing changes a step: a copy of it takes longer than what is left of a run.
@st.cache_resource(max_entries=60, show_spinner=False)
def _kept(question: str, key: str, _items: Sequence[Item], _context: Context) -> Step:
    with answered(_context) as book:
        return build_step(book, key, _items)


@st.cache_data(max_entries=6, show_spinner=False)
def _passed(question: str, _context: Context) -> dict[str, str]:
    with answered(_context) as book:
        return dict(passed_over(book, items_of(_context)))


@contextmanager
def answered(context: Context) -> Iterator[Book]:
    """The same book; what cannot be answered stops the page at a sentence."""
    try:
        with book_of(context) as book:
            yield book
        start_anew_if_changed(context)
    except VisaError as error:
        stop_with(error)


def prepare_next(context: Context, item: Item) -> None:
    """Have the next step computed while this one is read: it then opens at once."""
    passed, items = passed_over_of(context), items_of(context)
    for following in [one for one in items[item.number :] if one.key not in passed][:1]:
        beforehand(
            partial(_kept, question=question_of(context), key=following.key, _items=items, _context=context)
        )


def board_of(context: Context, step: Step, actions: Sequence[tuple[str, str]] = ()) -> str:
    """The step's board, as HTML; actions: see `visa_data.meeting.board.board_html`."""
    return _board(
        question=in_one_text(question_of(context), step.key, where(context), actions),
        _step=step,
        _where=where(context),
        _actions=actions,
        _context=context,
    )


@st.cache_resource(max_entries=60, show_spinner=False)
def _board(
    question: str,
    _step: Step,
    _where: tuple[str, str],
    _actions: Sequence[tuple[str, str]],
    _context: Context,
) -> str:
    return board_html(
        _step,
        _outlines(question=in_one_text(_context.role, _context.version), _context=_context),
        items_of(_context),
        where=_where,
        actions=_actions,
        passed=passed_over_of(_context),
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _outlines(question: str, _context: Context) -> Outlines:
    """The same at any day, under any settings."""
    with answered(_context) as book:
        return book.outlines


def where(context: Context) -> tuple[str, str]:
    """Territory and filters, then the dates: the two lines at the head of a step."""
    first = [context.territory]
    if context.invented and "invent" not in context.territory.lower():
        first.append("exemple inventé")
    chosen = context.filters if context.role.may(Permission.CHOOSE_FILTERS) else EVERYBODY
    if chosen.zones:
        first.append(french.counted(len(chosen.zones), "zone choisie", "zones choisies"))
    if chosen.sources:
        first.append("source : " + french.listed([Source(code).label for code in chosen.sources]))
    return " · ".join(first), f"au {french.day(context.day)}, comparé au {french.day(context.before)}"
