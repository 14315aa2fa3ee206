"""A hundred files of a year in one command, and in one pass over a folder: seconds, and the memory taken.

`python -m benchmarks.year_of_files` (`--appels` for another number of calls a week).
"""

from __future__ import annotations

import argparse
import os
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


def timed(*arguments: str) -> tuple[float, float, str]:
    """Seconds of one import by the command line, those of the processor (readers included), and the last line said."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "visa_data", "importer", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, done.stdout.splitlines()[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description="Cent fichiers d'une année, en une commande.")
    parser.add_argument("--appels", type=int, default=500, help="appels d'une semaine")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "depot"
        folder.mkdir()
        files = [str(path) for path in write_year(folder, options.appels)]
        print("| import | s | s de processeur |\n|---|---|---|")
        ways = {
            "un fichier, base neuve": ("--base", f"{name}/un.duckdb", files[0]),
            f"{len(files)} fichiers, base neuve": ("--base", f"{name}/tous.duckdb", *files),
            "les mêmes, de nouveau": ("--base", f"{name}/tous.duckdb", *files),
            "un dossier, base neuve": ("--base", f"{name}/dossier.duckdb", "--surveiller", str(folder)),
        }
        for path in files:
            # As left yesterday: the watch folder takes nothing that may still be written.
            os.utime(path, (time.time() - 86_400,) * 2)
        for label, arguments in ways.items():
            seconds, cpu, said = timed(*arguments)
            print(f"| {label} | {seconds:.1f} | {cpu:.1f} |".replace(".", ","))
        print(f"| mémoire la plus grande d'un processus (Mo) | {_megas():.0f} | |\n\n{said}")


def _megas() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
