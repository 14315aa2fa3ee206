"""Which row of which sheet a line of an extract is, when several sheets were read one after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from visa_data import french
from visa_data.extracts.answers.line_ranges import line_ranges
from visa_data.typography import french as typographic


@dataclass(frozen=True)
class SheetRows:
    """Sheets put end to end: their names, and for each the number of rows of those before it.

    Empty where rows are told by their number alone: one sheet, a text, outlines.
    """

    names: tuple[str, ...] = ()
    before: tuple[int, ...] = ()

    def place(self, line: int) -> tuple[str, int]:
        """The sheet ("" when there is one table) and the row in it."""
        if not self.names:
            return "", line
        number = bisect_left(self.before, line) - 1
        return self.names[number], line - self.before[number]

    def row(self, line: int) -> str:
        """`5`, or `« S21 », 5`."""
        sheet, row = self.place(line)
        return typographic(f"« {sheet} », {row}") if sheet else str(row)

    def ranges(self, lines: Iterable[int]) -> str:
        """`lignes 5 et 7`, or `feuille « S20 », lignes 5 et 7 ; feuille « S21 », ligne 3`."""
        if not self.names:
            return line_ranges(lines)
        rows: dict[str, list[int]] = {}
        for line in sorted(set(lines)):
            sheet, row = self.place(line)
            rows.setdefault(sheet, []).append(row)
        return typographic(
            " ; ".join(f"feuille « {sheet} », {line_ranges(found)}" for sheet, found in rows.items())
        )

    def counted(self, lines: Iterable[int]) -> str:
        """`« S20 » (12 lignes) et « S21 » (9 lignes)`: how many of these lines each sheet has."""
        rows = dict.fromkeys(self.names, 0)
        for line in lines:
            rows[self.place(line)[0]] += 1
        return french.listed([f"« {name} » ({french.counted(n, 'ligne')})" for name, n in rows.items()])


ONE_TABLE = SheetRows()
