"""Where new teams would reach most people: the maximal covering location problem, solved to optimality.

Source: Church & ReVelle (1974), Papers of the Regional Science Association 32. Solver: HiGHS, through scipy.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix, csc_matrix, hstack


@dataclass(frozen=True)
class Siting:
    """Chosen sites by decreasing gain: rows of the candidates, people newly covered by each.

    optimal: whether the solver proved that no set of that size covers more. bound: what no set can exceed.
    """

    sites: list[int]
    gains: list[int]
    optimal: bool
    bound: int


def best_sites(covered_by: list[NDArray[np.int64]], people: int, number: int, seconds: float) -> Siting:
    """Choose at most `number` candidates that together cover most of `people` people.

    covered_by: for each candidate (in order of preference for ties), rows of the people it covers.
    Sites that add nobody are left out. seconds: time allowed, after which the best known is given.
    """
    deadline = time.monotonic() + seconds
    groups, weights = grouped(covered_by, people)
    number = min(number, len(covered_by))
    if number == 0 or not len(weights):
        return Siting([], [], True, 0)
    useful = _useful(groups)
    groups, number = groups[:, useful], min(number, len(useful))
    chosen, value, bound, optimal = _solve(groups, weights, number, seconds, [], None)
    if optimal:
        chosen, optimal = _lowest(groups, weights, number, value, chosen, deadline), True
    sites, gains = _ranked(groups, weights, chosen)
    return Siting([int(useful[site]) for site in sites], gains, optimal, bound)


def _useful(groups: csc_matrix) -> NDArray[np.int64]:
    """Candidates that no earlier one replaces: it covers all that they cover, and ties go to it."""
    together = (groups.T @ groups).tocoo()
    alone = np.asarray(groups.sum(axis=0)).ravel()
    replaced = together.col[(together.row < together.col) & (together.data == alone[together.col])]
    keep = alone > 0
    keep[replaced] = False
    return np.flatnonzero(keep)


def grouped(covered_by: list[NDArray[np.int64]], people: int) -> tuple[csc_matrix, NDArray[np.int64]]:
    """People covered by the same candidates are one: matrix groups × candidates, and their sizes."""
    rows = (
        np.concatenate([np.asarray(c, dtype=np.int64) for c in covered_by])
        if covered_by
        else np.empty(0, np.int64)
    )
    columns = np.repeat(np.arange(len(covered_by)), [len(c) for c in covered_by])
    matrix = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(people, len(covered_by))).tocsr()
    matrix.sort_indices()
    signatures: dict[bytes, int] = {}
    sizes: list[int] = []
    first: list[int] = []
    for row in range(people):
        candidates = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        if not len(candidates):
            continue
        key = candidates.tobytes()
        if key not in signatures:
            signatures[key] = len(sizes)
            sizes.append(0)
            first.append(row)
        sizes[signatures[key]] += 1
    return matrix[first].tocsc(), np.array(sizes, dtype=np.int64)


def _solve(
    groups: csc_matrix,
    weights: NDArray[np.int64],
    number: int,
    seconds: float,
    fixed: list[int],
    at_least: int | None,
    objective: NDArray[np.float64] | None = None,
) -> tuple[list[int], int, int, bool]:
    """One MILP over x (sites, 0/1) and y (groups covered, 0–1): sites, value, upper bound, proven."""
    group_count, site_count = groups.shape
    cost = np.concatenate([np.zeros(site_count), -weights]) if objective is None else objective
    cover = (
        hstack([-groups, csc_matrix(np.eye(group_count))])
        if group_count < 200
        else hstack([-groups, coo_matrix((np.ones(group_count), (range(group_count), range(group_count))))])
    )
    sites_used = csc_matrix(np.concatenate([np.ones(site_count), np.zeros(group_count)])[None, :])
    constraints = [
        LinearConstraint(cover.tocsc(), -np.inf, 0),
        LinearConstraint(sites_used, 0, number),
    ]
    if at_least is not None:
        value_row = csc_matrix(np.concatenate([np.zeros(site_count), weights])[None, :])
        constraints.append(LinearConstraint(value_row, at_least - 0.5, np.inf))
    lower = np.zeros(site_count + group_count)
    lower[fixed] = 1
    result = milp(
        cost,
        integrality=np.concatenate([np.ones(site_count), np.zeros(group_count)]),
        bounds=Bounds(lower, 1),
        constraints=constraints,
        options={"time_limit": max(0.1, seconds), "mip_rel_gap": 0.0},
    )
    if result.x is None:
        return _greedy(groups, weights, number), 0, int(weights.sum()), False
    chosen = [int(i) for i in np.flatnonzero(result.x[:site_count] > 0.5)]
    covered = np.asarray(groups[:, chosen].sum(axis=1)).ravel() > 0
    value = int(weights[covered].sum())
    limit = (
        int(weights.sum()) if result.mip_dual_bound is None else int(np.floor(-result.mip_dual_bound + 1e-6))
    )
    return chosen, value, limit, result.status == 0


def _lowest(
    groups: csc_matrix,
    weights: NDArray[np.int64],
    number: int,
    value: int,
    chosen: list[int],
    deadline: float,
) -> list[int]:
    """Among the sets that cover as many, the one whose sorted rows come first (ties go to the lower code)."""
    site_count = groups.shape[1]
    fixed: list[int] = []
    best = sorted(chosen)
    for _ in range(number):
        if time.monotonic() > deadline or _value(groups, weights, fixed) == value:
            break
        tried = next((site for site in range(best[len(fixed)]) if site not in fixed), None)
        if tried is not None:
            low, high = (fixed[-1] + 1 if fixed else 0), best[len(fixed)]
            while low < high:
                middle = (low + high) // 2
                penalty = np.zeros(site_count + groups.shape[0])
                penalty[: middle + 1] = -1.0
                penalty[fixed] = 0.0
                found, reached, _, proven = _solve(
                    groups, weights, number, deadline - time.monotonic(), fixed, value, penalty
                )
                news = [site for site in found if site not in fixed]
                if proven and reached == value and news and min(news) <= middle:
                    best = sorted(found)
                    high = min(news)
                else:
                    low = middle + 1
        fixed.append(best[len(fixed)])
    return best


def _value(groups: csc_matrix, weights: NDArray[np.int64], sites: list[int]) -> int:
    if not sites:
        return 0
    return int(weights[np.asarray(groups[:, sites].sum(axis=1)).ravel() > 0].sum())


def _greedy(groups: csc_matrix, weights: NDArray[np.int64], number: int) -> list[int]:
    chosen: list[int] = []
    for _ in range(number):
        gains = [_value(groups, weights, [*chosen, site]) for site in range(groups.shape[1])]
        chosen.append(int(np.argmax(gains)))
    return chosen


def _ranked(groups: csc_matrix, weights: NDArray[np.int64], chosen: list[int]) -> tuple[list[int], list[int]]:
    """The chosen sites by decreasing marginal gain, ties to the lower row; those that add nobody left out."""
    left = sorted(chosen)
    sites: list[int] = []
    gains: list[int] = []
    while left:
        before = _value(groups, weights, sites)
        marginal = [_value(groups, weights, [*sites, site]) - before for site in left]
        best = int(np.argmax(marginal))
        if marginal[best] == 0:
            break
        gains.append(marginal[best])
        sites.append(left.pop(best))
    return sites, gains
