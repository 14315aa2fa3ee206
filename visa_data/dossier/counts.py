"""Every count of persons that a book may hold, by zone and for the whole territory, under one name each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from visa_data.indicators.evolution import key_columns
from visa_data.indicators.indicator import Column, Unit
from visa_data.indicators.registry import by_zone
from visa_data.vocabulary import Besoin, StatutZone

Ask = Callable[..., Any]
"""`Book.ask`, or what stands for it: `ask(question, day=…)`."""

HIGH = "niveaux_3_4"
OPEN, UNMET = "ouverts", "non_pourvus"


class Difference(NamedTuple):
    """A count of persons that is the rest of another."""

    whole: str
    part: str


class Together(NamedTuple):
    """A count of persons that is the sum of others that share nobody."""

    parts: tuple[str, ...]


DERIVED: dict[str, Difference | Together] = {
    "non_joints": Difference("inscrits", "joints"),
    "isolees_sans_equipe": Difference("isolees", "isolees_couvertes"),
    HIGH: Together(("niveau_3", "niveau_4")),
    "besoins_ouverts": Together(tuple(f"{OPEN}@{need.value}" for need in Besoin)),
    "besoins_non_pourvus": Together(tuple(f"{UNMET}@{need.value}" for need in Besoin)),
    "besoins_recents": Difference("besoins_ouverts", "besoins_non_pourvus"),
}
"""Counts that no indicator gives by zone, from those that they give."""


def by_need(name: str, need: str) -> str:
    """The name of a count of one of the ten needs: `ouverts@parler`."""
    return f"{name}@{need}"


def counted_columns(columns: tuple[Column, ...]) -> list[Column]:
    """Those that count persons."""
    return [column for column in columns if column.unit is Unit.COUNT and column.counts_people]


def counts_by_zone(ask: Ask, day: date) -> pd.DataFrame:
    """Counts of persons at the end of a day: a row for each zone (code; '' for nowhere), a column for each name, ints."""
    found: dict[str, pd.Series] = {}
    for indicator in by_zone():
        frame = ask(indicator.by_zone, day=day)
        for column in counted_columns(indicator.zone_columns):
            if "besoin" in frame.columns:
                for need in Besoin:
                    rows = frame[frame["besoin"] == need.value]
                    found[by_need(column.figure, need.value)] = rows.set_index("code_zone")[column.name]
            elif column.figure not in found:
                found[column.figure] = frame.set_index("code_zone")[column.name]
    table = pd.DataFrame(found).fillna(0).astype("int64")
    for name, rule in DERIVED.items():
        if name not in table.columns:
            table[name] = (
                table[rule.whole] - table[rule.part]
                if isinstance(rule, Difference)
                else table[list(rule.parts)].sum(axis=1)
            )
    return table


def white_zones(table: pd.DataFrame) -> pd.DataFrame:
    """The zones blanches of a table by zone."""
    return table[(table["code_zone"] != "") & (table["statut"] == StatutZone.BLANCHE.value)]


def rates() -> dict[str, Column]:
    """The key figures that are shares, by name."""
    return {column.name: column for column in key_columns() if column.unit is Unit.RATE}
