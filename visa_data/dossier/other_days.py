"""What a reader of a book may see of other days: books told by the same division, and what a book holds of the day before."""

from __future__ import annotations

from visa_data.dossier.counts import by_need
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.sectors_shown import cells_of
from visa_data.dossier.tables import THEN
from visa_data.indicators.indicator import Column, Unit


def same_division(one: FrozenBook, other: FrozenBook) -> bool:
    """Whether both tell places by the very same sectors, so that a sector of one is that of the other."""
    return _members(one) == _members(other)


def _members(book: FrozenBook) -> dict[str, str]:
    table = book.tables.sectors
    return dict(zip(table["code"], table["zones"], strict=True))


def holds_then(book: FrozenBook, column: Column, *, need: str = "", share: bool = False) -> bool:
    """Whether the book gives that figure by sector at the day before too (counts of people, and shares of these)."""
    cells = cells_of(book, THEN)
    part = (
        column.part if column.unit is Unit.RATE else by_need(column.figure, need) if need else column.figure
    )
    return part in cells and (column.whole in cells or not (share or column.unit is Unit.RATE))


def whole_shown(book: FrozenBook, column: Column, counted: tuple[str, str], *, need: str = "") -> str:
    """The count of the whole territory as the book publishes it, in words; empty where it gives none."""
    name = by_need(column.figure, need) if need else column.figure
    if column.unit is not Unit.COUNT or not book.gives(name):
        return ""
    return book.total(name).counted(*counted)
