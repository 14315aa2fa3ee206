"""Runs of pages take turns: a few at a time, in the order in which they were asked for.

Python runs one thread at a time: thirty runs at once all end when the last one does, and what sends their answers waits
behind each of them. One after the other, as many end in the same time, and most of them long before.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

AT_ONCE = 1
LONG = 0.4
"""Seconds after which a run no longer keeps anybody waiting: an import, a search, a book."""


class Turns:
    """at_once: runs that go together. long: seconds after which one is not counted any more."""

    def __init__(self, at_once: int = AT_ONCE, long: float = LONG) -> None:
        self.at_once, self.long = at_once, long
        self._waiting: deque[object] = deque()
        self._since: dict[object, float] = {}
        self._changed = threading.Condition()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, which lasts as long as what is within."""
        mine = object()
        with self._changed:
            self._waiting.append(mine)
            while self._waiting[0] is not mine or not self._room():
                self._changed.wait(self._until_room() if self._waiting[0] is mine else None)
            self._waiting.popleft()
            self._since[mine] = time.monotonic()
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                del self._since[mine]
                self._changed.notify_all()

    def _room(self) -> bool:
        return sum(1 for since in self._since.values() if self._left(since) > 0) < self.at_once

    def _until_room(self) -> float:
        return min(left for since in self._since.values() if (left := self._left(since)) > 0)

    def _left(self, since: float) -> float:
        return since + self.long - time.monotonic()


def take_turns(turns: Turns) -> None:
    """Have every run of a page, or of a part of it, wait for its turn; called once, before the server runs."""
    run = ScriptRunner._run_script

    def in_turn(runner: ScriptRunner, asked: RerunData) -> None:
        with turns.turn():
            run(runner, asked)

    ScriptRunner._run_script = in_turn  # type: ignore[method-assign]
