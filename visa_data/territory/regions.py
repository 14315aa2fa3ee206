"""Neighbouring zones put together until each group is large enough: as many groups as possible, even and compact.

The max-p-regions problem (Duque, Anselin and Rey, 2012, Journal of Regional Science 52(3)), by growing, then by
recombination: two neighbouring groups are put together and cut again along a spanning tree (DeFord, Duchin and
Solomon, 2021, Harvard Data Science Review 3(1)). Nothing is drawn at random: the same zones give the same groups.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from visa_data.territory.zones import ZoneFrame

KM_PER_DEGREE = 111.195
SPREAD = 0.05
"""What a zone one width away from the middle of its group costs, beside the square of the group's size."""
BESIDE_A_LARGE_ONE = 3.0
"""What each zone costs that is put with one that is large enough to stand alone."""
TRIES = 4_000
"""Pairs of groups cut again, at most: beyond two thousand zones, the last ones stay as they grew."""
SEEDS = 5
ROUNDS = 12
Floats = NDArray[np.float64]
SIZES = slice(6, None)
"""Where the sizes of a zone stand among its facts (see `_Regions`)."""


@dataclass(frozen=True)
class Ground:
    """Where the zones lie: x eastward, y northward of each one's point, in km; near: the rows beside each zone.

    width: of a zone as they usually are, in km (side of a square of the median area).
    """

    x: Floats
    y: Floats
    near: list[set[int]]
    width: float


def ground_of(zones: ZoneFrame, sizes: Floats) -> Ground:
    """The zones on a plane; a part of the territory too small by itself is tied to the nearest one, if near.

    sizes: (n, m), in shares of each threshold. Near is within the width of a usual zone, between outlines. Further,
    a part stays alone: an island is not told with the mainland.
    """
    squeeze = np.cos(np.radians(np.mean(zones.latitude))) if len(zones.codes) else 1.0
    scale = np.array([squeeze, 1.0]) * KM_PER_DEGREE
    plane = shapely.transform(zones.outlines, lambda points: points * scale)
    width = float(np.sqrt(np.median(shapely.area(plane)))) if len(zones.codes) else 1.0
    near = [set(rows) for rows in zones.adjacent]
    alone: set[int] = set()
    while True:
        parts = connected(range(len(near)), near)
        wanting = [part for part in parts if not _enough(sizes[part].sum(axis=0)) and part[0] not in alone]
        if len(parts) < 2 or not wanting:
            return Ground(zones.longitude * scale[0], zones.latitude * scale[1], near, max(width, 1e-6))
        part = wanting[0]
        others = np.setdiff1d(np.arange(len(near)), part)
        gaps = shapely.distance(shapely.union_all(plane[part]), plane[others])
        closest = int(np.argmin(gaps))
        if gaps[closest] > width:
            alone.add(part[0])
            continue
        other = int(others[closest])
        mine = part[int(np.argmin(shapely.distance(plane[part], plane[other])))]
        near[mine].add(other)
        near[other].add(mine)


def connected(rows: Sequence[int] | range, near: list[set[int]]) -> list[list[int]]:
    """The connected parts of some rows, each sorted, in the order of their first row."""
    left, parts = set(rows), []
    for row in sorted(rows):
        if row not in left:
            continue
        left.discard(row)
        part, pending = [row], [row]
        while pending:
            found = near[pending.pop()] & left
            left -= found
            part += found
            pending += found
        parts.append(sorted(part))
    return parts


def regions(sizes: Floats, ground: Ground) -> list[list[int]]:
    """Rows of each group, by first row: contiguous, and large enough or the whole of its part of the territory.

    sizes: (n, m): each zone's, in shares of each of m thresholds: a group is large enough at 1 in every column.
    """
    if not len(sizes):
        return []
    growing = _Regions(sizes, ground)
    growing.grow()
    for _ in range(ROUNDS):
        before = growing.score()
        growing.recombine()
        growing.move_borders()
        if growing.score() == before:
            break
    return sorted(growing.members.values())


