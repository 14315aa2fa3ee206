"""Fingerprints in the base: written with an import, taken back with it, gone with the person."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from visa_data.base.tables import FINGERPRINTS

SCHEMA = pa.schema(
    [("ligne", pa.int32()), ("sorte", pa.string()), ("empreinte", pa.int64()), ("cle", pa.int64())]
)
"""What reading an extract gives: each fingerprint of each line of the file."""


def stage_fingerprints(cursor: duckdb.DuckDBPyConnection, found: pa.Table | None) -> int:
    """Lay in `empreintes_neuves` those of the lines kept whose person has others, or none, in the base.

    found: table of SCHEMA; None when the file says nothing of who people are. Reads `destin`. A line
    without any fingerprint leaves those of its person as they are. Returns how many people change.
    """
    if found is None or not found.num_rows:
        return 0
    cursor.register("empreintes_lues", found)
    cursor.execute("""
        CREATE OR REPLACE TEMP TABLE empreintes_neuves AS
        WITH lues AS (
            SELECT DISTINCT d.reference, l.sorte, l.empreinte, l.cle
            FROM empreintes_lues l JOIN destin d USING (ligne) WHERE d.derniere
        ),
        differentes AS (
            SELECT reference FROM (
                (SELECT reference, sorte, empreinte, cle FROM lues
                 EXCEPT SELECT reference, sorte, empreinte, cle FROM empreintes)
                UNION ALL
                (SELECT reference, sorte, empreinte, cle FROM empreintes SEMI JOIN lues USING (reference)
                 EXCEPT FROM lues)
            ) GROUP BY reference
        )
        FROM lues SEMI JOIN differentes USING (reference)
    """)
    cursor.unregister("empreintes_lues")
    row = cursor.execute("SELECT count(DISTINCT reference) FROM empreintes_neuves").fetchone()
    return int(row[0]) if row else 0


def write_fingerprints(cursor: duckdb.DuckDBPyConnection, import_id: int) -> None:
    """Write what `stage_fingerprints` laid down (more than nobody), under an import's number."""
    cursor.execute(
        "INSERT INTO anciens_empreintes SELECT *, ? FROM empreintes SEMI JOIN empreintes_neuves USING (reference)",
        [import_id],
    )
    cursor.execute("DELETE FROM empreintes WHERE reference IN (SELECT reference FROM empreintes_neuves)")
    cursor.execute(
        "INSERT INTO empreintes SELECT reference, sorte, empreinte, cle, ? FROM empreintes_neuves "
        "ORDER BY reference, sorte, empreinte",
        [import_id],
    )


def take_back_fingerprints(cursor: duckdb.DuckDBPyConnection, import_id: int) -> None:
    """Undo what an import wrote; where a later one replaced it, only the history changes.

    To be called when `personnes` is back as it was before: nobody's fingerprints outlive them.
    """
    cursor.execute("DELETE FROM empreintes WHERE import_id = ?", [import_id])
    # What this import had replaced becomes what the later one replaced.
    cursor.execute(
        """
        UPDATE anciens_empreintes AS o SET remplace_par = later.remplace_par
        FROM (SELECT DISTINCT reference, remplace_par FROM anciens_empreintes WHERE import_id = $id) later
        WHERE o.remplace_par = $id AND o.reference = later.reference
        """,
        {"id": import_id},
    )
    cursor.execute("DELETE FROM anciens_empreintes WHERE import_id = ?", [import_id])
    cursor.execute(
        "INSERT INTO empreintes SELECT * EXCLUDE (remplace_par) FROM anciens_empreintes WHERE remplace_par = ?",
        [import_id],
    )
    cursor.execute("DELETE FROM anciens_empreintes WHERE remplace_par = ?", [import_id])
    for table in (FINGERPRINTS.name, FINGERPRINTS.history):
        cursor.execute(f"DELETE FROM {table} WHERE reference NOT IN (SELECT reference FROM personnes)")
