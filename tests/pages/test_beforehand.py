"""What is computed ahead: off the run, one at a time, a bounded number, and nothing it raises stops the next."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.parts import beforehand as module
from pages.parts.beforehand import WAITING, beforehand


@pytest.fixture(autouse=True)
def a_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real one, of the test's own."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        monkeypatch.setattr(module, "_one_by_one", threads)
        yield


def test_done_in_another_thread_whatever_the_one_before_raised() -> None:
    done: list[str] = []
    over = threading.Event()

    def wrong() -> None:
        raise ValueError("inventé")

    def right() -> None:
        done.append(threading.current_thread().name)
        over.set()

    beforehand(wrong)
    beforehand(right)
    assert over.wait(10)
    assert done[0] != threading.current_thread().name


def test_what_finds_no_room_is_left_to_the_click() -> None:
    go, started, last = (threading.Event() for _ in range(3))
    done: list[int] = []

    def held() -> None:
        started.set()
        go.wait(10)

    beforehand(held)
    assert started.wait(10)
    for number in range(3 * WAITING):
        beforehand(lambda number=number: done.append(number))
    go.set()
    module._one_by_one.submit(last.set)
    assert last.wait(10)
    assert done == list(range(WAITING - 1))
