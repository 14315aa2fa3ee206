"""What stands beside a picture: a titled list of names with their counts, and a change on its tone."""

from __future__ import annotations

from visa_data import french
from visa_data.pictures.picture import Listing, Tone
from visa_data.pictures.sheet import LINE, TEXT, Sheet
from visa_data.typography import french as french_spaces

SIZES = (28.0, 25.0, 22.5, TEXT)
TITLE = 24.0
ROW = 1.75
"""Height of a line, in sizes of its text."""
MOST_COUNT = 0.5
"""Share of the room that counts take at most."""


def draw_listing(sheet: Sheet, listing: Listing, left: float, top: float, wide: float, high: float) -> None:
    """Write the title, then as many lines as the room holds, as large as it allows; the others are counted."""
    size, title = sheet.fit(listing.title, (TITLE, TEXT), wide, 2.3 * TITLE, bold=True)
    head = (1.15 * len(title) + 0.4) * size
    sheet.lines(left, top + 0.575 * size * len(title), title, size, bold=True)
    top, high = top + head, high - head
    sheet.path(f"M{left:.1f} {top:.1f}h{wide:.1f}", stroke="encre", stroke_width=2)
    if not listing.lines:
        size, lines = sheet.fit(listing.empty, SIZES, wide, high - TEXT)
        sheet.lines(left, top + 0.6 * TEXT + len(lines) * size * 1.15 / 2, lines, size)
        return
    size, laid = _laid(sheet, listing, wide, high)
    room = high if sum(high for *_, high in laid) <= high else high - 1.2 * LINE
    shown = 0
    for (name, text), (lines, count, tall) in zip(listing.lines, laid, strict=True):
        if tall > room and shown:
            break
        if shown:
            sheet.path(f"M{left:.1f} {top:.1f}h{wide:.1f}", stroke="grille", stroke_width=1.5)
        with sheet.said(f"{name} : {text}"):
            sheet.lines(left, top + tall / 2, lines, size)
            sheet.text(left + wide, top + tall / 2, count, size, bold=True, align="end")
        top, room, shown = top + tall, room - tall, shown + 1
    more = len(listing.lines) - shown
    if more:
        (said,) = sheet.cut(f"et {french.counted(more, 'autre')} : voir le tableau.", wide, 1)
        sheet.text(left, top + 0.6 * LINE, said)


def _laid(
    sheet: Sheet, listing: Listing, wide: float, high: float
) -> tuple[float, list[tuple[list[str], str, float]]]:
    """The largest size at which all lines hold whole, else the smallest; lines of each name, its count, its height."""
    for size in SIZES:
        laid, whole = [], True
        for name, text in listing.lines:
            (count,) = sheet.cut(text, MOST_COUNT * wide, 1, size, bold=True)
            lines = sheet.cut(name, wide - sheet.wide(count, size, bold=True) - size, 2, size)
            whole = whole and not lines[-1].endswith("…") and count == french_spaces(text)
            laid.append((lines, count, (ROW + 1.15 * (len(lines) - 1)) * size))
        if whole and sum(tall for *_, tall in laid) <= high:
            break
    return size, laid


def chip_height(lines: list[str], size: float) -> float:
    """Units that a change takes."""
    return (len(lines) * 1.15 + 0.35) * size


def chip(sheet: Sheet, left: float, top: float, lines: list[str], size: float, tone: Tone) -> None:
    """A short bold text on its tone, from its top left corner."""
    pad = 0.45 * size
    wide = max(sheet.wide(line, size, bold=True) for line in lines) + 2 * pad
    high = chip_height(lines, size)
    sheet.box(left, top, wide, high, fill=f"fond-{tone.value}", rx=0.3 * size)
    for rank, line in enumerate(lines):
        y = top + high / 2 + (rank - (len(lines) - 1) / 2) * 1.15 * size
        sheet.text(left + pad, y, line, size, bold=True, colour=f"texte-{tone.value}")
