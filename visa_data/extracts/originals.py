"""Lines of a file as it writes them, fetched again when they are to be handed back for correction.

They hold names and telephones: they go from the file to whoever gave it, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from visa_data.extracts.readers.records import Block


@dataclass
class Originals:
    """Lines to fetch (rows of the file as a spreadsheet shows them), then what was found.

    Given to `read_extract`, which fills header and rows. A line that could not be cut into cells is cut
    at its separators, quotes left as they are.
    """

    wanted: Collection[int]
    header: list[str] = field(default_factory=list)
    rows: dict[int, list[str]] = field(default_factory=dict)

    def take(self, block: Block, separator: str) -> None:
        """Keep the wanted lines of a block; separator: the character, or "" for a workbook."""
        wanted = np.fromiter(self.wanted, dtype=np.int64, count=len(self.wanted))
        for place in np.flatnonzero(np.isin(block.lines, wanted)).tolist():
            self.rows[int(block.lines[place])] = [column[place].as_py() for column in block.columns]
        kept = set(self.wanted)
        self.rows |= {line: list(row) for line, row in block.others if line in kept}
        for line, text in block.torn.items():
            if line in kept:
                bare = text.rstrip("\r\n")
                self.rows[line] = bare.split(separator) if separator else [bare]
