"""The programs that open files: a few at most, kept warm, killed when they do not answer."""

from __future__ import annotations

import atexit
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from visa_data import environment
from visa_data.extracts.apart import bounds
from visa_data.extracts.apart.frames import REQUEST, read_frame, write_frame

AT_ONCE = 2
"""Files read at the same time; the others wait for their turn."""
LOOK_SECONDS = 0.1
_CODE = Path(__file__).resolve().parents[3]
_PROGRAM = "visa_data.extracts.apart.reader"

Frame = tuple[bytes, bytearray] | None
"""None: the program ended."""


class Worker:
    """One program that opens files, one at a time.

    forks: it stays, and has a child of its own read each file; else it reads one and ends. ready: it has
    loaded its code. spent: it cannot be asked for another file.
    """

    def __init__(self) -> None:
        self.forks = bounds.HELD
        self.ready = False
        self.spent = False
        self.frames: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._root = _private_root()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", _PROGRAM, "fork" if self.forks else "seul", str(self._root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment.of_a_reader(_CODE),
            # A group of its own: it is killed with its child, and not by what is typed in our terminal.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def process(self) -> int:
        """Its number, by which its memory is watched."""
        return self._process.pid

    def usable(self) -> bool:
        """Whether it can be asked for a file."""
        return not self.spent and self._process.poll() is None and self._root.is_dir()

    def ask(self, request: bytes) -> None:
        """Send a request. A program that has just ended is told by its frames, not here."""
        assert self._process.stdin
        self.spent = not self.forks
        with suppress(BrokenPipeError):
            write_frame(self._process.stdin, REQUEST, request)

    def kill(self) -> None:
        """End it at once, with the child that reads."""
        self.spent = True
        if self._process.poll() is None:
            if os.name == "posix":
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.close()

    def _listen(self) -> None:
        assert self._process.stdout
        with self._process.stdout as answers:
            while frame := read_frame(answers, bounds.LONGEST_ANSWER):
                self.frames.put(frame)
        self.frames.put(None)


_turns = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_idle: list[Worker] = []
_making_root = threading.Lock()
_root: Path | None = None


def prepare() -> None:
    """Start a program before a file comes, when none is waiting; returns at once."""
    with _lock:
        if not any(worker.usable() for worker in _idle):
            _idle.append(Worker())


@contextmanager
def worker_for_one(waiting: Callable[[], None]) -> Iterator[Worker]:
    """Lend a program for one file. waiting: called now and then until there is one; may raise to give up.

    It is killed when it is given back without having said that it was done.
    """
    while not _turns.acquire(timeout=LOOK_SECONDS):
        waiting()
    try:
        worker = _taken()
        try:
            yield worker
        except BaseException:
            worker.kill()
            raise
        _give_back(worker)
    finally:
        _turns.release()


def _taken() -> Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.usable():
                return worker
            worker.kill()
    return Worker()


def _give_back(worker: Worker) -> None:
    if not worker.usable():
        worker.kill()
        # The next file finds one that has loaded its code.
        worker = Worker()
    with _lock:
        _idle.append(worker)


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder for what one reading needs on disk, its owner's alone.

    It is gone at the end, and when our process is killed: the programs that open files see to it.
    """
    with tempfile.TemporaryDirectory(dir=_private_root(), ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _private_root() -> Path:
    """The folder of all those of this process; made again when the system has cleaned it away."""
    global _root
    with _making_root:
        if _root is None or not _root.is_dir():
            _root = Path(tempfile.mkdtemp(prefix="visa_"))
        return _root


@atexit.register
def end() -> None:
    """End every program that waits, and remove what is left on disk."""
    with _lock:
        for worker in _idle:
            worker.kill()
        _idle.clear()
    if _root is not None:
        shutil.rmtree(_root, ignore_errors=True)
