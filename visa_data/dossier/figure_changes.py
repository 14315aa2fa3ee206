"""Ce qui a changé: each key figure at two dates, and what its move means in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from visa_data import french
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.indicator import Column, Unit

RATE_DECIMALS = 1


class Verdict(StrEnum):
    """What a move means, as read on screen."""

    WORSE = "moins bien"
    BETTER = "mieux"
    UP = "en hausse"
    DOWN = "en baisse"
    SAME = "sans changement"
    UNKNOWN = "pas de comparaison"


@dataclass(frozen=True)
class Change:
    """A key figure at the comparison date and at the observation date."""

    figure: Column
    before: float
    after: float

    @property
    def gap(self) -> float:
        """Difference as shown: units, or percentage points for a rate; NaN when one side is unknown."""
        difference = self.after - self.before
        return difference * 100 if self.figure.unit is Unit.RATE else difference

    @property
    def verdict(self) -> Verdict:
        """What the difference means, judged on the figure as it is shown."""
        if math.isnan(self.gap):
            return Verdict.UNKNOWN
        shown = round(self.gap, RATE_DECIMALS if self.figure.unit is Unit.RATE else 0)
        if shown == 0:
            return Verdict.SAME
        if self.figure.worse == 0:
            return Verdict.UP if shown > 0 else Verdict.DOWN
        return Verdict.WORSE if (shown > 0) == (self.figure.worse > 0) else Verdict.BETTER

    @property
    def weight(self) -> float:
        """Size of the move against where it started: what real changes are sorted by."""
        if math.isnan(self.gap):
            return 0.0
        return abs(self.after - self.before) / max(abs(self.before), abs(self.after), 1e-9)

    def written(self, value: float) -> str:
        """A value of this figure in French: `1 489` or `84,7 %`."""
        if self.figure.unit is Unit.RATE:
            return french.percent(value, RATE_DECIMALS)
        return french.number(value)

    @property
    def written_gap(self) -> str:
        """The difference in French: `+4`, `−2,1 points`, `=` or a dash."""
        if self.figure.unit is not Unit.RATE:
            return french.signed(self.gap)
        gap = french.signed(self.gap, RATE_DECIMALS)
        if self.verdict in (Verdict.SAME, Verdict.UNKNOWN):
            return gap
        return f"{gap}{french.NBSP}{'points' if abs(round(self.gap, RATE_DECIMALS)) >= 2 else 'point'}"


ORDER = {
    Verdict.WORSE: 0,
    Verdict.BETTER: 1,
    Verdict.UP: 2,
    Verdict.DOWN: 2,
    Verdict.SAME: 3,
    Verdict.UNKNOWN: 4,
}


def changes(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, Change]:
    """Every key figure between two days, by name, in the meeting's order."""
    return {f.name: Change(f, before[f.name], after[f.name]) for f in key_columns()}


def real_first(found: Mapping[str, Change]) -> list[Change]:
    """Changes sorted: bad news, good news, neutral moves (largest first), then what stayed."""
    return sorted(found.values(), key=lambda change: (ORDER[change.verdict], -change.weight))
