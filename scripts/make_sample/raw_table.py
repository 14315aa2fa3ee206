"""One table of the raw style, before it is written."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class RawTable:
    """One table to write: title lines, a header, rows of text, its file's encoding ("" for a workbook).

    Tables of one name are the sheets of one workbook.
    """

    name: str
    header: list[str]
    rows: list[list[str]]
    titles: list[str] = field(default_factory=list)
    encoding: str = "cp1252"
    separator: str = ";"
    sheet: str = "Feuille 1"

    def line_of(self, index: int) -> int:
        """Line number of ``rows[index]`` as a spreadsheet shows it."""
        return len(self.titles) + 1 + index + 1
