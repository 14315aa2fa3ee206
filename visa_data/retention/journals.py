"""The journals of the base, and what of them is destroyed once they are too old: declared here, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from visa_data.base.journaling import forget_before
from visa_data.extracts.kinds import every_table
from visa_data.extracts.loading.history import FORGOTTEN

Forget = Callable[[duckdb.DuckDBPyConnection, str, dict[str, object]], None]


@dataclass(frozen=True)
class Journal:
    """A table that says who did what and when.

    dated: the column of the moment. noun: its rows, for one and for many. still: SQL condition of the rows that are not
    destroyed yet. forget: given the SQL condition of the rows that are too old and its values; None where they are deleted.
    """

    table: str
    dated: str
    noun: tuple[str, str]
    still: str = "true"
    forget: Forget | None = None

    def destroy(self, cursor: duckdb.DuckDBPyConnection, day: date, months: int) -> None:
        """Destroy the rows that are too old at the end of that day."""
        old, bound = self.too_old(day, months)
        if self.forget is None:
            cursor.execute(f"DELETE FROM {self.table} WHERE {old}", bound)
        else:
            self.forget(cursor, old, bound)

    def too_old(self, day: date, months: int) -> tuple[str, dict[str, object]]:
        """SQL condition, and its values: the row is so many months old, or more, at the end of that day."""
        return f"{self.still} AND {self.until} <= $jour", {"jour": day, "mois": months}

    @property
    def until(self) -> str:
        """SQL: the day on which a row is to be destroyed, `$mois` after its own."""
        return f"({self.dated}::DATE + to_months($mois))::DATE"


def _forget_imports(cursor: duckdb.DuckDBPyConnection, old: str, bound: dict[str, object]) -> None:
    """Keep of an import its number, its moment, its kind and its counts; of its files, lines and past rows, nothing.

    The rows that it brought bear its number, and the freshness of the sources is told by it. Without the rows that it
    replaced it can no longer be undone. The wordings of the columns of a file say which later file is of the same source.
    """
    rows = cursor.execute(f"SELECT id, reconnaissance FROM imports WHERE {old}", bound).fetchall()
    numbers = [number for number, _ in rows]
    for number, described in rows:
        left = {"feuille": "", "feuilles": [], "ligne_en_tete": 0}
        left["colonnes"] = json.loads(described).get("colonnes", {})
        cursor.execute(
            "UPDATE imports SET fichier = ?, empreinte = '', reconnaissance = ? WHERE id = ?",
            [FORGOTTEN, json.dumps(left, ensure_ascii=False), number],
        )
    gone = {"gone": numbers}
    concerned = "(SELECT unnest($gone::INTEGER[]))"
    for table in ("lignes_signalees", "imports_circonstances"):
        cursor.execute(f"DELETE FROM {table} WHERE import_id IN {concerned}", gone)
    cursor.execute(
        f"DELETE FROM imports_confirmes WHERE import_id IN {concerned} OR confirme IN {concerned}", gone
    )
    cursor.execute(f"DELETE FROM personnes_ecartees WHERE levee_par IN {concerned}", gone)
    for described_table in every_table():
        if described_table.keeps_past:
            cursor.execute(f"DELETE FROM {described_table.history} WHERE remplace_par IN {concerned}", gone)


def _forget_lines(cursor: duckdb.DuckDBPyConnection, old: str, bound: dict[str, object]) -> None:
    """Destroy the first lines of the journal, and have its chain say where it now begins."""
    row = cursor.execute(f"SELECT max(moment) FROM journal WHERE {old}", bound).fetchone()
    if row and row[0] is not None:
        forget_before(cursor, row[0] + timedelta(microseconds=1))


JOURNALS = (
    Journal("imports", "horodatage", ("import", "imports"), "empreinte <> ''", _forget_imports),
    Journal("journal", "moment", ("ligne", "lignes"), "numero IS NOT NULL", _forget_lines),
)
"""Every journal, with the column of its moment."""
