"""Classes of a coloured map: where the breaks fall, how each class reads, how many zones it holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from visa_data import french
from visa_data.indicators.indicator import Unit

NO_DATA = -1
NO_DATA_LABEL = "Sans donnée"


class Scheme(StrEnum):
    """How breaks are chosen."""

    NATURAL = "naturelles"
    QUANTILES = "quantiles"

    @property
    def label(self) -> str:
        """As read on screen."""
        return {"naturelles": "Ruptures naturelles", "quantiles": "Effectifs égaux"}[self.value]

    @property
    def definition(self) -> str:
        """What the scheme does, for the reader of the map."""
        return {
            "naturelles": "Les zones d'une même classe se ressemblent le plus possible (Fisher-Jenks).",
            "quantiles": "Chaque classe compte à peu près autant de zones.",
        }[self.value]


@dataclass(frozen=True)
class MapClass:
    """One class: its label in French, the number of zones in it, its values' ends."""

    label: str
    count: int
    lowest: float
    highest: float


@dataclass(frozen=True)
class Classification:
    """Classes by increasing value, and the class of each zone.

    of_zone: class of each zone, NO_DATA where the value is unknown. zero_apart: the first class is exactly
    zero.
    """

    classes: tuple[MapClass, ...]
    of_zone: NDArray[np.int64]
    zero_apart: bool


def classify(
    values: Sequence[float] | NDArray[np.float64],
    unit: Unit = Unit.COUNT,
    *,
    scheme: Scheme = Scheme.NATURAL,
    number: int = 5,
    decimals: int = 0,
) -> Classification:
    """Classes of one value a zone.

    An unknown value (NaN) is no class. Zero is a class of its own wherever it occurs: nobody is not few people.
    Other values fall in at most `number` classes; when they take no more than that many values, each value is
    a class and no break is drawn between them. Breaks are the roundest numbers that part the same zones.

    values: rates as fractions. decimals: as read in the labels (after the percentage is made).
    Source of the natural breaks: Fisher (1958), Journal of the American Statistical Association 53(284).
    """
    numbers = np.asarray(values, dtype=float)
    numbers = np.where(np.isfinite(numbers), numbers, np.nan)
    of_zone = np.full(len(numbers), NO_DATA, dtype=np.int64)
    known = ~np.isnan(numbers)
    classes: list[MapClass] = []
    zero = known & (numbers == 0)
    if zero.any():
        of_zone[zero] = 0
        classes.append(MapClass(written(0.0, unit, decimals), int(zero.sum()), 0.0, 0.0))
    rest = np.flatnonzero(known & (numbers != 0))
    if len(rest):
        place, found = _classes(numbers[rest], unit, scheme, number, decimals)
        of_zone[rest] = place + len(classes)
        classes.extend(found)
    return Classification(tuple(classes), of_zone, bool(zero.any()))


def _classes(
    numbers: NDArray[np.float64], unit: Unit, scheme: Scheme, number: int, decimals: int
) -> tuple[NDArray[np.int64], list[MapClass]]:
    """Class of each number (none is NaN or zero), and the classes."""
    distinct = np.unique(numbers)
    if len(distinct) <= number:
        place = np.searchsorted(distinct, numbers)
        singles = [
            MapClass(written(value, unit, decimals), int((place == row).sum()), float(value), float(value))
            for row, value in enumerate(distinct)
        ]
        if len({single.label for single in singles}) == len(singles):
            return place, singles
    tops = _natural_tops(numbers, number) if scheme is Scheme.NATURAL else _quantile_tops(numbers, number)
    ends = [distinct[np.searchsorted(distinct, top, side="right") - 1] for top in tops]
    breaks = []
    for end in sorted(set(ends))[:-1]:
        following = distinct[np.searchsorted(distinct, end, side="right")]
        breaks.append(roundest(float(end), float(following)))
    place = np.searchsorted(np.array(breaks), numbers, side="right")
    classes = []
    for row in range(len(breaks) + 1):
        members = numbers[place == row]
        first = float(numbers.min()) if row == 0 else breaks[row - 1]
        last = float(numbers.max()) if row == len(breaks) else breaks[row]
        label = _between(first, last, unit, decimals, closed=row == len(breaks))
        classes.append(MapClass(label, len(members), float(members.min()), float(members.max())))
    return place, classes