class _Regions:
    """Groups of zones while they are being drawn: members and sums of each."""

    def __init__(self, sizes: Floats, ground: Ground) -> None:
        self.near = ground.near
        self.sizes = sizes
        x, y = ground.x / ground.width, ground.y / ground.width
        even = sizes[:, 0] if sizes[:, 0].any() else sizes[:, -1]
        large = (sizes >= 1 - 1e-9).all(axis=1)
        # One row a zone; a group's is the sum: its cost is read from it alone.
        self.facts: Floats = np.column_stack([np.ones(len(x)), large, even, x, y, x**2 + y**2, sizes])
        self.members = {row: [row] for row in range(len(x))}
        self.owner = list(range(len(x)))
        self.sums = {row: self.facts[row] for row in range(len(x))}
        self.tried: set[tuple[int, ...]] = set()

    def score(self) -> tuple[int, float]:
        """Fewer groups are worse; then what they cost."""
        return -len(self.members), round(sum(_cost(facts) for facts in self.sums.values()), 6)

    def around(self, group: int) -> list[int]:
        """The groups beside one, in order."""
        owner = self.owner
        return sorted({owner[other] for row in self.members[group] for other in self.near[row]} - {group})

    def grow(self) -> None:
        """The smallest group that is too small joins the neighbour with which it costs least, again and again."""
        waiting = [(self._fullness(group), group) for group in self.members if not self._ok(group)]
        heapq.heapify(waiting)
        while waiting:
            fullness, group = heapq.heappop(waiting)
            if group not in self.members or fullness != self._fullness(group):
                continue
            beside = self.around(group)
            if not beside:
                continue
            _, _, other = min((self._ok(one), self._joined(group, one), one) for one in beside)
            kept, gone = min(group, other), max(group, other)
            self._set(kept, sorted(self.members[kept] + self.members.pop(gone)))
            del self.sums[gone]
            if not self._ok(kept):
                heapq.heappush(waiting, (self._fullness(kept), kept))

    def recombine(self) -> None:
        """Put neighbouring groups together and cut them again, where that gives more groups, or better ones."""
        pending = [(group,) for group in sorted(self.members)]
        pairs = [(group, other) for group in sorted(self.members) for other in self.around(group)]
        for together in [*pending, *(pair for pair in pairs if pair[0] < pair[1])]:
            if len(self.tried) >= TRIES:
                return
            if any(group not in self.members for group in together):
                continue
            rows = sorted(row for group in together for row in self.members[group])
            if len(rows) <= len(together) or (
                len(together) == 2 and together[1] not in self.around(together[0])
            ):
                continue
            if tuple(rows) in self.tried:
                continue
            found = self._cut_again(rows, together)
            self.tried.add(tuple(rows))
            if found is not None:
                for group in together:
                    del self.members[group], self.sums[group]
                for part in found:
                    self._set(part[0], part)

    def move_borders(self) -> None:
        """Let a zone on a border pass to the group beside it, where that costs less and leaves both large enough."""
        for row in range(len(self.owner)):
            home = self.owner[row]
            beside = sorted({self.owner[other] for other in self.near[row]} - {home})
            if not beside or len(self.members[home]) == 1:
                continue
            left = self.sums[home] - self.facts[row]
            if not _enough(left[SIZES]):
                continue
            now, after = _cost(self.sums[home]), _cost(left)
            gain, to = max(
                (
                    now - after + _cost(self.sums[other]) - _cost(self.sums[other] + self.facts[row]),
                    -other,
                )
                for other in beside
            )
            if gain <= 1e-9:
                continue
            rest = [other for other in self.members[home] if other != row]
            if len(connected(rest, self.near)) == 1:
                self._move(row, home, -to, rest)

    def _move(self, row: int, home: int, to: int, rest: list[int]) -> None:
        joined = sorted([*self.members[to], row])
        for group in (home, to):
            del self.members[group], self.sums[group]
        # A group is named by its first row, which may just have left it.
        self._set(rest[0], rest)
        self._set(joined[0], joined)

    def _set(self, group: int, rows: list[int]) -> None:
        self.members[group] = rows
        self.sums[group] = self.facts[rows].sum(axis=0)
        for row in rows:
            self.owner[row] = group

    def _ok(self, group: int) -> bool:
        return _enough(self.sums[group][SIZES])

    def _fullness(self, group: int) -> float:
        return round(float(self.sums[group][SIZES].min()), 9)

    def _joined(self, group: int, other: int) -> float:
        """What two groups cost more together than apart."""
        mine, its = self.sums[group], self.sums[other]
        return round(_cost(mine + its) - _cost(mine) - _cost(its), 9)

    def _cut_again(self, rows: list[int], together: tuple[int, ...]) -> list[list[int]] | None:
        """The rows of some groups cut in more groups, else in two that cost less; None when no tree does."""
        parts, sums = len(together), np.sum([self.sums[group] for group in together], axis=0)
        best: list[list[int]] | None = None
        room_for_more = sums[SIZES].min() >= parts + 1 - 1e-9
        if parts < 2 and not room_for_more:
            return None
        trees = list(self._trees(rows))
        if room_for_more:
            for tree in trees:
                more = tree.most_parts()
                if len(more) > (parts if best is None else len(best)):
                    best = more
        if best is None and parts == 2:
            cost = sum(_cost(self.sums[group]) for group in together) - 1e-6
            for tree in trees:
                found, row = tree.best_cut()
                if found < cost - 1e-9:
                    cost, best = found, tree.parts({tree.order[0], row})
        return best

    def _trees(self, rows: list[int]) -> Iterator[_Tree]:
        """Spanning trees of the rows: one by distance, then others by distances bent in fixed ways."""
        inside = set(rows)
        edges = [(row, other) for row in rows for other in sorted(self.near[row] & inside) if row < other]
        places = self.facts[:, 3:5]
        starts, ends = np.array(edges).T
        lengths = np.hypot(*(places[starts] - places[ends]).T)
        draw = np.random.default_rng(len(rows))
        for seed in range(SEEDS):
            bent = lengths if seed == 0 else lengths * draw.uniform(0.3, 1.7, len(lengths))
            yield _Tree(rows, [edges[i] for i in np.argsort(bent, kind="stable")], self.facts)


