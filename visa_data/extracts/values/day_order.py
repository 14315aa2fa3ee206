"""Dates as 05/06/2020: whether the day or the month comes first, from all the cells of a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from visa_data import french
from visa_data.extracts.columns.matching import Matched
from visa_data.extracts.formats import BIRTH_YEAR, DATE, MOMENT
from visa_data.extracts.formats.days import TWO_NUMBERS

_DAY_SURELY_FIRST = r"^\s*(?:1[3-9]|2\d|3[01])\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d"
_MONTH_SURELY_FIRST = r"^\s*(?:0?[1-9]|1[0-2])\s*[/.\-]\s*(?:1[3-9]|2\d|3[01])\s*[/.\-]\s*\d"
_DATED = (DATE, MOMENT, BIRTH_YEAR)
_MUCH_NARROWER = 3
_YEARS = range(1890, 2101)


@dataclass
class _Seen:
    """What the dates of one column say of their order; `cells`: those that can be read in both."""

    day_first: bool = False
    month_first: bool = False
    cells: set[tuple[int, int, int]] = field(default_factory=set)


@dataclass
class DayOrder:
    """Looks at the dates of all columns for what tells whether the day or the month comes first.

    matched: the columns found; those of dates are looked at, by their place. headers: their wordings.
    typed: dates are those of a workbook, which the reader wrote the day first itself; only texts prove the month.
    """

    matched: Iterable[Matched]
    headers: Sequence[str]
    typed: bool = False
    _seen: dict[int, _Seen] = field(default_factory=dict)
    _years_only: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self._years_only = frozenset(m.index for m in self.matched if m.field.format is BIRTH_YEAR)
        self._seen = {m.index: _Seen() for m in self.matched if m.field.format in _DATED}

    def see(self, columns: Sequence[pa.Array]) -> None:
        """Look at the cells of a block, given by columns of strings."""
        for place, seen in self._seen.items():
            cells = columns[place]
            seen.day_first = seen.day_first or _any(cells, _DAY_SURELY_FIRST)
            seen.month_first = seen.month_first or _any(cells, _MONTH_SURELY_FIRST)
            if seen.day_first or seen.month_first or place in self._years_only:
                continue
            for cell in cells.unique().to_pylist():
                if (found := TWO_NUMBERS.match(cell)) is None:
                    continue
                one, two, year = int(found[1]), int(found[3]), int(found[4])
                year += 2000 if year < 100 else 0
                if year in _YEARS and 1 <= one <= 12 and 1 <= two <= 12:
                    seen.cells.add((year, one, two))

    @property
    def month_proved(self) -> list[str]:
        """Headers of the columns that prove that the month comes first, and never the contrary."""
        return [self.headers[i] for i, seen in self._seen.items() if seen.month_first and not seen.day_first]

    def doubts(self) -> list[str]:
        """French sentences on the columns whose dates can be read in both orders, or are written in both.

        A column is not in doubt when the day first puts its dates much closer to one another, as in the
        calls of one week.
        """
        found = []
        for place, seen in self._seen.items():
            named = f"Colonne « {self.headers[place]} »"
            differing = [cell for cell in seen.cells if cell[1] != cell[2]]
            if seen.month_first and seen.day_first:
                found.append(
                    f"{named} : des dates ont le jour d'abord (13/05/2020), d'autres le mois (05/13/2020). Celles qui "
                    "se prêtent aux deux ont été lues le jour d'abord ; les autres sont rejetées."
                )
            elif len(differing) > 1 and not (seen.day_first or seen.month_first or self.typed):
                days = sorted(date(year, two, one) for year, one, two in seen.cells)
                months = sorted(date(year, one, two) for year, one, two in seen.cells)
                if (days[-1] - days[0]) * _MUCH_NARROWER > months[-1] - months[0]:
                    found.append(
                        f"{named} : chaque date peut se lire jour/mois ou mois/jour ; lues le jour d'abord, du "
                        f"{french.day(days[0])} au {french.day(days[-1])}."
                    )
        return found


def _any(cells: pa.Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(cells, pattern)).as_py())
