"""Times on a département: indicators, loading, memory; each beside a baseline of the same run.

`python -m benchmarks --contours communes-59-nord.geojson` (any outlines with `code` and `nom`).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb

from benchmarks import territory
from benchmarks.timing import once, own_peak, timed
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.registry import registry
from visa_data.sectors.current import proposed_division
from visa_data.territory.zones import read_zones

DAY = date(2020, 6, 7)


def indicators(path: Path) -> None:
    """Each indicator asked again, and at a day that nobody has asked about yet, whose people and needs are then found."""
    thresholds = settings.load()
    with Base(path) as base, base.cursor() as cursor:
        baseline = timed(lambda: cursor.execute("SELECT reference, count(*) FROM appels GROUP BY 1").df())
        _say("repère : appels comptés par personne (DuckDB nu)", baseline, baseline)
        actions: dict[str, Callable[[date], object]] = {}
        for name, indicator in registry().items():
            if indicator.compute is not None:
                told = dict(indicator.example.asked)
                if "start" in told:
                    told["start"] = read_zones(cursor).codes[0]
                actions[name] = lambda day, f=indicator.compute, told=told: f(
                    cursor, day, thresholds, EVERYBODY, **told
                )
            if indicator.by_zone is not None:
                actions[f"{name} par zone"] = lambda day, f=indicator.by_zone: f(
                    cursor, day, thresholds, EVERYBODY
                )
        actions["découpage en secteurs proposé"] = lambda day: proposed_division(cursor, day, thresholds)
        for number, (name, action) in enumerate(actions.items(), start=1):
            again = timed(lambda action=action: action(DAY))
            fresh = once(lambda action=action, day=DAY - timedelta(days=number): action(day))
            _say(name, again, baseline, fresh)


def _say(name: str, seconds: float, baseline: float, fresh: float | None = None) -> None:
    first = "" if fresh is None else f"{fresh * 1000:.0f}"
    print(
        f"| {name} | {seconds * 1000:.0f} | {seconds / baseline:.1f} | {first} |".replace(".", ","),
        flush=True,
    )


LOAD = """
import sys, time
from pathlib import Path
from benchmarks.timing import own_peak
from benchmarks.territory import LOADED_AT
from visa_data.base import Base
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
start = time.perf_counter()
extract = read_extract(Path(sys.argv[1]))
read = time.perf_counter()
with Base(sys.argv[2]) as base:
    outcome = load_extract(base, extract, at=LOADED_AT)
done = time.perf_counter()
print(outcome.counts.lues, outcome.counts.ajoutees, read - start, done - read, own_peak())
"""


def loading(path: Path, folder: Path, python_with_frictionless: str) -> None:
    calls = folder / "appels.csv"
    count = territory.write_call_file(calls, path)
    utf8 = folder / "appels_utf8.csv"
    utf8.write_text(calls.read_text(encoding="cp1252"), encoding="utf-8")
    with duckdb.connect() as connection:
        baseline = timed(
            lambda: connection.execute(f"CREATE OR REPLACE TABLE t AS FROM read_csv('{utf8}', delim=';')"), 3
        )
    print(
        f"| repère : read_csv de DuckDB, fichier ré-encodé ({count} lignes) | {baseline * 1000:.0f} | 1,0 |"
    )
    target = folder / "chargement.duckdb"
    with Base(path) as base, base.cursor() as source:
        people = source.execute("SELECT * FROM personnes").df()
    with Base(target) as base, base.transaction() as cursor:
        cursor.register("lot", people)
        cursor.execute("INSERT INTO personnes SELECT * FROM lot")
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(calls), str(target)], capture_output=True, text=True, check=True
    )
    lines, added, read, load, peak = (float(part) for part in done.stdout.split())
    total = read + load
    print(
        f"| lecture et contrôle ligne à ligne, Windows-1252 ({int(lines)} lignes, {int(added)} ajoutées) | {read * 1000:.0f} | {read / baseline:.1f} |"
    )
    print(f"| chargement dans la base | {load * 1000:.0f} | {load / baseline:.1f} |")
    print(f"| total ; mémoire au plus haut {peak:.0f} Mo | {total * 1000:.0f} | {total / baseline:.1f} |")
    validated = subprocess.run(
        [python_with_frictionless, "-m", "benchmarks.with_frictionless", str(calls)],
        capture_output=True,
        text=True,
        check=False,
    )
    if validated.returncode != 0:
        print("| frictionless : non mesuré, il n'est pas installé ici (voir benchmarks/README.md) | | |")
        return
    rows, valid, seconds = validated.stdout.split()
    print(
        f"| frictionless : mêmes règles, rien n'est chargé ({rows} lignes, {'valides' if valid == 'True' else 'NON valides'}) "
        f"| {float(seconds) * 1000:.0f} | {float(seconds) / baseline:.1f} |"
    )
    print(f"\nfrictionless prend {float(seconds) / total:.1f} fois notre temps total.")


def main() -> None:
    parser = argparse.ArgumentParser(description="Mesures sur un département inventé, ou sur la France.")
    parser.add_argument("--contours", type=Path, required=True)
    parser.add_argument(
        "--france",
        action="store_true",
        help="un million de personnes et dix millions d'appels, sans les chargements",
    )
    parser.add_argument("--garder", type=Path, help="garde la base ici, pour les mesures de pages")
    parser.add_argument(
        "--python-frictionless", default=sys.executable, help="un Python où frictionless est installé"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = options.garder or folder / "nord.duckdb"
        if not path.exists():
            territory.build(
                path, options.contours, territory.FRANCE if options.france else territory.DEPARTEMENT
            )
        print("| mesure | ms (médiane) | rapport au repère | ms, jour jamais demandé |\n|---|---|---|---|")
        indicators(path)
        if not options.france:
            loading(path, folder, options.python_frictionless)
        own = own_peak()
        print(f"\nMémoire au plus haut de cette mesure (indicateurs compris) : {own:.0f} Mo.")


main()
