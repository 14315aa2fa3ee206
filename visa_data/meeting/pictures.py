"""A step's picture as data: what is drawn on screen (plotly, map) and in the report (matplotlib) alike.

Every text is ready to read and already protected for the role: a withheld value is None with its mark
as text. Nothing here holds a person, a reference or a person's coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """What a mark means; each renderer gives it a colour for its ground, and a pattern besides."""

    NEUTRAL = "neutre"
    GOOD = "bien"
    WATCH = "surveiller"
    BAD = "mal"
    WORST = "pire"
    UNKNOWN = "inconnu"
    NOTHING = "rien"
    LEVEL_1 = "niveau_1"
    LEVEL_2 = "niveau_2"
    LEVEL_3 = "niveau_3"
    LEVEL_4 = "niveau_4"


@dataclass(frozen=True)
class Category:
    """A class of the legend: key, label, tone, and a letter or sign that says it without colour."""

    key: str
    label: str
    tone: Tone
    sign: str = ""


MOST_SIGNS = 40
"""Points of a map that still leave its zones to be seen."""


@dataclass(frozen=True)
class Area:
    """A zone, or zones merged by the protection: codes, name shown, category, text of its label."""

    codes: tuple[str, ...]
    name: str
    category: str
    text: str = ""


@dataclass(frozen=True)
class Mark:
    """A public point: a team, a proposed site (degrees, EPSG:4326); never a person."""

    latitude: float
    longitude: float
    name: str
    sign: str
    radius_km: float = 0.0


@dataclass(frozen=True)
class MapPicture:
    """A coloured map with its legend; areas cover the zones that have an outline."""

    areas: tuple[Area, ...]
    categories: tuple[Category, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def crowded(self) -> bool:
        """So many points that signs and circles would hide the zones: each is then a dot, without its reach."""
        return len(self.marks) > MOST_SIGNS


@dataclass(frozen=True)
class Bar:
    """One bar: label, a value for each series (None: withheld or unknown), its text."""

    label: str
    values: tuple[float | None, ...]
    text: str


@dataclass(frozen=True)
class BarsPicture:
    """Horizontal bars, from top to bottom; several series are stacked side by side in each bar."""

    series: tuple[Category, ...]
    bars: tuple[Bar, ...]
    unit: str = ""


@dataclass(frozen=True)
class CurvesPicture:
    """Curves over dates: tick labels, and for each series one value a date (None: nothing to show)."""

    ticks: tuple[str, ...]
    series: tuple[Category, ...]
    values: tuple[tuple[float | None, ...], ...]
    unit: str = ""


@dataclass(frozen=True)
class MatrixPicture:
    """Rows × columns of short texts, each cell with a category of the legend."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[str, ...], ...]
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class TablePicture:
    """A table of texts; tones colour whole rows (one a row, or none)."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True)
class NothingPicture:
    """What is said where there is nothing to draw: a true sentence, never an empty chart."""

    sentence: str


Picture = MapPicture | BarsPicture | CurvesPicture | MatrixPicture | TablePicture | NothingPicture


@dataclass(frozen=True)
class MainFigure:
    """A big figure: its value as text, what it counts, its denominator, its change and what it means."""

    value: str
    label: str
    denominator: str = ""
    change: str = ""
    tone: Tone = Tone.NEUTRAL
    definition: str = ""


@dataclass(frozen=True)
class Step:
    """One step of the meeting: one question, one sentence, one picture; the table behind it.

    number: 1 to 10. key: its address. notes: protection (zones merged, values withheld), assumptions,
    date. table: headers and rows of texts, the same figures as the picture.
    """

    number: int
    key: str
    title: str
    question: str
    key_point: str
    figures: tuple[MainFigure, ...]
    picture: Picture
    definition: str
    notes: tuple[str, ...] = ()
    table: TablePicture = field(default_factory=lambda: TablePicture((), ()))
