"""What a reader may do that no file does at will; run in the process of its own that reads files."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable
from pathlib import Path

NAME = "MARTIN Ginette 0600000000"


def eats_memory(_path: Path, *, progress: Callable[[float], None] | None = None) -> int:
    """Ask for memory bit by bit, ten gigabytes in all."""
    held = []
    for _ in range(1000):
        held.append(bytearray(os.urandom(10_000)) * 1000)
    return len(held)


def breaks_off(_path: Path) -> None:
    """Read where there is no memory, as a fault in a library in C does."""
    ctypes.string_at(0)


def never_ends(_path: Path, *, progress: Callable[[float], None] | None = None) -> None:
    """Turn round, deaf to every signal that can be heard."""
    while True:
        time.sleep(3600)


def fails_with_a_name(_path: Path) -> None:
    """Fail as nobody foresaw, with a person in the message."""
    print(NAME)
    raise LookupError(NAME)


def who_reads(_path: Path) -> int:
    """The process that reads."""
    return os.getpid()
