"""Which zones a reader chose, and whose people are counted there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import update_wrapper
from typing import Any, NewType

import pandas as pd


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means everybody.

    zones: codes of zones where people are placed. sources: codes of `Source`. callers: people called
    at least once by one of these callers.

    Filters only choose: zones choose rows, sources and callers choose whom the counts count. What is true of a
    zone or of a team (reach, access, load, status) is computed for everybody of the day (see `everybody.py`).
    """

    zones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()

    @property
    def everywhere(self) -> Counted:
        """The same people counted, in every zone."""
        return Counted(replace(self, zones=()))


EVERYBODY = Filters()

Counted = NewType("Counted", Filters)
"""Filters without zones: all that a table by zone is given, so that no zone's row can depend on the others chosen."""


class ByZone:
    """A table by zone: computed for every zone of the territory, of which the filters then choose rows.

    Called like every indicator: (cursor, day, settings, filters, **more).
    """

    __module__: str
    __qualname__: str

    def __init__(self, table: Callable[..., pd.DataFrame]) -> None:
        """table: takes (cursor, day, settings, counted: Counted, **more), gives a column code_zone."""
        self._table = table
        update_wrapper(self, table)

    def __call__(self, cursor: Any, day: Any, settings: Any, filters: Filters, **more: Any) -> pd.DataFrame:
        """The rows of the zones chosen; with none chosen, every row, people placed nowhere included."""
        return chosen_rows(self._table(cursor, day, settings, filters.everywhere, **more), filters.zones)


def chosen_rows(table: pd.DataFrame, zones: tuple[str, ...]) -> pd.DataFrame:
    """The rows of those zones in the order of the table; every row when `zones` is empty."""
    return table[table["code_zone"].isin(zones)].reset_index(drop=True) if zones else table
