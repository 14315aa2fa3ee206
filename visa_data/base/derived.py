"""Tables derived from the base and kept in memory while its data do not change.

A million calls are counted once for a day, not once for each figure of a page. The tables live in an
in-memory database beside the file, attached by the owner of the connection: never on disk, never older
than the data they come from, gone when the file is let go.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pandas as pd

MEMORY = "memoire"
KEPT = 12
"""Derived tables kept: the oldest goes first. Six days, people and needs, of a département weigh about 150 MB."""

_building = threading.RLock()


def derived_table(
    cursor: duckdb.DuckDBPyConnection, name: str, select: str, values: Mapping[str, Any]
) -> str:
    """Qualified name of the table that holds this SELECT's rows on the present data, made if need be.

    name: letters, digits and underscores; it must name everything the rows depend on, but the data.
    """
    return _kept(
        cursor, name, lambda table: cursor.execute(f"CREATE TABLE {table} AS {select}", dict(values))
    )


def derived_frame(
    cursor: duckdb.DuckDBPyConnection, name: str, compute: Callable[[], pd.DataFrame]
) -> pd.DataFrame:
    """The frame that `compute` gives on the present data, computed if need be, row order kept.

    Same rule for name as `derived_table`.
    """

    def create(table: str) -> None:
        cursor.register("a_garder", compute())
        cursor.execute(f"CREATE TABLE {table} AS FROM a_garder")
        cursor.unregister("a_garder")

    return cursor.execute(f"FROM {_kept(cursor, name, create)}").df()


def _kept(cursor: duckdb.DuckDBPyConnection, name: str, create: Callable[[str], object]) -> str:
    row = cursor.execute("SELECT valeur FROM meta WHERE cle = 'version_donnees'").fetchone()
    table = f"{name}_v{row[0] if row else 0}"
    with _building:
        kept = [
            known
            for (known,) in cursor.execute(
                "SELECT table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY table_oid", [MEMORY]
            ).fetchall()
        ]
        if table not in kept:
            for old in kept[: max(0, len(kept) - KEPT + 1)]:
                cursor.execute(f"DROP TABLE IF EXISTS {MEMORY}.{old}")
            create(f"{MEMORY}.{table}")
    return f"{MEMORY}.{table}"