class _Tree:
    """A spanning tree of some rows, made of the first edges that close no loop."""

    def __init__(self, rows: list[int], edges: list[tuple[int, int]], facts: Floats) -> None:
        self.rows, self.facts = rows, facts
        group = {row: row for row in rows}
        beside: dict[int, list[int]] = {row: [] for row in rows}

        def head(row: int) -> int:
            while group[row] != row:
                group[row] = group[group[row]]
                row = group[row]
            return row

        for one, other in edges:
            first, second = head(one), head(other)
            if first != second:
                group[first] = second
                beside[one].append(other)
                beside[other].append(one)
        # From the root down: the way back up, without recursion.
        self.order, self.parent = [rows[0]], {rows[0]: -1}
        for row in self.order:
            for other in beside[row]:
                if other != self.parent[row]:
                    self.parent[other] = row
                    self.order.append(other)

    def most_parts(self) -> list[list[int]]:
        """As many groups as the tree allows: a branch is cut as soon as it is large enough."""
        carried = {row: self.facts[row].copy() for row in self.rows}
        top = {self.order[0]}
        for row in reversed(self.order[1:]):
            if _enough(carried[row][SIZES]):
                top.add(row)
            else:
                carried[self.parent[row]] += carried[row]
        root = self.order[0]
        parts = self.parts(top)
        if len(top) > 1 and not _enough(carried[root][SIZES]):
            # What is left at the root is too small: it stays with the branch with which it costs least.
            hanging = [row for row in top if row != root and self._top_of(self.parent[row], top) == root]
            joined = min(
                (round(_cost(carried[row] + carried[root]) - _cost(carried[row]), 9), row) for row in hanging
            )[1]
            parts = self.parts(top - {joined})
        return parts

    def best_cut(self) -> tuple[float, int]:
        """The row above which a cut parts the tree in two groups, both large enough, that cost least; and that cost."""
        sums = dict(zip(self.order, self.facts[self.order], strict=True))
        for row in reversed(self.order[1:]):
            sums[self.parent[row]] += sums[row]
        below = np.array([sums[row] for row in self.order[1:]])
        rest = sums[self.order[0]] - below
        costs = np.where(
            (np.minimum(below, rest)[:, SIZES] >= 1 - 1e-9).all(axis=1), _costs(below) + _costs(rest), np.inf
        )
        best = int(np.argmin(np.round(costs, 9)))
        return float(costs[best]), self.order[1 + best]

    def _top_of(self, row: int, top: set[int]) -> int:
        while row not in top:
            row = self.parent[row]
        return row

    def parts(self, top: set[int]) -> list[list[int]]:
        """The rows of each branch cut, sorted."""
        home: dict[int, int] = {}
        found: dict[int, list[int]] = {}
        for row in self.order:
            home[row] = row if row in top else home[self.parent[row]]
            found.setdefault(home[row], []).append(row)
        return [sorted(rows) for rows in found.values()]


def _enough(sizes: Floats) -> bool:
    return min(sizes.tolist()) >= 1 - 1e-9


def _cost(facts: Floats) -> float:
    """What a group costs, from its sums (see `_formula`)."""
    return float(_formula(*facts[:6].tolist()))


def _costs(facts: Floats) -> Floats:
    """The same for several groups, a row each."""
    return np.asarray(_formula(*facts[:, :6].T))


def _formula(count: Any, large: Any, size: Any, x: Any, y: Any, squares: Any) -> Any:
    """The square of a group's size, how spread it is, what it puts with a zone that is large enough alone."""
    spread = squares - (x * x + y * y) / count
    return size * size + SPREAD * spread + BESIDE_A_LARGE_ONE * (count - 1) * (large > 0)
