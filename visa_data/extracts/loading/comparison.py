"""Each line of an extract against the base: added, modified, unchanged, and field by field.

Reads `arrivee`; `destin` shows its lines with their fate.
"""

from __future__ import annotations

import duckdb

from visa_data.base.tables import Table
from visa_data.errors import RowError, Severity
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.outcome import Counts

REPEATED = "Ligne répétée à l'identique dans le fichier : comptée une seule fois"
REPEATED_DIFFERENTLY = (
    "Déjà donnée plus haut dans le fichier avec d'autres valeurs : la dernière ligne l'emporte"
)


def compare(cursor: duckdb.DuckDBPyConnection, table: Table, columns: list[str]) -> None:
    """Give each line its fate, against the line before it with the same key, else against the base."""
    repeated = _some_are_repeated(cursor, table)
    if not repeated and not _some_are_known(cursor, table):
        # The usual large file: all of it is new, and a copy of a million lines would say no more.
        cursor.execute("""
            CREATE OR REPLACE TEMP VIEW destin AS
            SELECT *, false AS repetee, true AS derniere, 'ajoutee' AS sort, NULL::INTEGER AS import_connu FROM arrivee
        """)
        return
    key = ", ".join(table.key)
    same_as_base = same("a", "b", columns)
    if repeated:
        window = f"WINDOW w AS (PARTITION BY {key} ORDER BY ligne)"
        previous = ", ".join(f"lag({c}) OVER w AS avant_{c}" for c in columns)
        sequence = f"""
            SELECT *, row_number() OVER w AS occurrence,
                lead(ligne) OVER w IS NULL AS derniere{", " + previous if previous else ""}
            FROM arrivee {window}
        """
    else:
        nulls = "".join(f", a.{c} AS avant_{c}" for c in columns)
        sequence = f"SELECT a.*, 1 AS occurrence, true AS derniere{nulls} FROM arrivee a"
    same_as_before = " AND ".join(f"a.{c} IS NOT DISTINCT FROM a.avant_{c}" for c in columns) or "true"
    cursor.execute(f"""
        CREATE OR REPLACE TEMP TABLE comparees AS
        SELECT a.* EXCLUDE ({", ".join(["occurrence", *[f"avant_{c}" for c in columns]])}),
            a.occurrence > 1 AS repetee,
            CASE
                WHEN a.occurrence > 1 AND {same_as_before} THEN 'inchangee'
                WHEN a.occurrence > 1 THEN 'modifiee'
                WHEN b.import_id IS NULL THEN 'ajoutee'
                WHEN {same_as_base} THEN 'inchangee'
                ELSE 'modifiee'
            END AS sort,
            b.import_id AS import_connu
        FROM ({sequence}) a LEFT JOIN {table.name} b ON {table.same_key("a", "b")}
    """)
    cursor.execute("CREATE OR REPLACE TEMP VIEW destin AS FROM comparees")


def _some_are_repeated(cursor: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether two lines may have the same key: by its hash, which is one number instead of texts to keep apart."""
    row = cursor.execute(
        f"SELECT count(DISTINCT hash({', '.join(table.key)})) < count(*) FROM arrivee"
    ).fetchone()
    return bool(row and row[0])


def _some_are_known(cursor: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether the base has a row of the same key as some line: the first one found is enough."""
    row = cursor.execute(
        f"SELECT EXISTS (FROM arrivee a SEMI JOIN {table.name} b ON {table.same_key('a', 'b')})"
    ).fetchone()
    return bool(row and row[0])


def repeats(cursor: duckdb.DuckDBPyConnection) -> list[RowError]:
    """Lines whose key the file already gave: nothing of them is lost, and the analyst sees them."""
    rows = cursor.execute("SELECT ligne, sort FROM destin WHERE repetee ORDER BY ligne").fetchall()
    return [
        RowError(
            line, "", "", REPEATED if fate == "inchangee" else REPEATED_DIFFERENTLY, severity=Severity.WARNING
        )
        for line, fate in rows
    ]


def same(left: str, right: str, columns: list[str]) -> str:
    """SQL: two aliases hold the same values in these columns."""
    return " AND ".join(f"{left}.{c} IS NOT DISTINCT FROM {right}.{c}" for c in columns) or "true"


def count_fates(cursor: duckdb.DuckDBPyConnection, extract: Extract, problems: list[RowError]) -> Counts:
    """The five counts; a sum that is not that of the lines read is a fault of ours, and stops all."""
    fates = dict(cursor.execute("SELECT sort, count(*) FROM destin GROUP BY sort").fetchall())
    lines: dict[Severity, set[int]] = {severity: set() for severity in Severity}
    for problem in problems:
        lines[problem.severity].add(problem.line)
    counts = Counts(
        fates.get("ajoutee", 0),
        fates.get("modifiee", 0),
        fates.get("inchangee", 0),
        len(lines[Severity.SET_ASIDE]),
        len(lines[Severity.REJECTED]),
    )
    if counts.lues != extract.lines_read:
        raise AssertionError(f"{counts} does not add up to {extract.lines_read} lines")
    return counts


def field_changes(cursor: duckdb.DuckDBPyConnection, table: Table, columns: list[str]) -> dict[str, int]:
    """Number of known rows whose value changes, by column."""
    if not columns:
        return {}
    sums = ", ".join(f"count(*) FILTER (a.{c} IS DISTINCT FROM b.{c})" for c in columns)
    row = cursor.execute(
        f"SELECT {sums} FROM destin a JOIN {table.name} b ON {table.same_key('a', 'b')} WHERE a.derniere"
    ).fetchone()
    return {c: n for c, n in zip(columns, row or (), strict=False) if n}
