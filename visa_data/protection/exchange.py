"""Congruent tables found without a search: some persons of one sector change places with those of others.

An exchange adds t times a small vector (one more joined; one more registered and evaluated…) to one sector and takes it
from others, so that no total moves. It is possible as far as the intervals and the identities of each of them go.
"""

from __future__ import annotations

import numpy as np

from visa_data.protection.reader import Reader
from visa_data.protection.rules import UNBOUNDED, IntArray

LONGEST = 5
"""Columns that one vector may move."""


def vectors(reader: Reader) -> IntArray:
    """Vectors over the columns that keep every exact sum: one column, two that are tied, and what these drag along."""
    rows, exact = reader.rows, reader.rows[reader.exact]
    size = reader.values.shape[1]
    tied = (abs(rows).T @ abs(rows)) > 0
    for flow in reader.flows:
        tied[flow.now, flow.then] = True
    waiting = [{column: 1} for column in range(size)]
    for one, other in np.argwhere(np.triu(tied, 1)).tolist():
        waiting += [{one: 1, other: 1}, {one: 1, other: -1}]
    found: set[tuple[tuple[int, int], ...]] = set()
    seen: set[tuple[tuple[int, int], ...]] = set()
    while waiting:
        vector = waiting.pop()
        key = tuple(sorted(vector.items()))
        if key in seen:
            continue
        seen.add(key)
        sums = sum((sign * exact[:, column] for column, sign in key), np.zeros(len(exact), dtype=np.int64))
        broken = np.flatnonzero(sums)
        if not len(broken):
            found.add(key if key[0][1] > 0 else tuple((column, -sign) for column, sign in key))
        elif len(key) < LONGEST:
            for column in np.flatnonzero(exact[broken[0]]).tolist():
                if column not in vector:
                    sign = int(-np.sign(sums[broken[0]] * exact[broken[0], column]))
                    waiting.append(vector | {column: sign})
    library = np.zeros((len(found), size), dtype=np.int64)
    for number, key in enumerate(sorted(found)):
        for column, sign in key:
            library[number, column] = sign
    return library


class Exchanges:
    """How far each vector goes in each sector, up and down, and what that proves."""

    def __init__(self, reader: Reader, marks: IntArray) -> None:
        self.reader = reader
        self.library = vectors(reader)
        self.drags = self.library @ reader.rows.T
        self.gains = self.library @ reader.targets.T
        self.limit = np.full(len(self.library), UNBOUNDED)
        for flow in reader.flows:
            change = abs(self.library[:, flow.now] - self.library[:, flow.then])
            self.limit = np.where(
                change > 0, np.minimum(self.limit, flow.room // np.maximum(change, 1)), self.limit
            )
        sectors = len(reader.values) - 1
        self.up = np.zeros((sectors, len(self.library)), dtype=np.int64)
        self.down = np.zeros((sectors, len(self.library)), dtype=np.int64)
        down, up = reader.room(marks)
        for sector in range(sectors):
            self.update(sector, down[sector], up[sector])

    def update(self, sector: int, down: IntArray, up: IntArray) -> None:
        """Look at a sector, given how many fewer and more persons each of its counts may be."""
        self.up[sector], self.down[sector] = self.steps(sector, down, up)

    def steps(self, sector: int, down: IntArray, up: IntArray) -> tuple[IntArray, IntArray]:
        """How many times each vector can be added to this sector and taken from it, by itself, within this room."""
        left = self.reader.left[sector]
        return _times(self.library, up, down, self.drags, left), _times(
            -self.library, up, down, -self.drags, left
        )

    def proven(
        self, sector: int, steps: tuple[IntArray, IntArray] | None = None
    ) -> tuple[IntArray, IntArray]:
        """How much more and how much less each target of this sector can be, by its exchanges with all others."""
        up, down = (self.up[sector], self.down[sector]) if steps is None else steps
        up = np.minimum(np.minimum(up, self.down.sum(axis=0) - self.down[sector]), self.limit)
        down = np.minimum(np.minimum(down, self.up.sum(axis=0) - self.up[sector]), self.limit)
        moved = np.flatnonzero((up > 0) | (down > 0))
        if not len(moved):
            nothing = np.zeros(self.gains.shape[1], dtype=np.int64)
            return nothing, nothing
        ways = np.concatenate([self.gains[moved] * up[moved, None], -self.gains[moved] * down[moved, None]])
        return ways.max(axis=0).clip(0), (-ways).max(axis=0).clip(0)


def _times(library: IntArray, up: IntArray, down: IntArray, drags: IntArray, left: IntArray) -> IntArray:
    room = np.where(library > 0, up, np.where(library < 0, down, UNBOUNDED)) // np.maximum(abs(library), 1)
    slack = np.where(drags < 0, left, UNBOUNDED) // np.maximum(abs(drags), 1)
    return np.minimum(room.min(axis=1, initial=UNBOUNDED), slack.min(axis=1, initial=UNBOUNDED))
