"""Run by test_killed_import.py: imports killed on their way, each in a process of its own.

    python -m tests.extracts.loading.killed_imports BASE FOLDER EXTRACT…

Reads the extracts once, then forks: a first child loads them all and takes the last one back, counting the
statements; each other child does the same on its own copy of BASE and is killed by SIGKILL at one moment:
before a statement, during a commit, or while the base is being closed. The copies stay in FOLDER. How many: 30, or VISA_TUES.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.killed_actions import die, die_soon, in_child, tell_statements
from visa_data.base import Base
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.history import undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

AT = datetime(2020, 5, 11, 8, 0)
NUMBER = int(os.environ.get("VISA_TUES", "30"))
BEFORE_STATEMENTS, IN_COMMITS = NUMBER * 2 // 3, NUMBER // 5
IN_CLOSING = NUMBER - BEFORE_STATEMENTS - IN_COMMITS
STEP_SECONDS = 0.0004


def work(base_file: Path, extracts: list[Extract], tell: Callable[[str], None]) -> None:
    """Load the extracts, take the last one back, close; `tell` hears of each statement, then of the closing."""
    tell_statements(tell)
    base = Base(base_file)
    for extract in extracts:
        load_extract(base, extract, at=AT)
    undo_last(base, at=AT)
    tell("close")
    base.close()


def main(template: Path, folder: Path, paths: list[Path]) -> None:
    extracts = [read_extract(path) for path in paths]

    def count() -> None:
        heard: list[str] = []
        copy = folder / "entier.duckdb"
        shutil.copy(template, copy)
        work(copy, extracts, heard.append)
        (folder / "entendus.txt").write_text("\n".join(heard))

    assert in_child(count) == 0
    heard = (folder / "entendus.txt").read_text().split("\n")
    commits = [place for place, name in enumerate(heard) if name == "commit"]
    statements = [
        round(step * (len(heard) - 1) / (BEFORE_STATEMENTS - 1)) for step in range(BEFORE_STATEMENTS)
    ]
    moments = [(place, 0.0) for place in statements]
    moments += [(commits[n % len(commits)], STEP_SECONDS * (1 + n)) for n in range(IN_COMMITS)]
    moments += [(len(heard) - 1, STEP_SECONDS * (1 + 4 * n)) for n in range(IN_CLOSING)]
    for number, (place, delay) in enumerate(moments):
        copy = folder / f"{number:03d}.duckdb"
        shutil.copy(template, copy)
        seen = 0

        def tell(_name: str, place: int = place, delay: float = delay) -> None:
            nonlocal seen
            if seen == place:
                die_soon(delay) if delay else die()
            seen += 1

        ended = in_child(lambda copy=copy, tell=tell: work(copy, extracts, tell))  # type: ignore[misc]
        # A child whose last commit or closing was quicker than its delay has done all its work.
        assert ended == -signal.SIGKILL or (ended == 0 and delay), (number, ended)
        print(number, "tué" if ended else "fini")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(argument) for argument in sys.argv[3:]])
