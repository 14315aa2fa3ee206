"""A hundred files of a year in one command: what each costs, and the memory taken, beside the same lines in a few files.

`python -m benchmarks.year_of_files` (`--appels` for another number of calls a week).
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

PEOPLE, CALLERS = 2_000, 60
FIRST = date(2020, 1, 6)
WEEKS, FORTNIGHTS, MONTHS, QUARTERS = 52, 26, 12, 4
_NEEDS = ("se_nourrir", "se_soigner", "parler", "sortir", "quotidien")
_OUTCOMES = ("Joint", "Absent", "Message laissé", "Refus")


def write_year(folder: Path, calls_a_week: int) -> list[Path]:
    """Write a hundred invented files, the people of each month first in the year and last in the order of names."""
    draw = random.Random(52)
    people = [f"R{number:06d}" for number in range(PEOPLE)]
    callers = [f"A{number:03d}" for number in range(CALLERS)]

    def day_of(week: int) -> date:
        return FIRST + timedelta(weeks=week, days=draw.randrange(7))

    def table(name: str, header: str, rows: Iterable[str]) -> Path:
        path = folder / f"{name}.csv"
        path.write_text("\r\n".join([header, *rows, ""]), encoding="cp1252")
        return path

    def calls(week: int) -> Iterable[str]:
        for _ in range(calls_a_week):
            moment = f"{day_of(week):%d/%m/%Y} {draw.randrange(9, 18):02d}:{draw.randrange(60):02d}"
            yield f"{moment};{draw.choice(people)};{draw.choice(callers)};{draw.choice(_OUTCOMES)};{draw.randrange(2, 40)}"

    return [
        *(
            table(
                f"registre_{month + 1:02d}",
                "reference;source;date_inscription;consentement",
                (
                    f"{one};registre_communal;15/{month + 1:02d}/2019;oui"
                    for one in people[month * PEOPLE // MONTHS : (month + 1) * PEOPLE // MONTHS]
                ),
            )
            for month in range(MONTHS)
        ),
        *(
            table(
                f"appels_semaine_{week + 1:02d}",
                "Date d'appel;N° registre;Appelant;Résultat;Durée (min)",
                calls(week),
            )
            for week in range(WEEKS)
        ),
        *(
            table(
                f"besoins_{fortnight + 1:02d}",
                "reference;besoin;date;statut",
                (
                    f"{draw.choice(people)};{draw.choice(_NEEDS)};{day_of(2 * fortnight):%d/%m/%Y};exprime"
                    for _ in range(100)
                ),
            )
            for fortnight in range(FORTNIGHTS)
        ),
        *(
            table(
                f"equipes_{quarter + 1}",
                "identifiant;nom;rayon_km;capacite;statut",
                (f"E{one:03d};Équipe {one};5;{20 + quarter};active" for one in range(40)),
            )
            for quarter in range(QUARTERS)
        ),
        *(
            table(
                f"ressources_{quarter + 1}",
                "identifiant;nom;besoins;capacite;statut",
                (f"S{one:03d};Service {one};{_NEEDS[one % 5]};{20 + quarter};active" for one in range(100)),
            )
            for quarter in range(QUARTERS)
        ),
        *(
            table(
                f"appelants_{half + 1}",
                "appelant;profil;heures_semaine",
                (f"{one};benevole;{2 + half}" for one in callers),
            )
            for half in range(2)
        ),
    ]


def imported(files: list[Path], folder: Path) -> tuple[float, float]:
    """Import these files by one command in a base of their own: seconds, and processor's seconds (children included)."""
    base = folder / f"{len(files)}.duckdb"
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "visa_data", "importer", "--base", str(base), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(done.stdout[-600:], done.stderr[-600:], file=sys.stderr)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description="Cent fichiers d'une année, en une commande.")
    parser.add_argument("--appels", type=int, default=500, help="appels d'une semaine")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_year(folder, options.appels)
        print(f"| {len(files)} fichiers | s | s de processeur |\n|---|---|---|")
        for some in (files[: MONTHS + 1], files):
            seconds, cpu = imported(some, folder)
            print(f"| {len(some)} | {seconds:.1f} | {cpu:.1f} |".replace(".", ","))
        megas = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"| mémoire la plus grande d'un processus (Mo) | {megas:.0f} | |")


if __name__ == "__main__":
    main()
