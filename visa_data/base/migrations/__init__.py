"""Numbered SQL steps: the schema is their sum.

No step may `ALTER TABLE … ADD COLUMN` on a table that has a CHECK: DuckDB 1.5.5 cannot replay that from its
write-ahead log, and a process killed before the next checkpoint leaves a base that nothing opens. New facts
go to a table beside (tests/base/test_connection.py kills a process that has just migrated).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import duckdb

from visa_data.errors import BaseRefused

CREATE_META = "CREATE TABLE IF NOT EXISTS meta (cle VARCHAR PRIMARY KEY, valeur VARCHAR NOT NULL)"


def steps() -> list[tuple[int, str]]:
    """Every migration: (version, SQL), in order, without a hole."""
    found = sorted(
        (int(entry.name[:4]), entry.read_text(encoding="utf-8"))
        for entry in files(__package__).iterdir()
        if entry.name.endswith(".sql")
    )
    assert [version for version, _ in found] == list(range(1, len(found) + 1))
    return found


def schema_version(cursor: duckdb.DuckDBPyConnection) -> int:
    """Version of the schema in the file; 0 for a new file."""
    # Twice as quick as information_schema, and asked at each opening.
    known = cursor.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'").fetchone()
    if not known or not known[0]:
        return 0
    row = cursor.execute("SELECT valeur FROM meta WHERE cle = 'version_schema'").fetchone()
    return int(row[0]) if row else 0


def migrate(cursor: duckdb.DuckDBPyConnection, path: str, committing: Callable[[], None]) -> None:
    """Bring the file to the newest schema, all steps in one transaction.

    committing: called before the commit, the only time that something is written.
    Raises BaseRefused when the file comes from a newer version, or is not one of ours.
    """
    current = schema_version(cursor)
    newest = steps()[-1][0]
    if current == newest:
        return
    if current > newest:
        raise BaseRefused(
            "Base plus récente que le programme",
            f"la base « {path} » a été créée par une version plus récente. Mettez le tableau de bord à jour.",
        )
    if current == 0:
        others = cursor.execute("SELECT count(*) FROM information_schema.tables").fetchone()
        if others and others[0]:
            raise BaseRefused(
                "Ce n'est pas une base VISA",
                f"« {path} » est une base DuckDB d'un autre usage. Choisissez un autre fichier.",
            )
    cursor.begin()
    try:
        cursor.execute(CREATE_META)
        for version, script in steps():
            if version > current:
                cursor.execute(script)
        cursor.execute(
            "INSERT OR REPLACE INTO meta VALUES ('version_schema', ?), "
            "('version_donnees', coalesce((SELECT valeur FROM meta WHERE cle = 'version_donnees'), '0'))",
            [str(newest)],
        )
        committing()
        cursor.commit()
    except duckdb.Error:
        cursor.rollback()
        raise
