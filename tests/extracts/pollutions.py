"""Clean extracts written again in the ways real CSV files are (after Pollock, Vitagliano et al., VLDB 2023).

Nothing here uses the reader: the cells are those of the standard library's `csv`, written by other rules.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.extracts.mutations import SAMPLE, SOURCES

LINES = 25
Rows = list[list[str]]


@dataclass(frozen=True)
class Polluted:
    """One way of writing an extract: its name, and the content."""

    name: str
    content: bytes


def clean_rows(source: str) -> Rows:
    """The header and the first records of an extract of the sample."""
    content = (SAMPLE / source).read_bytes()
    codecs = ["utf-16"] if content.startswith(b"\xff\xfe") else ["utf-8-sig", "cp1252"]
    text = next(text for codec in codecs if (text := _decoded(content, codec)) is not None)
    lines = text.splitlines()
    separator = max(";,\t", key=lambda mark: sum(mark in line for line in lines[:20]))
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
    width = max(len(row) for row in rows[:10])
    start = next(place for place, row in enumerate(rows) if len(row) == width and all(row[:2]))
    return [row for row in rows[start : start + LINES + 1] if len(row) == width]


def _decoded(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def written(
    rows: Rows, between: str = ";", quote: str = '"', *, always: bool = False, end: str = "\n"
) -> str:
    """Rows as text: cells apart by `between`, quoted where they must be (or always), quotes doubled."""

    def cell(text: str) -> str:
        must = (
            always
            or any(mark in text for mark in (between, between[0], quote, "\n", "\r"))
            or (between == " " and not text)
        )
        return quote + text.replace(quote, quote * 2) + quote if must else text

    return "".join(between.join(map(cell, row)) + end for row in rows)


def indexed(rows: Rows) -> Rows:
    """The records numbered from 0 in a first column that has no title."""
    return [rows[0], *([str(number), *row] for number, row in enumerate(rows[1:]))]


DIALECTS = [
    (f"« {between} », {'apostrophes' if quote == chr(39) else 'guillemets'}{' partout' if always else ''}", between, quote, always)
    for between in (";", ",", "\t", "|", " ", ", ", "; ")
    for quote in ('"', "'")
    for always in (False, True)
    if not (len(between) == 2 and quote == "'")
]  # fmt: skip

HEADERS: dict[str, Callable[[Rows], str]] = {
    "sans en-tête": lambda rows: written(rows[1:]),
    "en-tête vide": lambda rows: written([[""] * len(rows[0]), *rows[1:]]),
    "ligne blanche au lieu de l'en-tête": lambda rows: "\n" + written(rows[1:]),
    "un titre vide": lambda rows: written([[*rows[0][:-1], ""], *rows[1:]]),
    "en-tête répété": lambda rows: written([rows[0], *rows]),
    "en-tête répété au milieu": lambda rows: written([*rows[:12], rows[0], *rows[12:]]),
    "en-tête coupé en deux": lambda rows: written([rows[0][:2], rows[0][2:], *rows[1:]]),
    "un titre de moins, à gauche (colonne de numéros)": lambda rows: written(indexed(rows)),
    "un titre de moins, à droite": lambda rows: written([rows[0][:-1], *rows[1:]]),
    "un titre de trop": lambda rows: written([[*rows[0], "en trop"], *rows[1:]]),
    "guillemet ouvert au premier titre": lambda rows: '"' + written(rows),
    "guillemet ouvert au deuxième titre": lambda rows: (
        written(rows[:1]).replace(";", ';"', 1) + written(rows[1:])
    ),
    "guillemet ouvert, cellules entre guillemets": lambda rows: (
        written(rows[:1]).replace(";", ';"', 1) + written(rows[1:], always=True)
    ),
    "titres au-dessus": lambda rows: "Extraction inventée\n\n" + written(rows),
}


def pollutions(rows: Sequence[list[str]]) -> list[Polluted]:
    """Every way of writing these rows."""
    clean = list(rows)
    found = [
        Polluted(name, written(clean, between, quote, always=always).encode())
        for name, between, quote, always in DIALECTS
    ]
    return found + [Polluted(name, write(clean).encode()) for name, write in HEADERS.items()]


__all__ = ["DIALECTS", "HEADERS", "SOURCES", "Polluted", "clean_rows", "pollutions", "written"]
