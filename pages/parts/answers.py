"""Answers of `visa_data` to this run's question, kept while the data do not change.

Who may not read small counts asks the book of the meeting: what it does not hold cannot be asked, and no base is read.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

import duckdb
import streamlit as st

from pages.parts.context import Context, start_anew_if_changed, stop_with
from pages.parts.keys import in_one_text
from visa_data.base import Base
from visa_data.dossier.book import question_name
from visa_data.dossier.contents import key_of
from visa_data.dossier.tables import NOW, THEN
from visa_data.errors import VisaError
from visa_data.indicators.filters import Filters
from visa_data.roles import Permission
from visa_data.territory.zones import ZoneFrame, read_zones

Compute = Callable[..., Any]
Ask = Callable[[duckdb.DuckDBPyConnection], Any]
T = TypeVar("T")


def ask(
    context: Context,
    compute: Callable[..., T],
    *,
    day: date | None = None,
    filters: Filters | None = None,
    permission: Permission | None = None,
    **more: Any,
) -> T:
    """`compute(cursor, day, settings, filters, **more)`, from the cache when it was asked before.

    The answer is a copy: a screen may change it. `more` must be hashable. permission: what the role needs besides
    the page's; without it nothing is computed, and the page stops at a sentence. In a book there are no filters.
    """
    if permission is not None:
        context.role.require(permission)
    return _asked(context, compute, day, context.filters if filters is None else filters, more)


def fact(
    context: Context,
    compute: Callable[..., T],
    *,
    day: date | None = None,
    permission: Permission | None = None,
    **more: Any,
) -> T:
    """`compute(cursor, day, settings, **more)`, likewise: what no filter changes."""
    if permission is not None:
        context.role.require(permission)
    return _asked(context, compute, day, None, more)


def laid(context: Context, compute: Callable[..., T], **more: Any) -> T:
    """Like `ask`, of the base alone, for what many readers look into and none changes: no copy is made of it."""
    context.role.require(Permission.READ_SMALL_COUNTS)
    name, options = f"{compute.__module__}.{compute.__qualname__}", tuple(sorted(more.items()))
    try:
        return _laid(
            key=in_one_text(name, context.version, context.day, context.said, options),
            _ask=lambda cursor: compute(cursor, context.day, context.settings, context.filters, **more),
            _context=context,
        )
    except VisaError as error:
        stop_with(error)


@st.cache_resource(max_entries=8, show_spinner=False)
def _laid(key: str, _ask: Ask, _context: Context) -> Any:
    return _of_the_base(_ask, _context)


def holds(context: Context, compute: Callable[..., Any], *, day: date | None = None, **more: Any) -> bool:
    """Whether this role can ask that: anything of the base; of a book, what it holds."""
    if context.book is None:
        return context.role.may(Permission.READ_SMALL_COUNTS)
    moment = THEN if day == context.before != context.day else NOW
    return key_of(question_name(compute), moment, more) in context.book.tables.answers


def _asked(
    context: Context,
    compute: Callable[..., T],
    day: date | None,
    filters: Filters | None,
    more: dict[str, Any],
) -> T:
    name, when = f"{compute.__module__}.{compute.__qualname__}", day or context.day
    options = tuple(sorted(more.items()))
    try:
        if not context.role.may(Permission.READ_SMALL_COUNTS):
            return _in_book(
                key=in_one_text(name, context.version, when, options),
                _ask=lambda: context.published.ask(compute, day=when, **more),
            )
        return _answer(
            key=in_one_text(name, context.version, when, context.said[0], filters, options),
            _ask=lambda cursor: compute(
                cursor, when, context.settings, *(() if filters is None else (filters,)), **more
            ),
            _context=context,
        )
    except VisaError as error:
        stop_with(error)


@st.cache_data(max_entries=200, show_spinner=False)
def _answer(key: str, _ask: Ask, _context: Context) -> Any:
    return _of_the_base(_ask, _context)


def _of_the_base(ask: Ask, context: Context) -> Any:
    with context.base.cursor() as cursor:
        found = ask(cursor)
    start_anew_if_changed(context)
    return found


@st.cache_data(max_entries=200, show_spinner=False)
def _in_book(key: str, _ask: Callable[[], Any]) -> Any:
    return _ask()


def shared(context: Context, make: Callable[..., T], *more: Hashable) -> T:
    """`make(context, *more)`, made once for whoever asks the same in the same role; not to be changed.

    more: all that it depends on besides the question, the ground of the page included. It draws nothing.
    """
    name = f"{make.__module__}.{make.__qualname__}"
    question = (context.role, context.version, context.day, context.before, context.said)
    return _made(key=in_one_text(name, question, more), _make=lambda: make(context, *more))


@st.cache_resource(max_entries=100, show_spinner=False)
def _made(key: str, _make: Callable[[], T]) -> T:
    return _make()


def zones(context: Context) -> ZoneFrame:
    """The zones of the base, shared, not to be changed; the sectors of the book for who reads one."""
    if context.role.may(Permission.READ_SMALL_COUNTS):
        return _zones(context.version, context.base)
    return context.published.zones


@st.cache_resource(max_entries=2, show_spinner=False)
def _zones(version: str, _base: Base) -> ZoneFrame:
    with _base.cursor() as cursor:
        return read_zones(cursor)
