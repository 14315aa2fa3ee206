"""Lines of a log that an earlier file brought, and that the same days sent again no longer hold.

A log (calls, needs, orientations) is never closed by what it lacks: such lines stay in the base, and this says which.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from visa_data import french
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import Kind
from visa_data.typography import french as typographic

COLUMNS = ["identifiant", "jour", "import_id", "fichier"]
NAMED = 3
"""Earlier imports named in the sentence."""


def find_vanished(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> pd.DataFrame:
    """Rows of the base within the days of an extract, brought by an import of which it repeats a line, that it lacks.

    Reads `destin`. Columns: identifiant (the reference), jour, import_id, fichier; by day. Empty for a kind that is no log of
    people, and for an extract that repeats nothing: it says nothing of the days of another. A rejected line of the same
    person on the same day, or on a day that could not be read, may be the one that is missing: nothing is said of it.
    """
    kind = extract.kind
    if not is_log(kind):
        return pd.DataFrame(columns=COLUMNS)
    rejected = extract.rejected
    refused = rejected is not None and "reference" in rejected.column_names
    if refused and rejected is not None:
        day = kind.dated if kind.dated in rejected.column_names else f"NULL::DATE AS {kind.dated}"
        cursor.register("lignes_rejetees", rejected)
        doubted = (
            f"AND NOT EXISTS (SELECT 1 FROM (SELECT reference, {day} FROM lignes_rejetees) r WHERE "
            f"r.reference = t.reference AND coalesce(r.{kind.dated}::DATE = t.{kind.dated}::DATE, true))"
        )
    else:
        doubted = ""
    found = cursor.execute(f"""
        WITH jours AS (
            SELECT min({kind.dated})::DATE AS premier, max({kind.dated})::DATE AS dernier FROM destin
        )
        SELECT t.reference AS identifiant, t.{kind.dated}::DATE AS jour, t.import_id, i.fichier
        FROM {kind.name} t JOIN imports i ON i.id = t.import_id CROSS JOIN jours
        WHERE t.import_id IN (SELECT import_connu FROM destin WHERE import_connu IS NOT NULL)
            AND t.{kind.dated}::DATE BETWEEN premier AND dernier
            AND NOT EXISTS (SELECT 1 FROM destin d WHERE {kind.table.same_key("d", "t")}) {doubted}
        ORDER BY ALL
    """).df()
    if refused:
        cursor.unregister("lignes_rejetees")
    return found


def is_log(kind: Kind) -> bool:
    """Whether a kind's lines are dated facts about people, none of which another file closes."""
    return kind.absence is None and {"reference", kind.dated} <= set(kind.key)


def vanished_sentence(kind: Kind, vanished: pd.DataFrame) -> str:
    """How many, of which days, brought by which imports, and that they stay; empty where there is none."""
    if vanished.empty:
        return ""
    days = sorted({moment.date() for moment in pd.to_datetime(vanished["jour"])})
    when = (
        f"du {french.day(days[0])}"
        if len(days) == 1
        else f"entre le {french.day(days[0])} et le {french.day(days[-1])}"
    )
    imports = vanished.drop_duplicates("import_id").sort_values("import_id", ascending=False)
    named = [f"n° {row.import_id} (« {row.fichier} »)" for row in imports.head(NAMED).itertuples()]
    more = len(imports) - len(named)
    by = french.listed([*named, french.counted(more, "autre")] if more else named)
    return typographic(
        f"Plus dans ce fichier : {french.counted(len(vanished), *kind.noun)} {when}, de l'import {by}. La base garde tout ; "
        "pour ne plus l'avoir, annulez d'abord cet import, puis chargez ce fichier."
    )
