"""Rejected and set-aside lines handed back as the file writes them, ready to correct and load again.

Not those of people who refuse: there is nothing to correct in them. Two columns come first, the reason and the suggestion; loading the file again leaves them aside. The lines
hold whatever the file holds, names too: they go back to whoever gave the file, and nowhere else.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence

import xlsxwriter

from visa_data.errors import RowError
from visa_data.exports.tables import neutral
from visa_data.extracts.answers.consents import to_correct
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.readers.separators import SEPARATORS, character_of
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.texts.headers import ADDED_HEADERS

_NUMBER = re.compile(r"[+-]?[\d\s.,]+")
_DEFAULT_SEPARATOR = ";"


def refused_numbers(problems: Iterable[RowError]) -> frozenset[int]:
    """Rows of the file, as a spreadsheet shows them, that are rejected or set aside, but for whoever refuses."""
    return frozenset(p.line for p in problems if to_correct(p))


def refused_rows(
    extract: Extract, problems: Sequence[RowError], fetch: Callable[[Originals], object]
) -> list[list[str]]:
    """`refused_table` of a file, read again; empty when no line is refused, and for outlines.

    fetch: reads the file again, and fills the lines.
    """
    numbers = refused_numbers(problems)
    if not numbers or not extract.recognition.header_line:
        return []
    originals = Originals(numbers)
    fetch(originals)
    return refused_table(originals, problems)


def refused_table(originals: Originals, problems: Sequence[RowError]) -> list[list[str]]:
    """The header, then each refused line: reason, suggestion, and its cells as the file writes them.

    A line with several problems has all their reasons. Cells that a spreadsheet would run are neutralised.
    """
    told: dict[int, list[RowError]] = {}
    for problem in problems:
        if to_correct(problem):
            told.setdefault(problem.line, []).append(problem)
    rows = [[*ADDED_HEADERS, *(cell.strip() for cell in originals.header)]]
    for line in sorted(originals.rows):
        reasons = dict.fromkeys(
            f"{p.column} : {p.reason}" if p.column else p.reason for p in told.get(line, [])
        )
        advice = dict.fromkeys(p.suggestion for p in told.get(line, []) if p.suggestion)
        rows.append([" / ".join(reasons), " / ".join(advice), *originals.rows[line]])
    return [[_harmless(cell) for cell in row] for row in rows]


def refused_csv(rows: Sequence[Sequence[str]], separator_name: str) -> bytes:
    """The table as text: UTF-8 with BOM, the source's separator (its French name; semicolon without one)."""
    names = {name: character for character, name in SEPARATORS.items()}
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=character_of(names.get(separator_name, _DEFAULT_SEPARATOR)))
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def refused_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """The table as a workbook of one sheet, every cell a text."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("À corriger")
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 1, 40)
    book.close()
    return buffer.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs; a signed number runs nothing, and stays a number."""
    return cell if _NUMBER.fullmatch(cell) else str(neutral(cell))
