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
from visa_data.wording import thresholds_of, written

WHOEVER_IS_COUNTED = "Ne dépend pas des filtres : toutes les personnes inscrites sont prises en compte."
"""What the reader must know of a figure that filters do not change."""


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
    """One figure of an indicator: its contract name, French label, definition (see `wording`) and unit.

    The registry of columns is the one place where a figure's words, unit and sense are said.

    about: what a count counts ("personnes", "zones", "ressources"…): the protection needs it.
    worse: +1 when a rise is bad news, -1 when it is good news, 0 when it is neither.
    decimals: as printed by the command line. own: the zone's own, the same whichever people are counted.
    """

    name: str
    label: str
    wording: str
    unit: Unit = Unit.COUNT
    about: str = "personnes"
    worse: int = 0
    decimals: int = 0
    own: bool = False

    def definition(self, settings: Settings) -> str:
        """As read on screen, with the thresholds in force."""
        return written(self.wording, settings) + (f" {WHOEVER_IS_COUNTED}" if self.own else "")


Compute = Callable[[duckdb.DuckDBPyConnection, date, Settings, Filters], pd.DataFrame]


@dataclass(frozen=True)
class Indicator:
    """One indicator, as of the end of a day.

    compute gives the territory as a whole, by_zone one row a zone sorted by code (then the
    `Non localisées` row when there are such people). Each takes (cursor, day, settings, filters).
    wording: its definition (see `wording`). example: what it gives on the worked example.
    """

    name: str
    title: str
    question: str
    wording: str
    source: str
    columns: tuple[Column, ...]
    compute: Compute | None
    by_zone: ByZone | None
    example: str = ""
    denominator: str = ""
    zone_columns: tuple[Column, ...] = field(default=())

    def definition(self, settings: Settings) -> str:
        """As read on screen, with the thresholds in force."""
        return written(self.wording, settings)

    @property
    def thresholds(self) -> tuple[str, ...]:
        """Names of the settings that its definitions name."""
        columns = (*self.columns, *self.zone_columns)
        return tuple(
            dict.fromkeys(
                name
                for text in (self.wording, *(column.wording for column in columns))
                for name in thresholds_of(text)
            )
        )

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
