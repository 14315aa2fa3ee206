"""What is to be checked of the rows that an import brings: declared by the kinds, asked of the base once it has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visa_data.vocabulary import Term


@dataclass(frozen=True)
class Check:
    """Rows that are kept, and told line by line.

    column: the field to look at. rows: SQL of the odd rows of the kind's table, with its key and `valeur`, the text
    shown. reason, suggestion: French.
    """

    column: str
    reason: str
    rows: str
    suggestion: str = ""


@dataclass(frozen=True)
class Remark:
    """What is told of no single line. rows: SQL of texts (one column), none where all is well; sentence: around them."""

    sentence: str
    rows: str


def quoted(text: str) -> str:
    """SQL: a text."""
    return "'" + text.replace("'", "''") + "'"


def rank_of(terms: type[Term], column: str) -> str:
    """SQL: the place of a code in its vocabulary, from 1."""
    return f"list_position([{', '.join(quoted(term.value) for term in terms)}], {column})"


def label_of(terms: type[Term], column: str) -> str:
    """SQL: the label of a code."""
    cases = " ".join(f"WHEN {quoted(term.value)} THEN {quoted(term.label)}" for term in terms)
    return f"CASE {column} {cases} END"


def _key(key: Sequence[str]) -> str:
    return ", ".join(key)


def above(table: str, key: Sequence[str], column: str, limit: str, reason: str, suggestion: str) -> Check:
    """Rows where one column is above another of the same row."""
    rows = f"SELECT {_key(key)}, concat({column}, ' > ', {limit}) AS valeur FROM {table} WHERE {column} > {limit}"
    return Check(column, reason, rows, suggestion)


def before(table: str, key: Sequence[str], column: str, start: str, reason: str) -> Check:
    """Rows where a day is before another of the same row."""
    rows = (
        f"SELECT {_key(key)}, concat(strftime({column}, '%d/%m/%Y'), ' < ', strftime({start}, '%d/%m/%Y')) AS valeur "
        f"FROM {table} WHERE {column} < {start}"
    )
    return Check(column, reason, rows, "Vérifier les deux dates")


def backwards(
    table: str, key: Sequence[str], thread: Sequence[str], terms: type[Term], forward: str, reason: str
) -> Check:
    """Rows of a log whose status comes before that of the row before them, in the order of the vocabulary.

    thread: the columns that tell whose log it is. forward: SQL condition on `avant` and `statut` under which a lower
    status is none the less a step forward (a thread closed, then opened again).
    """
    by_day = f"PARTITION BY {_key(thread)} ORDER BY date, {rank_of(terms, 'statut')}"
    rows = (
        f"SELECT {_key(key)}, concat({label_of(terms, 'avant')}, ' → ', {label_of(terms, 'statut')}) AS valeur "
        f"FROM (SELECT *, lag(statut) OVER ({by_day}) AS avant FROM {table}) "
        f"WHERE {rank_of(terms, 'statut')} < {rank_of(terms, 'avant')} AND NOT ({forward})"
    )
    return Check("statut", reason, rows, "Vérifier les dates et les statuts")
