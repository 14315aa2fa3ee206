"""What an import writes: rows added and changed, those they replace, and the journal."""

from __future__ import annotations

import json
from datetime import date, datetime

import duckdb
import pyarrow as pa

from visa_data.base.tables import Table
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.columns.matching import storable_header
from visa_data.extracts.loading.comparison import same
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.texts.stored_text import storable, storable_name
from visa_data.roles import Author


def write_rows(
    cursor: duckdb.DuckDBPyConnection,
    table: Table,
    columns: list[str],
    fields: list[str],
    import_id: int,
) -> None:
    """Write the lines of `destin` under an import's number; rows they replace go to the history table."""
    known = cursor.execute("SELECT count(import_connu) FROM destin").fetchone()
    if known and known[0]:
        _replace_rows(cursor, table, columns, import_id)
    written = [name for name in (*table.key, *table.columns) if name in fields]
    names = ", ".join(written)
    cursor.execute(
        f"INSERT INTO {table.name} ({names}, import_id) "
        f"SELECT {names}, ? FROM destin WHERE derniere AND import_connu IS NULL ORDER BY ligne",
        [import_id],
    )


def keep_past(cursor: duckdb.DuckDBPyConnection, table: Table, concerned: str, import_id: int) -> None:
    """Keep rows `b` of the base as they are in the history table, before an import changes them.

    concerned: SQL that joins them with the rows that change them.
    """
    every = [*table.key, *table.columns, "import_id"]
    cursor.execute(
        f"INSERT INTO {table.history} ({', '.join(every)}, remplace_par) "
        f"SELECT {', '.join(f'b.{name}' for name in every)}, ? FROM {table.name} b {concerned}",
        [import_id],
    )


def _replace_rows(
    cursor: duckdb.DuckDBPyConnection, table: Table, columns: list[str], import_id: int
) -> None:
    """Keep the rows of the base that the lines change in the history table, then change them."""
    joined = table.same_key("a", "b")
    differs = f"NOT ({same('a', 'b', columns)})"
    keep_past(cursor, table, f"JOIN destin a ON {joined} WHERE a.derniere AND {differs}", import_id)
    if columns:
        assignments = ", ".join(f"{c} = a.{c}" for c in columns)
        cursor.execute(
            f"UPDATE {table.name} AS b SET {assignments}, import_id = ? FROM destin a "
            f"WHERE a.derniere AND {joined} AND {differs}",
            [import_id],
        )


def record(
    cursor: duckdb.DuckDBPyConnection,
    extract: Extract,
    outcome: Outcome,
    *,
    at: datetime,
    by: Author | None,
    complete_on: date | None,
) -> None:
    """Write an import, its reported lines (never a value) and the earlier imports it confirms in the journal.

    Names of files, of sheets and of columns are texts of whoever made the file: one that names somebody is masked.
    """
    counts = outcome.counts
    recognition = extract.recognition
    described = {
        "encodage": recognition.encoding,
        "separateur": recognition.separator,
        "feuille": storable_name(recognition.sheet),
        "feuilles": list(zip(recognition.rows.names, recognition.rows.before, strict=True)),
        "ligne_en_tete": recognition.header_line,
        "colonnes": {m.field: storable_header(m.header, extract.kind) for m in recognition.matches},
        "corrections": [
            {"champ": c.field, "lu": storable(c.raw), "comme": c.value, "lignes": lines}
            for c, lines in recognition.corrections.items()
        ],
        "valeurs": recognition.constants,
        "exclues": len(recognition.excluded),
        "ignorees": len(recognition.ignored),
        "avis": outcome.notices,
    }
    cursor.execute(
        "INSERT INTO imports (id, horodatage, fichier, empreinte, type, reconnaissance, lues, ajoutees, "
        "modifiees, inchangees, ecartees, rejetees, avertissements, personnes_effacees) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            outcome.import_id,
            at,
            storable_name(extract.file_name),
            extract.fingerprint,
            outcome.kind,
            json.dumps(described, ensure_ascii=False),
            counts.lues,
            counts.ajoutees,
            counts.modifiees,
            counts.inchangees,
            counts.ecartees,
            counts.rejetees,
            outcome.warnings,
            outcome.erased_people,
        ],
    )
    cursor.execute(
        "INSERT INTO imports_circonstances VALUES (?, ?, ?, ?)",
        [outcome.import_id, Author(by).value if by else "", outcome.closed, complete_on],
    )
    cursor.execute(
        "INSERT INTO imports_confirmes SELECT ?, import_connu, count(*) FROM destin "
        "WHERE import_connu IS NOT NULL AND sort = 'inchangee' AND NOT repetee GROUP BY import_connu",
        [outcome.import_id],
    )
    if outcome.problems:
        reported = pa.table(
            {
                "ligne": [p.line for p in outcome.problems],
                "colonne": [storable(p.column) for p in outcome.problems],
                "motif": [p.reason for p in outcome.problems],
                "gravite": [p.severity.value for p in outcome.problems],
            }
        )
        cursor.register("signalees", reported)
        cursor.execute(
            "INSERT INTO lignes_signalees SELECT ?, ligne, colonne, motif, gravite FROM signalees",
            [outcome.import_id],
        )
        cursor.unregister("signalees")
