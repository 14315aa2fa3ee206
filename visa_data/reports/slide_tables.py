"""Native tables on slides: as large as they fit, on several slides where they must."""

from __future__ import annotations

from visa_data import french
from visa_data.pictures.lettering import ARIAL, row_heights, shares, table_height
from visa_data.pictures.picture import TablePicture, Tone
from visa_data.pictures.tones import ink, row_ground
from visa_data.reports.slide_deck import LEFT, ROOM, Deck, Slide, fill_cell

POINTS = (20.0, 18.0, 16.0, 14.0, 13.0, 12.0, 11.0)
"""Largest first; nothing smaller is read from a few metres."""
APPENDIX_POINTS = (16.0, 14.0, 12.0)
TITLES = (28.0, 22.0, 16.0)
PAGE_TOP, PAGE_BOTTOM = 1.2, 6.95
MOST_PAGES = 40
"""Slides for one table: beyond, the other forms of the report hold it whole."""


def add_table(slide: Slide, table: TablePicture, left: float, top: float, room: float, high: float) -> bool:
    """The table as large as it fits; whether rows were left out, which is then said under it."""
    points = next((p for p in POINTS if table_height(table, p, room, ARIAL) <= high), POINTS[-1])
    shown = _that_fit(table, 0, points, room, high)
    if shown == len(table.rows):
        _draw(slide, table, 0, shown, points, left, top, room)
        return False
    shown = max(_that_fit(table, 0, points, room, high - 0.35), 1)
    used = _draw(slide, table, 0, shown, points, left, top, room)
    others = french.counted(len(table.rows) - shown, "autre ligne", "autres lignes")
    slide.text("Suite", f"Et {others} : tableau complet à la fin.", left, top + used + 0.05, room, 0.3, 12)
    return True


def add_pages(deck: Deck, title: str, table: TablePicture, *, empty: str = "") -> None:
    """The table on as many slides as it needs; or the sentence `empty`."""
    if not table.rows:
        slide = deck.slide(title, number=True, top=0.35, high=0.7, sizes=TITLES)
        slide.text("Constat", empty or "Aucune ligne.", LEFT, PAGE_TOP, ROOM, 1.2, 20, fill=ink("sol"))
        return
    room = PAGE_BOTTOM - PAGE_TOP
    points = next(
        (p for p in APPENDIX_POINTS if table_height(table, p, ROOM, ARIAL) <= room), APPENDIX_POINTS[-1]
    )
    start = page = 0
    while start < len(table.rows) and page < MOST_PAGES:
        stop = max(_that_fit(table, start, points, ROOM, room), start + 1)
        page += 1
        heading = title if page == 1 else f"{title} (suite)"
        slide = deck.slide(heading, number=True, top=0.35, high=0.7, sizes=TITLES)
        _draw(slide, table, start, stop, points, LEFT, PAGE_TOP, ROOM)
        start = stop
    if start < len(table.rows):
        others = french.counted(len(table.rows) - start, "autre ligne", "autres lignes")
        slide = deck.slide(f"{title} (suite)", number=True, top=0.35, high=0.7, sizes=TITLES)
        sentence = f"Et {others} : le rapport en PDF ou en HTML les a toutes."
        slide.text("Constat", sentence, LEFT, PAGE_TOP, ROOM, 1.2, 20, fill=ink("sol"))


def _that_fit(table: TablePicture, start: int, points: float, room: float, high: float) -> int:
    """Rank after the last row that fits in that height, header included."""
    head, *rows = row_heights(table, points, room, ARIAL)
    left = high - head
    for rank in range(start, len(rows)):
        left -= rows[rank]
        if left < 0:
            return rank
    return len(rows)


def _draw(
    slide: Slide,
    table: TablePicture,
    start: int,
    stop: int,
    points: float,
    left: float,
    top: float,
    room: float,
) -> float:
    """Write rows start to stop; gives the inches used."""
    head, *rows = row_heights(table, points, room, ARIAL)
    heights = [head, *rows[start:stop]]
    drawn = slide.table(len(heights), shares(table, room, points * ARIAL), left, top, heights)
    for column, header in enumerate(table.headers):
        cell = drawn.cell(0, column)
        fill_cell(cell, header, points, bold=True, colour=ink("papier"), ground=ink("encre"))
    for rank in range(start, stop):
        tone = table.tones[rank] if rank < len(table.tones) else Tone.NEUTRAL
        ground = row_ground(tone)
        for column, text in enumerate(table.rows[rank]):
            cell = drawn.cell(rank - start + 1, column)
            fill_cell(cell, text, points, bold=False, colour=ink("encre"), ground=ground)
    return sum(heights)
