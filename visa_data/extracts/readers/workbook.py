"""Sheets of a workbook (XLSX, XLSM, XLS, ODS), each cell as the text a CSV export would hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from visa_data.extracts.answers import refusals
from visa_data.extracts.readers.damage import panic_refused
from visa_data.extracts.readers.sheet_extent import check_extent

BLOCK_ROWS = 65_536


@dataclass
class Sheet:
    """A visible worksheet; `merged_downwards` counts the cells that the last `rows` filled from a merged one."""

    name: str
    content: Any
    merged_downwards: int = 0

    @property
    def height(self) -> int:
        """Rows up to the last one with content."""
        return int(self.content.end[0]) + 1 if self.content.end else 0

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows from row 1 of the sheet, blank ones too, as text cells from column A.

        The value of a merged cell is given on each of its rows, in its first column.
        """
        left = [""] * (self.content.start[1] if self.content.start else 0)
        merged = self._merged()
        self.merged_downwards = 0
        above: dict[int, tuple[int, str]] = {}
        for number, row in enumerate(self.content.iter_rows()):
            cells = left + [cell if isinstance(cell, str) else cell_text(cell) for cell in row]
            for column, (last, value) in above.items():
                if number <= last and column < len(cells) and value and not cells[column]:
                    cells[column] = value
                    self.merged_downwards += 1
            for column, last in merged.get(number, ()):
                if column < len(cells):
                    above[column] = last, cells[column]
            yield cells

    def _merged(self) -> dict[int, list[tuple[int, int]]]:
        """First row to (first column, last row) of the merged cells that span several rows."""
        found: dict[int, list[tuple[int, int]]] = {}
        for (top, column), (bottom, _) in self.content.merged_cell_ranges or ():
            if bottom > top:
                found.setdefault(top, []).append((column, bottom))
        return found


@dataclass(frozen=True)
class Workbook:
    """The visible worksheets, and the names of the hidden ones."""

    sheets: list[Sheet]
    hidden: list[str]

    def sheet(self, name: str) -> Sheet:
        """The visible sheet of that name; raises StopIteration."""
        return next(sheet for sheet in self.sheets if sheet.name == name)


def open_workbook(path: Path) -> Workbook:
    """Open the worksheets of a workbook. Raises FileRefused: encrypted, broken, with cells too far away."""
    check_extent(path)
    try:
        with panic_refused(refusals.broken_workbook), path.open("rb") as stream:
            workbook = calamine.CalamineWorkbook.from_filelike(stream)
            tables = [
                about for about in workbook.sheets_metadata if about.typ == calamine.SheetTypeEnum.WorkSheet
            ]
            seen = [about.name for about in tables if about.visible == calamine.SheetVisibleEnum.Visible]
            return Workbook(
                [Sheet(name, workbook.get_sheet_by_name(name)) for name in seen],
                [about.name for about in tables if about.name not in seen],
            )
    except calamine.PasswordError:
        raise refusals.password() from None
    except (calamine.CalamineError, OSError, ValueError):
        raise refusals.broken_workbook() from None


def cell_text(cell: object) -> str:
    """Return a typed cell as text: 59057.0 as « 59057 », dates day first, hours as « 09:05 »."""
    if isinstance(cell, bool):
        return "Oui" if cell else "Non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.strftime("%d/%m/%Y")
        return cell.strftime("%d/%m/%Y %H:%M:%S")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S")
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    return str(cell)
