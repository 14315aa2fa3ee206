"""Rows that the base has from the same source and that an extract does not hold any more.

A partial extract only lists them; a complete one may close them, when the analyst says so: people leave
the register, a team is stopped, a resource closed. Rows closed are changed as any other, and come back
with the import's undo.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd
import pyarrow.compute as pc

from visa_data import french
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import KINDS, Kind
from visa_data.extracts.loading.writing import keep_past
from visa_data.typography import french as typographic


@dataclass(frozen=True)
class Absences:
    """Open rows of the same source that the extract does not hold.

    frame: identifiant, detail (origin or name), depuis (date or null). unreadable: rejected lines whose
    identifier could not be read; one of the absent may be there, so that nobody is closed.
    """

    frame: pd.DataFrame
    unreadable: int

    def __len__(self) -> int:
        return len(self.frame)


def find_absent(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> Absences | None:
    """Lay in `absents` the keys of the open rows that the extract lacks, and return them.

    None for kinds in which a missing row says nothing (calls, needs, outlines…).

    People: those of the origins (registre_communal, caf…) that the file names. Others: those written
    by imports of a file with the same columns. A rejected line whose identifier was read is present.
    """
    kind, absence = extract.kind, extract.kind.absence
    if absence is None:
        return None
    (key,) = kind.key
    rejected = extract.rejected
    seen = set(rejected[key].to_pylist()) if rejected is not None and key in rejected.column_names else set()
    unreadable = extract.lines_read - extract.table.num_rows
    if rejected is not None and key in rejected.column_names:
        unreadable -= rejected.num_rows - rejected[key].null_count
    seen.discard(None)
    values: list[str] | list[int]
    if absence.origin:
        same_source, values = f"t.{absence.origin}", _origins(extract, absence.origin)
    else:
        same_source, values = "t.import_id", _same_shape(cursor, extract)
    cursor.register("presents", extract.table.select([key]))
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE absents AS SELECT t.{key} FROM {kind.name} t "
        f"WHERE {absence.still_open} AND {same_source} IN (SELECT unnest($origines)) "
        f"AND t.{key} NOT IN (SELECT {key} FROM presents) "
        f"AND t.{key} NOT IN (SELECT unnest($vues::VARCHAR[]))",
        {"origines": values, "vues": sorted(seen)},
    )
    cursor.unregister("presents")
    since = f"t.{kind.dated}" if kind.dated else "NULL::DATE"
    frame = cursor.execute(
        f"SELECT t.{key} AS identifiant, coalesce(t.{absence.detail}, '') AS detail, {since} AS depuis "
        f"FROM {kind.name} t SEMI JOIN absents USING ({key}) ORDER BY ALL"
    ).df()
    if terms := kind.field(absence.detail).format.terms:
        frame["detail"] = frame["detail"].map({term.value: term.label for term in terms})
    return Absences(frame, unreadable)


def close_absent(
    cursor: duckdb.DuckDBPyConnection, kind: Kind, absences: Absences | None, day: date, import_id: int
) -> int:
    """Close the rows of `absents` as of `day`, under an import's number; returns how many.

    Raises VisaError: the kind cannot be closed, somebody may be on a line that was not read, or
    entered the register after that day.
    """
    closing = kind.closing
    if absences is None or closing is None:
        raise nothing_to_close()
    if absences.unreadable and len(absences):
        lines = french.counted(absences.unreadable, "ligne rejetée n'a", "lignes rejetées n'ont")
        raise VisaError(
            "Absents incertains",
            typographic(
                f"{lines} pas d'identifiant lisible : les absents y sont peut-être. Corrigez le fichier, ou "
                "chargez-le comme partiel."
            ),
        )
    table = kind.table
    (key,) = table.key
    if not closing.value:
        row = cursor.execute(
            f"SELECT count(*), max({kind.dated}) FROM {table.name} SEMI JOIN absents USING ({key}) "
            f"WHERE {kind.dated} > ?",
            [day],
        ).fetchone()
        if row and row[0]:
            raise VisaError(
                "Date de sortie trop ancienne",
                typographic(
                    f"{french.counted(row[0], *closing.later)} "
                    f"après le {french.day(day)}. Choisissez le {french.day(row[1])} ou une date plus récente."
                ),
            )
    keep_past(cursor, table, f"SEMI JOIN absents USING ({key})", import_id)
    cursor.execute(
        f"UPDATE {table.name} SET {closing.column} = ?, import_id = ? WHERE {key} IN (SELECT {key} FROM absents)",
        [closing.value or day, import_id],
    )
    return len(absences)


def nothing_to_close() -> VisaError:
    """Why a file cannot be declared complete: its kind closes nothing."""
    closed = french.listed([french.of(kind.noun[1]) for kind in KINDS.values() if kind.closing])
    return VisaError(
        "Fichier complet sans objet", f"seuls les fichiers {closed} peuvent être chargés comme complets."
    )


def _origins(extract: Extract, column: str) -> list[str]:
    named = set(pc.unique(extract.table[column]).to_pylist())
    if extract.rejected is not None and column in extract.rejected.column_names:
        named |= set(pc.unique(extract.rejected[column]).to_pylist())
    return sorted(named - {None})


def _same_shape(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> list[int]:
    """Imports that stand, of files with the same columns for the same data."""
    columns = {match.field: match.header for match in extract.recognition.matches}
    imports = cursor.execute(
        "SELECT id, reconnaissance FROM imports WHERE type = ? AND annule_le IS NULL", [extract.kind.name]
    ).fetchall()
    return [number for number, described in imports if json.loads(described)["colonnes"] == columns]
