"""Congruent tables: other counts that would have given the same screen.

A withheld count is safe when two of them, both made of whole persons and both in accord with everything that is
published, put it far enough apart. The linear programme below looks for such a pair and withholds the cheapest cells
that make one possible (the linear relaxation of cell suppression: Fischetti and Salazar-González, 2001; solving it
cell by cell is the heuristic of Kelly, Golden and Assad, 1992).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from visa_data.protection.system import IntArray

Floats = NDArray[np.float64]
UNSAFE = 1e4
"""Cost of one unit of missing protection: more than any set of cells."""
SMALLEST = 1e-6


@dataclass(frozen=True)
class Freedom:
    """How far each cell may move from its true value, by what is published of it.

    low, high: moves that cost nothing (0 and 0 for a cell that is shown). more_low, more_high: further moves, allowed
    once the cell's mark is changed, at `cost`.
    """

    low: Floats
    high: Floats
    more_low: Floats
    more_high: Floats
    cost: Floats

    @property
    def movable(self) -> NDArray[np.bool_]:
        """Cells that may move at all."""
        return (self.low < 0) | (self.high > 0) | (self.more_low < 0) | (self.more_high > 0)


@dataclass(frozen=True)
class Pair:
    """Two congruent tables for one target, as moves of the cells `rows`; reached: how far apart they put it."""

    target: int
    rows: IntArray
    up: Floats
    down: Floats
    reached: float

    @property
    def whole(self) -> bool:
        """Whether both tables are made of whole persons."""
        moves = np.concatenate([self.up, self.down])
        return bool(np.all(np.abs(moves - np.round(moves)) < SMALLEST))


def cheapest_pairs(
    relations: sparse.csr_array,
    freedom: Freedom,
    targets: list[tuple[int, IntArray]],
    apart: float,
    *,
    whole: bool = False,
) -> list[Pair]:
    """For each target, within its own set of cells, the pair of congruent tables that costs least, `apart` units apart.

    One programme for all targets, which do not see one another. Its unknowns, for each target: the moves of the
    cells of the first table (within its freedom, then beyond it upwards and downwards), those of the second, and
    what is missing to the distance asked. whole: look for whole numbers only.
    """
    entries = relations.tocoo()
    parts, layouts = [], []
    height = width = 0
    for target, rows in targets:
        part = _Programme(entries, freedom, target, rows, apart)
        parts.append(part.entries(height, width))
        layouts.append((part, width))
        height, width = height + part.height, width + part.width
    line, column, factor = (np.concatenate(pieces) for pieces in zip(*parts, strict=True))
    below, above = np.zeros(height), np.zeros(height)
    ends = np.cumsum([part.height for part, _ in layouts]) - 1
    below[ends], above[ends] = apart, np.inf
    cost = np.concatenate([part.cost for part, _ in layouts])
    found = milp(
        cost,
        constraints=LinearConstraint(
            sparse.csr_array((factor, (line, column)), shape=(height, width)), below, above
        ),
        bounds=Bounds(
            np.concatenate([part.low for part, _ in layouts]),
            np.concatenate([part.high for part, _ in layouts]),
        ),
        integrality=np.ones(width) if whole else None,
    )
    if found.x is None:
        raise RuntimeError(f"the suppression programme failed: {found.message}")
    return [part.pair(found.x[start : start + part.width], apart) for part, start in layouts]


class _Programme:
    """The programme of one target, before it is laid beside the others."""

    def __init__(
        self, entries: sparse.coo_array, freedom: Freedom, target: int, rows: IntArray, apart: float
    ) -> None:
        low, high = freedom.low[rows], freedom.high[rows]
        more_low, more_high = freedom.more_low[rows], freedom.more_high[rows]
        self.target, self.rows = target, rows
        self.free = np.flatnonzero((low < 0) | (high > 0))
        self.changed = np.flatnonzero((more_low < 0) | (more_high > 0))
        self.half = len(self.free) + 2 * len(self.changed)
        self.width = 2 * self.half + 1
        each = freedom.cost[rows][self.changed]
        self.cost = np.concatenate(
            [np.tile(np.concatenate([np.zeros(len(self.free)), each, each]), 2), [UNSAFE]]
        )
        nothing = np.zeros(2 * len(self.changed))
        self.low = np.append(np.tile(np.concatenate([low[self.free], nothing]), 2), 0.0)
        beyond = np.concatenate([more_high[self.changed], -more_low[self.changed]])
        self.high = np.append(np.tile(np.concatenate([high[self.free], beyond]), 2), apart)
        self._one_table(entries, len(freedom.low))

    def _one_table(self, entries: sparse.coo_array, cells: int) -> None:
        """The relations between the unknowns of one table, and the terms that make up the target's move."""
        lines, columns, factors = [], [], []
        terms: list[tuple[int, float]] = []
        starts = (0, len(self.free), len(self.free) + len(self.changed))
        for kind, start, sign in zip(
            (self.free, self.changed, self.changed), starts, (1.0, 1.0, -1.0), strict=True
        ):
            place = np.full(cells, -1)
            place[self.rows[kind]] = start + np.arange(len(kind))
            here = place[entries.col] >= 0
            lines.append(entries.row[here])
            columns.append(place[entries.col[here]])
            factors.append(sign * entries.data[here])
            if place[self.target] >= 0:
                terms.append((int(place[self.target]), sign))
        names, line = np.unique(np.concatenate(lines), return_inverse=True)
        self.line, self.column, self.factor = line, np.concatenate(columns), np.concatenate(factors)
        self.relations = len(names)
        self.height = 2 * self.relations + 1
        self.terms = terms

    def entries(self, line: int, column: int) -> tuple[IntArray, IntArray, Floats]:
        """Lines, columns and factors of this programme, from that line and that column on."""
        last = line + 2 * self.relations
        distance = [(place, sign) for place, sign in self.terms]
        distance += [(self.half + place, -sign) for place, sign in self.terms]
        distance.append((2 * self.half, 1.0))
        return (
            np.concatenate(
                [line + self.line, line + self.relations + self.line, np.full(len(distance), last)]
            ),
            np.concatenate(
                [
                    column + self.column,
                    column + self.half + self.column,
                    column + np.array([place for place, _ in distance], dtype=np.int64),
                ]
            ),
            np.concatenate([self.factor, self.factor, np.array([sign for _, sign in distance])]),
        )

    def pair(self, values: Floats, apart: float) -> Pair:
        """The two tables found."""
        up, down = (self._moves(values[side * self.half : (side + 1) * self.half]) for side in (0, 1))
        return Pair(self.target, self.rows, up, down, apart - float(values[-1]))

    def _moves(self, values: Floats) -> Floats:
        moves = np.zeros(len(self.rows))
        first, second = len(self.free), len(self.free) + len(self.changed)
        moves[self.free] = values[:first]
        moves[self.changed] += values[first:second] - values[second:]
        return moves


def farthest_table(
    relations: sparse.csr_array, freedom: Freedom, rows: IntArray, wish: Floats
) -> Floats | None:
    """The congruent table, over the free cells of `rows`, that goes farthest along `wish` (moves; None if none is found)."""
    part = relations[:, rows].tocsr()
    part = part[np.flatnonzero(np.diff(part.indptr) > 0)]
    found = milp(
        -wish,
        constraints=LinearConstraint(part, 0.0, 0.0),
        bounds=Bounds(freedom.low[rows], freedom.high[rows]),
    )
    return found.x
