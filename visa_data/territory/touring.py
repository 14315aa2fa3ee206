"""Which loop from a start reaches most people with few stops: a covering tour, found by branch and bound.

Source: Gendreau, Laporte & Semet (1997), The covering tour problem, Operations Research 45. With a handful of stops
the whole tree of their sets is bounded in milliseconds where an integer program of the loop takes minutes: the
search is the proof. Where time runs out, HiGHS bounds what so many stops could reach without a loop at all.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from visa_data.territory.siting import best_sites, grouped

EQUAL_KM = 1e-9
"""Loops whose lengths differ by less are equally long."""
SEARCHED = 0.7
"""Share of the time for the search; the rest is for the bound, where the search has not ended."""


@dataclass(frozen=True)
class Tour:
    """A loop: its stops in the order of the visit (rows of the places), people newly reached at each, length (km).

    optimal: whether no loop reaches more, and none that reaches as many is shorter. bound: people that no loop exceeds.
    """

    stops: list[int]
    gains: list[int]
    length_km: float
    optimal: bool
    bound: int


def best_tour(
    covered_by: list[NDArray[np.int64]],
    people: int,
    distances: NDArray[np.float64],
    start: int,
    number: int,
    loop_km: float,
    seconds: float,
) -> Tour:
    """The loop of at most `number` stops and `loop_km` that reaches most of `people` people, then the shortest.

    covered_by: for each place, rows of the people it reaches. distances: km between places, a metric. start: row of the
    place where the loop begins and ends; it serves nobody unless it is a stop. Ties go to fewer stops, then to the
    lower rows; a stop that adds nobody is left out. Of the two ways round, the start as a stop comes first, else the lower row of both ends.
    """
    began = time.monotonic()
    near = [
        row
        for row, reached in enumerate(covered_by)
        if len(reached) and 2 * distances[start, row] <= loop_km + EQUAL_KM
    ]
    if not near or number < 1:
        return Tour([], [], 0.0, True, 0)
    groups, weights = grouped([covered_by[row] for row in near], people)
    every = [*near, start]
    search = _Search(
        groups, weights, distances[np.ix_(every, every)], number, loop_km, began + SEARCHED * seconds
    )
    search.explore([], weights.astype(float), 0, np.arange(len(near)))
    bound = max(search.people, search.left_open)
    if search.ended:
        bound = search.people
    elif bound > search.people:
        left = max(0.1, seconds - (time.monotonic() - began))
        bound = min(bound, best_sites([covered_by[row] for row in near], people, number, left).bound)
    stops = [near[place] for place in search.best]
    order = _way_round(stops, distances, start)
    return Tour(order, _gains(order, covered_by), search.length_km, search.ended, max(bound, search.people))


class _Search:
    """Every set of stops, those that can beat the best known first; home is the last row of `distances`.

    A set's children add one candidate each, by decreasing gain, later ones without those before. No completion of a
    set gains more than its best candidates' gains together, which only shrink; nor is its loop any shorter.
    """

    def __init__(
        self,
        groups: csc_matrix,
        weights: NDArray[np.int64],
        distances: NDArray[np.float64],
        number: int,
        loop_km: float,
        deadline: float,
    ) -> None:
        self._reaches = groups.T.tocsr()
        self._distances, self._number, self._loop_km = distances, number, loop_km
        self._deadline = deadline
        self.best: tuple[int, ...] = ()
        self.people, self.length_km = 0, 0.0
        self.ended, self.left_open = True, 0

    def explore(
        self, chosen: list[int], left: NDArray[np.float64], people: int, candidates: NDArray[np.int64]
    ) -> None:
        """Note the best that adds one candidate, then go down. left: people of each group not reached yet."""
        gains = np.rint(self._reaches @ left).astype(np.int64)[candidates]
        loops = self._loops_with(chosen, candidates)
        kept = np.flatnonzero((gains > 0) & (loops <= self._loop_km + EQUAL_KM))
        kept = kept[np.argsort(-gains[kept], kind="stable")]
        candidates, gains, loops = candidates[kept], gains[kept], loops[kept]
        if not len(candidates):
            return
        self._note(chosen, people, candidates, gains, loops)
        room = self._number - len(chosen)
        for place in range(len(candidates) if room > 1 else 0):
            bound = people + int(gains[place : place + room].sum())
            if bound < self.people:
                return
            if bound == self.people and loops[place] > self.length_km + EQUAL_KM:
                continue
            if time.monotonic() > self._deadline:
                self.ended, self.left_open = False, max(self.left_open, bound)
                return
            stop = int(candidates[place])
            reached = self._reaches.indices[self._reaches.indptr[stop] : self._reaches.indptr[stop + 1]]
            rest = left.copy()
            rest[reached] = 0
            self.explore([*chosen, stop], rest, people + int(gains[place]), candidates[place + 1 :])

    def _note(
        self,
        chosen: list[int],
        people: int,
        candidates: NDArray[np.int64],
        gains: NDArray[np.int64],
        loops: NDArray[np.float64],
    ) -> None:
        """Keep the best set of `chosen` and one candidate (sorted by decreasing gain) if it beats the best known."""
        most = gains == gains[0]
        shortest = loops[most].min()
        stop = int(candidates[most & (loops <= shortest + EQUAL_KM)].min())
        reached, found = people + int(gains[0]), tuple(sorted([*chosen, stop]))
        if reached < self.people:
            return
        if reached == self.people and self.best:
            if shortest > self.length_km + EQUAL_KM:
                return
            as_long = shortest >= self.length_km - EQUAL_KM
            if as_long and (len(found), found) > (len(self.best), self.best):
                return
        self.best, self.people, self.length_km = found, reached, float(shortest)

    def _loops_with(self, chosen: list[int], candidates: NDArray[np.int64]) -> NDArray[np.float64]:
        """Length of the shortest loop (km) through `chosen` and each candidate: two paths from home meet there."""
        distances = self._distances
        ends = paths(distances[[*chosen, -1]][:, [*chosen, -1]])
        onward: NDArray[np.float64] = distances[chosen][:, candidates]
        meeting = (ends[:, :, None] + onward).min(axis=1, initial=np.inf)
        meeting[0] = distances[-1, candidates]
        # A set of stops read as bits: the other path has those that this one leaves, from the last row to the first.
        return np.asarray((meeting + meeting[::-1]).min(axis=0))


def paths(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shortest paths from home, the last row, through every set of the other rows: Held & Karp (1962).

    Returns sets (as bits) × last stop, in km: infinite where that stop is not of the set.
    """
    count = len(distances) - 1
    found = np.full((1 << count, count), np.inf)
    for stop in range(count):
        found[1 << stop, stop] = distances[-1, stop]
    for members in range(1, 1 << count):
        onward = (found[members][:, None] + distances[:-1, :-1]).min(axis=0)
        for stop in range(count):
            if not members >> stop & 1:
                found[members | 1 << stop, stop] = min(found[members | 1 << stop, stop], onward[stop])
    return found


def _way_round(stops: list[int], distances: NDArray[np.float64], start: int) -> list[int]:
    """The stops (sorted rows) in the order of the shortest loop."""
    if start in stops:
        return [start, *_way_round([stop for stop in stops if stop != start], distances, start)]
    every = [*stops, start]
    table = distances[np.ix_(every, every)]
    found = paths(table)
    members, onward, order = (1 << len(stops)) - 1, table[-1, :-1], list[int]()
    while members:
        last = int(np.argmin(found[members] + onward))
        order.append(stops[last])
        members, onward = members & ~(1 << last), table[last, :-1]
    return order if not order or order[0] < order[-1] else order[::-1]


def _gains(order: list[int], covered_by: list[NDArray[np.int64]]) -> list[int]:
    """People that each stop is the first to reach."""
    reached: set[int] = set()
    gains = []
    for stop in order:
        before = len(reached)
        reached.update(covered_by[stop].tolist())
        gains.append(len(reached) - before)
    return gains
