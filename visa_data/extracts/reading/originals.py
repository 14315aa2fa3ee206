"""Lines of a file as it writes them, fetched again when they are to be handed back for correction.

They hold names and telephones: they go from the file to whoever gave it, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from visa_data.extracts.readers.records import Block


@dataclass
class Originals:
    """Lines to fetch (rows of the file as a spreadsheet shows them), then what was found.

    Given to `read_extract`, which fills header and rows: the header is that of the first table, followed by
    the columns that only other tables have. A line that could not be cut into cells is cut at its
    separators, quotes left as they are.
    """

    wanted: Collection[int]
    header: list[str] = field(default_factory=list)
    rows: dict[int, list[str]] = field(default_factory=dict)

    def take(self, block: Block, header: Sequence[str], separator: str) -> None:
        """Keep the wanted lines of a block of a table.

        header: its titles, those of the first table where they name the same field. separator: the
        character, or "" for a workbook.
        """
        places = self._places(header)
        wanted = np.fromiter(self.wanted, dtype=np.int64, count=len(self.wanted))
        for place in np.flatnonzero(np.isin(block.lines, wanted)).tolist():
            self._keep(int(block.lines[place]), [column[place].as_py() for column in block.columns], places)
        kept = set(self.wanted)
        for line, row in block.others:
            if line in kept:
                self._keep(line, row, places)
        for line, text in block.torn.items():
            if line in kept:
                bare = text.rstrip("\r\n")
                self._keep(line, bare.split(separator) if separator else [bare], places)

    def _places(self, header: Sequence[str]) -> list[int]:
        """The columns here of those of a table; a title that is not here yet is added."""
        if not self.header:
            self.header = list(header)
        free = list(range(len(self.header)))
        places = []
        for title in header:
            place = next((place for place in free if self.header[place] == title), None)
            if place is None:
                place = len(self.header)
                self.header.append(title)
            else:
                free.remove(place)
            places.append(place)
        return places

    def _keep(self, line: int, row: Sequence[str], places: Sequence[int]) -> None:
        if list(places) == list(range(len(places))):
            self.rows[line] = list(row)
            return
        laid = [""] * len(self.header)
        for place, cell in zip(places, row, strict=False):
            laid[place] = cell
        self.rows[line] = [*laid, *row[len(places) :]]
