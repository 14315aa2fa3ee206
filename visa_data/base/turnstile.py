"""Who waits for the base, seen by whoever has it: one file beside it, locked while somebody waits.

The lock is the system's, so that a waiter who dies leaves nothing; the file itself stays, empty, and means
nothing unlocked. The waiter also keeps its date fresh: one who is stopped or asleep holds nobody back.
Where the file cannot be made or locked, there are no turns, and the base is used without them.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

FRESH_SECONDS = 2.0
"""A waiter who has not shown itself for so long is not waiting any more."""

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, alone: bool) -> None:
        """Raises OSError when another has it."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int, *, alone: bool) -> None:
        """Raises OSError when another has it; those who only look never stop one another."""
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        # Said rather than left to closing: a process forked meanwhile would keep it.
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class Turnstile:
    """The place at the head of the queue for one base. One thread at a time may use it."""

    def __init__(self, base: Path) -> None:
        self.path = base.with_name(f"{base.name}.tour")
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether the place is ours."""
        return self._descriptor is not None

    def awaited(self) -> bool:
        """Whether somebody else is waiting for the base."""
        try:
            descriptor = os.open(self.path, os.O_RDWR)
        except OSError:
            return False
        try:
            _lock(descriptor, alone=False)
            _unlock(descriptor)
        except OSError:
            return abs(time.time() - os.fstat(descriptor).st_mtime) < FRESH_SECONDS
        else:
            return False
        finally:
            os.close(descriptor)

    def take(self) -> None:
        """Take the place if it is free, and keep it fresh if it is ours already."""
        if self._descriptor is None:
            try:
                descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError:
                return
            try:
                _lock(descriptor, alone=True)
            except OSError:
                os.close(descriptor)
                return
            self._descriptor = descriptor
        with suppress(OSError):  # somebody removed the file: the next one who waits makes another
            os.utime(self.path)

    def leave(self) -> None:
        """Give the place to the next one."""
        if self._descriptor is not None:
            _unlock(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None
