"""All the books that a committee was given, in the hands of who keeps them, or of the network: no small count narrowed, no one person's move."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from tests.dossier.attacker import Read, Rules, attack, read_tables
from tests.dossier.books import book_of
from tests.network.through import through_a_lake
from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.counts import counts_by_zone
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.open_book import OpenBook
from visa_data.dossier.tables import Tables
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.state import last_call_day
from visa_data.protection.marks import Mark
from visa_data.sectors.current import proposed_division
from visa_data.territory.sectors import Division

SETTINGS = settings.load()
RULES = Rules(SETTINGS.seuil_effectif, SETTINGS.arrondi)
WEEKS = int(os.environ.get("VISA_SEMAINES_ATTAQUEES", "3"))
"""Weekly books read: a season's twelve take some minutes more."""
LEAST_NUMBERS = 0.85


def as_read(value: float, mark: int) -> str:
    """A cell as on screen."""
    return {Mark.SMALL: f"< {RULES.k}", Mark.OTHER: "n. c."}.get(Mark(mark)) or str(int(value))


def weekly_books(base: Base, weeks: int) -> Iterator[tuple[Tables, Division]]:
    """Books a week apart, the last on the day of the last call, each knowing the one before."""
    with base.cursor() as cursor:
        last = last_call_day(cursor)
        assert last is not None
        division = proposed_division(cursor, last, SETTINGS)
        previous: FrozenBook | None = None
        for back in range(weeks - 1, -1, -1):
            previous = book_of(cursor, last - timedelta(weeks=back), previous, division)
            yield previous.tables, division


def naively(base: Base, read: Read, division: Division, day: date) -> Read:
    """The same book if only small counts were withheld, and the others rounded."""
    with base.cursor() as cursor:
        book = OpenBook(cursor, day, SETTINGS, EVERYBODY, before=day - timedelta(weeks=1))
        zones = counts_by_zone(book.ask, day)
    of_zone = division.of_zone()
    counts = zones.groupby([of_zone.get(code, "") for code in zones.index]).sum()
    cells = {}
    for sector, name in read.cells:
        count = int(counts.at[sector, name])
        rounded = str(int(RULES.rounding * round(count / RULES.rounding)))
        cells[sector, name] = f"< {RULES.k}" if 0 < count < RULES.k else rounded
    return Read(
        day,
        read.totals,
        cells,
        read.sectors,
        read.flows,
        read.arrived,
        read.left,
        read.first,
        read.whites,
    )


@pytest.mark.parametrize("territory", ["sample_base_file", "mormal_base"])
def test_nobody_is_found_in_books_that_follow_one_another(
    territory: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = tmp_path / "base.duckdb"
    shutil.copy(request.getfixturevalue(territory), path)
    books, naive, cells = [], [], []
    with Base(path) as base:
        made = list(weekly_books(base, WEEKS))
        # As the network holds them: nothing that it adds says more.
        kept = through_a_lake(tmp_path, [tables for tables, _ in made])
        for tables, division in zip(kept, [division for _, division in made], strict=True):
            read = read_tables(tables, as_read)
            books.append(read)
            naive.append(naively(base, read, division, read.day))
            cells += list(read.cells.values())
    found = attack(books, RULES)
    assert not found.narrowed
    assert not found.certain
    assert attack(naive, RULES), "an attacker who finds nothing anywhere proves nothing"
    assert pd.Series(cells).str.isdigit().mean() >= LEAST_NUMBERS
