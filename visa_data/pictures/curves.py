"""Curves over dates, named at their ends with their last values; told apart by dash as well as by colour."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from visa_data import french
from visa_data.pictures.listing import draw_listing
from visa_data.pictures.picture import CurvesPicture
from visa_data.pictures.placing import stacked
from visa_data.pictures.sheet import LINE, TEXT, Sheet

MOST_TICKS = 7
BESIDE = 0.3
"""Share of the width that the list beside takes."""
MOST_POINTS = 20
"""Dates of a curve whose points are all drawn; longer ones have their last point only."""
GRADUATIONS = 4
DASHES = ("", "14 8", "3 8", "20 6 4 6")
POINT = 8.0
"""Units around a point that a value leaves free."""
NAMES = 0.28
"""Most of the width that names take."""


def draw_curves(sheet: Sheet, picture: CurvesPicture) -> None:
    """Draw every series, the list beside; a missing value leaves a gap in its line."""
    whole = sheet.width - (BESIDE * sheet.width + 2 * TEXT if picture.beside else 0.0)
    if picture.beside:
        draw_listing(sheet, picture.beside, whole + 2 * TEXT, 0, sheet.width - whole - 2 * TEXT, sheet.height)
    known = [value for values in picture.values for value in values if value is not None]
    marks = graduations(max(known, default=0.0))
    if min(known, default=0.0) < 0:
        marks = [-mark for mark in reversed(graduations(-min(known)))][:-1] + marks
    names = [
        sheet.cut(_name(series.label, values), NAMES * whole - 1.6 * TEXT, 3)
        for series, values in zip(picture.series, picture.values, strict=True)
    ]
    room = max((sheet.wide(line, bold=True) for lines in names for line in lines), default=0.0) + 2.6 * TEXT
    last = sheet.wide(picture.ticks[-1]) / 2
    left = max(
        max(sheet.wide(french.number(mark)) for mark in marks) + 0.6 * TEXT, sheet.wide(picture.ticks[0]) / 2
    )
    right = whole - max(room, last)
    top = LINE + TEXT if picture.unit else 0.6 * TEXT
    bottom = sheet.height - 1.7 * TEXT
    if picture.unit:
        sheet.text(0, LINE / 2, f"Unité : {picture.unit}")

    def across(rank: int) -> float:
        return left + (right - left) * (rank / (len(picture.ticks) - 1) if len(picture.ticks) > 1 else 0.5)

    def down(value: float) -> float:
        return bottom - (bottom - top) * (value - marks[0]) / (marks[-1] - marks[0])

    for mark in marks:
        sheet.path(f"M{left:.1f} {down(mark):.1f}H{right:.1f}", stroke="encre", stroke_opacity=0.28)
        sheet.text(left - 0.5 * TEXT, down(mark), french.number(mark), align="end")
    widest = max(sheet.wide(tick) for tick in picture.ticks) + TEXT
    most = max(1, min(MOST_TICKS, int((right - left) / widest) + 1))
    for rank in shown_ticks(len(picture.ticks), most):
        sheet.text(across(rank), bottom + 1.1 * TEXT, picture.ticks[rank], align="middle")
    for place, (series, values) in enumerate(zip(picture.series, picture.values, strict=True)):
        points = [(rank, value) for rank, value in enumerate(values) if value is not None]
        dashed = {"stroke_dasharray": DASHES[place % len(DASHES)]} if DASHES[place % len(DASHES)] else {}
        path, pen = "", "M"
        for rank, value in enumerate(values):
            path += "" if value is None else f"{pen}{across(rank):.1f} {down(value):.1f}"
            pen = "M" if value is None else "L"
        with sheet.said(series.label):
            for colour, thick in (("encre", 8), (f"fond-{series.tone.value}", 5)):
                style = {"fill": "none", "stroke_width": thick, "stroke_linejoin": "round", **dashed}
                sheet.path(path, stroke=colour, **style)
        for rank, value in points if len(values) <= MOST_POINTS else points[-1:]:
            with sheet.said(f"{picture.ticks[rank]} : {french.number(value)} ({series.label})"):
                style = {"fill": f"fond-{series.tone.value}", "stroke": "encre"}
                sheet.circle(across(rank), down(value), 6, **style)
    _first_values(sheet, picture, across, down, (top, bottom))
    _name_ends(sheet, picture, names, [down(_last(v) or 0.0) for v in picture.values], right + 0.8 * TEXT)


def _first_values(
    sheet: Sheet,
    picture: CurvesPicture,
    across: Callable[[int], float],
    down: Callable[[float], float],
    ends: tuple[float, float],
) -> None:
    """The first value of each curve beside its first point, where there is room for it."""
    firsts = [
        next(((rank, value) for rank, value in enumerate(values) if value is not None), None)
        for values in picture.values
    ]
    lasts = [_last_rank(values) for values in picture.values]
    told = sorted(
        (down(one[1]), *one) for one, last in zip(firsts, lasts, strict=True) if one and one[0] != last
    )
    taken = [(y - POINT, y + POINT) for y, *_ in told]
    said: set[float] = set()
    # Above its point, else under it; between two curves that nearly touch, neither would be told apart.
    for side, (y, rank, value) in itertools.product((-0.85, 0.85), told):
        low, high = y + side * LINE - LINE / 2, y + side * LINE + LINE / 2
        free = all(high <= start or low >= end for start, end in taken if end != y + POINT)
        if y in said or not free or low < ends[0] - LINE / 2 or high > ends[1]:
            continue
        text = french.number(value)
        x = across(rank) + 0.2 * TEXT
        wide = sheet.wide(text, bold=True)
        sheet.box(x - 2, (low + high - TEXT) / 2, wide + 4, TEXT, fill="papier")
        sheet.text(x, (low + high) / 2, text, bold=True)
        taken.append((low, high))
        said.add(y)


def _last_rank(values: tuple[float | None, ...]) -> int:
    return max((rank for rank, value in enumerate(values) if value is not None), default=-1)


def graduations(top: float) -> list[float]:
    """Round values from 0 to the first at or above `top`, five at most."""
    if top <= 0:
        return [0.0, 1.0]
    step = top / GRADUATIONS
    size = 10.0 ** math.floor(math.log10(step))
    step = max(1.0, next(size * k for k in (1, 2, 2.5, 5, 10) if size * k >= step * 0.999))
    if step != int(step):
        step = math.ceil(step)
    return [step * i for i in range(math.ceil(top / step) + 1)]


def shown_ticks(count: int, most: int = MOST_TICKS) -> list[int]:
    """Ranks of the dates written under the axis: evenly spaced, the last one always."""
    return sorted(range(count - 1, -1, -max(1, -(-count // most))))


def _last(values: tuple[float | None, ...]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)


def _name(label: str, values: tuple[float | None, ...]) -> str:
    return f"{label} : {french.number(_last(values))}"


def _name_ends(
    sheet: Sheet, picture: CurvesPicture, names: list[list[str]], wished: list[float], left: float
) -> None:
    """Names at the height of each curve's last value, moved apart where they would touch."""
    order = sorted(range(len(names)), key=lambda rank: wished[rank])
    heights = [len(names[rank]) * LINE + 0.5 * TEXT for rank in order]
    for rank, y in zip(order, stacked([wished[r] for r in order], heights, sheet.height), strict=True):
        first = y - (len(names[rank]) - 1) * LINE / 2
        style = {"fill": f"fond-{picture.series[rank].tone.value}", "stroke": "encre"}
        sheet.box(left, first - 0.35 * TEXT, 1.1 * TEXT, 0.7 * TEXT, **style)
        sheet.lines(left + 1.5 * TEXT, y, names[rank], bold=True)