def _between(first: float, last: float, unit: Unit, decimals: int, *, closed: bool) -> str:
    """« 4 à 9 » for whole numbers, « 20 % à 35 % » for measures (upper end left out unless closed)."""
    if unit is Unit.COUNT and float(first).is_integer() and float(last).is_integer():
        upper = last if closed else last - 1
        if upper == first:
            return written(first, unit, decimals)
        return f"{french.number(first)} à {french.number(upper)}"
    low, high = written(first, unit, decimals), written(last, unit, decimals)
    extra = decimals
    while low == high and extra < 4 and first != last:
        extra += 1
        low, high = written(first, unit, extra), written(last, unit, extra)
    if first > 0 and low == written(0.0, unit, extra):
        low = ""
    if not low:
        return f"{high} au plus" if closed else f"moins de {high}"
    return low if low == high else f"{low} à {high}" if closed else f"{low} à moins de {high}"


def written(value: float, unit: Unit, decimals: int = 0) -> str:
    """A value of the map in French: `12`, `34 %`, `3,6 km`, `0,42`; a dash for an unknown one."""
    if unit is Unit.RATE:
        return french.percent(value, decimals)
    if unit is Unit.KM:
        return french.kilometres(value)
    if unit is Unit.RATIO:
        return french.number(value, max(2, decimals))
    if unit is Unit.DAYS:
        return french.number(value, 0 if float(value).is_integer() else 1) + f"{french.NBSP}j"
    return french.number(value, 0 if math.isnan(value) or float(value).is_integer() else max(1, decimals))


def roundest(after: float, upto: float) -> float:
    """The number with fewest digits in ]after, upto]: a break that reads well and parts the same values."""
    if not after < upto:
        return upto
    exponent = math.ceil(math.log10(max(abs(after), abs(upto)))) if upto or after else 0
    for power in range(exponent, exponent - 12, -1):
        for multiple in (10.0, 5.0, 2.0, 1.0):
            step = multiple * 10.0**power / 10
            candidate = round((math.floor(after / step + 1e-9) + 1) * step, 12)
            if after < candidate <= upto:
                return candidate
    return upto


def _quantile_tops(numbers: NDArray[np.float64], number: int) -> list[float]:
    """Upper value of each class of equal counts (fewer classes where ties make them meet)."""
    return sorted({float(top) for top in np.quantile(numbers, np.arange(1, number + 1) / number)})


def _natural_tops(numbers: NDArray[np.float64], number: int) -> list[float]:
    """Upper value of each natural class: least squares within classes, by dynamic programming.

    mapclassify does the same but is slow without a compiler (numba) and warns, which threads cannot silence
    safely; tests check that both agree.
    """
    distinct, weights = np.unique(numbers, return_counts=True)
    count = len(distinct)
    number = min(number, count)
    centred = distinct - distinct.mean()
    weight = np.concatenate([[0.0], np.cumsum(weights)])
    total = np.concatenate([[0.0], np.cumsum(weights * centred)])
    square = np.concatenate([[0.0], np.cumsum(weights * centred**2)])
    start, stop = np.arange(count)[:, None], np.arange(1, count + 1)[None, :]
    size = weight[stop] - weight[start]
    spread = square[stop] - square[start] - (total[stop] - total[start]) ** 2 / np.where(size > 0, size, 1)
    within = np.where(start < stop, np.maximum(spread, 0.0), np.inf)
    best = within[0].copy()
    came_from = []
    for _ in range(1, number):
        sums = np.concatenate([[np.inf], best[:-1]])[:, None] + within
        came_from.append(np.argmin(sums, axis=0))
        best = np.min(sums, axis=0)
    tops, last = [], count
    for origins in reversed(came_from):
        tops.append(float(distinct[last - 1]))
        last = int(origins[last - 1])
    tops.append(float(distinct[last - 1]))
    return tops[::-1]
