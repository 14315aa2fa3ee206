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
from visa_data.base.tables import DataTable
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.typography import french as typographic
from visa_data.vocabulary import Source

LISTED: dict[str, str] = {
    "personnes": "t.date_radiation IS NULL",
    "equipes": "t.statut <> 'arretee'",
    "ressources": "t.statut <> 'fermee'",
    "appelants": "true",
}
"""Kinds whose absent rows mean something, and which rows are still open."""
CLOSED: dict[str, tuple[str, str]] = {
    "personnes": ("date_radiation", "$jour"),
    "equipes": ("statut", "'arretee'"),
    "ressources": ("statut", "'fermee'"),
}
"""Kinds that a complete extract may close: the column written and its value."""
_SHOWN: dict[str, str] = {
    "personnes": "t.reference AS identifiant, t.source AS detail, t.date_inscription AS depuis",
    "equipes": "t.identifiant, t.nom AS detail, t.date_creation AS depuis",
    "ressources": "t.identifiant, t.nom AS detail, t.date_verification AS depuis",
    "appelants": "t.appelant AS identifiant, coalesce(t.profil, '') AS detail, NULL::DATE AS depuis",
}


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


def find_absent(cursor: duckdb.DuckDBPyConnection, table: DataTable, extract: Extract) -> Absences | None:
    """Lay in `absents` the keys of the open rows that the extract lacks, and return them.

    None for kinds in which a missing row says nothing (calls, needs, outlines…).

    People: those of the origins (registre_communal, caf…) that the file names. Others: those written
    by imports of a file with the same columns. A rejected line whose identifier was read is present.
    """
    if table.name not in LISTED:
        return None
    (key,) = table.key
    rejected = extract.rejected
    seen = set(rejected[key].to_pylist()) if rejected is not None and key in rejected.column_names else set()
    unreadable = extract.lines_read - extract.table.num_rows
    if rejected is not None and key in rejected.column_names:
        unreadable -= rejected.num_rows - rejected[key].null_count
    seen.discard(None)
    if table.name == "personnes":
        same_source = "t.source IN (SELECT unnest($origines))"
        values: list[str] | list[int] = _origins(extract)
    else:
        same_source = "t.import_id IN (SELECT unnest($origines))"
        values = _same_shape(cursor, table, extract)
    cursor.register("presents", extract.table.select([key]))
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE absents AS SELECT t.{key} FROM {table.name} t "
        f"WHERE {LISTED[table.name]} AND {same_source} AND t.{key} NOT IN (SELECT {key} FROM presents) "
        f"AND t.{key} NOT IN (SELECT unnest($vues::VARCHAR[]))",
        {"origines": values, "vues": sorted(seen)},
    )
    cursor.unregister("presents")
    frame = cursor.execute(
        f"SELECT {_SHOWN[table.name]} FROM {table.name} t SEMI JOIN absents USING ({key}) ORDER BY ALL"
    ).df()
    if table.name == "personnes":
        frame["detail"] = frame["detail"].map({source.value: source.label for source in Source})
    return Absences(frame, unreadable)


def close_absent(
    cursor: duckdb.DuckDBPyConnection, table: DataTable, absences: Absences | None, day: date, import_id: int
) -> int:
    """Close the rows of `absents` as of `day`, under an import's number; returns how many.

    Raises VisaError: the kind cannot be closed, somebody may be on a line that was not read, or
    entered the register after that day.
    """
    if absences is None or table.name not in CLOSED:
        raise VisaError(
            "Fichier complet sans objet",
            "seuls les fichiers de personnes, d'équipes et de ressources peuvent être chargés comme complets.",
        )
    if absences.unreadable and len(absences):
        lines = french.counted(absences.unreadable, "ligne rejetée n'a", "lignes rejetées n'ont")
        raise VisaError(
            "Absents incertains",
            typographic(
                f"{lines} pas d'identifiant lisible : les absents y sont peut-être. Corrigez le fichier, ou "
                "chargez-le comme partiel."
            ),
        )
    (key,) = table.key
    if table.name == "personnes":
        row = cursor.execute(
            "SELECT count(*), max(date_inscription) FROM personnes SEMI JOIN absents USING (reference) "
            "WHERE date_inscription > ?",
            [day],
        ).fetchone()
        if row and row[0]:
            raise VisaError(
                "Date de sortie trop ancienne",
                typographic(
                    f"{french.counted(row[0], 'personne absente est inscrite', 'personnes absentes sont inscrites')} "
                    f"après le {french.day(day)}. Choisissez le {french.day(row[1])} ou une date plus récente."
                ),
            )
    column, value = CLOSED[table.name]
    every = [*table.key, *table.columns, "import_id"]
    cursor.execute(
        f"INSERT INTO {table.history} ({', '.join(every)}, remplace_par) SELECT {', '.join(every)}, ? "
        f"FROM {table.name} SEMI JOIN absents USING ({key})",
        [import_id],
    )
    values: dict[str, object] = {"numero": import_id}
    if "$jour" in value:
        values["jour"] = day
    cursor.execute(
        f"UPDATE {table.name} SET {column} = {value}, import_id = $numero "
        f"WHERE {key} IN (SELECT {key} FROM absents)",
        values,
    )
    return len(absences)


def _origins(extract: Extract) -> list[str]:
    named = set(pc.unique(extract.table["source"]).to_pylist())
    if extract.rejected is not None and "source" in extract.rejected.column_names:
        named |= set(pc.unique(extract.rejected["source"]).to_pylist())
    return sorted(named - {None})


def _same_shape(cursor: duckdb.DuckDBPyConnection, table: DataTable, extract: Extract) -> list[int]:
    """Imports that stand, of files with the same columns for the same data."""
    columns = {match.field: match.header for match in extract.recognition.matches}
    imports = cursor.execute(
        "SELECT id, reconnaissance FROM imports WHERE type = ? AND annule_le IS NULL", [table.name]
    ).fetchall()
    return [number for number, described in imports if json.loads(described)["colonnes"] == columns]
