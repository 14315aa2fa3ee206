"""Columns of short notes side by side: as many notes as each has room for, the others counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from visa_data import french
from visa_data.pictures.picture import Column, ColumnsPicture, Note
from visa_data.pictures.sheet import LINE, TEXT, Sheet

GAP = 30.0
INSIDE = 16.0
BETWEEN = 14.0
TITLE = 30.0
HEAD = 2.0 * TITLE
SIZES = (32.0, 28.0, 25.0, 22.5, TEXT)
LAYOUTS = (*((size, 2) for size in SIZES), (TEXT, 1))
"""Size of the notes' text, and lines of who and when: fewer of these rather than a note left to the table."""
MOST_LINES = 4
BAND = 10.0


@dataclass(frozen=True)
class _Laid:
    """A note's lines at a size: its text, who and when, where it stands."""

    note: Note
    text: list[str]
    about: list[str]
    state: list[str]
    size: float

    @property
    def small(self) -> float:
        """Size of what follows the text."""
        return max(TEXT, 0.8 * self.size)

    @property
    def height(self) -> float:
        """Units of its card."""
        return (
            1.15 * (len(self.text) * self.size + (len(self.about) + len(self.state)) * self.small)
            + 1.5 * INSIDE
        )


def draw_columns(sheet: Sheet, picture: ColumnsPicture) -> None:
    """Draw the columns, all notes in the first of `LAYOUTS` in which every column holds, else in the last."""
    unit = (sheet.width - GAP * (len(picture.columns) - 1)) / sum(column.share for column in picture.columns)
    widths = [unit * column.share for column in picture.columns]
    high = sheet.height - HEAD
    for size, lines in LAYOUTS:
        laid = [
            [_lay(sheet, note, wide - 2 * INSIDE - BAND, size, lines) for note in column.notes]
            for column, wide in zip(picture.columns, widths, strict=True)
        ]
        if all(sum(one.height + BETWEEN for one in notes) <= high for notes in laid):
            break
    left = 0.0
    for column, notes, wide in zip(picture.columns, laid, widths, strict=True):
        _column(sheet, column, notes, left, wide, high)
        left += wide + GAP


def _lay(sheet: Sheet, note: Note, room: float, size: float, lines: int) -> _Laid:
    about = " · ".join(part for part in (note.owner, note.due) if part)
    one = _Laid(note, sheet.cut(note.text, room, MOST_LINES, size, bold=True), [], [], size)
    return replace(
        one,
        about=sheet.cut(about, room, lines, one.small) if about else [],
        state=sheet.cut(note.state, room, 2, one.small, bold=True) if note.state else [],
    )


def _column(sheet: Sheet, column: Column, notes: list[_Laid], left: float, wide: float, high: float) -> None:
    x = left
    if column.sign:
        sheet.box(left, 0.25 * TITLE, 1.4 * TITLE, 1.2 * TITLE, fill=f"fond-{column.tone.value}", rx=5)
        (sign,) = sheet.cut(column.sign, 1.3 * TITLE, 1, 0.85 * TITLE, bold=True)
        colour = f"texte-{column.tone.value}"
        sheet.text(
            left + 0.7 * TITLE, 0.85 * TITLE, sign, 0.85 * TITLE, bold=True, align="middle", colour=colour
        )
        x += 1.8 * TITLE
    count = french.number(len(column.notes))
    room = left + wide - x - sheet.wide(count, TITLE, bold=True) - TITLE
    size, title = sheet.fit(column.title, (TITLE, 25.0, TEXT), room, 1.15 * TITLE, bold=True)
    sheet.text(x, 0.85 * TITLE, title[0], size, bold=True)
    sheet.text(left + wide, 0.85 * TITLE, count, TITLE, bold=True, align="end")
    sheet.path(f"M{left:.1f} {HEAD - 0.35 * TITLE:.1f}h{wide:.1f}", stroke="encre", stroke_width=2.5)
    if not notes:
        size, lines = sheet.fit(column.empty, SIZES, wide, high)
        sheet.lines(left, HEAD + 0.4 * TEXT + len(lines) * size * 1.15 / 2, lines, size)
        return
    y, ends = HEAD, HEAD + high
    for rank, one in enumerate(notes):
        last = rank == len(notes) - 1
        if rank and y + one.height > ends - (0.0 if last else 2.2 * LINE):
            more = french.counted(len(notes) - rank, "autre")
            have = "le tableau les a toutes" if len(notes) - rank > 1 else "le tableau l'a"
            said = sheet.cut(f"et {more} : {have}.", wide, 2)
            sheet.lines(left, y + 0.5 * LINE * len(said), said)
            return
        _card(sheet, one, left, y, wide)
        y += one.height + BETWEEN


def _card(sheet: Sheet, one: _Laid, left: float, top: float, wide: float) -> None:
    tone = one.note.tone
    sheet.box(left + 1, top, wide - 2, one.height, fill="sol", stroke="bord", stroke_width=1.2, rx=5)
    sheet.band(left + 1, top, BAND, one.height, tone)
    x = left + BAND + INSIDE
    y = top + 0.75 * INSIDE
    with sheet.said(one.note.text):
        sheet.lines(x, y + len(one.text) * one.size * 1.15 / 2, one.text, one.size, bold=True)
        y += len(one.text) * one.size * 1.15
        for lines, bold in ((one.about, False), (one.state, True)):
            for line in lines:
                sheet.text(x, y + 0.575 * one.small, line, one.small, bold=bold)
                y += 1.15 * one.small
