"""How far the sheets of an XLSX reach, looked at before they are read: one stray cell can make billions.

A sheet is read as a rectangle that holds all its filled cells. With one in the last corner of the grid, the
rectangle would not fit in memory, and the whole process would stop.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO

from visa_data.extracts import refusals
from visa_data.extracts.readers.damage import damage_refused

MOST_CELLS = 20_000_000
"""Cells of all the rectangles together: 20 columns on the million rows of a sheet."""
_PIECE = 1 << 20
# A cell that is not closed at once, nor holds an empty value.
_FILLED_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^/>])?>(?!\s*</|<(?:\w+:)?v(?:\s*/>|></))'
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def check_extent(path: Path) -> None:
    """Raise FileRefused for an XLSX whose sheets reach too far, or cannot be unfolded; other files pass."""
    if not zipfile.is_zipfile(path):
        return
    cells = 0
    with damage_refused(refusals.broken_workbook), zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if _SHEET.fullmatch(entry.filename):
                with archive.open(entry) as stream:
                    rows, columns = extent(stream)
                cells += rows * columns
                if cells > MOST_CELLS:
                    raise refusals.sheet_too_far(rows, columns)


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
