"""The meeting's book: what steps, pages and report ask, whoever reads. Open, it withholds nothing; frozen, it is all there is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from visa_data import french
from visa_data.dossier.shown import Shown
from visa_data.errors import VisaError
from visa_data.indicators.filters import Filters
from visa_data.pictures.outlines import Outlines, on_a_plane
from visa_data.pictures.picture import TablePicture
from visa_data.settings import Settings
from visa_data.territory.zones import ZoneFrame

T = TypeVar("T")
WEEKS = 12
"""Weeks of history that a meeting sees, that of the day included."""
DECIDED = (
    "texte",
    "responsable",
    "echeance",
    "statut",
    "statut_le",
    "zone",
    "besoin",
    "en_retard",
    "suivi",
    "ecart",
    "zones",
    "indicateur",
    "colonne",
    "code_besoin",
    "reunion",
)
"""Columns of `Book.decided`: texts (« responsable » is a function, never a person), two dates, a `StatutDecision`, names
of a zone and of a need (empty for none), a boolean, and in a sentence what became of the figure it follows; then what it is
about as codes (see `decisions.covering.About`), zones joined by a vertical bar, and the day of its meeting (YYYY-MM-DD)."""
DECIDED_BEFORE = DECIDED[:9]
"""Those of the books made before decisions were proposed."""
WHITE_ZONES = ("code_zone", "nom_zone", "secteur", "equipe", "distance_km", "isolees")
"""Columns of `Book.white_zones`: code and name of the zone, code of the place that figures are given by there (itself, or
its sector), name of the nearest active team ('' for none located), km from the zone's own point to it (NaN likewise), and
the isolated people there (NaN in a frozen book)."""


class NotInTheBook(VisaError):
    """A question that a frozen book does not answer."""


class Point(NamedTuple):
    """A count of the territory at the end of a day, as it may be shown."""

    day: date
    shown: Shown


@dataclass(frozen=True)
class SectorFigures:
    """A zone (open book) or a sector (frozen): its code, its name, its member zones, and its counts by name.

    code: '' for people placed nowhere. zones: codes of the member zones, () for nowhere. members: their names.
    """

    code: str
    name: str
    zones: tuple[str, ...]
    members: tuple[str, ...]
    values: dict[str, Shown]


class Book(ABC):
    """What may be asked of a territory at the end of `day`, compared with the end of `before`.

    protects: whether small counts are withheld. filters: those that the figures follow; left_out: filters asked for
    that this book does not know. words: what its places are called, for one and for many.
    """

    day: date
    before: date
    settings: Settings
    filters: Filters
    left_out: bool = False
    protects: bool
    territory: str
    invented: bool
    words: tuple[str, str]

    @abstractmethod
    def ask(self, question: Callable[..., T], *, day: date | None = None, **more: Any) -> T:
        """The answer of a public function of `visa_data.indicators` on this book's people.

        day: `self.day` (the default) or `self.before`. Raises NotInTheBook.
        """

    @abstractmethod
    def holds(self, question: Callable[..., Any]) -> bool:
        """Whether `ask` answers that function."""

    @abstractmethod
    def gives(self, name: str) -> bool:
        """Whether it knows this count of the whole territory at its day; one made before the count was, does not."""

    @abstractmethod
    def total(self, name: str, day: date | None = None) -> Shown:
        """A count of the whole territory (see `counts`) at `day` or `before`. KeyError for a name that is none."""

    @abstractmethod
    def series(self, name: str) -> tuple[Point, ...]:
        """That count at the end of each of the last `WEEKS` weeks, the last being `day`."""

    @abstractmethod
    def by_sector(self, names: Sequence[str], day: date | None = None) -> tuple[SectorFigures, ...]:
        """Those counts by sector, in the order of the codes; () where one of them is not given by sector.

        day: `before` gives those of the previous book, () when there is none.
        """

    @property
    @abstractmethod
    def zones(self) -> ZoneFrame:
        """The places that figures are given by: zones, or sectors under their codes and names."""

    @property
    @abstractmethod
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Names of the zones of each place, by its code."""

    @property
    @abstractmethod
    def white_zones(self) -> pd.DataFrame:
        """The zones blanches of the day by name: see `WHITE_ZONES`. A zone is named by itself in both books."""

    @property
    @abstractmethod
    def around(self) -> Any:
        """Outlines of what lies beside the territory: n shapely geometries, EPSG:4326."""

    @property
    @abstractmethod
    def decided(self) -> pd.DataFrame:
        """Decisions taken up to the day, late ones first: see `DECIDED`."""

    @property
    @abstractmethod
    def sentences(self) -> tuple[str, ...]:
        """What data changed since the comparison date, in French."""

    @property
    @abstractmethod
    def freshness(self) -> TablePicture:
        """How fresh each kind of data is."""

    @property
    @abstractmethod
    def files(self) -> TablePicture:
        """The files that the figures come from."""

    @cached_property
    def outlines(self) -> Outlines:
        """The same on one plane, for the meeting's maps."""
        return on_a_plane(self.zones, self.around)

    @property
    def compared(self) -> bool:
        """Whether the comparison date precedes the observation date."""
        return self.before < self.day

    @property
    def days(self) -> int:
        """Days between the two dates."""
        return (self.day - self.before).days

    def gap(self, name: str) -> Shown | None:
        """By how much a count moved between both dates, signed; None where one of them is withheld."""
        now, then = self.total(name), self.total(name, self.before)
        if now.value is None or then.value is None or not self.compared:
            return None
        return Shown(now.value - then.value, french.signed(float(now.value - then.value)))

    def notes(self, *more: str) -> tuple[str, ...]:
        """Notes of a step: the date, the filters, then its own (empty ones left out)."""
        first = f"Au {french.day(self.day)}."
        if self.filters != Filters():
            first += " Chiffres limités aux filtres choisis (zones, sources ou appelants)."
        if self.left_out:
            first += " Le comité voit tout le territoire : les filtres choisis ne s'appliquent pas."
        return (first, *dict.fromkeys(note for note in more if note))


def week_ends(day: date) -> tuple[date, ...]:
    """The last `WEEKS` days that a history shows, a week apart, ending at `day`."""
    return tuple(day - timedelta(weeks=back) for back in reversed(range(WEEKS)))


def question_name(question: Callable[..., Any]) -> str:
    """How a book knows a question: `couverture.coverage`."""
    return f"{question.__module__.rpartition('.')[2]}.{question.__qualname__}"
