"""Erasing people: nothing of them stays, in the data nor in the history kept for undoing."""

from __future__ import annotations

import duckdb

from visa_data.duplicates.joining import forget_pairs

HOLDING_PEOPLE = (
    "appels",
    "besoins",
    "placements",
    "anciens_appels",
    "anciens_besoins",
    "anciens_personnes",
    "anciens_empreintes",
    "empreintes",
    "personnes",
)


def erase_people(cursor: duckdb.DuckDBPyConnection, references: list[str]) -> int:
    """Erase these people, their calls, needs and fingerprints, present and past, and what was decided of them.

    Returns how many were known.
    """
    if not references:
        return 0
    for table in HOLDING_PEOPLE:
        cursor.execute(f"DELETE FROM {table} WHERE reference IN (SELECT unnest(?))", [references])
    forget_pairs(cursor, references)
    return len(references)
