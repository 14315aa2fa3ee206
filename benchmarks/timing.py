"""The median time of an action."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

RUNS = 5


def timed(action: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds over `runs`, after one warm-up."""
    action()
    return statistics.median(once(action) for _ in range(runs))


def once(action: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
