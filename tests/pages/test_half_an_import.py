"""Data that change while a page is answered: it is run again, and nothing of the two moments is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from pages.parts import context as parts
from pages.parts.answers import ask
from pages.parts.context import Context
from tests.pages.contexts import of_the_committee
from visa_data.base import Base
from visa_data.indicators.filters import Filters
from visa_data.roles import Role
from visa_data.settings import Settings


@pytest.fixture
def context(sample_copy: Path) -> Iterator[Context]:
    with Base(sample_copy) as base:
        yield replace(of_the_committee(base), role=Role.COORDINATION, version=base.data_version())
    st.cache_data.clear()


def calls(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters) -> pd.DataFrame:
    return cursor.execute("SELECT count(*) AS appels FROM appels").df()


def a_call_is_taken_out(base: Base) -> None:
    with base.transaction() as cursor:
        cursor.execute(
            "DELETE FROM appels WHERE (reference, date_appel) IN (SELECT reference, date_appel FROM appels LIMIT 1)"
        )


def test_an_answer_is_kept_as_long_as_the_data_are_the_same(context: Context) -> None:
    before = ask(context, calls)
    a_call_is_taken_out(context.writable)
    pd.testing.assert_frame_equal(ask(context, calls), before)


def test_a_page_that_sees_the_data_change_starts_anew(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[str] = []

    def start_anew(*_: Any, **__: Any) -> None:
        began.append("de nouveau")
        raise RerunException(None)  # type: ignore[arg-type]

    monkeypatch.setattr(parts.st, "rerun", start_anew)
    a_call_is_taken_out(context.writable)
    with pytest.raises(RerunException):
        ask(context, calls)
    assert began == ["de nouveau"]
    monkeypatch.undo()
    fresh = replace(context, version=context.writable.data_version())
    assert ask(fresh, calls).iloc[0, 0] > 0


def test_what_was_answered_meanwhile_is_not_kept(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts.st, "rerun", lambda: (_ for _ in ()).throw(RerunException(None)))  # type: ignore[arg-type]
    a_call_is_taken_out(context.writable)
    for _ in range(2):
        with pytest.raises(RerunException):
            ask(context, calls)


def test_nor_what_is_computed_ahead_where_nothing_starts_anew(context: Context) -> None:
    a_call_is_taken_out(context.writable)
    for _ in range(2):
        with pytest.raises(StopException):
            ask(context, calls)
