"""One proportion as large as the room: signs that can be counted, or a bar; its history, and where."""

from __future__ import annotations

import math

from visa_data.pictures.listing import draw_listing
from visa_data.pictures.picture import ProportionPicture, Tone
from visa_data.pictures.sheet import LINE, TEXT, Sheet
from visa_data.pictures.tones import PATTERNS, patterns
from visa_data.pictures.trend import draw_trend

MOST_UNITS = 60
"""Persons whom a room can still count one by one."""
SIDE = 0.34
"""Share of the width that the list of places takes."""
LINE_BOX = 1.17
"""Height of a line of our letters, beside their size: what a browser takes for a text's room."""
VALUES = (150.0, 128.0, 110.0, 92.0, 76.0, 64.0, 54.0)
WORDS = (34.0, 30.0, 27.0, 24.0, TEXT)
GAP = 40.0
WITHHELD = "effectif protégé ou non connu"


def draw_proportion(sheet: Sheet, picture: ProportionPicture) -> None:
    """Draw the figure and its words, its units or its bar, its curve; the places at the right."""
    side = SIDE * sheet.width if picture.where is not None else 0.0
    wide = sheet.width - side - (GAP if side else 0.0)
    curved = picture.trend is not None
    head = min(0.3 * sheet.height, 150.0)
    tail = min(0.36 * sheet.height, 220.0) if curved else 0.0
    _figure(sheet, picture, wide, head)
    key = 2.1 * LINE
    room = sheet.height - head - tail - key - (0.5 * TEXT if curved else 0.0)
    _units(sheet, picture, wide, head + 0.3 * TEXT, room - 0.3 * TEXT)
    _key(sheet, picture, wide, head + room + key / 2)
    if picture.trend is not None:
        top = sheet.height - tail
        (title,) = sheet.cut(picture.trend_title, wide, 1, bold=True)
        sheet.text(0, top + 0.8 * LINE, title, bold=True)
        tone = Tone.NEUTRAL if picture.part is None else picture.marked.tone
        draw_trend(sheet, picture.trend, 0, top + 1.4 * LINE, wide, tail - 1.4 * LINE, tone=tone, size=24.0)
    if picture.where is not None:
        draw_listing(sheet, picture.where, sheet.width - side, 0, side, sheet.height)


def _figure(sheet: Sheet, picture: ProportionPicture, wide: float, high: float) -> None:
    value = next(
        (
            s
            for s in VALUES
            if LINE_BOX * s <= high and sheet.wide(picture.part_text, s, bold=True) <= 0.45 * wide
        ),
        VALUES[-1],
    )
    (text,) = sheet.cut(picture.part_text, 0.6 * wide, 1, value, bold=True)
    sheet.text(0, high / 2, text, value, bold=True)
    left = sheet.wide(text, value, bold=True) + 0.9 * TEXT
    room = wide - left
    for size in WORDS:
        most = max(2, int(high / (1.15 * size)))
        above = sheet.cut(picture.whole_text, room, 2, size)
        below = sheet.cut(picture.marked.label, room, most - len(above), size, bold=True)
        if len(above) + len(below) <= most and not (above + below)[-1].endswith("…"):
            break
    first = high / 2 - (len(above) + len(below)) * size * 1.15 / 2
    sheet.lines(left, first + len(above) * size * 1.15 / 2, above, size)
    sheet.lines(left, first + (len(above) + len(below) / 2) * size * 1.15, below, size, bold=True)


def _units(sheet: Sheet, picture: ProportionPicture, wide: float, top: float, high: float) -> None:
    """One sign each up to sixty, else a bar; a withheld part has a hatched bar that measures nothing."""
    part, whole = picture.part, picture.whole
    if part is None or whole is None or not 0 <= part <= whole or not whole:
        thick = min(high, 90.0)
        shape = {"x": 1, "y": top + (high - thick) / 2, "width": wide - 2, "height": thick}
        _toned(sheet, Tone.UNKNOWN, PATTERNS[Tone.UNKNOWN], shape, stroke_dasharray="4 3")
        return
    with sheet.said(f"{picture.part_text} {picture.whole_text} {picture.marked.label}"):
        if whole <= MOST_UNITS:
            _persons(sheet, picture, part, whole, wide, top, high)
        else:
            _bar(sheet, picture, part / whole, wide, top, high)


