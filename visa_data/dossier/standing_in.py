"""What the protection is to give a book. Taken out as soon as it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from visa_data.protection.marks import Mark


@dataclass(frozen=True)
class Rules:
    """k: counts from 1 to k−1 are not said. rounding: the others' multiple."""

    k: int = 11
    rounding: int = 5


@dataclass(frozen=True)
class Published:
    """What may be written."""

    values: pd.DataFrame
    marks: pd.DataFrame
    totals: Mapping[str, float]
    total_marks: Mapping[str, Mark]


@dataclass(frozen=True)
class Earlier:
    """The book before."""

    published: Published
    counts: pd.DataFrame
    totals: Mapping[str, int]
    rules: Rules
    flows: Mapping[str, tuple[int, int]]
    least: pd.DataFrame | None = None


def publish(
    counts: pd.DataFrame,
    totals: Mapping[str, int],
    rules: Rules,
    *,
    exact_totals: bool = True,
    least: pd.DataFrame | None = None,
    sums: Any = (),
    before: Earlier | None = None,
) -> Published:
    """Rounded, « < 11 » below k."""
    small = (counts > 0) & (counts < rules.k)
    values = _rounded(counts, rules).where(~small)
    marks = small.replace({True: int(Mark.SMALL), False: int(Mark.SHOWN)}).astype(int)
    if exact_totals:
        return Published(values, marks, dict(totals), dict.fromkeys(totals, Mark.SHOWN))
    whole = pd.Series(totals, dtype=float)
    small_total = (whole > 0) & (whole < rules.k)
    said = _rounded(whole, rules).where(~small_total)
    return Published(
        values, marks, said.to_dict(), {n: Mark.SMALL if s else Mark.SHOWN for n, s in small_total.items()}
    )


def _rounded(counts: Any, rules: Rules) -> Any:
    return ((counts + rules.rounding // 2) // rules.rounding * rules.rounding).astype(float)
