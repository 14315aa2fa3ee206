"""Which volunteers for which demand, each demand so many of them or none: a set packing, solved to optimality by HiGHS.

Only the choice of the demands is hard: once they are chosen, who goes to whom is an assignment problem, whose linear
program has whole solutions. The integer variables are then the demands alone, whatever the number of pairs; and where
every demand that could be served can be, there is nothing to choose. Source: Burkard, Dell'Amico & Martello (2009),
Assignment Problems; solver: HiGHS, through scipy.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import coo_matrix, csc_matrix, hstack
from scipy.sparse.csgraph import maximum_bipartite_matching

Ints = NDArray[np.int64]
NEARLY = 1e-3
"""A bound on whole numbers is read this much larger: the solver's is exact to less than that."""


@dataclass(frozen=True)
class Pairs:
    """Who may serve which demand: rows of demands and of volunteers, one pair each, and what each pair shares.

    shared: activities in common. far: what is lost by it, a whole number (hundredths of km). A pair is there once.
    """

    demand: Ints
    volunteer: Ints
    shared: Ints
    far: Ints

    def of(self, kept: NDArray[np.bool_]) -> Pairs:
        """Only some pairs."""
        return Pairs(self.demand[kept], self.volunteer[kept], self.shared[kept], self.far[kept])


@dataclass(frozen=True)
class Pairing:
    """Sorted volunteers of each demand served; how many are, what they share in all.

    optimal: whether no choice serves more, nor shares more while serving as many. served_bound, shared_bound: what none
    exceeds; shared_bound is of choices that serve as many as this one.
    """

    volunteers: dict[int, list[int]]
    shared: int
    optimal: bool
    served_bound: int
    shared_bound: int

    @property
    def served(self) -> int:
        """Demands served."""
        return len(self.volunteers)


def best_pairing(pairs: Pairs, waited: Ints, volunteers: int, each: int, seconds: float) -> Pairing:
    """Give each demand `each` of the volunteers or none, each volunteer one demand: most demands, then most shared.

    waited: days, for each demand. volunteers: how many there are. Among choices equally good, the one whose demands
    have waited longest in all, then for those demands the one that loses least in all (`far`). seconds: time allowed,
    after which the best known is given.
    """
    deadline = time.monotonic() + seconds
    possible = np.flatnonzero(np.bincount(pairs.demand, minlength=len(waited)) >= each)
    pairs = pairs.of(np.isin(pairs.demand, possible))
    chosen, served_bound = _together(pairs, possible, each, deadline - seconds / 2)
    if len(chosen) == len(possible):
        found, shared = _assigned(pairs, chosen, volunteers, each)
        return Pairing(found, shared, True, len(chosen), shared)
    program = _Program(pairs, possible, volunteers, each)
    if len(chosen) < served_bound:
        more, bound = program.most(program.served, 0, deadline - seconds / 4)
        served_bound = min(served_bound, int(np.floor(bound + NEARLY)))
        chosen = more if more is not None and len(more) > len(chosen) else chosen
    found, shared = _assigned(pairs, chosen, volunteers, each)
    shared_bound = _shared_at_most(pairs, len(chosen), each)
    if len(chosen) == served_bound:
        # All that the demands have waited is worth less than one activity.
        heavier = int(np.sort(waited[possible])[-served_bound:].sum()) + 1
        worth = program.shared * heavier + program.per_demand(waited[possible])
        better, bound = program.most(worth, served_bound, deadline)
        shared_bound = min(shared_bound, int(np.floor((bound + 0.5) / heavier)))
        if better is not None:
            other, others = _assigned(pairs, better, volunteers, each)
            found, shared = (other, others) if others >= shared else (found, shared)
    proven = len(chosen) == served_bound and shared == shared_bound
    return Pairing(found, shared, proven, served_bound, shared_bound)


def _together(pairs: Pairs, demands: Ints, each: int, deadline: float) -> tuple[Ints, int]:
    """Many demands that can be served together, and how many at most: volunteers that a largest matching finds work for.

    Those that it serves whole, then each other one for which a matching still serves all.
    """
    got = _matched(pairs, demands, each)
    bound = int(got.sum()) // each
    chosen = demands[got == each]
    for demand in demands[got < each]:
        if len(chosen) == bound or time.monotonic() > deadline:
            break
        tried = np.sort(np.append(chosen, demand))
        if (_matched(pairs, tried, each) == each).all():
            chosen = tried
    return chosen, bound


