"""Books made without keeping them, one after the other."""

from __future__ import annotations

from datetime import date, datetime

import duckdb

from visa_data import settings
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.making import make_book
from visa_data.sectors.current import proposed_division
from visa_data.territory.sectors import Division

SETTINGS = settings.load()
MADE_AT = datetime(2025, 12, 7, 9)


def book_of(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    previous: FrozenBook | None = None,
    division: Division | None = None,
) -> FrozenBook:
    """The book of a day, told by the sectors proposed that day where no division is given."""
    division = division or proposed_division(cursor, day, SETTINGS)
    tables = make_book(cursor, day, SETTINGS, division=division, version=1, previous=previous, at=MADE_AT)
    return FrozenBook(tables, SETTINGS)
