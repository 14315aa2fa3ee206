"""Where new teams would reach most people: the maximal covering location problem, solved to optimality.

Source: Church & ReVelle (1974), Papers of the Regional Science Association 32. Solver: HiGHS, through scipy.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix, csc_matrix, csr_array, hstack

ROUNDS, PATIENCE = 300, 10
"""Of prices: the most that are tried, and how many without a better limit before their steps are halved."""
FEW = 60
"""Candidates that the solver takes at once."""
ROUNDING = 1e-6


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
    number = min(number, len(covered_by))
    cover = _matrix(covered_by, people)
    if number == 0 or cover.nnz == 0:
        return Siting([], [], True, 0)
    kept, limit = _promising(cover, number)
    groups, weights = grouped([covered_by[site] for site in kept], people)
    useful = _useful(groups)
    groups, number = groups[:, useful], min(number, len(useful))
    left = deadline - time.monotonic()
    chosen, value, bound, optimal = _solve(groups, weights, number, left, [], None)
    if optimal:
        chosen = _lowest(groups, weights, number, value, chosen, deadline)
    sites, gains = _ranked(groups, weights, chosen)
    return Siting([int(kept[useful[site]]) for site in sites], gains, optimal, min(bound, limit))


def _matrix(covered_by: list[NDArray[np.int64]], people: int) -> csr_array:
    """Candidates × people, 1 where one covers the other."""
    sizes = [len(rows) for rows in covered_by]
    columns = np.concatenate([np.empty(0, dtype=np.int64), *covered_by])
    return csr_array((np.ones(len(columns)), columns, np.cumsum([0, *sizes])), shape=(len(sizes), people))


def _promising(cover: csr_array, number: int) -> tuple[NDArray[np.int64], int]:
    """Candidates that a best set may hold, and what no set can exceed.

    Each person has a price, from 0 to 1, shared by all who cover her. Whatever the prices, no set of `number` candidates
    covers more than the dearest ones' prices and what the prices leave; nor does a set with a given candidate, forced in
    place of the last of them. Who cannot then do as well as the best set known is out of every best set. Prices are
    moved by subgradient (Lagrangian relaxation: Galvão & ReVelle, 1996, European Journal of Operational Research 88).
    """
    _, known = _greedy(cover, np.ones(cover.shape[1]), number)
    by_person = cover.T.tocsr()
    price = np.ones(cover.shape[1])
    kept = np.ones(cover.shape[0], dtype=bool)
    best, step, waited = np.inf, 2.0, 0
    for _ in range(ROUNDS):
        worth = cover @ price
        dearest = np.argpartition(-worth, number - 1)[:number]
        limit = (1 - price).sum() + worth[dearest].sum()
        last = worth[dearest].min()
        kept &= np.floor(limit - last + np.minimum(worth, last) + ROUNDING) >= known
        best, waited = (limit, 0) if limit < best else (best, waited + 1)
        if waited > PATIENCE:
            step, waited = step / 2, 0
        if np.floor(best + ROUNDING) <= known or kept.sum() <= FEW:
            break
        chosen = np.zeros(cover.shape[0])
        chosen[dearest] = 1
        times = by_person @ chosen
        slope = times - ((price < 1) | (times > 0))
        if not slope.any():
            break
        price = np.clip(price - slope * (step * (limit - known) / (slope @ slope)), 0, 1)
    return np.flatnonzero(kept), int(np.floor(best + ROUNDING))


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
    matrix = _matrix(covered_by, people).T.tocsr()
    matrix.sort_indices()
    signatures: dict[bytes, int] = {}
    sizes: list[int] = []
    first: list[int] = []
    for row in np.flatnonzero(np.diff(matrix.indptr)).tolist():
        key = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tobytes()
        if key not in signatures:
            signatures[key] = len(sizes)
            sizes.append(0)
            first.append(row)
        sizes[signatures[key]] += 1
    return csc_matrix(matrix[first]), np.array(sizes, dtype=np.int64)


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
        sites, value = _greedy(csr_array(groups.T), weights.astype(float), number)
        return sites, value, int(weights.sum()), False
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


def _greedy(cover: csr_array, weights: NDArray[np.float64], number: int) -> tuple[list[int], int]:
    """Candidates, each taken for the weight that the ones before leave, and what they cover."""
    left, sites = weights.copy(), []
    for _ in range(number):
        sites.append(int(np.argmax(cover @ left)))
        left[cover.indices[cover.indptr[sites[-1]] : cover.indptr[sites[-1] + 1]]] = 0
    return sites, int(weights.sum() - left.sum())


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
