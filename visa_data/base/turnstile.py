"""Who waits for the base, seen by whoever has it: a queue before one file beside it, whose head has it locked.

The lock is the system's: who dies leaves the queue by that alone, and on Linux the first come is the first served.
The file itself stays, empty, and means nothing unlocked. The head also keeps its date fresh: one who is stopped or
asleep holds nobody back. Where the file cannot be made or locked there is no queue, and one waits without an order.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from visa_data.private_files import OWNER_ONLY

FRESH_SECONDS = 2.0
"""A head that has not shown itself for so long is not waiting any more."""

if sys.platform == "win32":
    import msvcrt

    def _is_locked(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return True
        _unlock(descriptor)
        return False

    def _lock(descriptor: int, left: threading.Event) -> None:
        """Return with the lock, or when `left` is set; Windows keeps no queue."""
        while not left.wait(0.05):
            with suppress(OSError):
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                return

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _is_locked(descriptor: int) -> bool:
        try:
            # Shared: those who only look never stop one another.
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        _unlock(descriptor)
        return False

    def _lock(descriptor: int, left: threading.Event) -> None:
        """Return with the lock, after those who asked before. Raises OSError where files cannot be locked."""
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _unlock(descriptor: int) -> None:
        # Said rather than left to closing: a process forked meanwhile would keep it.
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class _Place:
    """A place in the queue: the system is asked by a thread of its own, since it knows no longest wait."""

    def __init__(self, descriptor: int) -> None:
        self.first = threading.Event()
        self._descriptor = descriptor
        self._left = threading.Event()
        self._state = threading.Lock()
        threading.Thread(target=self._stand, daemon=True, name="visa-tour").start()

    def _stand(self) -> None:
        try:
            _lock(self._descriptor, self._left)
        except OSError:
            os.close(self._descriptor)
            return
        with self._state:
            if self._left.is_set():
                self._free()
            else:
                self.first.set()

    def leave(self) -> None:
        with self._state:
            self._left.set()
            if self.first.is_set():
                self._free()

    def _free(self) -> None:
        with suppress(OSError):  # left before it was had
            _unlock(self._descriptor)
        os.close(self._descriptor)


class Turnstile:
    """The queue for one base, as one owner of it sees it. One thread at a time may use it."""

    def __init__(self, base: Path) -> None:
        self.path = base.with_name(f"{base.name}.tour")
        self._place: _Place | None = None

    @property
    def held(self) -> bool:
        """Whether we are the head of the queue."""
        return self._place is not None and self._place.first.is_set()

    def awaited(self) -> bool:
        """Whether somebody else is the head, and waits."""
        try:
            descriptor = os.open(self.path, os.O_RDWR)
        except OSError:
            return False
        try:
            return _is_locked(descriptor) and abs(time.time() - os.fstat(descriptor).st_mtime) < FRESH_SECONDS
        finally:
            os.close(descriptor)

    def stand(self) -> None:
        """Join the queue, or show that we are still there."""
        if self._place is None:
            try:
                descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
            except OSError:
                return
            self._place = _Place(descriptor)
        if self.held:
            with suppress(OSError):  # somebody removed the file: the next one who waits makes another
                os.utime(self.path)

    def wait_to_be_first(self, seconds: float) -> None:
        """Wait so long at most; return as soon as we are the head."""
        if self._place is None:
            time.sleep(seconds)
        else:
            self._place.first.wait(seconds)

    def leave(self) -> None:
        """Leave the queue, or give the head to the next one."""
        if self._place is not None:
            self._place.leave()
            self._place = None
