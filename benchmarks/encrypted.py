"""What encryption costs: the same base plain and encrypted, in the same run.

`python -m benchmarks.encrypted --base /somewhere/copy.duckdb [--date 2020-06-07]`; the calls are loaded again in a base of its people
alone, as `python -m benchmarks` does.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks import territory
from benchmarks.timing import RUNS, timed
from visa_data import settings
from visa_data.base import Base
from visa_data.base.conversion import encrypt
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.registry import registry
from visa_data.indicators.state import last_call_day

HEAVIEST = 5


def opening(path: Path, key: Path | None) -> None:
    with Base(path, key=key) as base, base.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM personnes").fetchone()


def by_zone(name: str, path: Path, key: Path | None, day: date | None) -> None:
    """An indicator by zone on a base just opened: its derived tables are made anew."""
    compute = registry()[name].by_zone
    assert compute is not None
    with Base(path, key=key) as base, base.cursor() as cursor:
        compute(cursor, day or last_call_day(cursor), settings.load(), EVERYBODY)


def loading(people: Path, key: Path | None, folder: Path, calls: Path) -> float:
    extract = read_extract(calls)
    target = folder / f"chargement{'_chiffre' if key else ''}.duckdb"
    with Base(people) as base, base.cursor() as source:
        rows = source.execute("SELECT * FROM personnes").df()
    with Base(target, key=key) as base:
        with base.transaction() as cursor:
            cursor.register("lot", rows)
            cursor.execute("INSERT INTO personnes SELECT * FROM lot")
        start = time.perf_counter()
        load_extract(base, extract, at=territory.LOADED_AT)
        base.close()
        return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="Coût du chiffrement de la base.")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--date", type=date.fromisoformat)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, encrypted, key = folder / "claire.duckdb", folder / "chiffree.duckdb", folder / "cle"
        for path in (plain, encrypted):
            shutil.copy(options.base, path)
        start = time.perf_counter()
        encrypt(encrypted, key)
        print(f"chiffrer : {time.perf_counter() - start:.2f} s\n".replace(".", ","))
        print("| mesure | en clair (ms) | chiffrée (ms) | rapport |\n|---|---|---|---|")
        say(
            "ouverture et première question",
            *in_turn(lambda: opening(plain, None), lambda: opening(encrypted, key)),
        )
        every = [one for one, indicator in registry().items() if indicator.by_zone is not None]
        first = {one: timed(partial(by_zone, one, plain, None, options.date), 1) for one in every}
        for one in sorted(every, key=lambda one: -first[one])[:HEAVIEST]:
            say(
                f"{one} par zone, base à peine ouverte",
                *in_turn(
                    partial(by_zone, one, plain, None, options.date),
                    partial(by_zone, one, encrypted, key, options.date),
                ),
            )
        calls = folder / "appels.csv"
        lines = territory.write_call_file(calls, plain)
        say(
            f"chargement de {lines} appels",
            loading(plain, None, folder, calls),
            loading(plain, key, folder, calls),
        )
        with Base(plain) as one, Base(encrypted, key=key) as other:
            say("réécriture", timed(lambda: one.rewrite(), 3), timed(lambda: other.rewrite(), 3))


def in_turn(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of two actions, one after the other each time: what else the machine does weighs on both alike."""
    found = [(timed(one, 1), timed(other, 1)) for _ in range(RUNS)]
    return statistics.median(first for first, _ in found), statistics.median(second for _, second in found)


def say(name: str, plain: float, encrypted: float) -> None:
    ratio = f"{encrypted / plain:.2f}".replace(".", ",")
    print(f"| {name} | {plain * 1000:.0f} | {encrypted * 1000:.0f} | {ratio} |", flush=True)


main()
