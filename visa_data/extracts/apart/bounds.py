"""How much memory a reading may take, held by the system where it can be, watched elsewhere."""

from __future__ import annotations

import sys

import psutil

HELD = sys.platform == "linux"
"""Whether the system holds a process to its memory: what is asked beyond is refused, before it is given."""

LONGEST_ANSWER = 1 << 34
"""Bytes of one piece of an answer; more is not one."""


def hold(memory: int) -> None:
    """Hold this process to `memory` more bytes than it has, and forbid that its memory be left in a file."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if HELD:
        most = psutil.Process().memory_info().vms + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def resident(process: int) -> int:
    """Bytes of memory that a process has; 0 once it has ended."""
    try:
        return int(psutil.Process(process).memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
