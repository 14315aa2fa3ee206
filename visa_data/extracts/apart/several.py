"""Several files opened one after the other, as many at once as there are programs to open them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from visa_data.extracts.apart.workers import AT_ONCE

Asked = TypeVar("Asked")
Given = TypeVar("Given")


class _Stopped(BaseException):
    """Ends a reading that nobody waits for any more; never seen outside `read_several`."""


def read_several(
    read: Callable[[Asked, Callable[[float], None]], Given], asked: Sequence[Asked]
) -> list[Given]:
    """What `read` gives of each, in their order.

    read: gets one and the `progress` to hand to `read_apart`. What it raises, or whatever stops this wait (Ctrl-C), ends the
    readings under way, and the others are not begun.
    """
    stopped = threading.Event()

    def tell(_fraction: float) -> None:
        if stopped.is_set():
            raise _Stopped

    with ThreadPoolExecutor(AT_ONCE) as readers:
        try:
            return list(readers.map(lambda one: read(one, tell), asked))
        except BaseException:
            stopped.set()
            raise
