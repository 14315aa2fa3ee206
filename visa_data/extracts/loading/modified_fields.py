"""What each modified line changes, field by field: before and after, in words."""

from __future__ import annotations

import duckdb
import pandas as pd

from visa_data.base.tables import DataTable
from visa_data.extracts.kinds import KINDS
from visa_data.vocabulary import (
    Aidant,
    Besoin,
    Consentement,
    Issue,
    Porteur,
    Source,
    StatutBesoin,
    StatutEquipe,
    StatutRessource,
    Term,
    TypeAppel,
)

COLUMNS = ["ligne", "identifiant", "donnee", "avant", "apres"]
OUTLINE_BEFORE, OUTLINE_AFTER = "contour connu", "nouveau contour"
_TERMS: dict[str, type[Term]] = {
    "source": Source,
    "consentement": Consentement,
    "aidant": Aidant,
    "type_appel": TypeAppel,
    "issue": Issue,
    "type_porteur": Porteur,
    "besoins": Besoin,
}
_STATUSES: dict[str, type[Term]] = {
    "equipes": StatutEquipe,
    "ressources": StatutRessource,
    "besoins": StatutBesoin,
}
_UNLABELLED = {
    "geometrie": "Contour",
    "annee_population": "Année de la population",
    "heure_connue": "Heure connue",
}
"""Columns that no field of an extract gives by its name."""
_DAY, _MOMENT = "%d/%m/%Y", "%d/%m/%Y %H:%M"


def modified_fields(cursor: duckdb.DuckDBPyConnection, table: DataTable, columns: list[str]) -> pd.DataFrame:
    """One row a changed field of a modified line, in the file's order, read from `destin` and the base.

    Columns: ligne, identifiant (the key, its parts after commas), donnee (French label), avant, apres
    (texts; "" for nothing). A line repeated with other values is compared with the line before it.
    """
    modified = cursor.execute("SELECT count(*) FROM destin WHERE sort = 'modifiee'").fetchone()
    if not columns or not modified or not modified[0]:
        return pd.DataFrame(columns=COLUMNS)
    types = dict(cursor.execute("SELECT column_name, column_type FROM (DESCRIBE destin)").fetchall())
    joined = " AND ".join(f"d.{k} = b.{k}" for k in table.key)
    before = ", ".join(
        f"CASE WHEN d.repetee THEN lag(d.{c}) OVER w ELSE b.{c} END AS avant_{c}" for c in columns
    )
    cursor.execute(f"""
        CREATE OR REPLACE TEMP TABLE changees AS
        SELECT * FROM (
            SELECT d.*, {before} FROM destin d LEFT JOIN {table.name} b ON {joined}
            WINDOW w AS (PARTITION BY {", ".join(f"d.{k}" for k in table.key)} ORDER BY d.ligne)
        ) WHERE sort = 'modifiee'
    """)
    labels = _UNLABELLED | {field.name: field.label for field in KINDS[table.name].fields}
    identifier = f"concat_ws(', ', {', '.join(_as_text(k, types[k]) for k in table.key if k != 'rang')})"
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
            if terms := terms_of(table.name, name):
                rows = field == name
                found.loc[rows, column] = found.loc[rows, column].map(
                    {value: in_words(value, terms) for value in found.loc[rows, column].unique()}
                )
    found["donnee"] = field.map(labels)
    return found[COLUMNS]


def terms_of(kind: str, field: str) -> type[Term] | None:
    """The vocabulary whose codes a field of a kind holds; None for other values."""
    return _STATUSES.get(kind) if field == "statut" else _TERMS.get(field)


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
