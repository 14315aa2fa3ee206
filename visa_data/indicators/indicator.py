"""What an indicator is: its words, its columns and what computes it, named, defined and formatted once.

Everything that shows a figure is drawn from these declarations: the command line, the map, the card of a zone, the key
figures of the meeting and of its report, the page and the document of definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.indicators.filters import ByZone
from visa_data.roles import Permission
from visa_data.settings import Settings
from visa_data.vocabulary import StatutZone
from visa_data.wording import thresholds_of, written

WHOEVER_IS_COUNTED = "Ne dépend pas des filtres : toutes les personnes inscrites sont prises en compte."
"""What the reader must know of a figure that filters do not change."""
PERSONS = "personnes"
REPORTS = "signalements"
"""A report is about one person."""
PEOPLE = frozenset({"personnes"})
CALLS = PEOPLE | {"appels"}
REACH = CALLS | {"equipes", "zones", "mouvements_communes"}
NEEDS = CALLS | {"besoins"}
ANY_FILE = REACH | NEEDS | {"ressources"}
"""Kinds of extracts that a figure is computed from."""


class Unit(StrEnum):
    """How a column's values are written. STATUS: a code of `StatutZone`. NEEDS: codes joined by a vertical bar."""

    CODE = "code"
    TEXT = "texte"
    STATUS = "statut"
    NEEDS = "liste de besoins"
    COUNT = "effectif"
    RATE = "part"
    RATIO = "rapport"
    KM = "km"
    DAYS = "jours"


MEASURES = (Unit.COUNT, Unit.RATE, Unit.RATIO, Unit.KM, Unit.DAYS)


@dataclass(frozen=True)
class Column:
    """One figure of an indicator: its contract name, French label, definition (see `wording`) and unit.

    The registry of columns is the one place where a figure's words, unit and sense are said.

    about: what is counted ("personnes", "zones", "heures"…): of a count, the protection needs it.
    worse: +1 when a rise is bad news, -1 when it is good news, 0 when it is neither.
    decimals: written in files (None: as many as the value has, four at most); on screen a ratio has two at most.
    own: the zone's own, the same whichever people are counted.
    part: the count that a rate is the share of. whole: the count that it is a share of, or that a count of persons is
    part of; empty for none.
    behind: kinds of extracts that it is computed from, for a key figure: a new one of these may explain its move.
    known_as: its name among all figures, where another indicator gives the same name to something else.
    """

    name: str
    label: str
    wording: str
    unit: Unit = Unit.COUNT
    about: str = PERSONS
    worse: int = 0
    decimals: int | None = None
    own: bool = False
    part: str = ""
    whole: str = "inscrits"
    behind: frozenset[str] = ANY_FILE
    known_as: str = ""

    def definition(self, settings: Settings) -> str:
        """As read on screen, with the thresholds in force."""
        return written(self.wording, settings) + (f" {WHOEVER_IS_COUNTED}" if self.own else "")

    @property
    def figure(self) -> str:
        """Its name where the figures of several indicators stand together, as in a book."""
        return self.known_as or self.name

    @property
    def sense(self) -> str:
        """What a rise means, in French; empty for what does not rise."""
        if self.unit not in MEASURES:
            return ""
        return {1: "moins bien", -1: "mieux", 0: "ni mieux ni moins bien"}[self.worse]

    @property
    def counted_in(self) -> str:
        """Its unit as read by people: « personnes », « part (%) », « km »."""
        if self.unit in (Unit.COUNT, Unit.RATIO) and self.about:
            return self.about
        return "part (%)" if self.unit is Unit.RATE else str(self.unit)

    @property
    def counts_people(self) -> bool:
        """Whether small values of it are somebody: what a committee reads of it is protected."""
        return self.about in (PERSONS, REPORTS)

    @property
    def on_map(self) -> bool:
        """Whether zones can be coloured by it: in classes, by status, by a number of needs."""
        return self.unit in (*MEASURES, Unit.STATUS, Unit.NEEDS)

    @property
    def can_be_share(self) -> bool:
        """Whether it counts people among others, so that a share makes sense."""
        return self.unit is Unit.COUNT and self.about == PERSONS and bool(self.whole)

    def in_french(self, value: Any) -> str:
        """A value as read: `12`, `34 %`, `3,6 km`, `Zone blanche`, `20 avril 2020`; a dash when unknown."""
        if isinstance(value, str):
            return StatutZone(value).label if self.unit is Unit.STATUS else value
        if isinstance(value, date):
            return french.day(value)
        if self.unit is Unit.RATE:
            return french.percent(value)
        if self.unit is Unit.KM:
            return french.kilometres(value)
        if self.unit is Unit.RATIO:
            return french.number(value, 2 if self.decimals is None else min(2, self.decimals))
        if self.unit is Unit.DAYS:
            return french.UNKNOWN if pd.isna(value) else f"{french.number(value, 1)}{french.NBSP}jours"
        return french.number(value)


