"""A short curve with the values of its first and last points, small enough to stand beside a figure."""

from __future__ import annotations

from collections.abc import Sequence

from visa_data import french
from visa_data.pictures.picture import Tone, Trend
from visa_data.pictures.sheet import LINE, TEXT, Sheet

NO_HISTORY = "Pas encore d'historique."
DECIMALS = 1
GAP = 0.5 * TEXT
LARGER = 1.15
"""Size of the last value, in sizes of the first."""
MOST_VALUES = 0.5
"""Share of the width that values beside the line take at most."""
LAST = 7.0
"""Radius of the last point."""


def draw_trend(
    sheet: Sheet,
    trend: Trend,
    left: float,
    top: float,
    wide: float,
    high: float,
    *,
    tone: Tone = Tone.NEUTRAL,
    size: float = TEXT,
) -> None:
    """Draw it in a room of wide × high units, from 0 up; a missing value leaves a gap in its line."""
    known = [(rank, value) for rank, value in enumerate(trend.values) if value is not None]
    if not known:
        _, lines = sheet.fit(NO_HISTORY, (TEXT,), wide, high)
        sheet.lines(left, top + high / 2, lines)
        return
    (first, opening), (last, closing) = known[0], known[-1]
    texts = _written(opening, trend.unit), _written(closing, trend.unit)
    gutters = (
        sheet.wide(texts[0], size) + GAP + LAST if first != last else LAST,
        sheet.wide(texts[1], LARGER * size, bold=True) + GAP + LAST,
    )
    # Where the values would leave no room for the line, they stand over it.
    over = sum(gutters) > MOST_VALUES * wide
    if over:
        gutters = (LAST, LAST)
    dated = bool(trend.since or trend.until)
    bottom = top + high - (1.4 * LINE if dated else LAST)
    west, east = left + gutters[0], left + wide - gutters[1]
    lowest = min(0.0, *(value for _, value in known)) if len(known) > 1 else min(0.0, opening)
    reach = (max(0.0, *(value for _, value in known), opening) - lowest) or 1.0
    ceiling = top + (1.4 * LARGER * size if over else max(LAST, 0.6 * size))

    def across(rank: int) -> float:
        return west + (east - west) * (rank / (len(trend.values) - 1) if len(trend.values) > 1 else 1.0)

    def down(value: float) -> float:
        return bottom - (bottom - ceiling) * (value - lowest) / reach

    zero = down(0.0)
    sheet.path(f"M{west:.1f} {zero:.1f}H{east:.1f}", stroke="bord", stroke_width=1.5)
    words = ", ".join(
        french.UNKNOWN if value is None else _written(value, trend.unit) for value in trend.values
    )
    with sheet.said(
        " ; ".join(part for part in (f"{trend.since} – {trend.until}".strip(" –"), words) if part)
    ):
        path = _path([None if v is None else (across(rank), down(v)) for rank, v in enumerate(trend.values)])
        line = {"fill": "none", "stroke_width": 4, "stroke_linejoin": "round", "stroke_linecap": "round"}
        sheet.path(path, stroke=f"trait-{tone.value}", **line)
        dot = {"stroke": "encre", "stroke_width": 1.5}
        if first != last:
            sheet.circle(across(first), down(opening), 0.6 * LAST, fill="papier", **dot)
        sheet.circle(across(last), down(closing), LAST, fill=f"fond-{tone.value}", **dot)
    _ends(
        sheet,
        texts if first != last else ("", texts[1]),
        size,
        over=over,
        room=(left, left + wide),
        at=(
            (across(first), _inside(down(opening), size, top, bottom)),
            (across(last), _inside(down(closing), size, top, bottom)),
        ),
        top=top,
    )
    if dated:
        under = bottom + 0.85 * LINE
        until = min(left + wide, east + sheet.wide(trend.until) / 2)
        sheet.text(until, under, trend.until, align="end")
        latest = until - sheet.wide(trend.until) - GAP - sheet.wide(trend.since)
        if latest >= left:
            sheet.text(min(max(left, west - sheet.wide(trend.since) / 2), latest), under, trend.since)


def _ends(
    sheet: Sheet,
    texts: tuple[str, str],
    size: float,
    *,
    over: bool,
    room: tuple[float, float],
    at: tuple[tuple[float, float], tuple[float, float]],
    top: float,
) -> None:
    """The first and last values: at the height of their points beside them, or over the line."""
    (west, left_y), (east, right_y) = at
    large = LARGER * size
    if not over:
        sheet.text(west - LAST - 0.5 * GAP, left_y, texts[0], size, align="end")
        sheet.text(east + LAST + 0.5 * GAP, right_y, texts[1], large, bold=True)
        return
    y = top + 0.6 * large
    sheet.text(room[1], y, texts[1], large, bold=True, align="end")
    if sheet.wide(texts[0], size) + GAP + sheet.wide(texts[1], large, bold=True) <= room[1] - room[0]:
        sheet.text(room[0], y, texts[0], size)


def _inside(y: float, size: float, top: float, bottom: float) -> float:
    return min(max(y, top + 0.6 * size), bottom - 0.1 * size)


def _written(value: float, unit: str) -> str:
    return french.number(value, 0 if value == int(value) else DECIMALS) + unit


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """A line through the points, cut where one is missing; a point alone between two gaps is a dot."""
    path, pen = "", "M"
    for rank, point in enumerate(points):
        if point is None:
            pen = "M"
            continue
        x, y = point
        path += f"{pen}{x:.1f} {y:.1f}"
        if pen == "M" and (rank + 1 == len(points) or points[rank + 1] is None):
            path += "h0"
        pen = "L"
    return path