def _matched(pairs: Pairs, demands: Ints, each: int) -> Ints:
    """How many of `each` volunteers a largest matching gives each of these demands."""
    kept = pairs.of(np.isin(pairs.demand, demands))
    rows = np.searchsorted(demands, kept.demand)[:, None] * each + np.arange(each)
    columns = np.repeat(kept.volunteer, each)
    shape = (len(demands) * each, int(pairs.volunteer.max(initial=0)) + 1)
    graph = coo_matrix((np.ones(rows.size), (rows.ravel(), columns)), shape=shape).tocsr()
    given = maximum_bipartite_matching(graph, perm_type="column")
    return np.asarray((given.reshape(-1, each) >= 0).sum(axis=1), dtype=np.int64)


class _Program:
    """The integer program: a variable in [0, 1] for each pair, one that is 0 or 1 for each demand that may be served."""

    def __init__(self, pairs: Pairs, demands: Ints, volunteers: int, each: int) -> None:
        count, size = len(pairs.demand), len(demands)
        self._demands, self._count = demands, count
        ones, every = np.ones(count), np.arange(count)
        taken = coo_matrix((ones, (np.searchsorted(demands, pairs.demand), every)), shape=(size, count))
        needed = coo_matrix((np.full(size, -each), (np.arange(size), np.arange(size))))
        busy = coo_matrix((ones, (pairs.volunteer, every)), shape=(volunteers, count + size))
        self._rules = [
            LinearConstraint(hstack([taken, needed]).tocsc(), 0, 0),
            LinearConstraint(busy.tocsc(), 0, 1),
        ]
        self.served = self.per_demand(np.ones(size))
        self.shared = np.concatenate([pairs.shared, np.zeros(size)])

    def per_demand(self, worth: NDArray[np.float64] | Ints) -> NDArray[np.float64]:
        """What choosing each demand is worth, as an objective."""
        return np.concatenate([np.zeros(self._count), worth])

    def most(self, worth: NDArray[np.float64], served: int, deadline: float) -> tuple[Ints | None, float]:
        """The demands, at least `served`, whose choice is worth most (None: none known in time), what none exceeds."""
        result = milp(
            -worth,
            integrality=self.served,
            bounds=Bounds(0, 1),
            constraints=[*self._rules, LinearConstraint(csc_matrix(self.served[None]), served, np.inf)],
            options={"time_limit": max(0.1, deadline - time.monotonic()), "mip_rel_gap": 0.0},
        )
        bound = np.inf if result.mip_dual_bound is None else -float(result.mip_dual_bound)
        demands = None if result.x is None else self._demands[result.x[self._count :] > 0.5]
        return demands, bound if np.isfinite(bound) else float(worth.sum())


def _assigned(pairs: Pairs, demands: Ints, volunteers: int, each: int) -> tuple[dict[int, list[int]], int]:
    """The best way to serve these demands, which can all be: most shared, then least far; and what they share."""
    kept = pairs.of(np.isin(pairs.demand, demands))
    heavier = int(kept.far.max(initial=0)) * len(demands) * each + 1
    worth = np.full((len(demands), volunteers), -np.inf)
    worth[np.searchsorted(demands, kept.demand), kept.volunteer] = kept.shared * heavier - kept.far
    rows, columns = linear_sum_assignment(np.repeat(worth, each, axis=0), maximize=True)
    taken = worth[rows // each, columns]
    found: dict[int, list[int]] = {int(demand): [] for demand in demands}
    for row, column in zip((rows // each).tolist(), columns.tolist(), strict=True):
        found[int(demands[row])].append(column)
    # What is lost never reaches one unit of what is shared.
    return {demand: sorted(who) for demand, who in found.items()}, int(-(-taken // heavier).sum())


def _shared_at_most(pairs: Pairs, served: int, each: int) -> int:
    """What `served` demands share at most, were volunteers enough."""
    order = np.lexsort((-pairs.shared, pairs.demand))
    demand = pairs.demand[order]
    rank = np.arange(len(order)) - np.searchsorted(demand, demand)
    best = np.bincount(demand[rank < each], weights=pairs.shared[order][rank < each])
    return int(np.sort(best)[::-1][:served].sum())
