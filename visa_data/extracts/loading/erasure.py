"""Erasing people: nothing of them stays, in the data, in the history kept for undoing, nor in what was decided."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from visa_data.base.tables import EVERY_TABLE
from visa_data.duplicates.joining import rebuild_joined


def erase_people(cursor: duckdb.DuckDBPyConnection, references: Collection[str]) -> set[str]:
    """Erase every row about one of these references, in every table that has a column for a person.

    Returns those about which something was held.
    """
    gone = {"gone": list(references)}
    held: set[str] = set()
    for table in EVERY_TABLE.values():
        for column in table.people:
            rows = f"FROM {table.name} WHERE {column} IN (SELECT unnest($gone::VARCHAR[]))"
            held |= {
                reference
                for (reference,) in cursor.execute(f"SELECT DISTINCT {column} {rows}", gone).fetchall()
            }
            cursor.execute(f"DELETE {rows}", gone)
    # Others were joined to them: they are fewer now, or alone.
    rebuild_joined(cursor)
    return held
