"""What each modified line changes, field by field: before and after, in words."""

from __future__ import annotations

import duckdb
import pandas as pd

from visa_data.extracts.kinds import Kind
from visa_data.vocabulary import Term

COLUMNS = ["ligne", "identifiant", "donnee", "avant", "apres"]
OUTLINE_BEFORE, OUTLINE_AFTER = "contour connu", "nouveau contour"
_DAY, _MOMENT = "%d/%m/%Y", "%d/%m/%Y %H:%M"


def modified_fields(cursor: duckdb.DuckDBPyConnection, kind: Kind, columns: list[str]) -> pd.DataFrame:
    """One row a changed field of a modified line, in the file's order, read from `destin` and the base.

    Columns: ligne, identifiant (the key, its parts after commas), donnee (French label), avant, apres
    (texts; "" for nothing). A line repeated with other values is compared with the line before it.
    """
    modified = cursor.execute("SELECT count(*) FROM destin WHERE sort = 'modifiee'").fetchone()
    if not columns or not modified or not modified[0]:
        return pd.DataFrame(columns=COLUMNS)
    types = dict(cursor.execute("SELECT column_name, column_type FROM (DESCRIBE destin)").fetchall())
    before = ", ".join(
        f"CASE WHEN d.repetee THEN lag(d.{c}) OVER w ELSE b.{c} END AS avant_{c}" for c in columns
    )
    cursor.execute(f"""
        CREATE OR REPLACE TEMP TABLE changees AS
        SELECT * FROM (
            SELECT d.*, {before} FROM destin d LEFT JOIN {kind.name} b ON {kind.table.same_key("d", "b")}
            WINDOW w AS (PARTITION BY {", ".join(f"d.{k}" for k in kind.key)} ORDER BY d.ligne)
        ) WHERE sort = 'modifiee'
    """)
    given = {field.name: field.format for field in kind.fields}
    identifier = f"concat_ws(', ', {', '.join(_as_text(k, types[k]) for k in kind.key if k in given)})"
    selects = [
        f"SELECT ligne, {identifier} AS identifiant, {rank} AS rang_champ, "
        f"{_before(c, types[c])} AS avant, {_after(c, types[c])} AS apres "
        f"FROM changees WHERE {c} IS DISTINCT FROM avant_{c}"
        for rank, c in enumerate(columns)
    ]
    found = cursor.execute(
        f"SELECT ligne, identifiant, rang_champ, avant, apres FROM ({' UNION ALL '.join(selects)}) "
        "ORDER BY ligne, rang_champ"
    ).df()
    cursor.execute("DROP TABLE changees")
    field = found["rang_champ"].map(dict(enumerate(columns)))
    for column in ("avant", "apres"):
        found[column] = found[column].fillna("").astype(str)
        for name in field.unique():
            if name in given and (terms := given[name].terms):
                rows = field == name
                found.loc[rows, column] = found.loc[rows, column].map(
                    {value: in_words(value, terms) for value in found.loc[rows, column].unique()}
                )
    found["donnee"] = field.map(kind.labels)
    return found[COLUMNS]


def in_words(value: str, terms: type[Term]) -> str:
    """The label of a code, or of the codes joined by a bar; a value that is no code stays as it is."""
    labels = {term.value: term.label for term in terms}
    return ", ".join(labels.get(code, code) for code in value.split("|"))


def _before(column: str, kind: str) -> str:
    return f"'{OUTLINE_BEFORE}'" if kind == "BLOB" else _as_text(f"avant_{column}", kind)


def _after(column: str, kind: str) -> str:
    return f"'{OUTLINE_AFTER}'" if kind == "BLOB" else _as_text(column, kind)


def _as_text(expression: str, kind: str) -> str:
    if kind == "DATE":
        return f"strftime({expression}, '{_DAY}')"
    if kind.startswith("TIMESTAMP"):
        return f"strftime({expression}, '{_MOMENT}')"
    if kind == "BOOLEAN":
        return f"CASE {expression} WHEN true THEN 'oui' WHEN false THEN 'non' END"
    return f"{expression}::VARCHAR"
