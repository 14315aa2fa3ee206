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
from visa_data.roles import Permission
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
    permission: Permission | None = None,
    **more: Any,
) -> T:
    """`compute(cursor, day, settings, filters, **more)`, from the cache when it was asked before.

    The answer is a copy: a screen may change it. `more` must be hashable. permission: what the role needs besides
    the page's; without it nothing is computed, and the page stops at a sentence.
    """
    if permission is not None:
        context.role.require(permission)
    return _asked(context, compute, day, context.filters if filters is None else filters, more)


def fact(context: Context, compute: Callable[..., T], *, day: date | None = None, **more: Any) -> T:
    """`compute(cursor, day, settings, **more)`, likewise: what no filter changes."""
    return _asked(context, compute, day, None, more)


def _asked(
    context: Context,
    compute: Callable[..., T],
    day: date | None,
    filters: Filters | None,
    more: dict[str, Any],
) -> T:
    try:
        return _answer(
            f"{compute.__module__}.{compute.__qualname__}",
            context.version,
            context.settings,
            day or context.day,
            filters,
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
    filters: Filters | None,
    more: tuple[tuple[str, Any], ...],
    _compute: Compute,
    _base: Base,
) -> Any:
    with _base.cursor() as cursor:
        chosen = () if filters is None else (filters,)
        return _compute(cursor, day, settings, *chosen, **dict(more))


def zones(context: Context) -> ZoneFrame:
    """The zones of the base, from the cache."""
    return fact(context, _zones)


def _zones(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> ZoneFrame:
    return read_zones(cursor)
