"""A picture as data: one renderer draws it on screen, in the slides, in the pages and in the file.

Every text is ready to read and already protected for the role: a withheld value is None with its mark
as text. Nothing here holds a person, a reference or a person's coordinates.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from visa_data import french


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
class PublicPoint:
    """A team or a proposed site (degrees, EPSG:4326), with its sign or its rank; never a person."""

    latitude: float
    longitude: float
    name: str
    sign: str
    radius_km: float = 0.0

    @property
    def proposed(self) -> bool:
        """A site that carries its rank is named beside the map; a team's sign says enough."""
        return self.sign.isdigit()


@dataclass(frozen=True)
class MapPicture:
    """A coloured map with its legend; areas cover the zones that have an outline; places: what they are, one and many."""

    areas: tuple[Area, ...]
    categories: tuple[Category, ...]
    points: tuple[PublicPoint, ...] = ()
    places: tuple[str, str] = ("zone", "zones")

    @property
    def zone_counts(self) -> dict[str, str]:
        """`7 zones` by key of category."""
        counts = Counter(area.category for area in self.areas for _ in area.codes)
        return {c.key: french.counted(counts[c.key], *self.places) for c in self.categories}

    @property
    def crowded(self) -> bool:
        """So many points that signs and circles would hide the zones: each is then a dot, without its reach."""
        return len(self.points) > MOST_SIGNS


@dataclass(frozen=True)
class Bar:
    """One bar: label, a value for each series (None: withheld or unknown), its text.

    note: what to read at the right of the bar, in a column of its own.
    """

    label: str
    values: tuple[float | None, ...]
    text: str
    note: str = ""


@dataclass(frozen=True)
class BarsPicture:
    """Horizontal bars, from top to bottom; several series are stacked side by side in each bar.

    noted: what stands above the notes of the bars.
    """

    series: tuple[Category, ...]
    bars: tuple[Bar, ...]
    unit: str = ""
    noted: str = ""


@dataclass(frozen=True)
class Listing:
    """A short list beside a picture: a title, names with their counts as texts, worst first.

    empty: the sentence said where there is none.
    """

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class CurvesPicture:
    """Curves over dates: tick labels, and for each series one value a date (None: nothing to show)."""

    ticks: tuple[str, ...]
    series: tuple[Category, ...]
    values: tuple[tuple[float | None, ...], ...]
    unit: str = ""
    beside: Listing | None = None


@dataclass(frozen=True)
class Trend:
    """One short curve: a value a week (None: nothing to show), the dates of the first and of the last.

    unit: written after its values (` %`).
    """

    values: tuple[float | None, ...]
    since: str = ""
    until: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Statement:
    """One thing that changed: a short sentence, its figure before and after, the change in words.

    before: empty where there is nothing to compare with. beside: its curve, or a map drawn small.
    """

    sentence: str
    before: str
    after: str
    change: str
    tone: Tone = Tone.NEUTRAL
    beside: Trend | MapPicture | None = None


@dataclass(frozen=True)
class StatementsPicture:
    """Up to three statements, the worst first, a row each; before, after: both days as read."""

    statements: tuple[Statement, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class ProportionPicture:
    """One proportion, large: `part` of `whole` (None: withheld or unknown), its history, and where.

    part_text, whole_text: as read (`32`, `sur 42 situations urgentes`). marked, rest: what the part is (`sans contact
    depuis plus de 48 heures`) and what is left of the whole. trend: of the part, under its title. where: places
    with their counts.
    """

    part: int | None
    whole: int | None
    part_text: str
    whole_text: str
    marked: Category
    rest: Category
    trend: Trend | None = None
    trend_title: str = ""
    where: Listing | None = None


@dataclass(frozen=True)
class Card:
    """A total: value, label, change since the last time, its history, and lines of what to do about it."""

    value: str
    label: str
    change: str = ""
    tone: Tone = Tone.NEUTRAL
    trend: Trend | None = None
    to_do: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardsPicture:
    """Totals side by side, four at most, each with what to do about it."""

    cards: tuple[Card, ...]
    to_do: str = "Que faire"


@dataclass(frozen=True)
class Note:
    """A short text in a column: who does it, when it is due, where it stands."""

    text: str
    owner: str = ""
    due: str = ""
    state: str = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True)
class Column:
    """Notes under a title, the first ones shown; empty: the sentence said where there is none. share: of the width, beside 1."""

    title: str
    notes: tuple[Note, ...] = ()
    empty: str = ""
    tone: Tone = Tone.NEUTRAL
    sign: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class ColumnsPicture:
    """Columns of notes side by side, three at most; a picture's step has them all in its table."""

    columns: tuple[Column, ...]


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


Picture = (
    MapPicture
    | BarsPicture
    | CurvesPicture
    | MatrixPicture
    | StatementsPicture
    | ProportionPicture
    | CardsPicture
    | ColumnsPicture
    | TablePicture
    | NothingPicture
)
