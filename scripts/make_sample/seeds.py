"""One fixed seed for each part, so that a change to one part does not shift all the others."""

from __future__ import annotations

import numpy as np

_BASE = 20250915
_PARTS = (
    "outlines",
    "edges",
    "population",
    "people",
    "callers",
    "calls",
    "needs",
    "teams",
    "resources",
    "raw",
    "follow_ups",
    "reports",
    "schemes",
)


def rng_for(part: str) -> np.random.Generator:
    """Random generator of one part of the sample; raises ``ValueError`` for an unknown part."""
    return np.random.default_rng([_BASE, _PARTS.index(part)])
