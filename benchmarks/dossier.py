"""Times and sizes of the meeting's book: made alone, made after another one, written, read.

`python -m benchmarks.dossier --base copy.duckdb --date 2020-06-07`; nothing is written to the base. The base of a
département is made by `python -m benchmarks --contours … --garder …`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.file import read_book, write_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.making import make_book
from visa_data.dossier.tables import NOW, Tables
from visa_data.sectors.current import proposed_division

T = TypeVar("T")
AT = datetime(2025, 12, 8, 9)


def told(label: str, action: Callable[[], T]) -> T:
    """The answer of an action, its seconds printed."""
    start = time.perf_counter()
    found = action()
    print(f"| {label} | {time.perf_counter() - start:.2f} s |".replace(".", ","))
    return found


def measure(path: Path, day: date) -> None:
    """Two books, a week apart."""
    thresholds, before = settings.load(), day - timedelta(days=7)
    with Base(path) as base, base.cursor() as cursor:
        division = told("découpage proposé", lambda: proposed_division(cursor, day, thresholds))

        def made(at: date, previous: FrozenBook | None) -> Tables:
            return make_book(
                cursor,
                at,
                thresholds,
                division=division,
                version=1,
                previous=previous,
                at=AT,
            )

        first = told("premier dossier", lambda: made(before, None))
        second = told("dossier suivant", lambda: made(day, FrozenBook(first, thresholds)))
    content = told("écrire le fichier", lambda: write_book(second))
    told("le relire", lambda: read_book(content))
    cells = second.by_sector[second.by_sector["moment"] == NOW]
    print(f"| secteurs, fichier | {len(division.sectors)}, {len(content) / 1000:.0f} ko |")
    print(f"| cases qui portent un nombre | {cells['valeur'].notna().mean():.0%} de {len(cells)} |")


def main() -> None:
    """Read the options, and measure."""
    parser = argparse.ArgumentParser(description="Temps et taille des dossiers de séance.")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--date", type=date.fromisoformat, required=True)
    options = parser.parse_args()
    measure(options.base, options.date)


if __name__ == "__main__":
    main()
