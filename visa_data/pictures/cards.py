"""Totals side by side: the figure, how it moved, its history, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visa_data import french
from visa_data.pictures.listing import chip, chip_height
from visa_data.pictures.picture import Card, CardsPicture
from visa_data.pictures.sheet import LINE, TEXT, Sheet
from visa_data.pictures.trend import draw_trend

MOST = 4
GAP = 26.0
INSIDE = 20.0
VALUES = (96.0, 84.0, 72.0, 62.0, 54.0, 44.0, 36.0, 28.0)
SHARES = (0.19, 0.15, 0.12)
"""Of the height that values take at most: smaller ones where a curve has no room else."""
BELOW = 1.07
"""Height of a value with the room under it, in sizes of its text."""
LABELS = (28.0, 25.0, 23.0, TEXT)
CHIPS = (23.0, TEXT)
TO_DO = (25.0, 23.0, TEXT)
BAND = 12.0
TO_DO_HEAD = 1.6 * LINE
LEAST_CURVE, TALLEST_CURVE = 3.6 * LINE, 240.0
"""Units of a curve: under the first, nobody would read it."""


@dataclass(frozen=True)
class _Layout:
    """Sizes of the cards' texts, lines of what changed, and where each part starts, the same for all cards.

    act: units of what to do, at the foot. curved: whether a curve has room.
    """

    value: float
    label: float
    named: int
    pill: float
    changes: list[list[str]]
    label_top: float
    change_top: float
    curve_top: float
    size: float
    act: float
    curved: bool


def draw_cards(sheet: Sheet, picture: CardsPicture) -> None:
    """Draw the first cards, their parts at the same heights; more are counted."""
    shown = picture.cards[:MOST]
    more = len(picture.cards) - len(shown)
    high = sheet.height - (1.4 * LINE if more else 0.0)
    wide = (sheet.width - GAP * (len(shown) - 1)) / len(shown)
    room = wide - 2 * INSIDE
    for share in SHARES:
        laid = _layout(sheet, shown, room, high, share)
        if laid.curved:
            break
    curved = laid.curved
    for rank, card in enumerate(shown):
        left = rank * (wide + GAP)
        sheet.box(left + 1, 1, wide - 2, high - 2, fill="papier", stroke="bord", stroke_width=1.5, rx=6)
        sheet.band(left + 1, 1, wide - 2, BAND, card.tone)
        x = left + INSIDE
        with sheet.said(f"{card.value} {card.label}"):
            (words,) = sheet.cut(card.value, room, 1, laid.value, bold=True)
            sheet.text(x, BAND + INSIDE + laid.value / 2, words, laid.value, bold=True)
            said = sheet.cut(card.label, room, laid.named, laid.label, bold=True)
            sheet.lines(x, laid.label_top + len(said) * laid.label * 1.15 / 2, said, laid.label, bold=True)
        if laid.changes[rank]:
            chip(sheet, x, laid.change_top, laid.changes[rank], laid.pill, card.tone)
        if card.trend is not None and curved:
            tall = min(high - laid.act - laid.curve_top, TALLEST_CURVE)
            draw_trend(sheet, card.trend, x, laid.curve_top, room, tall, tone=card.tone)
        _to_do(sheet, card, picture.to_do, x, high - laid.act, room, laid.act - INSIDE, laid.size)
    if more:
        others = french.counted(more, "autre total", "autres totaux")
        sheet.text(0, sheet.height - LINE / 2, f"Et {others} : voir le tableau.")


def _layout(sheet: Sheet, shown: Sequence[Card], room: float, high: float, share: float) -> _Layout:
    """The cards' parts, the values at most `share` of the height."""
    value = min(
        next(
            (s for s in VALUES if s <= share * high and sheet.wide(card.value, s, bold=True) <= room),
            VALUES[-1],
        )
        for card in shown
    )
    label = min(sheet.fit(card.label, LABELS, room, 0.16 * high, bold=True)[0] for card in shown)
    most = max(1, int(0.16 * high / (1.15 * label)))
    named = max(len(sheet.cut(card.label, room, most, label, bold=True)) for card in shown)
    pill = min(sheet.fit(card.change, CHIPS, room - CHIPS[0], 2.4 * TEXT, bold=True)[0] for card in shown)
    changes = [
        sheet.cut(card.change, room - pill, 2, pill, bold=True) if card.change else [] for card in shown
    ]
    label_top = BAND + INSIDE + BELOW * value
    change_top = label_top + named * label * 1.15 + 0.4 * TEXT
    curve_top = change_top + max(chip_height(lines, pill) if lines else 0.0 for lines in changes) + 0.5 * TEXT
    acting = any(card.to_do for card in shown)
    asked = {
        size: TO_DO_HEAD + max(_lines(sheet, card, room, size) for card in shown) * 1.2 * size + INSIDE
        for size in TO_DO
    }
    curved = any(card.trend is not None for card in shown)
    left = high - curve_top - (LEAST_CURVE if curved else 0.0)
    size = next((s for s in TO_DO if asked[s] <= left), TO_DO[-1])
    # What to do comes before the curve, which the table has too.
    act = min(asked[size], high - curve_top) if acting else INSIDE
    curved = curved and act <= left
    return _Layout(value, label, named, pill, changes, label_top, change_top, curve_top, size, act, curved)


def _lines(sheet: Sheet, card: Card, room: float, size: float) -> int:
    """Lines that all there is to do takes."""
    return sum(len(sheet.cut(line, room, 9, size)) for line in card.to_do)


def _to_do(
    sheet: Sheet, card: Card, title: str, left: float, top: float, room: float, high: float, size: float
) -> None:
    """« Que faire », under a rule, at the foot of the card."""
    if not card.to_do:
        return
    sheet.path(f"M{left:.1f} {top + 0.3 * LINE:.1f}h{room:.1f}", stroke="grille", stroke_width=2)
    sheet.text(left, top + LINE, title, bold=True)
    y = top + TO_DO_HEAD
    most = max(1, int((top + high - y) / (1.2 * size) + 0.01))
    for rank, line in enumerate(card.to_do):
        rest = len(card.to_do) - rank - 1
        lines = sheet.cut(line, room, max(1, most - rest), size)
        with sheet.said(line):
            sheet.lines(left, y + len(lines) * size * 1.15 / 2, lines, size)
        y += len(lines) * size * 1.15 + 0.05 * size
        most -= len(lines)
        if most <= 0:
            break
