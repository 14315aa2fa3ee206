"""Run by tests that kill: one action, each time in a process of its own, killed by SIGKILL at a moment of its way.

    python -m tests.killed_actions MODULE:ACTION TEMPLATE FOLDER NUMBER MODULE-TRACED…

A first child runs the action whole on a copy of the folder TEMPLATE, counting the lines that it goes through in the traced modules; each of
NUMBER others is killed at one of them, spread over the whole run: before it, or, every other time, a little
after, in what the line has DuckDB or the system do. The folders stay in FOLDER, named by their number.

How many: 20, or VISA_TUES for as many as one likes by hand.
"""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from tests.shared_data import ROOT
from visa_data.base import Base

NUMBER = int(os.environ.get("VISA_TUES", "20"))
STEP_SECONDS = 0.0005


def kill_again_and_again(action: str, template: Path, folder: Path, traced: tuple[str, ...]) -> list[Path]:
    """The folders left by NUMBER killed runs of an action (`module:function`, called with the folder)."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed_actions", action, template, folder, str(NUMBER), *traced],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    left = sorted(folder.glob("[0-9]*"))
    assert len(left) == NUMBER
    return left


def followed(files: set[str], tell: Callable[[], None]) -> Callable[[FrameType, str, Any], Any]:
    """A trace function that tells each line of these files before it is run."""

    def inside(_frame: FrameType, event: str, _argument: Any) -> Any:
        if event == "line":
            tell()
        return inside

    return lambda frame, _event, _argument: inside if frame.f_code.co_filename in files else None


class Counted:
    """A cursor that tells each of its statements, commits included, before it runs."""

    def __init__(self, cursor: Any, tell: Callable[[str], None]) -> None:
        self._cursor = cursor
        self._tell = tell

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._cursor, name)
        if name not in ("execute", "executemany", "begin", "commit"):
            return found

        def run(*arguments: Any) -> Any:
            self._tell(name)
            return found(*arguments)

        return run


def tell_statements(tell: Callable[[str], None]) -> None:
    """Have every base of this process, a child that will be killed, tell its statements."""
    real = Base.references

    @contextmanager
    def counted(base: Base) -> Iterator[Any]:
        with real(base) as cursor:
            yield Counted(cursor, tell)

    Base.references = counted  # type: ignore[method-assign,assignment]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_soon(seconds: float) -> None:
    def wait() -> None:
        time.sleep(seconds)
        die()

    threading.Thread(target=wait, daemon=True).start()


def in_child(action: Callable[[], None]) -> int:
    """Run `action` in a fork; returns minus the signal that ended it, 0 for none."""
    child = os.fork()
    if not child:
        code = 1
        try:
            action()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(name: str, template: Path, folder: Path, number: int, traced: list[str]) -> None:
    module, _, function = name.partition(":")
    action = getattr(importlib.import_module(module), function)
    files = {str(importlib.import_module(one).__file__) for one in traced}

    def run(copy: Path, tell: Callable[[], None]) -> None:
        shutil.copytree(template, copy)
        sys.settrace(followed(files, tell))
        action(copy)
        sys.settrace(None)

    def count() -> None:
        lines: list[None] = []
        run(folder / "entier", lambda: lines.append(None))
        (folder / "lignes.txt").write_text(str(len(lines)))

    assert in_child(count) == 0
    lines = int((folder / "lignes.txt").read_text())
    for rank in range(number):
        place = round(rank * (lines - 1) / max(1, number - 1))
        delay = STEP_SECONDS * (1 + rank) if rank % 2 else 0.0
        seen = 0

        def tell(place: int = place, delay: float = delay) -> None:
            nonlocal seen
            if seen == place:
                die_soon(delay) if delay else die()
            seen += 1

        copy = folder / f"{rank:03d}"
        ended = in_child(lambda copy=copy, tell=tell: run(copy, tell))  # type: ignore[misc]
        # What was left to do may have been quicker than the delay.
        assert ended == -signal.SIGKILL or (ended == 0 and delay), (rank, ended)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
