"""Counts that several towns published, added up: exact where each is, else the least and the most that they may be."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from visa_data import french
from visa_data.protection.marks import Mark
from visa_data.protection.rules import UNBOUNDED, Rules


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the greatest that a figure may be; infinite where nothing bounds it."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def over(self, whole: Interval) -> Interval:
        """What share of a whole it is: NaN when nobody can be counted, 0 to 1 where that is all that is known."""
        if whole.high <= 0:
            return Interval(math.nan, math.nan)
        if self.exact and whole.exact:
            return Interval(self.low / whole.low, self.high / whole.low)
        low = self.low / whole.high if math.isfinite(whole.high) else 0.0
        high = self.high / whole.low if whole.low > 0 else 1.0
        return Interval(max(0.0, low), min(1.0, high))


UNKNOWN = Interval(0.0, math.inf)


def of_published(value: float, mark: int, rules: Rules, most: float = math.inf) -> Interval:
    """What a published count leaves possible. most: what it cannot exceed, as the people registered are."""
    if mark == Mark.SHOWN:
        return Interval(value, value)
    low, high = _bounds(0 if math.isnan(value) else int(value), mark, rules)
    return Interval(low, max(low, min(high, most)))


@lru_cache(maxsize=50_000)
def _bounds(value: int, mark: int, rules: Rules) -> tuple[float, float]:
    low, high = rules.interval(np.array([value]), np.array([mark]))
    return float(low[0]), math.inf if high[0] >= UNBOUNDED else float(high[0])


def added(intervals: Iterable[Interval]) -> Interval:
    """Their sum."""
    each = list(intervals)
    return Interval(sum(one.low for one in each), sum(one.high for one in each))


def count_text(one: Interval) -> str:
    """`1 240`, « de 1 240 à 1 262 », « 1 240 ou plus »."""
    if math.isnan(one.low):
        return french.UNKNOWN
    if one.exact:
        return french.number(round(one.low))
    if math.isinf(one.high):
        return f"{french.number(round(one.low))} ou plus"
    return f"de {french.number(round(one.low))} à {french.number(round(one.high))}"


def share_text(one: Interval, decimals: int = 0) -> str:
    """`76 %`, « de 71 % à 78 % »; a dash when nobody is counted."""
    if math.isnan(one.low):
        return french.UNKNOWN
    low, high = french.percent(one.low, decimals), french.percent(one.high, decimals)
    return low if low == high else f"de {low} à {high}"
