"""An initiative as the catalogue holds it: facts, each figure with its place in the document that gives it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from visa_data import french
from visa_data.initiatives.gaps import Ecart
from visa_data.vocabulary import Besoin, Term


class Document(Term):
    """The five documents that the project implements."""

    GUIDE = "000", "Guide méthodologique de la coopération locale VISA (2020)"
    BIBLIOGRAPHIE = (
        "001",
        "La lutte contre l'isolement social, une action à l'échelle des territoires (bibliographie)",
    )
    JE_VOUS_VISITE = "002", "Villes amies des aînés, fiche d'expérience n° 594"
    ODAS = "003", "Odas, onze initiatives de prévention et de lien social"
    MONALISA = "004", "Monalisa, rapport sur les coopérations"

    @property
    def year(self) -> int:
        """The last year that it tells of."""
        return {"000": 2020, "001": 2021, "002": 2018, "003": 2021, "004": 2018}[self.value]


class Nature(Term):
    """What an entry is."""

    INITIATIVE = "initiative", "Initiative locale"
    DISPOSITIF = "dispositif", "Dispositif à rejoindre"
    ACTION = "action", "Action du guide"
    GESTE = "geste", "Geste de solidarité"


class Territoire(Term):
    """The kinds of territory where it was done."""

    RURAL = "rural", "Rural"
    VILLE = "ville", "Ville"
    QUARTIER = "quartier", "Quartier"


class Moyen(StrEnum):
    """What a figure of the means counts: the unit of `Figure.value`."""

    BENEVOLES = "benevoles"
    SALARIES_ETP = "salaries_etp"
    HEURES_SEMAINE = "heures_semaine"
    EUROS_AN = "euros_an"
    EUROS_UNE_FOIS = "euros_une_fois"
    AUTRE = "autre"


def written(value: float) -> str:
    """A number with as many decimals as it has, two at most."""
    return french.number(value, next((count for count in range(2) if round(value, count) == value), 2))


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a document.

    words: what it counts, in French, without the number. value: the number. written: the number as the document writes
    it; line: the line of the document's text that holds it (from 1). year: of the figure, 0 when not told.
    means: for a figure of the means. scales: whether more people ask proportionally more (visitors do, a bus does not).
    """

    words: str
    value: float
    written: str
    line: int
    year: int = 0
    means: Moyen | None = None
    scales: bool = False

    @property
    def told(self) -> str:
        """`29 bénévoles visiteurs`, `21 000 euros de la conférence (2021)`."""
        year = f" ({self.year})" if self.year else ""
        return f"{written(self.value)}{french.NBSP}{self.words}{year}"


EVERYWHERE = "Partout"


@dataclass(frozen=True, slots=True)
class Initiative:
    """One entry. people: the figure of the people whom it serves, that the means are counted for; None when not told."""

    key: str
    name: str
    nature: Nature
    place: str
    territories: tuple[Territoire, ...]
    since: int
    carried_by: str
    summary: str
    needs: tuple[Besoin, ...]
    gaps: tuple[Ecart, ...]
    conditions: tuple[str, ...]
    people: Figure | None
    means: tuple[Figure, ...]
    results: tuple[Figure, ...]
    document: Document
    where: str
    lines: tuple[int, int]
    since_line: int = 0

    @property
    def told(self) -> str:
        """`Voisin'âge, Marseille (Bouches-du-Rhône)`; its name alone where it is of no place."""
        return self.name if self.place == EVERYWHERE else f"{self.name}, {self.place}"

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that the document gives."""
        return (*((self.people,) if self.people else ()), *self.means, *self.results)

    @property
    def yearly_cost(self) -> float | None:
        """Euros a year, all that is told added up; None when nothing is."""
        told = [figure.value for figure in self.means if figure.means is Moyen.EUROS_AN]
        return sum(told) if told else None
