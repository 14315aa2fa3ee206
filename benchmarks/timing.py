"""The median time of an action."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

RUNS = 5


def timed(action: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds over `runs`, after one warm-up."""
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
