"""Erasing people: nothing of them stays, in the data, in the history kept for undoing, nor in what was decided."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from visa_data.duplicates.joining import rebuild_joined
from visa_data.extracts.kinds import every_table


def erase_people(cursor: duckdb.DuckDBPyConnection, references: Collection[str]) -> set[str]:
    """Erase every row about one of these references, in every table that has a column for a person.

    Returns those about which something was held.
    """
    gone = {"gone": list(references)}
    held: set[str] = set()
    for name, column in columns_of_people():
        rows = f"FROM {name} WHERE {column} IN (SELECT unnest($gone::VARCHAR[]))"
        found = cursor.execute(f"SELECT DISTINCT {column} {rows}", gone).fetchall()
        held |= {reference for (reference,) in found}
        cursor.execute(f"DELETE {rows}", gone)
    cursor.execute(
        "DELETE FROM placements_signalements WHERE identifiant NOT IN (SELECT identifiant FROM signalements)"
    )
    # Others were joined to them: they are fewer now, or alone.
    rebuild_joined(cursor)
    return held


def columns_of_people() -> list[tuple[str, str]]:
    """Every table, histories included, and each of its columns that holds a reference of a person."""
    return [
        (name, column) for table in every_table() for name in table.in_schema() for column in table.people
    ]
