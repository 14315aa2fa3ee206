"""The legend of a picture: pattern, sign and words, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from visa_data.pictures.picture import Category, Tone
from visa_data.pictures.sheet import TEXT, Sheet
from visa_data.pictures.tones import patterns

ROW = 1.62 * TEXT
SWATCH, HIGH = 2.0 * TEXT, 1.4 * TEXT
GAP = 0.45 * TEXT
AFTER = 1.1 * TEXT

Draw = Callable[[Sheet, float, float], None]


@dataclass(frozen=True)
class Entry:
    """What a mark means: words, figures written after them in bold, and what draws the mark.

    draw: given the sheet and the middle of the mark; it takes `wide` units.
    """

    label: str
    bold: str = ""
    draw: Draw | None = None
    wide: float = SWATCH

    def room(self, sheet: Sheet) -> float:
        """Units that the entry takes on its row."""
        mark = self.wide + GAP if self.draw else 0.0
        after = sheet.wide(self.bold, bold=True) + GAP if self.bold else 0.0
        return mark + sheet.wide(self.label) + after


def entries(categories: Iterable[Category], bold: Mapping[str, str] | None = None) -> list[Entry]:
    """One entry a category, in their order; bold: what is written after its label, by key."""
    listed = list(categories)
    found = patterns(listed)
    return [Entry(c.label, (bold or {}).get(c.key, ""), swatch(c.tone, found[c.key], c.sign)) for c in listed]


def swatch(tone: Tone, pattern: str, sign: str = "") -> Draw:
    """A sample of a tone, with its sign."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.toned("rect", tone, pattern, x=x - SWATCH / 2, y=y - HIGH / 2, width=SWATCH, height=HIGH)
        if sign:
            (short,) = sheet.cut(sign, SWATCH - 0.6 * TEXT, 1, bold=True)
            sheet.plated(x, y, short, TEXT, tone)

    return draw


def height(sheet: Sheet, items: Sequence[Entry]) -> float:
    """Units that the rows take."""
    return len(_rows(sheet, items)) * ROW


def draw(sheet: Sheet, items: Sequence[Entry], top: float, *, middle: bool = False) -> float:
    """Write the entries from height `top` down, on the left or in the middle; gives the height used."""
    rows = _rows(sheet, items)
    for rank, row in enumerate(rows):
        y = top + (rank + 0.5) * ROW
        long = sum(item.room(sheet) + AFTER for item in row) - AFTER
        x = max(0.0, (sheet.width - long) / 2) if middle else 0.0
        for item in row:
            if item.draw:
                item.draw(sheet, x + item.wide / 2 + 0.5, y)
                x += item.wide + GAP
            (label,) = sheet.cut(item.label, max(sheet.width - x, TEXT), 1)
            sheet.text(x, y, label)
            x += sheet.wide(label)
            if item.bold:
                sheet.text(x + GAP, y, item.bold, bold=True)
                x += GAP + sheet.wide(item.bold, bold=True)
            x += AFTER
    return len(rows) * ROW


def _rows(sheet: Sheet, items: Sequence[Entry]) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    used = 0.0
    for item in items:
        room = item.room(sheet) + AFTER
        if not rows or used + room - AFTER > sheet.width:
            rows.append([])
            used = 0.0
        rows[-1].append(item)
        used += room
    return rows
