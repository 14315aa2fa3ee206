"""The fingerprint of what a base holds: the same for the same rows, in whatever order and whatever file they are."""

from __future__ import annotations

import hashlib

import duckdb

LEFT_OUT = ("meta", "journal", "sauvegardes")
"""Tables that change without what is kept about the field: counters, who did what, which backups there are. A purge writes there itself."""


def content_fingerprint(cursor: duckdb.DuckDBPyConnection) -> str:
    """SHA-256, in hexadecimal, of every row of every table but `LEFT_OUT`, by table in the order of names.

    Of the content rather than of the file, which is rewritten after an erasure, and may be encrypted: a backup restored
    elsewhere gives the same one. A table without a row gives nothing.
    """
    names = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'main' "
        "AND NOT temporary AND table_name NOT IN (SELECT unnest(?)) ORDER BY table_name",
        [list(LEFT_OUT)],
    ).fetchall()
    whole = hashlib.sha256()
    for (name,) in names:
        row = cursor.execute(
            f"SELECT count(*), sha256(string_agg(ligne, '' ORDER BY ligne)) FROM (SELECT sha256(t::VARCHAR) AS ligne FROM {name} t)"
        ).fetchone()
        if row and row[0]:
            whole.update(f"{name}\x00{row[0]}\x00{row[1]}\x00".encode())
    return whole.hexdigest()
