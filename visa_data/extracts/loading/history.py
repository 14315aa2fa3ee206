"""The imports made, and taking one back: any whose data nobody changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pandas as pd

from visa_data import french
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.base.journaling import tell
from visa_data.base.rewriting import mark_erasure
from visa_data.base.tables import Table
from visa_data.duplicates.joining import rebuild_joined
from visa_data.duplicates.storage import take_back_fingerprints
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.answers.sheet_rows import SheetRows
from visa_data.extracts.kinds import KINDS, PERSONNES
from visa_data.refusals.memory import take_back_lifts
from visa_data.territory.placement import PLACED_FROM, rebuild_placements
from visa_data.typography import french as typographic

FORGOTTEN = "journal détruit"
"""In place of the name of the file of an import whose journal was destroyed: nothing says any more what it replaced."""


@dataclass(frozen=True)
class Blocker:
    """A later import that must be undone first, and why (French, its subject is that import)."""

    import_id: int
    file_name: str
    reason: str


@dataclass(frozen=True)
class Undoable:
    """What taking an import back does, or would do, and what prevents it (nothing: `blockers` is empty)."""

    import_id: int
    file_name: str
    kind: str
    removed: int
    restored: int
    erased_for_good: int
    blockers: tuple[Blocker, ...]


def history(base: Base) -> pd.DataFrame:
    """Every import, newest first: id, horodatage, fichier, type, counts, annule_le, who, what was closed."""
    with base.cursor() as cursor:
        return cursor.execute("""
            SELECT id, horodatage, fichier, type, lues, ajoutees, modifiees, inchangees, ecartees,
                rejetees, avertissements, personnes_effacees, annule_le, empreinte, reconnaissance,
                coalesce(fait_par, '') AS fait_par, coalesce(fermees, 0) AS fermees, complet_au
            FROM imports LEFT JOIN imports_circonstances ON id = import_id ORDER BY id DESC
        """).df()


def reported_lines(base: Base, import_id: int) -> pd.DataFrame:
    """Lines reported by one import, by cause: gravite, motif, colonne, nombre, lignes (first ten)."""
    with base.cursor() as cursor:
        found = cursor.execute(
            """
            SELECT gravite, motif, colonne, count(*) AS nombre, list_sort(list(ligne))[1:10] AS lignes
            FROM lignes_signalees WHERE import_id = ?
            GROUP BY ALL ORDER BY nombre DESC, motif
            """,
            [import_id],
        ).df()
        described = cursor.execute("SELECT reconnaissance FROM imports WHERE id = ?", [import_id]).fetchone()
    sheets = json.loads(described[0]).get("feuilles", []) if described else []
    rows = SheetRows(tuple(name for name, _ in sheets), tuple(before for _, before in sheets))
    found["lignes"] = [", ".join(map(rows.row, lines)) for lines in found["lignes"]]
    return found


def already_loaded(base: Base, extract: Extract) -> datetime | None:
    """When all that an extract was read from (a file's bytes, or these sheets of it) was last loaded, not undone."""
    seen = extract.recognition
    with base.cursor() as cursor:
        rows = cursor.execute(
            "SELECT horodatage, type, reconnaissance FROM imports WHERE empreinte = ? AND annule_le IS NULL "
            "ORDER BY horodatage DESC",
            [extract.fingerprint],
        ).fetchall()
    wanted = set(seen.rows.names or (seen.sheet,))
    for moment, kind, described in rows:
        earlier = json.loads(described)
        sheets = {name for name, _ in earlier.get("feuilles", [])} or {earlier["feuille"]}
        same_table = len(sheets) > 1 or earlier["ligne_en_tete"] == seen.header_line
        if kind == extract.kind.name and wanted <= sheets and same_table:
            return moment if isinstance(moment, datetime) else None
    return None


def undo_preview(base: Base, import_id: int) -> Undoable:
    """Say what taking this import back would do. Raises VisaError: unknown, or already taken back."""
    with base.references() as cursor:
        return _preview(cursor, import_id)


def undo_last(base: Base, *, at: datetime) -> Undoable:
    """Take back the newest import that stands: its additions go, what it changed comes back.

    People erased because they refused stay erased. Raises VisaError when there is nothing to undo.
    """
    with base.transaction(Acte.ANNULATION) as cursor:
        row = cursor.execute("SELECT max(id) FROM imports WHERE annule_le IS NULL").fetchone()
        if row is None or row[0] is None:
            raise VisaError("Rien à annuler", "aucun import n'est enregistré dans cette base.")
        return undo_within(cursor, row[0], at)


def undo_import(base: Base, import_id: int, *, at: datetime) -> Undoable:
    """Take back any import whose data nobody changed since.

    Raises VisaError: unknown, already taken back, or a later import stands in the way.
    """
    with base.transaction(Acte.ANNULATION) as cursor:
        return undo_within(cursor, import_id, at)


def undo_within(cursor: duckdb.DuckDBPyConnection, import_id: int, at: datetime) -> Undoable:
    """The same in a transaction that takes others back too."""
    return _undo(cursor, _preview(cursor, import_id), at)


def _preview(cursor: duckdb.DuckDBPyConnection, import_id: int) -> Undoable:
    row = cursor.execute(
        "SELECT fichier, type, personnes_effacees, annule_le, empreinte = '' FROM imports WHERE id = ?",
        [import_id],
    ).fetchone()
    if row is None:
        raise VisaError("Import inconnu", f"la base n'a pas d'import n° {import_id}. Voyez l'historique.")
    file_name, kind, erased, undone_at, forgotten = row
    if undone_at is not None:
        raise VisaError(
            "Import déjà annulé", f"l'import n° {import_id} a été annulé le {french.moment(undone_at)}."
        )
    if forgotten:
        raise VisaError(
            "Import trop ancien",
            f"le journal de l'import n° {import_id} a été détruit : la base ne sait plus ce qu'il avait changé.",
        )
    table = KINDS[kind].table
    removed = _number(cursor, f"SELECT count(*) FROM {table.name} t WHERE {_added_by(table)}", import_id)
    restored = _number(
        cursor, f"SELECT count(*) FROM {table.history} WHERE remplace_par = $numero", import_id
    )
    return Undoable(
        import_id, file_name, kind, removed, restored, erased, tuple(_blockers(cursor, table, import_id))
    )


def _undo(cursor: duckdb.DuckDBPyConnection, wanted: Undoable, at: datetime) -> Undoable:
    if wanted.blockers:
        raise VisaError("Annulation impossible", blocked_sentence(wanted))
    table = KINDS[wanted.kind].table
    number = {"numero": wanted.import_id}
    cursor.execute(f"DELETE FROM {table.name} t WHERE {_added_by(table)}", number)
    cursor.execute(
        f"UPDATE {table.name} AS t SET "
        + ", ".join(f"{c} = a.{c}" for c in (*table.columns, "import_id"))
        + f" FROM {table.history} a WHERE a.remplace_par = $numero AND {table.same_key('t', 'a')}",
        number,
    )
    cursor.execute(f"DELETE FROM {table.history} WHERE remplace_par = $numero", number)
    cursor.execute("UPDATE imports SET annule_le = ? WHERE id = ?", [at, wanted.import_id])
    if wanted.kind in PLACED_FROM:
        rebuild_placements(cursor, wanted.kind)
    if wanted.kind == PERSONNES.name:
        take_back_fingerprints(cursor, wanted.import_id)
        take_back_lifts(cursor, wanted.import_id)
        rebuild_joined(cursor)
    tell(cursor, imports=str(wanted.import_id))
    # Whatever it was: a file loaded by mistake may hold anything.
    mark_erasure(cursor)
    return wanted


def blocked_sentence(wanted: Undoable) -> str:
    """Which later imports stand in the way of an undo, and why."""
    first = "; ".join(
        f"l'import n° {blocker.import_id} (« {blocker.file_name} ») {blocker.reason}"
        for blocker in wanted.blockers
    )
    return typographic(f"{first}. Annulez d'abord le plus récent.")


def _added_by(table: Table) -> str:
    """SQL condition: row `t` was added, and not changed, by import $numero."""
    return (
        f"t.import_id = $numero AND NOT EXISTS "
        f"(SELECT 1 FROM {table.history} a WHERE a.remplace_par = $numero AND {table.same_key('t', 'a')})"
    )


def _blockers(cursor: duckdb.DuckDBPyConnection, table: Table, import_id: int) -> list[Blocker]:
    """Later imports that changed what this one wrote, gave it again, or lean on the people it added."""
    number = {"numero": import_id}
    found: dict[int, list[str]] = {}
    for later, rows in cursor.execute(
        f"SELECT remplace_par, count(*) FROM {table.history} WHERE import_id = $numero GROUP BY ALL", number
    ).fetchall():
        words = french.counted(rows, "de ses lignes", "de ses lignes")
        found.setdefault(later, []).append(f"a modifié {words}")
    for later, rows in cursor.execute(
        "SELECT import_id, lignes FROM imports_confirmes WHERE confirme = $numero AND import_id IN "
        "(SELECT id FROM imports WHERE annule_le IS NULL)",
        number,
    ).fetchall():
        words = french.counted(rows, "de ses lignes, inchangée", "de ses lignes, inchangées")
        found.setdefault(later, []).append(f"contient aussi {words}")
    if table.name == PERSONNES.name:
        for kind in (one for one in KINDS.values() if table.name in one.refers_to):
            known = f"(SELECT reference FROM personnes t WHERE {_added_by(table)})"
            leaning = " OR ".join(f"{column} IN {known}" for column in kind.table.people)
            for later, rows in cursor.execute(
                f"SELECT import_id, count(*) FROM {kind.name} WHERE {leaning} GROUP BY ALL", number
            ).fetchall():
                counted = french.counted(rows, *kind.noun)
                found.setdefault(later, []).append(
                    f"apporte {counted} de personnes que cet import a ajoutées"
                )
    names = dict(cursor.execute("SELECT id, fichier FROM imports").fetchall())
    return [
        Blocker(later, names[later], french.listed(found[later])) for later in sorted(found, reverse=True)
    ]


def _number(cursor: duckdb.DuckDBPyConnection, query: str, import_id: int) -> int:
    row = cursor.execute(query, {"numero": import_id}).fetchone()
    return int(row[0]) if row else 0
