"""The book that a role reads: open on the base, or frozen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import streamlit as st

from pages.parts.context import Context
from visa_data.dossier.book import Book
from visa_data.dossier.open_book import OpenBook
from visa_data.roles import Permission


@contextmanager
def book_of(context: Context) -> Iterator[Book]:
    """The book that this role reads: open on the base for who may read small counts, else the frozen one."""
    if not context.role.may(Permission.READ_SMALL_COUNTS):
        yield context.published
        return
    with context.base.cursor() as cursor:
        yield OpenBook(
            cursor,
            context.day,
            context.settings,
            context.filters,
            before=context.before,
            answers=_answers(context.version, context.day, context.before, *context.said),
        )


@st.cache_resource(max_entries=4, show_spinner=False)
def _answers(version: str, day: date, before: date, settings: str, filters: str) -> dict[Any, Any]:
    """What the steps share: on a département, most of the time of each."""
    return {}