def _persons(
    sheet: Sheet, picture: ProportionPicture, part: int, whole: int, wide: float, top: float, high: float
) -> None:
    """Rows of persons, as large as they can all be, those of the part first."""
    rows = max(range(1, 7), key=lambda n: min(high / n, wide / math.ceil(whole / n) / 0.62))
    tall = min(high / rows, wide / math.ceil(whole / rows) / 0.62, 130.0)
    across = math.ceil(whole / rows)
    start = top + (high - rows * tall) / 2
    for rank in range(whole):
        x = (rank % across + 0.5) * 0.62 * tall
        y = start + rank // across * tall
        tone = picture.marked.tone if rank < part else None
        _person(sheet, x, y, 0.92 * tall, tone)


def _person(sheet: Sheet, x: float, y: float, tall: float, tone: Tone | None) -> None:
    """A head and a body, filled where the person is of the part, else hollow."""
    head, half = 0.15 * tall, 0.24 * tall
    neck, foot = y + 0.36 * tall, y + 0.98 * tall
    style = {
        "fill": "papier" if tone is None else f"fond-{tone.value}",
        "stroke": "bord" if tone is None else "encre",
        "stroke_width": 2,
    }
    sheet.circle(x, y + 0.17 * tall, head, **style)
    round_ = 0.2 * tall
    sheet.path(
        f"M{x - half:.1f} {foot:.1f}V{neck + round_:.1f}q0 {-round_:.1f} {round_:.1f} {-round_:.1f}"
        f"H{x + half - round_:.1f}q{round_:.1f} 0 {round_:.1f} {round_:.1f}V{foot:.1f}Z",
        **style,
    )


def _bar(
    sheet: Sheet, picture: ProportionPicture, share: float, wide: float, top: float, high: float
) -> None:
    thick = min(high, 110.0)
    y = top + (high - thick) / 2
    found = patterns((picture.marked, picture.rest))
    long = share * (wide - 2)
    for category, x, width in ((picture.rest, 1 + long, wide - 2 - long), (picture.marked, 1.0, long)):
        if width > 0:
            shape = {"x": x, "y": y, "width": width, "height": thick}
            _toned(sheet, category.tone, found[category.key], shape)


def _key(sheet: Sheet, picture: ProportionPicture, wide: float, middle: float) -> None:
    """What is marked and what is not, on one row where both hold, else on two."""
    part, whole = picture.part, picture.whole
    known = part is not None and whole is not None
    units = known and whole is not None and 0 < whole <= MOST_UNITS
    found = patterns((picture.marked, picture.rest))
    entries = [(c.label, c.tone, found[c.key]) for c in (picture.marked, picture.rest)]
    if not known:
        entries = [(WITHHELD, Tone.UNKNOWN, PATTERNS[Tone.UNKNOWN])]
    swatch = 1.3 * TEXT if units else 2.3 * TEXT
    across = [swatch + sheet.wide(label) for label, *_ in entries]
    rows = 1 if sum(across) + 1.4 * TEXT <= wide else len(entries)
    x = 1.0
    for rank, (label, tone, pattern) in enumerate(entries):
        y = middle + (rank - (rows - 1) / 2) * LINE if rows > 1 else middle
        if units:
            tall = 1.05 * TEXT
            _person(sheet, x + 0.3 * tall, y - tall / 2, tall, None if rank else tone)
        else:
            shape = {"x": x, "y": y - 0.5 * TEXT, "width": 1.8 * TEXT, "height": 1.0 * TEXT}
            _toned(sheet, tone, pattern, shape)
        (words,) = sheet.cut(label, wide - x - swatch, 1)
        sheet.text(x + swatch, y, words)
        x = 1.0 if rows > 1 else x + across[rank] + 1.4 * TEXT


def _toned(sheet: Sheet, tone: Tone, pattern: str, shape: dict[str, float], **style: str) -> None:
    sheet.toned("rect", tone, pattern, "encre", **shape, **style)
