"""Runs of pages take turns, in their order; one that lasts keeps nobody waiting."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from pages.serving import turns
from pages.serving.turns import Turns, take_turns

SOON = 5.0


def started(target: Any, *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, daemon=True)
    thread.start()
    return thread


def test_one_goes_after_the_other_in_the_order_asked() -> None:
    taken, together, order = Turns(at_once=1, long=60), [0], list[int]()
    most = 0

    def go(rank: int) -> None:
        nonlocal most
        with taken.turn():
            together[0] += 1
            most = max(most, together[0])
            order.append(rank)
            together[0] -= 1

    with taken.turn():
        waiting = []
        for rank in range(5):
            waiting.append(started(go, rank))
            while len(taken._waiting) <= rank:
                pass
        assert order == []
    for one in waiting:
        one.join(SOON)
    assert order == list(range(5)) and most == 1


def test_as_many_go_together_as_there_is_room_for() -> None:
    taken = Turns(at_once=2, long=60)
    both = threading.Barrier(2)

    def go() -> None:
        with taken.turn():
            both.wait(SOON)

    for one in [started(go), started(go)]:
        one.join(SOON)
    assert not both.broken


def test_a_run_that_lasts_lets_the_others_pass() -> None:
    taken, passed, over = Turns(at_once=1, long=0.05), threading.Event(), threading.Event()

    def import_a_file() -> None:
        with taken.turn():
            over.wait(SOON)

    def read_a_page() -> None:
        with taken.turn():
            passed.set()

    long = started(import_a_file)
    while not taken._since:
        pass
    started(read_a_page)
    assert passed.wait(SOON)
    over.set()
    long.join(SOON)
    assert not taken._since and not taken._waiting


def test_a_run_that_fails_gives_its_turn_back() -> None:
    taken = Turns(at_once=1, long=60)
    with pytest.raises(ValueError, match="manqué"), taken.turn():
        raise ValueError("manqué")
    with taken.turn():
        assert len(taken._since) == 1
    assert not taken._since


def test_every_run_of_streamlit_takes_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[object, int]] = []
    taken = Turns(at_once=1, long=60)
    monkeypatch.setattr(
        turns.ScriptRunner, "_run_script", lambda runner, asked: seen.append((asked, len(taken._since)))
    )
    take_turns(taken)
    runner: Any = SimpleNamespace()
    ScriptRunner._run_script(runner, "demande")  # type: ignore[arg-type]
    assert seen == [("demande", 1)]
