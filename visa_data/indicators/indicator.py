"""What an indicator is: its words, its columns and what computes it, named, defined and formatted once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import duckdb
import pandas as pd

from visa_data.indicators.filters import ByZone, Filters
from visa_data.settings import Settings


class Unit(StrEnum):
    """How a column's values are written."""

    CODE = "code"
    TEXT = "texte"
    COUNT = "effectif"
    RATE = "part"
    RATIO = "rapport"
    KM = "km"
    DAYS = "jours"


@dataclass(frozen=True)
class Column:
    """One figure of an indicator: its contract name, French label, definition and unit.

    about: what a count counts ("personnes", "zones", "ressources"…): the protection needs it.
    worse: +1 when a rise is bad news, -1 when it is good news, 0 when it is neither.
    decimals: as printed by the command line.
    """

    name: str
    label: str
    definition: str
    unit: Unit = Unit.COUNT
    about: str = "personnes"
    worse: int = 0
    decimals: int = 0


Compute = Callable[[duckdb.DuckDBPyConnection, date, Settings, Filters], pd.DataFrame]


@dataclass(frozen=True)
class Indicator:
    """One indicator, as of the end of a day.

    compute gives the territory as a whole, by_zone one row a zone sorted by code (then the
    `Non localisées` row when there are such people). Each takes (cursor, day, settings, filters).
    thresholds: names of the settings it depends on. example: what it gives on the worked example.
    """

    name: str
    title: str
    question: str
    definition: str
    source: str
    columns: tuple[Column, ...]
    compute: Compute | None
    by_zone: ByZone | None
    thresholds: tuple[str, ...] = ()
    example: str = ""
    denominator: str = ""
    zone_columns: tuple[Column, ...] = field(default=())

    def column(self, name: str) -> Column:
        """The column of that name (KeyError if none)."""
        for column in (*self.columns, *self.zone_columns):
            if column.name == name:
                return column
        raise KeyError(name)


ZONE_COLUMNS = (
    Column("code_zone", "Code", "Code de la zone (commune, IRIS ou quartier).", Unit.CODE, ""),
    Column("nom_zone", "Zone", "Nom de la zone.", Unit.TEXT, ""),
)
