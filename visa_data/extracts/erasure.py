"""Erasing people: nothing of them stays, in the data nor in the history kept for undoing."""

from __future__ import annotations

import duckdb

HOLDING_PEOPLE = (
    "appels",
    "besoins",
    "placements",
    "anciens_appels",
    "anciens_besoins",
    "anciens_personnes",
    "personnes",
)


def erase_people(cursor: duckdb.DuckDBPyConnection, references: list[str]) -> int:
    """Erase these people, their calls and needs, present and past; returns how many were known."""
    if not references:
        return 0
    for table in HOLDING_PEOPLE:
        cursor.execute(f"DELETE FROM {table} WHERE reference IN (SELECT unnest(?))", [references])
    return len(references)
