"""The rule of the sectors: what is written of a count, and what a reader knows of it then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visa_data.protection.marks import Mark

IntArray = NDArray[np.int64]
UNBOUNDED = 10**9
"""More persons than any count."""


@dataclass(frozen=True)
class Rules:
    """k: counts from 1 to k−1 are not said (`seuil_effectif`). rounding: the others' multiple (`arrondi`), 1 for exact.

    Raises ValueError for a rounding that would write a count of k as 0.
    """

    k: int = 11
    rounding: int = 5

    def __post_init__(self) -> None:
        if self.k < 2 or self.rounding < 1 or self.k <= self.rounding // 2:
            raise ValueError(f"no count of {self.k} or more is rounded to a multiple of {self.rounding}")

    @property
    def apart(self) -> int:
        """How far apart the least and greatest possible values of a withheld small count must be.

        Half of the values 1…k−1 then remain, and two at least.
        """
        return max(1, self.k // 2 - 1)

    def rounded(self, values: IntArray) -> IntArray:
        """The nearest multiples; the greater one of two as near."""
        return np.asarray((values + self.rounding // 2) // self.rounding * self.rounding)

    def marks(self, values: IntArray) -> IntArray:
        """How each count appears where no proof asks for more."""
        large = Mark.SHOWN if self.rounding == 1 else Mark.ROUNDED
        return np.select([values == 0, values < self.k], [int(Mark.SHOWN), int(Mark.SMALL)], int(large))

    def interval(self, values: IntArray, marks: IntArray) -> tuple[IntArray, IntArray]:
        """Least and greatest count that each mark leaves possible."""
        near, half = self.rounded(values), self.rounding // 2
        every = [marks == mark for mark in (Mark.SHOWN, Mark.ROUNDED, Mark.SMALL)]
        low = np.select(every, [values, np.maximum(self.k, near - half), 1], 0)
        high = np.select(every, [values, near + (self.rounding - 1) // 2, self.k - 1], UNBOUNDED)
        return low, high