@dataclass(frozen=True)
class Option:
    """What a computation may be told on the command line: `--flag METAVAR`, and the argument that it becomes.

    of: bool for a flag without value. default: None leaves the computation to its own. Indicators may share a flag, of
    the same type: each gives it its own argument and default.
    """

    flag: str
    metavar: str
    help: str
    argument: str
    of: type = str
    default: Any = None

    @property
    def kept_as(self) -> str:
        """Where the command line keeps what was given."""
        return self.flag.removeprefix("--").replace("-", "_")


@dataclass(frozen=True)
class Example:
    """A row of the worked example (the contract's, at the end of 10 May 2020) in a sentence.

    sentence: names figures in braces, written as on screen. row: where they are read, column → value (empty: the only
    row). figures: column → value, computed there: a test computes them again. acting: read once the files of those
    who act are there too (the contract's second part). asked: what the computation was told, argument → value.
    """

    sentence: str
    figures: Mapping[str, Any]
    row: Mapping[str, Any] = field(default_factory=dict)
    by_zone: bool = False
    acting: bool = False
    asked: Mapping[str, Any] = field(default_factory=dict)


Compute = Callable[..., pd.DataFrame]
"""Takes (cursor, day, settings, filters, **options)."""


@dataclass(frozen=True)
class Indicator:
    """One indicator, as of the end of a day.

    compute gives the territory as a whole (None: only by zone), by_zone one row a zone sorted by code (then the
    `Non localisées` row when there are such people). columns, zone_columns: what each prints, in order.
    rows: what a row of `compute` is (`besoin`, `semaine`…), empty when there is one.
    wording: its definition (see `wording`). denominator: whom its shares are shares of.
    key_columns: its figures on the meeting's first screen, under the names that they have there; key gives them in
    one row. on_request: the argument of the option without which the table is that by zone, whatever `compute` gives.
    permission: what a role needs to read it, where its rows are people.
    """

    name: str
    title: str
    question: str
    wording: str
    source: str
    example: Example
    denominator: str
    columns: tuple[Column, ...] = ()
    zone_columns: tuple[Column, ...] = ()
    compute: Compute | None = None
    by_zone: ByZone | None = None
    rows: str = ""
    key_columns: tuple[Column, ...] = ()
    key: Compute | None = None
    options: tuple[Option, ...] = ()
    on_request: str = ""
    permission: Permission | None = None

    def definition(self, settings: Settings) -> str:
        """As read on screen, with the thresholds in force."""
        return written(self.wording, settings)

    @property
    def described(self) -> dict[str, Column]:
        """Every column by name, of the whole territory first."""
        return {column.name: column for column in (*self.columns, *self.zone_columns)}

    @property
    def thresholds(self) -> tuple[str, ...]:
        """Names of the settings that its definitions name."""
        texts = (self.wording, *(column.wording for column in (*self.described.values(), *self.key_columns)))
        return tuple(dict.fromkeys(name for text in texts for name in thresholds_of(text)))

    @property
    def worked_example(self) -> str:
        """The sentence of its example."""
        return self.example.sentence.format(
            **{name: self.described[name].in_french(value) for name, value in self.example.figures.items()}
        )

    def gives_whole(self, by_zone: bool, options: Mapping[str, Any]) -> bool:
        """Whether what is asked is the table of `compute`, with `columns`: that by zone otherwise."""
        asked = bool(options.get(self.on_request)) if self.on_request else not by_zone
        return self.compute is not None and asked

    @property
    def by_need(self) -> bool:
        """Whether a row by zone is one of a need in that zone."""
        return any(column.name == "besoin" for column in self.zone_columns)

    def column(self, name: str) -> Column:
        """The column of that name (KeyError if none)."""
        return self.described[name]


ZONE_COLUMNS = (
    Column("code_zone", "Code", "Code de la zone (commune, IRIS ou quartier).", Unit.CODE, ""),
    Column("nom_zone", "Zone", "Nom de la zone.", Unit.TEXT, ""),
)
