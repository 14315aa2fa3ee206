"""Processes take turns: whoever waits is served before whoever comes next, and a dead waiter holds nobody."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.base.turnstile import Turnstile

DASHBOARD = """
import random, sys, threading
from visa_data.base import Base
base = Base(sys.argv[1], idle=5.0)
read, over = [0] * 5, threading.Event()
def act(number):
    draw = random.Random(number)
    while not over.wait(draw.uniform(0.1, 0.5)):
        with base.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM personnes").fetchone()
        read[number] += 1
readers = [threading.Thread(target=act, args=(number,)) for number in range(5)]
for reader in readers: reader.start()
print("ouvert", flush=True)
for line in sys.stdin:
    before = list(read)
    while any(now <= then for now, then in zip(read, before)): over.wait(0.05)
    print("lu", flush=True)
over.set()
for reader in readers: reader.join()
base.close()
"""
WAITER = """
import sys
from visa_data.base import Base
print("attend", flush=True)
with Base(sys.argv[1], wait=60).transaction() as cursor:
    cursor.execute("INSERT OR REPLACE INTO meta VALUES ('passage', ?)", [sys.argv[2]])
"""


@contextmanager
def process(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.kill()
        started.communicate()


def said(one: subprocess.Popen[str]) -> str:
    assert one.stdout is not None
    return one.stdout.readline().strip()


def ask(one: subprocess.Popen[str], text: str) -> None:
    assert one.stdin is not None
    one.stdin.write(text)
    one.stdin.flush()


def importer(base: Path) -> subprocess.Popen[str]:
    file = ROOT / "sample_data" / "pivot" / "equipes_citoyennes.csv"
    options = ("--base", base, "--confirmer", "--simuler", file)
    return subprocess.Popen(
        [sys.executable, "-m", "visa_data", "importer", *map(str, options)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_imports_are_served_beside_ten_readers_who_go_on(sample_base_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    path.write_bytes(sample_base_file.read_bytes())
    with process(DASHBOARD, path) as one, process(DASHBOARD, path) as other:
        assert [said(one), said(other)] == ["ouvert", "ouvert"]
        imports = [importer(path), importer(path)]
        for done in imports:
            out, err = done.communicate()
            assert done.returncode == 0, err
            assert "Simulation : rien n'a été écrit." in out
        for dashboard in (one, other):
            # Each of its five readers has read again.
            ask(dashboard, "encore\n")
            assert said(dashboard) == "lu"
            out, err = dashboard.communicate()
            assert (dashboard.returncode, err) == (0, "")


def test_a_process_that_keeps_the_base_open_lets_it_go_between_two_uses(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    with Base(path) as base:
        for turn in ("1", "2"):
            with base.cursor() as cursor:
                cursor.execute("SELECT 1")
            with process(WAITER, path, turn) as waiter:
                assert said(waiter) == "attend"
                assert waiter.wait() == 0
            assert base.meta("passage") == turn


def test_a_use_inside_another_is_served_while_somebody_waits(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    with Base(path) as base:
        with base.cursor(), process(WAITER, path, "ensuite") as waiter:
            assert said(waiter) == "attend"
            outside = Turnstile(path)
            while not outside.awaited():
                pass
            with base.transaction() as cursor:
                cursor.execute("INSERT INTO meta VALUES ('dedans', 'oui')")
            assert base.meta("dedans") == "oui"
            assert waiter.poll() is None
        assert base.meta("dedans") == "oui"


def test_threads_that_read_all_the_time_leave_room_for_another_process(tmp_path: Path) -> None:
    """One cursor at least is always out: only refusing the next one lets the file go."""
    path = tmp_path / "visa.duckdb"
    over = threading.Event()
    with Base(path) as base:
        first = base.cursor()
        first.__enter__()
        first.__exit__(None, None, None)

        def read(number: int) -> None:
            while not over.is_set():
                with base.cursor() as cursor:
                    cursor.execute("SELECT sum(i) FROM range(300000) t(i)").fetchone()

        readers = [threading.Thread(target=read, args=(number,)) for number in range(3)]
        for reader in readers:
            reader.start()
        try:
            with process(WAITER, path, "servi") as waiter:
                assert said(waiter) == "attend"
                assert waiter.wait() == 0
        finally:
            over.set()
            for reader in readers:
                reader.join()
        assert base.meta("passage") == "servi"


@pytest.mark.skipif(os.name == "nt", reason="Windows n'a pas ces signaux")
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGSTOP"])
def test_a_waiter_killed_or_stopped_holds_nobody_back(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "visa.duckdb"
    with Base(path, wait=10) as base:
        with base.cursor(), process(WAITER, path, "jamais") as waiter:
            assert said(waiter) == "attend"
            outside = Turnstile(path)
            while not outside.awaited():
                pass
            waiter.send_signal(getattr(signal, sign))
            while outside.awaited():
                pass
            assert base.meta("passage") is None
        assert base.meta("passage") is None


def test_a_queue_left_behind_means_nothing_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    waiting, outside = Turnstile(path), Turnstile(path)
    waiting.stand()
    waiting.wait_to_be_first(60)
    waiting.stand()
    assert waiting.held and outside.awaited()
    assert waiting.path.read_bytes() == b""
    if os.name != "nt":
        assert oct(waiting.path.stat().st_mode & 0o777) == "0o600"
    waiting.leave()
    assert not outside.awaited()
    with Base(path, wait=0).cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="seul Linux montre qui attend un verrou")
def test_the_first_come_is_the_first_served(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    queue = [Turnstile(path) for _ in range(6)]
    queue[0].stand()
    queue[0].wait_to_be_first(60)
    inode = f":{queue[0].path.stat().st_ino} "
    for behind, one in enumerate(queue[1:], start=1):
        one.stand()
        while (
            sum("->" in line and inode in line for line in Path("/proc/locks").read_text().splitlines())
            < behind
        ):
            pass
    # The third gives up: nobody waits for him.
    queue[2].leave()
    for one, after in itertools.pairwise([*queue[:2], *queue[3:]]):
        assert one.held and not after.held
        one.leave()
        after.wait_to_be_first(60)
    assert [one.held for one in queue] == [False] * 5 + [True]
    queue[-1].leave()
    assert not Turnstile(path).awaited()


def test_without_a_place_for_the_ticket_the_base_is_still_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    (tmp_path / "visa.duckdb.tour").mkdir()
    with Base(path, idle=0.1) as base:
        with base.cursor() as cursor:
            cursor.execute("SELECT 1")
        with process(WAITER, path, "servi") as waiter:
            assert said(waiter) == "attend"
            assert waiter.wait() == 0
        assert base.meta("passage") == "servi"
