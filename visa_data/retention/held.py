"""What the base holds, kind by kind: how much, about people or not, since which import."""

from __future__ import annotations

import duckdb
import pandas as pd

from visa_data.base.tables import FINGERPRINTS
from visa_data.extracts.kinds import KINDS

COLUMNS = ("donnees", "sur_des_personnes", "lignes", "en_attente_d_annulation", "depuis", "dernier_import")


def held(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row a kind of which something is held, those about people first, with the columns of `COLUMNS`.

    lignes: rows in force. en_attente_d_annulation: earlier states of rows, kept so that an import can be taken back.
    depuis, dernier_import: moments of the first and of the last import of that kind that brought one of those rows.
    The fingerprints by which duplicates are found stand under « empreintes ».
    """
    tables = [
        (kind.label, kind.about_people or bool(kind.table.people), kind.table) for kind in KINDS.values()
    ]
    tables.insert(1, ("Empreintes des noms, pour trouver les doublons", True, FINGERPRINTS))
    rows = []
    for label, people, table in sorted(tables, key=lambda one: not one[1]):
        found = cursor.execute(f"""
            SELECT (SELECT count(*) FROM {table.name}), (SELECT count(*) FROM {table.history}),
                min(horodatage), max(horodatage)
            FROM imports WHERE id IN (SELECT import_id FROM {table.name} UNION SELECT import_id FROM {table.history})
        """).fetchone()
        if found and (found[0] or found[1]):
            rows.append((label, people, *found))
    return pd.DataFrame(rows, columns=list(COLUMNS))
