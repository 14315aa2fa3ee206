"""The imports made, and taking the last one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from visa_data.base import Base
from visa_data.base.tables import TABLES
from visa_data.errors import VisaError
from visa_data.territory.placement import rebuild_placements


@dataclass(frozen=True)
class Undone:
    """What an undo took back."""

    import_id: int
    file_name: str
    kind: str
    removed: int
    restored: int
    erased_for_good: int


def history(base: Base) -> pd.DataFrame:
    """Every import, newest first: id, horodatage, fichier, type, counts, annule_le."""
    with base.cursor() as cursor:
        return cursor.execute("""
            SELECT id, horodatage, fichier, type, lues, ajoutees, modifiees, inchangees, ecartees,
                rejetees, avertissements, personnes_effacees, annule_le, empreinte
            FROM imports ORDER BY id DESC
        """).df()


def reported_lines(base: Base, import_id: int) -> pd.DataFrame:
    """Lines reported by one import, by cause: gravite, motif, colonne, nombre, lignes (first ten)."""
    with base.cursor() as cursor:
        return cursor.execute(
            """
            SELECT gravite, motif, colonne, count(*) AS nombre,
                array_to_string(list_sort(list(ligne))[1:10], ', ') AS lignes
            FROM lignes_signalees WHERE import_id = ?
            GROUP BY ALL ORDER BY nombre DESC, motif
            """,
            [import_id],
        ).df()


def already_loaded(base: Base, fingerprint: str) -> datetime | None:
    """When a file with these very bytes was last loaded (and not undone), if it was."""
    with base.cursor() as cursor:
        row = cursor.execute(
            "SELECT max(horodatage) FROM imports WHERE empreinte = ? AND annule_le IS NULL", [fingerprint]
        ).fetchone()
    return row[0] if row else None


def undo_last(base: Base, *, at: datetime) -> Undone:
    """Take back the newest import that stands: its additions go, what it changed comes back.

    People erased because they refused stay erased. Raises VisaError when there is nothing to undo.
    """
    with base.transaction() as cursor:
        row = cursor.execute("""
            SELECT id, fichier, type, personnes_effacees FROM imports
            WHERE annule_le IS NULL ORDER BY id DESC LIMIT 1
        """).fetchone()
        if row is None:
            raise VisaError("Rien à annuler", "aucun import n'est enregistré dans cette base.")
        import_id, file_name, kind, erased = row
        table = TABLES[kind]
        joined = " AND ".join(f"t.{k} = a.{k}" for k in table.key)
        removed = cursor.execute(
            f"DELETE FROM {table.name} t WHERE t.import_id = ? AND NOT EXISTS "
            f"(SELECT 1 FROM {table.history} a WHERE a.remplace_par = ? AND {joined})",
            [import_id, import_id],
        ).fetchone()
        restored = cursor.execute(
            f"UPDATE {table.name} AS t SET "
            + ", ".join(f"{c} = a.{c}" for c in (*table.columns, "import_id"))
            + f" FROM {table.history} a WHERE a.remplace_par = ? AND {joined}",
            [import_id],
        ).fetchone()
        cursor.execute(f"DELETE FROM {table.history} WHERE remplace_par = ?", [import_id])
        cursor.execute("UPDATE imports SET annule_le = ? WHERE id = ?", [at, import_id])
        if kind in {"personnes", "zones"}:
            rebuild_placements(cursor)
    return Undone(
        import_id,
        file_name,
        kind,
        int(removed[0]) if removed else 0,
        int(restored[0]) if restored else 0,
        erased,
    )
