"""Horizontal bars, from top to bottom, each with its words at its ends."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from visa_data import french
from visa_data.meeting.pictures import Bar, BarsPicture
from visa_data.reports.canvas import TEXT
from visa_data.reports.legend import (
    WITHHELD,
    Entry,
    draw_rows,
    entries,
    in_rows,
    row_height,
    write,
    write_name,
)
from visa_data.reports.lettering import width
from visa_data.reports.tones import Look, ink, looks, withheld_look

SMALLEST = 8.0
MOST = 26
"""Bars that can still be read on one page; the others are counted, and stand in the table."""
STUB = 0.22
"""Inches of a part withheld or unknown: always the same, so that it measures nothing."""


def draw_bars(figure: Figure, picture: BarsPicture) -> None:
    """Draw the bars and, where there are several series or something withheld, the legend above them."""
    wide, high = figure.get_size_inches()
    shown = picture.bars if len(picture.bars) <= MOST else picture.bars[: MOST - 1]
    more = len(picture.bars) - len(shown)
    legend = _legend(picture)
    rows = in_rows(legend, wide, TEXT)
    top = high - len(rows) * row_height(TEXT) - (0.1 if rows else 0.0)
    draw_rows(figure, rows, 0.02, high, TEXT)
    foot = 0.3 if more or picture.unit else 0.05
    each = min((top - foot) / max(len(shown), 1), 1.15)
    points = max(SMALLEST, min(TEXT, each * 72 * 0.62))

    texts = max((width(bar.text, points, bold=True) for bar in shown), default=0.0)
    names = min(max((width(bar.label, points) for bar in shown), default=0.0), 0.36 * wide)
    left, room = names + 0.2, wide - names - min(texts, 0.4 * wide) - 0.45
    lowest, highest = _reach(shown)
    stubs = max((sum(value is None for value in bar.values) for bar in shown), default=0)
    scale = (room - stubs * STUB) / (highest - lowest) if highest > lowest else 0.0
    zero = left - lowest * scale
    for number, bar in enumerate(shown):
        middle = top - (number + 0.5) * each
        _bar(figure, picture, bar, middle, zero, scale, min(each * 0.72, 0.68), points)
        write_name(figure, bar.label, left - 0.1, middle, each, points)
    if more:
        others = french.counted(more, "autre ligne", "autres lignes")
        write(figure, left, 0.14, f"Et {others} : voir le tableau.", max(points, 10.0))
    if picture.unit:
        write(
            figure,
            wide - 0.02,
            0.14,
            f"Unité : {picture.unit}",
            10.5,
            align="right",
            colour=ink("encre-douce"),
        )


def _legend(picture: BarsPicture) -> list[Entry]:
    found = entries(picture.series) if len(picture.series) > 1 else []
    if any(value is None for bar in picture.bars for value in bar.values):
        found.append(Entry(WITHHELD, withheld_look()))
    return found


def _reach(bars: tuple[Bar, ...] | list[Bar]) -> tuple[float, float]:
    """Lowest and highest ends of the bars, zero included."""
    ends = [0.0]
    for bar in bars:
        known = [value for value in bar.values if value is not None]
        ends += [sum(v for v in known if v > 0), sum(v for v in known if v < 0)]
    return min(ends), max(ends)


def _bar(
    figure: Figure,
    picture: BarsPicture,
    bar: Bar,
    middle: float,
    zero: float,
    scale: float,
    thick: float,
    points: float,
) -> None:
    found = looks(picture.series)
    right, back = zero, zero
    for category, value in zip(picture.series, bar.values, strict=True):
        look = withheld_look() if value is None else found[category.key]
        long = STUB if value is None else value * scale
        if long == 0:
            continue
        start = right if long > 0 else back
        x = min(start, start + long)
        _rectangle(figure, x, middle - thick / 2, abs(long), thick, look.fill, look.hatch, look.hatch_colour)
        inside = "" if value is None or len(picture.series) < 2 else french.number(value)
        if inside and abs(long) > width(inside, points, bold=True) + 0.14:
            _value(figure, inside, x + abs(long) / 2, middle, points, look)
        if long > 0:
            right += long
        else:
            back += long
    write(figure, right + 0.1, middle, bar.text, points, bold=True)


def _value(figure: Figure, text: str, x: float, y: float, points: float, look: Look) -> None:
    """A part's value inside it, its pattern held off so that the figure is read."""
    wide, high = figure.get_size_inches()
    figure.text(
        x / wide,
        (y - points * 0.92 / 72 * 0.36) / high,
        text,
        fontsize=points * 0.92,
        fontweight="bold",
        ha="center",
        color=look.text,
        bbox={"boxstyle": "square,pad=0.1", "facecolor": look.fill, "edgecolor": "none"}
        if look.hatch
        else None,
    )


def _rectangle(
    figure: Figure, x: float, y: float, long: float, thick: float, fill: str, hatch: str, hatch_colour: str
) -> None:
    wide, high = figure.get_size_inches()
    figure.add_artist(
        Rectangle(
            (x / wide, y / high),
            long / wide,
            thick / high,
            transform=figure.transFigure,
            facecolor=fill,
            edgecolor=ink("bord"),
            hatch=hatch or None,
            hatchcolor=hatch_colour,
            linewidth=0.7,
        )
    )
