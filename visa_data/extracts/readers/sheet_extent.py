"""How far the sheets of an XLSX or an ODS reach, looked at before they are read: one cell can make billions.

A sheet is read as a rectangle that holds all its filled cells. With one in the last corner of the grid, or one
that says that it is repeated, the rectangle would not fit in memory: the place of that cell can still be told.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from visa_data.extracts.answers import refusals
from visa_data.extracts.readers.damage import damage_refused
from visa_data.extracts.readers.signature import LARGEST_UNFOLDED

MOST_CELLS = 20_000_000
"""Cells of all the rectangles together: 20 columns on the million rows of a sheet."""
MOST_REPEATED = 100_000
"""Times that an OpenDocument may say a row that holds something is there: people and calls differ from one another."""
_PIECE = 1 << 20
# A cell that is not closed at once, nor holds an empty value.
_FILLED_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^/>])?>(?!\s*</|<(?:\w+:)?v(?:\s*/>|></))'
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def check_extent(path: Path) -> None:
    """Raise FileRefused for an XLSX or an ODS whose sheets reach too far, or cannot be unfolded; others pass."""
    if not zipfile.is_zipfile(path):
        return
    cells = 0
    with damage_refused(refusals.broken_workbook), zipfile.ZipFile(path) as archive:
        for rows, columns, again in _extents(archive):
            cells += rows * columns
            if cells > MOST_CELLS or again > MOST_REPEATED:
                raise refusals.sheet_too_far(rows, columns)


def _extents(archive: zipfile.ZipFile) -> Iterator[tuple[int, int, int]]:
    """For each sheet, its last row and column, and how many times its most repeated row is there."""
    for entry in archive.infolist():
        if _SHEET.fullmatch(entry.filename):
            with archive.open(entry) as stream:
                yield *extent(stream), 1
        elif entry.filename == "content.xml":
            with archive.open(entry) as stream:
                yield from repeated_extents(stream)


def extent(sheet: IO[bytes]) -> tuple[int, int]:
    """Last row and last column (from 1) with a filled cell, from a sheet's XML; rows are in order in it."""
    last_row = 0
    columns: set[bytes] = set()
    rest = b""
    while piece := sheet.read(_PIECE):
        piece = rest + piece
        # What starts at the last reference is kept for the next piece: it may go on there.
        cut = piece.rfind(b"<", 0, max(piece.rfind(b' r="'), 0))
        cut = cut if cut >= 0 else piece.rfind(b"<")
        rest, piece = piece[cut:], piece[:cut]
        last_row = _seen(piece, last_row, columns)
    return _seen(rest, last_row, columns), max(map(_number, columns), default=0)


def _seen(piece: bytes, last_row: int, columns: set[bytes]) -> int:
    """Note the columns of the filled cells of a piece; return the last row so far."""
    found = _FILLED_CELL.findall(piece)
    columns.update(column for column, _ in found)
    return max(last_row, int(found[-1][1])) if found else last_row


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


# OpenDocument says how many times a row, a cell or a space is there; the names are those that readers look for.
_ROW_END = b"</table:table-row>"
_LONGEST_ROW = 50_000_000
_ROW = re.compile(rb"<table:table-row(?=[\s/>])([^>]*)>")
_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell(?=[\s/>])([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)",
    re.DOTALL,
)
_TIMES = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["']\s*\+?(\d{1,18})""")
_SPACES = re.compile(rb"""<text:s\s[^>]*?text:c\s*=\s*["']\s*\+?(\d{1,18})""")
_TAG = re.compile(rb"<[^>]*>")


class _Repeated:
    """One sheet of an OpenDocument: its last filled row and column (from 1), the bytes of its texts.

    again: how many times the most repeated of its filled rows is there.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.text = 0
        self.again = 1
        self._row = 0

    def add(self, row: bytes) -> None:
        """Add what ends at the end of a row: that row, after those without any cell."""
        *empty, (attributes, start) = [(found[1], found.end()) for found in _ROW.finditer(row)] or [(b"", 0)]
        self._row += sum(_times(attributes) for attributes, _ in empty)
        times = _times(attributes)
        # Nearly every row ends with empty cells, repeated: what counts is up to its last filled one.
        end = row.find(b">", max(row.rfind(b"</table:"), row.rfind(b" office:value"), start)) + 1
        filled = row[start:end]
        last, text = filled.count(b"<table:table-cell"), 0
        if times > 1 or b"-repeated" in filled or b"text:c" in filled:
            last, text = _cells(filled)
        self._row += times
        if last:
            self.rows, self.columns = self._row, max(self.columns, last)
            self.text += times * text
            self.again = max(self.again, times)


def _cells(row: bytes) -> tuple[int, int]:
    """Column (from 1) of the last filled cell, and bytes of the texts of all of them."""
    last, column, text = 0, 0, 0
    for about, content in _CELL.findall(row):
        same = _times(about)
        column += same
        if content or b"office:" in about:
            last = column
            text += same * (len(_TAG.sub(b"", content)) + sum(map(int, _SPACES.findall(content))))
    return last, text


def _times(attributes: bytes) -> int:
    found = _TIMES.search(attributes)
    return int(found[1]) if found else 1


def repeated_extents(content: IO[bytes]) -> Iterator[tuple[int, int, int]]:
    """For each sheet of an OpenDocument's content, its last row and column (from 1) with a filled cell.

    Then how many times the most repeated of its filled rows is there.

    Raises FileRefused where the repeated texts would be larger than a file unfolded may be.
    """
    sheet, rest = _Repeated(), b""
    while piece := content.read(_PIECE):
        *rows, rest = (rest + piece).split(_ROW_END)
        if len(rest) > _LONGEST_ROW:
            raise refusals.broken_workbook()
        for row in rows:
            if b"<table:table " in row:
                yield sheet.rows, sheet.columns, sheet.again
                sheet = _Repeated()
            sheet.add(row)
            if sheet.rows * sheet.columns > MOST_CELLS or sheet.again > MOST_REPEATED:
                yield sheet.rows, sheet.columns, sheet.again
                return
            if sheet.text > LARGEST_UNFOLDED:
                raise refusals.zip_bomb()
    yield sheet.rows, sheet.columns, sheet.again
