"""The median time of an action, and the memory of a process."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

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


def own_peak() -> float:
    """Megabytes that this process has held at most; where the system says it, without what the one that started it held."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
