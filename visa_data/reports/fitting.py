"""How much of a table a page holds: what does not hold is counted, never cut silently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from visa_data.pictures.lettering import AROUND, BETWEEN, row_heights, width
from visa_data.pictures.picture import TablePicture

CLOSING = 0.35
"""Inches of the line that counts the rows left out."""
MOST = 150
"""Rows beyond which no page goes: those of a table of a département are not all measured."""
GUTTER = 0.35
"""Inches between two halves of a table side by side."""


class Page(NamedTuple):
    """A table as one page holds it: its parts side by side (one, or two halves) and the rows left out.

    wide: inches of each part. points: size of its letters.
    """

    parts: tuple[TablePicture, ...]
    wide: float
    points: float
    others: int


def stop(heights: Sequence[float], start: int, high: float) -> int:
    """Rank after the last row, from `start` on, that holds in `high` inches under the header (`row_heights`)."""
    head, *rows = heights
    left = high - head
    for rank in range(start, len(rows)):
        left -= rows[rank]
        if left < 0:
            return rank
    return len(rows)


def on_one_page(
    table: TablePicture,
    sizes: Sequence[float],
    room: float,
    high: float,
    narrow: float = 1.0,
    *,
    between: float = BETWEEN,
    halves: bool = False,
) -> Page:
    """The table in room × high inches, at the largest of the sizes (points) at which it holds.

    halves: whether it may be two halves side by side. Where it does not hold even so, at the smallest size, it keeps
    the rows that do, one at least, above the line that counts the others. narrow, between: as `row_heights` has them.
    """
    start = part_of(table, 0, MOST)
    half = (room - GUTTER) / 2
    ways = [(1, room)]
    if halves:
        ways = [(1, half if _natural(start, sizes[0] * narrow) <= half else room), (2, half)]
    measured = {
        (parts, wide, points): row_heights(start, points, wide, narrow, between)
        for parts, wide in ways
        for points in (sizes if len(table.rows) <= MOST else sizes[-1:])
    }
    if len(table.rows) <= MOST:
        for (parts, wide, points), heights in measured.items():
            cuts = _cuts(heights, parts, high)
            if cuts[-1] == len(table.rows):
                return _page(table, cuts, wide, points)
    least = [(_cuts(measured[parts, wide, sizes[-1]], parts, high - CLOSING), wide) for parts, wide in ways]
    cuts, wide = max(least, key=lambda found: found[0][-1])
    return _page(table, cuts if cuts[-1] else [1], wide, sizes[-1])


def _natural(table: TablePicture, points: float) -> float:
    """Inches that the table takes where no text is wrapped."""
    columns = zip(table.headers, *table.rows, strict=True)
    return sum(max(width(text, points, bold=True) for text in column) + AROUND for column in columns)


def _cuts(heights: Sequence[float], parts: int, high: float) -> list[int]:
    """Rank after the last row of each part: halves as long as each other where all rows hold."""
    total = len(heights) - 1
    middle = (total + 1) // 2
    if parts == 2 and stop(heights, 0, high) >= middle and stop(heights, middle, high) == total:
        return [middle, total]
    cuts: list[int] = []
    for _ in range(parts):
        cuts.append(stop(heights, cuts[-1] if cuts else 0, high))
    return cuts


def _page(table: TablePicture, cuts: Sequence[int], wide: float, points: float) -> Page:
    starts = [0, *cuts[:-1]]
    parts = tuple(part_of(table, start, after) for start, after in zip(starts, cuts, strict=True))
    return Page(tuple(part for part in parts if part.rows), wide, points, len(table.rows) - cuts[-1])


def part_of(table: TablePicture, start: int, after: int) -> TablePicture:
    """Its rows from `start`, up to `after`."""
    return TablePicture(table.headers, table.rows[start:after], table.tones[start:after])
