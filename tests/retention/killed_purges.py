"""Purges killed on their way, each in a process of its own: what `test_purge.py` runs a few of. By hand, 200 of them:

    python -m tests.retention.killed_purges 200

A child purges its own copy of a base, and is killed by SIGKILL before one of its statements, or some time after it: in a
commit, while the file is rewritten, while it is closed. Opened again, each copy is as before or as after; as after, no byte
of it, nor of what stands beside it, holds anybody purged.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from tests.killed_actions import die, die_soon, in_child, tell_statements
from tests.retention.lived_base import GONE, REFERENCES, found_in, live
from visa_data.base import Base
from visa_data.retention.content import content_fingerprint
from visa_data.retention.purge import purge
from visa_data.settings import Settings, load

AT = datetime(2021, 6, 1, 9, 0)
DAY = AT.date()
AFTER_CRISIS = replace(load(), crise_fin=date(2020, 7, 10))
LONGEST = 0.25
"""Seconds after a statement within which the kill comes: rewriting this base takes less."""


def work(path: Path, settings: Settings, tell: Callable[[str], None]) -> None:
    """Purge, close; `tell` hears of each statement, then of the closing."""
    tell_statements(tell)
    base = Base(path)
    purge(base, DAY, settings, at=AT)
    tell("close")
    base.close()


def content(path: Path) -> str:
    with Base(path) as base, base.references() as cursor:
        return content_fingerprint(cursor)


def kill_many(folder: Path, number: int, settings: Settings, purged: list[str], seed: int = 1) -> list[str]:
    """Kill so many purges; returns how each copy was found: « avant » or « apres ». Raises AssertionError for anything else."""
    source = folder / "source"
    source.mkdir()
    template = source / "base.duckdb"
    live(template)
    needles = [one.encode() for one in purged]
    assert found_in(source, needles), "what is searched can be found before"
    heard: list[str] = []
    whole = _copy(source, folder / "entier")
    before = content(whole)
    counting = folder / "entendus.txt"

    def count() -> None:
        work(whole, settings, heard.append)
        counting.write_text("\n".join(heard))

    assert in_child(count) == 0
    statements = len(counting.read_text().split("\n"))
    after = content(whole)
    assert before != after and found_in(whole.parent, needles) == {}
    drawn = random.Random(seed)
    states = []
    for rank in range(number):
        copy = _copy(source, folder / f"{rank:03d}")
        place = drawn.randrange(statements)
        # The last statements are those after which the file is rewritten: half of the kills come there, later or sooner.
        delay = 0.0
        if rank % 2:
            place, delay = drawn.randrange(max(0, statements - 6), statements), drawn.uniform(0, LONGEST)
        seen = 0

        def tell(_name: str, place: int = place, delay: float = delay) -> None:
            nonlocal seen
            if seen == place:
                die_soon(delay) if delay else die()
            seen += 1

        in_child(lambda copy=copy, tell=tell: work(copy, settings, tell))  # type: ignore[misc]
        found = content(copy)
        assert found in (before, after), rank
        states.append("avant" if found == before else "apres")
        if found == after:
            assert found_in(copy.parent, needles) == {}, rank
        else:
            # Nothing is half done: the purge taken up again ends as one that nobody stopped.
            with Base(copy) as base:
                purge(base, DAY, settings, at=AT)
            assert content(copy) == after, rank
        shutil.rmtree(copy.parent)
    return states


def _copy(source: Path, folder: Path) -> Path:
    shutil.copytree(source, folder)
    return folder / "base.duckdb"


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for name, settings, purged in (
        ("radiations", load(), GONE),
        ("fin de crise", AFTER_CRISIS, REFERENCES),
    ):
        with tempfile.TemporaryDirectory() as place:
            done = kill_many(Path(place), asked // 2, settings, purged)
        print(f"{name} : {len(done)} tués, {done.count('avant')} avant, {done.count('apres')} après")
