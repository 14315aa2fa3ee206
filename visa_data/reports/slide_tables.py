"""Native tables on slides: as large as they fit, on one slide or, where every row counts, on several."""

from __future__ import annotations

from visa_data import french
from visa_data.pictures.lettering import ARIAL, row_heights, shares
from visa_data.pictures.picture import TablePicture, Tone
from visa_data.pictures.tones import ink, row_ground
from visa_data.reports.annexes import Annex, others_sentence
from visa_data.reports.document import Report
from visa_data.reports.fitting import GUTTER, Page, on_one_page, part_of, stop
from visa_data.reports.slide_deck import LEFT, ROOM, Deck, Slide, fill_cell

POINTS = (20.0, 18.0, 16.0, 14.0, 13.0, 12.0, 11.0)
"""Largest first; nothing smaller is read from a few metres."""
ANNEX_POINTS = (16.0, 14.0, 12.0, 11.0)
PAGES_POINTS = (16.0, 14.0, 12.0)
TITLES = (28.0, 22.0, 16.0)
PAGE_TOP, PAGE_BOTTOM = 1.2, 6.95
MOST_PAGES = 40
"""Slides for one table: beyond, the other forms of the report hold it whole."""


def add_table(
    slide: Slide, table: TablePicture, report: Report, left: float, top: float, room: float, high: float
) -> int:
    """The table as large as it fits; how many rows are left out, which is then said under it."""
    page = on_one_page(table, POINTS, room, high, ARIAL)
    _add_page(slide, page, report, left, top)
    return page.others


def add_annex(deck: Deck, annex: Annex, report: Report) -> None:
    """The annex on its slide, or on as many as it needs."""
    room = PAGE_BOTTOM - PAGE_TOP
    if not annex.table.rows:
        slide = _page(deck, annex.title)
        slide.text("Constat", annex.empty, LEFT, PAGE_TOP, ROOM, 1.2, 20, fill=ink("sol"))
    elif annex.one_page:
        page = on_one_page(annex.table, ANNEX_POINTS, ROOM, room, ARIAL, halves=True)
        _add_page(_page(deck, annex.title), page, report, LEFT, PAGE_TOP)
    else:
        _add_pages(deck, annex)


def _add_pages(deck: Deck, annex: Annex) -> None:
    table, top = annex.table, PAGE_TOP + (0.6 if annex.lead else 0.0)
    room = PAGE_BOTTOM - top
    for points in PAGES_POINTS:
        heights = row_heights(table, points, ROOM, ARIAL)
        if sum(heights) <= room:
            break
    start = page = 0
    while start < len(table.rows) and page < MOST_PAGES:
        after = max(stop(heights, start, room), start + 1)
        page += 1
        slide = _page(deck, annex.title if page == 1 else f"{annex.title} (suite)")
        if annex.lead:
            slide.text("Lecture", annex.lead, LEFT, PAGE_TOP - 0.1, ROOM, 0.55, 13)
        _draw(slide, part_of(table, start, after), points, LEFT, top, ROOM)
        start = after
    if start < len(table.rows):
        others = french.counted(len(table.rows) - start, "autre ligne", "autres lignes")
        slide = _page(deck, f"{annex.title} (suite)")
        sentence = f"Et {others} : le rapport en PDF ou en HTML les a toutes."
        slide.text("Constat", sentence, LEFT, PAGE_TOP, ROOM, 1.2, 20, fill=ink("sol"))


def _add_page(slide: Slide, page: Page, report: Report, left: float, top: float) -> None:
    """The table, or its halves side by side, and the line that counts the rows left out."""
    used = [
        _draw(slide, part, page.points, left + rank * (page.wide + GUTTER), top, page.wide)
        for rank, part in enumerate(page.parts)
    ]
    if page.others:
        slide.text(
            "Suite",
            others_sentence(page.others, report),
            left,
            top + max(used) + 0.05,
            ROOM - left + LEFT,
            0.3,
            12,
        )


def _page(deck: Deck, title: str) -> Slide:
    return deck.slide(title, number=True, top=0.35, high=0.7, sizes=TITLES)


def _draw(slide: Slide, table: TablePicture, points: float, left: float, top: float, room: float) -> float:
    """Write the table; gives the inches used."""
    heights = row_heights(table, points, room, ARIAL)
    drawn = slide.table(len(heights), shares(table, room, points * ARIAL), left, top, heights)
    for column, header in enumerate(table.headers):
        cell = drawn.cell(0, column)
        fill_cell(cell, header, points, bold=True, colour=ink("papier"), ground=ink("encre"))
    for rank, row in enumerate(table.rows):
        ground = row_ground(table.tones[rank] if rank < len(table.tones) else Tone.NEUTRAL)
        for column, text in enumerate(row):
            cell = drawn.cell(rank + 1, column)
            fill_cell(cell, text, points, bold=False, colour=ink("encre"), ground=ground)
    return sum(heights)
