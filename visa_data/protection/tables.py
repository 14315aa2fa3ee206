"""Congruent tables found by linear programming (HiGHS, through SciPy).

A count is safe when two congruent tables put it far enough apart. The programme looks for the pair that needs the
cheapest counts withheld (the linear relaxation of cell suppression: Fischetti and Salazar-González, 2001; solved
count by count as Kelly, Golden and Assad did in 1992), and for whole persons where the relaxation gives parts of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from visa_data.protection.reader import Reader
from visa_data.protection.rules import IntArray

Floats = NDArray[np.float64]
UNSAFE = 1e4
"""Cost of one person of missing protection: more than any set of counts."""
SMALLEST = 1e-6


@dataclass(frozen=True)
class Pair:
    """Two congruent tables, as moves of the counts at some places (2 × places × columns), and how far apart they are."""

    moves: IntArray
    reached: int


class Programme:
    """The congruent tables that differ at these places only; the territory is one where its counts are not exact."""

    def __init__(self, reader: Reader, places: IntArray) -> None:
        self.reader, self.places = reader, places
        count, columns = len(places), reader.values.shape[1]
        self.cells = count * columns
        sectors = places < len(reader.values) - 1
        self.sectors = int(sectors.sum())
        self.extra = self.sectors * len(reader.flows)
        sums = sparse.kron(np.where(sectors, 1.0, -1.0)[None, :], sparse.eye_array(columns))
        left = reader.left[places].ravel().astype(float)
        exact = np.tile(reader.exact, count)
        blocks = [[sparse.kron(sparse.eye_array(count), reader.rows), None]]
        low, high = [-left], [np.where(exact, -left, np.inf)]
        if len(reader.values) > 1:
            blocks.append([sums, None])
            low.append(np.zeros(columns))
            high.append(np.zeros(columns))
        gained = []
        for number, flow in enumerate(reader.flows):
            change = np.zeros((1, columns))
            change[0, [flow.now, flow.then]] = -1, 1
            own = sparse.kron(np.eye(len(reader.flows))[[number]], sparse.eye_array(self.sectors))
            here = sparse.eye_array(count, format="csr")[np.flatnonzero(sectors)]
            gain = reader.values[places[sectors], flow.now] - reader.values[places[sectors], flow.then]
            blocks += [[sparse.kron(here, change), own], [None, own.sum(axis=0)[None, :]]]
            low += [-(np.maximum(gain, 0) - gain).astype(float), np.array([-np.inf])]
            high += [np.full(len(gain), np.inf), np.array([float(flow.room)])]
            gained.append(np.maximum(gain, 0))
        if not reader.flows:
            blocks = [[block] for block, _ in blocks]
        self.matrix = sparse.csr_array(sparse.block_array(blocks))
        self.low, self.high = np.concatenate(low), np.concatenate(high)
        self.fewer = -np.concatenate(gained).astype(float) if gained else np.zeros(0)

    def farthest(self, down: IntArray, up: IntArray, wish: Floats) -> IntArray | None:
        """The table within this room that goes farthest along `wish` (places × columns); None if not of whole persons."""
        found = milp(
            np.concatenate([-wish.ravel(), np.zeros(self.extra)]),
            constraints=LinearConstraint(self.matrix, self.low, self.high),
            bounds=Bounds(*self._bounds(down, up)),
        )
        return None if found.x is None else self._whole(found.x[: self.cells])

    def pair(
        self, room: list[IntArray], more: list[IntArray], cost: Floats, target: IntArray, need: int
    ) -> Pair:
        """The cheapest pair that puts `target` (places × columns) `need` apart, or as far as can be.

        room, more: how many persons fewer and more each count may be, and may besides once it is withheld, at `cost`
        a person.
        """
        within_low, within_high = self._bounds(*room)
        nothing, (fewer, further) = np.zeros(self.cells), (each.ravel() for each in more)
        table = sparse.hstack([self.matrix, self.matrix[:, : self.cells], -self.matrix[:, : self.cells]])
        aim = np.concatenate([target.ravel(), np.zeros(self.extra), target.ravel(), -target.ravel()])
        distance = np.concatenate([aim, -aim, [1.0]])[None, :]
        empty = sparse.csr_array((self.matrix.shape[0], 1))
        constraints = LinearConstraint(
            sparse.vstack(
                [
                    sparse.block_array([[table, None, empty], [None, table, empty]]),
                    sparse.csr_array(distance),
                ],
                format="csr",
            ),
            np.concatenate([self.low, self.low, [need]]),
            np.concatenate([self.high, self.high, [np.inf]]),
        )
        low = np.concatenate([within_low, nothing, nothing])
        high = np.concatenate([within_high, further, fewer])
        price = np.concatenate([nothing, np.zeros(self.extra), cost.ravel(), cost.ravel()])
        bounds = Bounds(np.concatenate([low, low, [0]]), np.concatenate([high, high, [need]]))
        moves = None
        for whole in (False, True):
            found = milp(
                np.concatenate([price, price, [UNSAFE]]),
                constraints=constraints,
                bounds=bounds,
                integrality=np.ones(2 * len(low) + 1) if whole else None,
            )
            if found.x is None:
                raise RuntimeError(f"the protection's programme failed: {found.message}")
            both = found.x[:-1].reshape(2, -1)
            ends = np.cumsum([self.cells, self.extra, self.cells, self.cells])
            kept, _, plus, minus = np.split(both, ends[:-1], axis=1)
            moves = self._whole((kept + plus - minus).ravel(), 2)
            if moves is not None:
                break
        assert moves is not None
        reached = int(((moves[0] - moves[1]) * target).sum())
        return Pair(moves, reached)

    def _bounds(self, down: IntArray, up: IntArray) -> tuple[Floats, Floats]:
        far = np.full(self.extra, np.inf)
        return np.concatenate([-down.ravel().astype(float), self.fewer]), np.concatenate([up.ravel(), far])

    def _whole(self, moves: Floats, tables: int = 1) -> IntArray | None:
        near = np.rint(moves)
        if np.abs(moves - near).max(initial=0) > SMALLEST:
            return None
        shape = (len(self.places), -1) if tables == 1 else (tables, len(self.places), -1)
        return near.astype(np.int64).reshape(shape)
