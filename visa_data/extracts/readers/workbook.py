"""Sheets of a workbook (XLSX, XLSM, XLSB, XLS, ODS), each cell as the text a CSV export would hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from visa_data.extracts import refusals

BLOCK_ROWS = 65_536


@dataclass(frozen=True)
class Sheet:
    """A visible worksheet."""

    name: str
    content: Any

    @property
    def height(self) -> int:
        """Rows up to the last one with content."""
        return int(self.content.end[0]) + 1 if self.content.end else 0

    def rows(self) -> Iterator[list[str]]:
        """Yield the rows from row 1 of the sheet, blank ones too, as text cells from column A."""
        left = [""] * (self.content.start[1] if self.content.start else 0)
        for row in self.content.iter_rows():
            yield left + [cell if isinstance(cell, str) else cell_text(cell) for cell in row]


def open_sheets(path: Path) -> list[Sheet]:
    """Return the visible worksheets. Raises FileRefused for a workbook encrypted or broken."""
    try:
        with path.open("rb") as stream:
            workbook = calamine.CalamineWorkbook.from_filelike(stream)
            return [
                Sheet(about.name, workbook.get_sheet_by_name(about.name))
                for about in workbook.sheets_metadata
                if about.typ == calamine.SheetTypeEnum.WorkSheet
                and about.visible == calamine.SheetVisibleEnum.Visible
            ]
    except calamine.PasswordError:
        raise refusals.password() from None
    except (calamine.CalamineError, OSError, ValueError):
        raise refusals.broken_workbook() from None


def cell_text(cell: object) -> str:
    """Return a typed cell as text: 59057.0 as « 59057 », dates day first, hours as « 09:05 »."""
    if isinstance(cell, bool):
        return "Oui" if cell else "Non"
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else repr(cell)
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
