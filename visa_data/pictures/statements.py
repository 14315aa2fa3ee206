"""Statements one under the other: what changed in a sentence, from what to what, and its history beside."""

from __future__ import annotations

from visa_data import french
from visa_data.pictures.listing import chip, chip_height
from visa_data.pictures.map import draw_small_map
from visa_data.pictures.outlines import Outlines
from visa_data.pictures.picture import MapPicture, Statement, StatementsPicture, Tone
from visa_data.pictures.sheet import LINE, TEXT, Sheet
from visa_data.pictures.trend import draw_trend

MOST = 3
SENTENCES = (40.0, 36.0, 32.0, 28.0, 25.0, 22.5, TEXT)
FIGURES = (96.0, 84.0, 72.0, 64.0, 56.0, 48.0, 40.0, 32.0, 28.0, 24.0)
CHIPS = (28.0, 25.0, 22.5, TEXT)
ARROW = " → "
BAND = 14.0
GAP = 28.0
TALLEST = 300.0
"""Units of a row: a statement alone does not fill a wall."""
HEAD = 1.5 * LINE


def draw_statements(sheet: Sheet, picture: StatementsPicture, outlines: Outlines) -> None:
    """Draw the first statements, a row each; more are counted."""
    shown = picture.statements[:MOST]
    more = len(picture.statements) - len(shown)
    foot = LINE if more else 0.0
    each = min((sheet.height - HEAD - foot) / len(shown), TALLEST)
    spare = sheet.height - HEAD - foot - each * len(shown)
    top = HEAD + spare / 2
    left = BAND + GAP
    curve = 0.27 * sheet.width if any(one.beside for one in shown) else 0.0
    figure = 0.27 * sheet.width
    sentence = sheet.width - left - figure - curve - GAP * (2 if curve else 1)
    middle = left + sentence + GAP
    _heads(sheet, picture, middle, middle + figure + GAP if curve else 0.0, top - 0.75 * LINE)
    inner = each - 22.0
    size = min(sheet.fit(one.sentence, SENTENCES, sentence, inner, bold=True)[0] for one in shown)
    large = min(_figure_size(sheet, one, figure, inner - 1.7 * TEXT) for one in shown)
    for rank, one in enumerate(shown):
        y = top + (rank + 0.5) * each
        if rank:
            sheet.path(f"M0 {y - each / 2:.1f}H{sheet.width:.1f}", stroke="grille", stroke_width=2)
        sheet.band(1, y - inner / 2, BAND, inner, one.tone)
        with sheet.said(one.sentence):
            most = max(1, int(inner / (1.15 * size)))
            sheet.lines(left, y, sheet.cut(one.sentence, sentence, most, size, bold=True), size, bold=True)
        _figures(sheet, one, middle, y, figure, large)
        if one.beside is not None:
            room = (middle + figure + GAP, y - inner / 2, curve - 2, inner)
            if isinstance(one.beside, MapPicture):
                draw_small_map(sheet, one.beside, outlines, *room)
            else:
                high = min(inner, 170.0)
                tone = Tone.NEUTRAL if one.tone in (Tone.NOTHING, Tone.UNKNOWN) else one.tone
                draw_trend(sheet, one.beside, room[0], y - high / 2, room[2], high, tone=tone)
    if more:
        others = french.counted(more, "autre changement", "autres changements")
        sheet.text(0, sheet.height - LINE / 2, f"Et {others} : voir le tableau.")


def _heads(sheet: Sheet, picture: StatementsPicture, middle: float, curve: float, y: float) -> None:
    days = ARROW.join(day for day in (picture.before, picture.after) if day)
    for left, words, room in (
        (middle, days, (curve or sheet.width) - middle - 0.5 * GAP),
        (curve, _weeks(picture), sheet.width - curve),
    ):
        if left and words:
            (line,) = sheet.cut(words, room, 1)
            sheet.text(left, y, line, colour="encre-douce")


def _weeks(picture: StatementsPicture) -> str:
    """How long the curves go back: the longest."""
    weeks = max((len(one.beside.values) for one in picture.statements if _curved(one)), default=0)  # type: ignore[union-attr]
    return french.counted(weeks, "semaine") if weeks > 1 else ""


def _curved(one: Statement) -> bool:
    return one.beside is not None and not isinstance(one.beside, MapPicture)


def _figure_size(sheet: Sheet, one: Statement, room: float, high: float) -> float:
    return next((s for s in FIGURES if s <= high and _figure_wide(sheet, one, s) <= room), FIGURES[-1])


def _before_size(size: float) -> float:
    return max(TEXT, 0.6 * size)


def _figure_wide(sheet: Sheet, one: Statement, size: float) -> float:
    small = _before_size(size)
    before = sheet.wide(f"{one.before} →", small) + 0.35 * small if one.before else 0.0
    return before + sheet.wide(one.after, size, bold=True)


def _figures(sheet: Sheet, one: Statement, left: float, y: float, room: float, size: float) -> None:
    """`130 → 160`, and the change in words under it."""
    said = f"{one.before}{ARROW}{one.after}" if one.before else one.after
    pill, changed = sheet.fit(one.change, CHIPS, room - CHIPS[0], 2.4 * TEXT, bold=True)
    under = chip_height(changed, pill) + 0.2 * TEXT if one.change else 0.0
    level = y - under / 2
    with sheet.said(said):
        x = left
        if one.before:
            small = _before_size(size)
            # On the line of writing of the large figure.
            (words,) = sheet.cut(f"{one.before} →", 0.6 * room, 1, small)
            sheet.text(x, level + (size - small) * 0.36, words, small)
            x += sheet.wide(words, small) + 0.35 * small
        (words,) = sheet.cut(one.after, max(left + room - x, size), 1, size, bold=True)
        sheet.text(x, level, words, size, bold=True)
    if one.change:
        chip(sheet, left, level + 0.5 * size + 0.2 * TEXT, changed, pill, one.tone)
