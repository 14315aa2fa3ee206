"""An attacker with a linear programme, who shares no code with the engine.

He knows the rule, k and the rounding, and thinks in atoms: groups of persons that share nobody and of which every number
he reads is a sum. Every number he wants, published or got by subtraction, is a sum of atoms too.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

SHOWN, SMALL, OTHER, ROUNDED = 0, 1, 2, 4
PUSHES = 1
"""Pairs of answers got for all goals at once before one is looked at alone."""


def interval(written: float, mark: int, k: int, rounding: int) -> tuple[float, float]:
    """What a number or a mark says of a count."""
    if mark == SHOWN:
        return written, written
    if mark == SMALL:
        assert np.isnan(written)
        return 1, k - 1
    if mark == OTHER:
        assert np.isnan(written)
        return 0, np.inf
    near = [count for count in range(int(written) - rounding, int(written) + rounding + 1) if count >= k]
    own = [count for count in near if _nearest(count, rounding) == written]
    return min(own), max(own)


def _nearest(count: int, rounding: int) -> int:
    below = count // rounding * rounding
    return below if 2 * (count - below) < rounding else below + rounding


@dataclass
class Known:
    """atoms: true size of each. sums, low, high: the numbers read, as 0/1 rows over the atoms, and what they say.

    always: which of them hold whatever is withheld (the territory's exact counts). wanted, changes: counts of persons
    and differences between two books, as rows.
    """

    atoms: np.ndarray
    sums: list[np.ndarray] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    always: list[bool] = field(default_factory=list)
    wanted: list[np.ndarray] = field(default_factory=list)
    changes: list[np.ndarray] = field(default_factory=list)

    def read(self, members: np.ndarray, low: float, high: float, *, always: bool = False) -> None:
        """Learn that a sum of atoms lies there (it must be true)."""
        assert low <= members @ self.atoms <= high
        self.sums.append(members)
        self.low.append(low)
        self.high.append(high)
        self.always.append(always)


class Programme:
    """What was read, ready to be asked for the least and the greatest value of any sum of atoms."""

    def __init__(self, known: Known, *, totals_only: bool = False) -> None:
        kept = [number for number, always in enumerate(known.always) if always or not totals_only]
        rows = np.array([known.sums[number] for number in kept], dtype=float)
        sums = sparse.csr_array(rows.reshape(len(kept), len(known.atoms)))
        low, high = (np.array(side, dtype=float)[kept] for side in (known.low, known.high))
        same, finite = low == high, (low != high) & np.isfinite(high)
        apart = (low != high) & (low > 0)
        each = sparse.vstack([sums[finite], -sums[apart]])
        self._inequal = (each, np.concatenate([high[finite], -low[apart]])) if each.shape[0] else (None, None)
        self._equal = (sums[same], low[same]) if same.any() else (None, None)

    def farthest(self, direction: np.ndarray) -> np.ndarray:
        """Atoms that agree with what was read and lie as far as they can in that direction."""
        found = linprog(
            -direction,
            *self._inequal,
            *self._equal,
            bounds=(0, 1000),
            method="highs",
        )
        assert found.status == 0, found.message
        atoms: np.ndarray = found.x
        return atoms


def ranges(
    known: Known, goals: np.ndarray, *, enough: float = np.inf, totals_only: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest value of each goal, in whole persons; where `enough` values are possible, some of them only.

    Atoms that are possible for one goal are possible for all: a goal that has had its `enough` values is asked nothing more.
    """
    programme = Programme(known, totals_only=totals_only)
    least, most = np.full(len(goals), np.inf), np.full(len(goals), -np.inf)

    def look(direction: np.ndarray) -> None:
        values = goals @ programme.farthest(direction)
        np.minimum(least, np.ceil(values - 1e-6), out=least)
        np.maximum(most, np.floor(values + 1e-6), out=most)

    generator = np.random.default_rng(2026)
    for _ in range(PUSHES if enough < np.inf else 0):
        asked = most - least + 1 < enough
        if not asked.any():
            break
        push = (generator.choice([-1.0, 1.0], size=len(goals)) * asked) @ goals
        for direction in (push, -push):
            look(direction)
    for number, goal in enumerate(goals):
        for direction in (goal, -goal):
            if most[number] - least[number] + 1 < enough:
                look(direction)
    return least, most


def narrowed(known: Known, k: int) -> int:
    """How many small counts he narrows to less than half of 1…k−1, and better than the exact totals alone do."""
    wanted = np.unique(np.array(known.wanted), axis=0)
    sizes = wanted @ known.atoms
    goals = wanted[(sizes >= 1) & (sizes < k)]
    if not len(goals):
        return 0
    enough = max((k - 1) / 2, 2)
    least, most = ranges(known, goals, enough=enough)
    possible = most - least + 1
    suspect = possible < enough
    if not suspect.any():
        return 0
    first, last = ranges(known, goals[suspect], totals_only=True)
    return int(np.sum(possible[suspect] < last - first + 1))


def changes_of_one(known: Known) -> int:
    """How many changes of exactly one person he is certain of, when the exact totals alone do not tell them."""
    goals = np.array([change for change in known.changes if abs(change @ known.atoms) == 1])
    if not len(goals):
        return 0
    least, most = ranges(known, goals, enough=2)
    if not (least == most).any():
        return 0
    first, last = ranges(known, goals[least == most], totals_only=True)
    return int(np.sum(first < last))
