"""Two-step floating catchment (2SFCA): places of the teams for each isolated person.

Source: Luo & Wang (2003), Environment and Planning B 30(6), with binary reach.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def accessibility(
    capacities: NDArray[np.float64], reached: list[NDArray[np.int64]], count: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """A_i for each of `count` people, and whether at least one team reaches them.

    capacities: persons each team can follow (NaN counts 0). reached: for each team, rows of the
    people it reaches. R_j = capacity ÷ number reached; A_i = sum of R_j over the teams reaching i.
    """
    access = np.zeros(count)
    covered = np.zeros(count, dtype=bool)
    for capacity, rows in zip(np.nan_to_num(capacities), reached, strict=True):
        if len(rows):
            access[rows] += capacity / len(rows)
            covered[rows] = True
    return access, covered


def only_one(reached: list[NDArray[np.int64]], count: int) -> NDArray[np.int64]:
    """For each of `count` people, the number of the only service that reaches them; -1 for none or several.

    reached: for each service, rows of the people it reaches.
    """
    times = np.zeros(count, dtype=np.int64)
    latest = np.full(count, -1, dtype=np.int64)
    for number, rows in enumerate(reached):
        times[rows] += 1
        latest[rows] = number
    return np.where(times == 1, latest, -1)
