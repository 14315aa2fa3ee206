"""Every indicator, column and list that the modules of the indicators hold, found by looking, not by a list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import duckdb

import visa_data.indicators
from visa_data.indicators.indicator import Column, Indicator
from visa_data.indicators.listes import Liste
from visa_data.settings import Settings


def held() -> Iterator[tuple[str, Indicator | Column]]:
    """Indicators and columns alone: the name of the indicator, or where the column is held."""
    for module in pkgutil.iter_modules(visa_data.indicators.__path__):
        names = vars(importlib.import_module(f"visa_data.indicators.{module.name}"))
        for name, value in names.items():
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Indicator):
                    yield item.name, item
                elif isinstance(item, Column):
                    yield f"{module.name}.{name}", item


def columns() -> list[Column]:
    """Every column, those of the indicators and those alone."""
    return [
        column
        for _, item in held()
        for column in ((item,) if isinstance(item, Column) else (*item.described.values(), *item.key_columns))
    ]


def definitions() -> dict[str, tuple[str, Callable[[Settings], str]]]:
    """Everything defined: its wording, and how it is read under settings."""
    found: dict[str, tuple[str, Callable[[Settings], str]]] = {
        f"liste.{liste.value}": (liste.wording, liste.definition) for liste in Liste
    }
    for where, item in held():
        if isinstance(item, Column):
            found[f"{where}.{item.name}"] = (item.wording, item.definition)
            continue
        found[where] = (item.wording, item.definition)
        for column in (*item.described.values(), *item.key_columns):
            found[f"{where}.{column.name}"] = (column.wording, column.definition)
    return found


def asked(indicator: Indicator, cursor: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What an indicator must be told to answer on any base: as in its example, from a zone that is there."""
    told = dict(indicator.example.asked)
    if "start" in told:
        [told["start"]] = cursor.execute("SELECT min(code) FROM zones_actives").fetchone() or [""]
    return told
