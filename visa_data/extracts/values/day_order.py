"""Dates as 05/06/2020: whether the day or the month comes first, from all the cells of a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from visa_data import french
from visa_data.extracts.columns.matching import Matched
from visa_data.extracts.formats import DATE, MOMENT

_DAY_SURELY_FIRST = r"^\s*(?:1[3-9]|2\d|3[01])\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d"
_TWO_NUMBERS = re.compile(r"\s*(\d{1,2})(\s*[/.\-]\s*)(\d{1,2})(?=\s*[/.\-]\s*(\d{4}|\d{2})\b)")
_MUCH_NARROWER = 3
_YEARS = range(1890, 2101)


def with_day_first(cell: str) -> str:
    """Return a cell that has its month first (« 05/13/2020 ») with its day first; any other as it is."""
    return _TWO_NUMBERS.sub(r"\3\2\1", cell, count=1) if _TWO_NUMBERS.match(cell) else cell


@dataclass
class DayOrder:
    """Looks at the dates of a text until one tells that the day comes first.

    matched: the columns found; those of dates are looked at, by their place. headers: their wordings.
    """

    matched: Iterable[Matched]
    headers: Sequence[str]
    _cells: dict[int, set[tuple[int, int, int]]] = field(default_factory=dict)
    _month_surely_first: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        places = [m.index for m in self.matched if m.field.format in (DATE, MOMENT)]
        self._cells = {place: set() for place in places}
        self._month_surely_first = dict.fromkeys(places, False)

    def see(self, columns: Sequence[pa.Array]) -> None:
        """Look at the cells of a block, given by columns of strings."""
        for place in list(self._cells):
            if pc.any(pc.match_substring_regex(columns[place], _DAY_SURELY_FIRST)).as_py():
                del self._cells[place]
                continue
            for cell in columns[place].unique().to_pylist():
                if (found := _TWO_NUMBERS.match(cell)) is None:
                    continue
                one, two, year = int(found[1]), int(found[3]), int(found[4])
                year += 2000 if year < 100 else 0
                if year not in _YEARS:
                    continue
                if 1 <= one <= 12 and 1 <= two <= 12:
                    self._cells[place].add((year, one, two))
                elif 1 <= one <= 12 < two <= 31:
                    self._month_surely_first[place] = True

    def doubts(self) -> list[str]:
        """French sentences on the columns whose dates can be read in both orders.

        A column is not in doubt when the day first puts its dates much closer to one another, as in the
        calls of one week.
        """
        found = []
        for place, cells in self._cells.items():
            named = f"Colonne « {self.headers[place]} »"
            differing = [cell for cell in cells if cell[1] != cell[2]]
            if self._month_surely_first[place]:
                found.append(
                    f"{named} : le mois semble écrit avant le jour (05/13/2020) ; les dates qui s'y prêtent "
                    "ont pourtant été lues le jour d'abord."
                )
            elif len(differing) > 1:
                days = sorted(date(year, two, one) for year, one, two in cells)
                months = sorted(date(year, one, two) for year, one, two in cells)
                if (days[-1] - days[0]) * _MUCH_NARROWER > months[-1] - months[0]:
                    found.append(
                        f"{named} : chaque date peut se lire jour/mois ou mois/jour ; lues le jour d'abord, du "
                        f"{french.day(days[0])} au {french.day(days[-1])}."
                    )
        return found
