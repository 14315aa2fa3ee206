"""Several files opened at once: answers in their order, and nothing goes on once nobody waits."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from visa_data.extracts.apart import read_several
from visa_data.extracts.apart.workers import AT_ONCE

Tell = Callable[[float], None]


def test_answers_come_in_the_order_asked() -> None:
    last = threading.Event()

    def read(number: int, _tell: Tell) -> int:
        # The first ends after the second.
        if number == 0:
            assert last.wait(10)
        last.set()
        return number * 10

    assert read_several(read, range(5)) == [0, 10, 20, 30, 40]


def test_what_one_raises_ends_those_under_way_and_begins_no_other() -> None:
    begun: list[int] = []
    under_way = threading.Event()
    ended = threading.Event()

    def read(number: int, tell: Tell) -> None:
        begun.append(number)
        if number == 0:
            assert under_way.wait(10)
            raise KeyboardInterrupt
        under_way.set()
        try:
            while not ended.wait(0.01):
                tell(0.5)
        finally:
            ended.set()

    with pytest.raises(KeyboardInterrupt):
        read_several(read, range(20))
    assert ended.is_set()
    assert len(begun) <= AT_ONCE + 1
