"""An attacker with a linear programme, who shares no code with the engine.

He knows the rule and k, and thinks in atoms: groups of persons that share nobody and of which every published number is
a sum. Every number he wants, published or got by subtraction, is a sum of atoms too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

SHOWN, SMALL, OTHER = 0, 1, 2


@dataclass(frozen=True)
class Published:
    """atoms: true size of each. sums: 0/1 matrix of the published numbers. marks: how each appears.

    wanted: 0/1 matrix of the counts to protect (the published ones and their differences).
    """

    atoms: np.ndarray
    sums: np.ndarray
    marks: np.ndarray
    wanted: np.ndarray


def bounds(published: Published, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest value of each small wanted count, by all that is published; in whole persons."""
    values = published.sums @ published.atoms
    low = np.where(published.marks == SHOWN, values, np.where(published.marks == SMALL, 1, 0)).astype(float)
    high = np.where(published.marks == SHOWN, values, np.where(published.marks == SMALL, k - 1, np.inf))
    other = published.marks == OTHER
    low[other] = _meaning(published, values, k)[other]
    wanted = published.wanted
    counts = wanted @ published.atoms
    goals = np.unique(wanted[(counts >= 1) & (counts < k)], axis=0)
    if not len(goals):
        return np.zeros(0), np.zeros(0)
    sums = sparse.csr_array(published.sums.astype(float))
    finite = np.isfinite(high)
    copies = 2 * len(goals)
    each = sparse.vstack([-sums, sums[finite]])
    limit = np.concatenate([-low, high[finite]])
    found = linprog(
        np.concatenate([goals, -goals]).astype(float).ravel(),
        A_ub=sparse.block_diag([each] * copies, format="csr"),
        b_ub=np.tile(limit, copies),
        bounds=(0, 10 * max(1, int(published.atoms.sum())) + 100 * k),
        method="highs",
    )
    assert found.status == 0, found.message
    worlds = found.x.reshape(copies, -1)
    least = np.einsum("ij,ij->i", goals, worlds[: len(goals)])
    most = np.einsum("ij,ij->i", goals, worlds[len(goals) :])
    return np.ceil(least - 1e-6), np.floor(most + 1e-6)


def _meaning(published: Published, values: np.ndarray, k: int) -> np.ndarray:
    """The least that « n. c. » can stand for: what the rule tells of the set of tables linked to the cell."""
    count = len(values)
    linked = np.arange(count)
    shared = (published.sums @ published.sums.T) > 0
    changed = True
    while changed:
        fresh = np.array([linked[shared[row]].min() for row in range(count)])
        changed = bool((fresh != linked).any())
        linked = fresh
    floor = np.zeros(count)
    for name in np.unique(linked):
        rows = linked == name
        covered = values[rows & (published.marks == OTHER)]
        if len(covered):
            floor[rows] = k if covered.min() >= k else min(1, covered.min())
    return floor


def narrowed(published: Published, k: int) -> int:
    """How many small counts the attacker pins down, or narrows to less than half of the range 1…k−1."""
    least, most = bounds(published, k)
    possible = most - least + 1
    return int(np.sum((possible < 2) | (possible < (k - 1) / 2) | (most - least < (k - 2) / 2)))
