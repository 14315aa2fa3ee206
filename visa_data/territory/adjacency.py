"""Which zones border which."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray


def neighbours(outlines: NDArray[np.object_]) -> list[set[int]]:
    """For each outline, the rows of those that touch or overlap it along a line or a surface, not at a point alone.

    A gap of up to 1e-6 degree (10 cm) between two outlines is a drawing fault, not a distance.
    """
    found: list[set[int]] = [set() for _ in outlines]
    if len(outlines) < 2:
        return found
    valid = shapely.make_valid(outlines)
    tree = shapely.STRtree(valid)
    left, right = tree.query(valid, predicate="dwithin", distance=1e-6)
    keep = left < right
    left, right = left[keep], right[keep]
    shared = shapely.length(shapely.intersection(shapely.buffer(valid[left], 1e-6), valid[right]))
    for one, other, length in zip(left.tolist(), right.tolist(), shared.tolist(), strict=True):
        if length > 1e-5:
            found[one].add(other)
            found[other].add(one)
    return found
