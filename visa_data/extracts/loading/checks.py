"""What the kinds ask to have checked of the lines of an extract, once they are in the base."""

from __future__ import annotations

import duckdb

from visa_data import french
from visa_data.errors import RowError, Severity
from visa_data.extracts.answers.extract import Extract
from visa_data.typography import french as typographic


def checked(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> list[RowError]:
    """Warnings on the lines that `destin` holds and the base has: kept, and to be checked."""
    headers = {match.field: match.header for match in extract.recognition.matches}
    table = extract.kind.table
    return [
        RowError(
            line,
            headers.get(check.column, ""),
            typographic(value),
            typographic(check.reason),
            typographic(check.suggestion),
            severity=Severity.WARNING,
        )
        for check in extract.kind.checks
        for line, value in cursor.execute(
            f"SELECT d.ligne, o.valeur FROM destin d JOIN ({check.rows}) o ON {table.same_key('d', 'o')} "
            "WHERE d.derniere ORDER BY d.ligne"
        ).fetchall()
    ]


def remarked(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> list[str]:
    """What is to be told of no single line."""
    told = []
    for remark in extract.kind.remarks:
        texts = [text for (text,) in cursor.execute(remark.rows).fetchall()]
        if texts:
            told.append(typographic(remark.sentence.format(french.listed(texts))))
    return told
