"""Erasing people: nothing of them stays, in the data, in the history kept for undoing, nor in what was decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import duckdb

from visa_data.base.rewriting import mark_backups, mark_erasure
from visa_data.duplicates.joining import rebuild_joined
from visa_data.duplicates.key import Key
from visa_data.extracts.kinds import every_table
from visa_data.refusals.memory import Gone, destroyed_until, identities_held, of_reference, recall, remember


def erase_people(cursor: duckdb.DuckDBPyConnection, references: Collection[str]) -> set[str]:
    """Erase every row about one of these references, in every table that has a column for a person.

    Returns those about which something was held; the file is then rewritten after the commit, so that no byte keeps them.
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
    if held:
        mark_erasure(cursor)
        mark_backups(cursor)
    return held


def erase_and_remember(
    cursor: duckdb.DuckDBPyConnection,
    people: Sequence[tuple[Gone, Collection[int]]],
    key: Key,
    on: date,
) -> set[str]:
    """Erase people, and remember them without who they are: the one door of refusals, withdrawals, radiations and purges.

    people: with the fingerprints of identity that a file says of them. Returns the references of whom something was held.
    """
    references = [reference for gone, _ in people for reference in gone.references]
    own = identities_held(cursor, references, key)
    held = erase_people(cursor, references)
    remember(
        cursor,
        [(gone, {*said, *(own[one] for one in gone.references & set(own))}) for gone, said in people],
        key,
        on,
    )
    return held


def erase_again(cursor: duckdb.DuckDBPyConnection, key: Key | None) -> int:
    """Erase whoever the memory knows and the base holds again, as after a restoring; returns how many references.

    The memory (`personnes_ecartees`) must be today's. key: None where there is no file of the key: nobody but those of before
    the end of a crisis is recognised then.
    """
    rows = cursor.execute(
        "SELECT reference, consentement = 'oui', coalesce(date_consentement, date_inscription), "
        "greatest(date_inscription, date_consentement) FROM personnes"
    ).fetchall()
    known = recall(cursor, key) if key else {}
    until = destroyed_until(cursor)
    gone = set()
    for reference, consents, ground, last in rows:
        refusal = known.get(of_reference(reference, key)) if key else None
        if (until and last <= until) or (refusal and not (consents and ground > refusal.since)):
            gone.add(reference)
    # Whoever is in no register, but in a call or in the history.
    gone |= {one for one in _held_elsewhere(cursor) if until or (key and of_reference(one, key) in known)}
    if until:
        cursor.execute("DELETE FROM signalements WHERE date <= ?", [until])
        cursor.execute("DELETE FROM anciens_signalements WHERE date <= ?", [until])
        mark_erasure(cursor)
    held = erase_people(cursor, gone) if gone else set()
    if until and cursor.execute("SELECT 1 FROM personnes LIMIT 1").fetchone() is None:
        # Those who called them bear no day: of a base from before the end of a crisis, they go with them.
        for name in ("appelants", "anciens_appelants"):
            cursor.execute(f"DELETE FROM {name}")
    return len(held)


def _held_elsewhere(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    """References that some table holds and `personnes` does not."""
    query = " UNION ".join(
        f"SELECT {column} AS reference FROM {name}" for name, column in columns_of_people()
    )
    rows = cursor.execute(f"SELECT reference FROM ({query}) ANTI JOIN personnes USING (reference)").fetchall()
    return {reference for (reference,) in rows if reference is not None}


def columns_of_people() -> list[tuple[str, str]]:
    """Every table, histories included, and each of its columns that holds a reference of a person."""
    return [
        (name, column) for table in every_table() for name in table.in_schema() for column in table.people
    ]
