"""What an initiative would ask for the people concerned here: its means, each in proportion, as an order of magnitude.

An order of magnitude is one significant figure: the documents tell of one place and one year, and nothing says that the
next would do with exactly as much.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from visa_data import french
from visa_data.initiatives.initiative import Figure, Initiative, Moyen

UNITS = {
    Moyen.BENEVOLES: ("bénévole", "bénévoles"),
    Moyen.SALARIES_ETP: ("équivalent temps plein salarié", "équivalents temps plein salariés"),
    Moyen.HEURES_SEMAINE: ("heure par semaine", "heures par semaine"),
    Moyen.EUROS_AN: ("euro par an", "euros par an"),
    Moyen.EUROS_UNE_FOIS: ("euro, une fois", "euros, une fois"),
}
NO_MEANS = "Le document ne chiffre aucun moyen : il n'y a rien à mettre en proportion."
NONE_SCALES = "Aucun moyen chiffré du document ne grandit avec le nombre de personnes."
NOT_COUNTED = "Sans nombre de personnes concernées ici, il n'y a rien à mettre en proportion."
NOBODY = "Personne n'est concerné ici : il n'y a rien à mettre en proportion."


@dataclass(frozen=True, slots=True)
class InProportion:
    """A means for the people of here, in words, and the figure that it comes from."""

    magnitude: str
    source: str

    @property
    def sentence(self) -> str:
        """Both at once."""
        return f"{self.magnitude}, d'après{french.NBSP}: {self.source}."


@dataclass(frozen=True, slots=True)
class AskedHere:
    """scaled: means in proportion. fixed: those told as they are. silent: why nothing is in proportion, else ''."""

    scaled: tuple[InProportion, ...]
    fixed: tuple[str, ...]
    silent: str = ""


def asked_here(initiative: Initiative, people: float | None) -> AskedHere:
    """What it would ask for so many people concerned; None or NaN where their number is not known or withheld."""
    served = initiative.people
    growing = [figure for figure in initiative.means if figure.scales and served is not None]
    if not initiative.means:
        silent = NO_MEANS
    elif served is None or not growing:
        silent = NONE_SCALES
    elif people is None or math.isnan(people):
        silent = NOT_COUNTED
    elif people <= 0:
        silent = NOBODY
    else:
        others = tuple(figure.told for figure in initiative.means if not figure.scales)
        return AskedHere(tuple(_scaled(figure, served, people) for figure in growing), others)
    return AskedHere((), tuple(figure.told for figure in initiative.means), silent)


def order_of_magnitude(figure: Figure, served: Figure, people: float) -> float:
    """The figure for so many people, to one significant figure; at least one volunteer, who is a whole person."""
    value = one_figure(figure.value * people / served.value)
    return max(1.0, value) if figure.means is Moyen.BENEVOLES else value


def one_figure(value: float) -> float:
    """To one significant figure, halves upwards: 25 is 30, 0.048 is 0.05."""
    exact = Decimal(repr(value))
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted()), ROUND_HALF_UP))


def _scaled(figure: Figure, served: Figure, people: float) -> InProportion:
    value = order_of_magnitude(figure, served, people)
    one, many = UNITS.get(figure.means or Moyen.AUTRE, ("", ""))
    decimals = max(0, -Decimal(repr(value)).adjusted())
    number = french.number(value, decimals) + (f"{french.NBSP}{one if value < 2 else many}" if one else "")
    return InProportion(f"De l'ordre de {number}", f"{figure.told} pour {served.told}")
