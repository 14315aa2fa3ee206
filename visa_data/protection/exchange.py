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
        library = vectors(reader)
        self.gains = library @ reader.targets.T
        self.columns, self.signs = _packed(library)
        drags = library @ reader.rows.T
        self.eased, self.pressed = _packed(np.maximum(-drags, 0)), _packed(np.maximum(drags, 0))
        self.limit = np.full(len(library), UNBOUNDED)
        for flow in reader.flows:
            change = abs(library[:, flow.now] - library[:, flow.then])
            self.limit = np.where(
                change > 0, np.minimum(self.limit, flow.room // np.maximum(change, 1)), self.limit
            )
        sectors = len(reader.values) - 1
        self.up = np.zeros((sectors, len(library)), dtype=np.int64)
        self.down = np.zeros((sectors, len(library)), dtype=np.int64)
        self.every_up, self.every_down = self.up.sum(axis=0), self.down.sum(axis=0)
        down, up = reader.room(marks)
        for sector in range(sectors):
            self.update(sector, down[sector], up[sector])

    def update(self, sector: int, down: IntArray, up: IntArray) -> None:
        """Look at a sector, given how many fewer and more persons each of its counts may be."""
        more, less = self.steps(sector, down, up)
        self.every_up += more - self.up[sector]
        self.every_down += less - self.down[sector]
        self.up[sector], self.down[sector] = more, less

    def steps(self, sector: int, down: IntArray, up: IntArray) -> tuple[IntArray, IntArray]:
        """How many times each vector can be added to this sector and taken from it, by itself, within this room."""
        left, down, up = (np.append(each, UNBOUNDED) for each in (self.reader.left[sector], down, up))
        rises, falls = up[self.columns], down[self.columns]
        return (
            np.minimum(
                np.where(self.signs > 0, rises, falls).min(axis=1, initial=UNBOUNDED),
                _times(left, *self.eased),
            ),
            np.minimum(
                np.where(self.signs > 0, falls, rises).min(axis=1, initial=UNBOUNDED),
                _times(left, *self.pressed),
            ),
        )

    def proven(
        self, sector: int, steps: tuple[IntArray, IntArray] | None = None
    ) -> tuple[IntArray, IntArray]:
        """How much more and how much less each target of this sector can be, by its exchanges with all others."""
        up, down = (self.up[sector], self.down[sector]) if steps is None else steps
        up = np.minimum(np.minimum(up, self.every_down - self.down[sector]), self.limit)
        down = np.minimum(np.minimum(down, self.every_up - self.up[sector]), self.limit)
        moved = np.flatnonzero((up > 0) | (down > 0))
        if not len(moved):
            nothing = np.zeros(self.gains.shape[1], dtype=np.int64)
            return nothing, nothing
        ways = np.concatenate([self.gains[moved] * up[moved, None], -self.gains[moved] * down[moved, None]])
        return ways.max(axis=0).clip(0), (-ways).max(axis=0).clip(0)


def _packed(vectors: IntArray) -> tuple[IntArray, IntArray]:
    """The few columns of each vector that are not 0, and what they hold; one column past the last fills the rest."""
    filled = vectors != 0
    width = max(1, int(filled.sum(axis=1).max(initial=0)))
    columns = np.argsort(~filled, axis=1, kind="stable")[:, :width]
    amounts = np.take_along_axis(vectors, columns, axis=1)
    return np.where(amounts == 0, vectors.shape[1], columns), np.where(amounts == 0, 1, amounts)


def _times(left: IntArray, columns: IntArray, amounts: IntArray) -> IntArray:
    """How many times these amounts can be taken from what is left."""
    return np.asarray((left[columns] // amounts).min(axis=1, initial=UNBOUNDED))
