"""What came into the base since a meeting: extracts loaded or undone, references joined or parted.

Teams, resources and outlines bear no date of change: a new state of theirs counts at the old date too,
so that a team that stopped is a change of data, named by the extract that said so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import duckdb
import pandas as pd

from visa_data.extracts.kinds import KINDS
from visa_data.provenance.meetings import ShownFigures

UNDONE = "annule"

COLUMNS = ["fichier", "type", "geste", "personnes_effacees", "lignes_avant"]


def extracts_since(
    cursor: duckdb.DuckDBPyConnection, before: date, shown: ShownFigures | None
) -> pd.DataFrame:
    """Imports loaded or undone since a meeting was shown its figures, in the order in which it happened.

    Without a meeting: imports that stand, made after the day `before`. Columns: fichier, type, geste
    (charge or annule), personnes_effacees, lignes_avant (lines of the import that weigh on figures of the day
    `before`; for an undone one, all that it had).
    """
    if shown is None:
        rows = cursor.execute(
            """
            SELECT id, fichier, type, 'charge', personnes_effacees, ajoutees + modifiees
            FROM imports WHERE annule_le IS NULL AND horodatage >= ? ORDER BY horodatage, id
            """,
            [before + timedelta(days=1)],
        ).fetchall()
    else:
        rows = cursor.execute(
            """
            SELECT id, fichier, type, geste, personnes_effacees, ajoutees + modifiees
            FROM (
                SELECT *, 'charge' AS geste, horodatage AS quand FROM imports
                WHERE annule_le IS NULL AND NOT list_contains($vus, id)
                UNION ALL
                SELECT *, 'annule', annule_le FROM imports
                WHERE annule_le IS NOT NULL AND list_contains($vus, id)
            )
            ORDER BY quand, id
            """,
            {"vus": sorted(shown.imports)},
        ).fetchall()
    found = [
        (*said, written if said[2] == UNDONE else _lines_before(cursor, number, said[1], before))
        for number, *said, written in rows
    ]
    return pd.DataFrame(found, columns=COLUMNS)


def weighing_on(extracts: pd.DataFrame, kinds: Iterable[str]) -> pd.DataFrame:
    """Those of `extracts_since` that may have altered figures of the old day computed from these kinds.

    Consent withdrawn erases people with their calls and needs: it weighs on everything.
    """
    of_kind = extracts["type"].isin(list(kinds)) & (extracts["lignes_avant"] > 0)
    return extracts[of_kind | (extracts["personnes_effacees"] > 0)]


def _lines_before(cursor: duckdb.DuckDBPyConnection, import_id: int, kind: str, day: date) -> int:
    """Distinct keys that this import wrote or replaced, in a state that counts at the end of that day."""
    described = KINDS[kind]
    table, key = described.table, ", ".join(described.key)
    dated, bound = "true", dict[str, object]({"import": import_id})
    if described.dated and not described.timeless:
        dated = f"({described.dated} IS NULL OR {described.dated} < $lendemain)"
        bound["lendemain"] = day + timedelta(days=1)
    row = cursor.execute(
        f"""
        SELECT count(*) FROM (
            SELECT {key} FROM {table.name} WHERE import_id = $import AND {dated}
            UNION
            SELECT {key} FROM {table.history}
            WHERE (import_id = $import OR remplace_par = $import) AND {dated}
        )
        """,
        bound,
    ).fetchone()
    return int(row[0]) if row else 0


def joined_since(cursor: duckdb.DuckDBPyConnection, kept_at: datetime) -> bool:
    """Whether references were joined, or parted again, after figures were kept at that moment.

    Figures move by it, without any extract.
    """
    row = cursor.execute(
        """
        SELECT count(*) FROM rapprochements
        WHERE decision = 'meme_personne' AND (decide_le > $moment) <> coalesce(retire_le > $moment, false)
        """,
        {"moment": kept_at},
    ).fetchone()
    return bool(row and row[0])
