"""Answers of `visa_data` to this run's question, kept while the data do not change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import duckdb
import streamlit as st

from pages.parts.context import Context, stop_with
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.indicators.filters import Filters
from visa_data.settings import Settings
from visa_data.territory.zones import ZoneFrame, read_zones

Compute = Callable[..., Any]
T = TypeVar("T")


def ask(
    context: Context,
    compute: Callable[..., T],
    *,
    day: date | None = None,
    filters: Filters | None = None,
    **more: Any,
) -> T:
    """`compute(cursor, day, settings, filters, **more)`, from the cache when it was asked before.

    The answer is a copy: a screen may change it. `more` must be hashable.
    """
    try:
        return _answer(
            f"{compute.__module__}.{compute.__qualname__}",
            context.version,
            context.settings,
            day or context.day,
            context.filters if filters is None else filters,
            tuple(sorted(more.items())),
            compute,
            context.base,
        )
    except VisaError as error:
        stop_with(error)


@st.cache_data(max_entries=200, show_spinner=False)
def _answer(
    name: str,
    version: str,
    settings: Settings,
    day: date,
    filters: Filters,
    more: tuple[tuple[str, Any], ...],
    _compute: Compute,
    _base: Base,
) -> Any:
    with _base.cursor() as cursor:
        return _compute(cursor, day, settings, filters, **dict(more))


def zones(context: Context) -> ZoneFrame:
    """The zones of the base, from the cache."""
    return ask(context, _zones, filters=Filters())


def _zones(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters) -> ZoneFrame:
    return read_zones(cursor)
