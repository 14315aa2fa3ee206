"""What an initiative of the catalogue would ask for here, as an order of magnitude: one significant digit, never a price."""

from __future__ import annotations

import math
from dataclasses import dataclass

from visa_data import french
from visa_data.initiatives.initiative import Figure, Initiative, Moyen
from visa_data.initiatives.order_of_magnitude import one_figure

COUNTED = (Moyen.EUROS_AN, Moyen.SALARIES_ETP, Moyen.BENEVOLES)
"""Means that an estimate tells, in this order."""
UNITS = {
    Moyen.EUROS_AN: ("€ par an", "€ par an"),
    Moyen.SALARIES_ETP: ("équivalent temps plein", "équivalents temps plein"),
    Moyen.BENEVOLES: ("bénévole", "bénévoles"),
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """euros: a year, NaN when the document tells none. words: the means in French, '' when it tells none."""

    euros: float
    words: str


def estimate(initiative: Initiative, people: float) -> Estimate:
    """For so many people (NaN: how many is not told, so for each of those whom the document counts)."""
    told = [figure for figure in initiative.means if figure.means in COUNTED]
    served = initiative.people.value if initiative.people else math.nan
    share = 1 / served if math.isnan(people) else people / served
    parts, euros = [], math.nan
    for means in COUNTED:
        figures = [
            figure for figure in told if figure.means is means and not math.isnan(_scaled(figure, share))
        ]
        if not figures:
            continue
        value = sum(_scaled(figure, share) for figure in figures)
        parts.append(_words(value, means))
        if means is Moyen.EUROS_AN:
            euros = value
    return Estimate(euros, french.listed(parts))


def _scaled(figure: Figure, share: float) -> float:
    return figure.value * share if figure.scales else figure.value


def _words(value: float, means: Moyen) -> str:
    rounded = one_figure(value)
    if means is not Moyen.EUROS_AN and value > 1:
        rounded = float(round(value)) if value < 10 else one_figure(value)
    one, many = UNITS[means]
    decimals = 0 if rounded >= 1 else min(3, -math.floor(math.log10(rounded))) if rounded else 0
    return f"environ {french.number(rounded, decimals)}{french.NBSP}{one if rounded < 2 else many}"
