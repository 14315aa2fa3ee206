"""Curves over dates, named at their ends; told apart by mark and dash as well as by colour."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from visa_data import french
from visa_data.meeting.pictures import CurvesPicture
from visa_data.reports.canvas import TEXT
from visa_data.reports.legend import write
from visa_data.reports.lettering import LINE, shortened, width
from visa_data.reports.tones import ink, looks

DASHES = ("-", "--", "-.", ":")
MARKS = ("o", "s", "^", "D", "v", "P")
MOST_TICKS = 9
TICK = TEXT - 1.5


def draw_curves(figure: Figure, picture: CurvesPicture) -> None:
    """Draw every series that has a value; a missing value leaves a gap in its line."""
    wide, high = figure.get_size_inches()
    labels = [shortened(s.label, TEXT, 0.3 * wide, 3, bold=True) for s in picture.series]
    right = max((width(line, TEXT, bold=True) for lines in labels for line in lines), default=0.0) + 0.3
    bottom, left, top = 0.45, 0.85, 0.35 if picture.unit else 0.15
    axes = figure.add_axes(
        (left / wide, bottom / high, (wide - left - right) / wide, (high - bottom - top) / high)
    )
    found = looks(picture.series)
    ends = []
    for number, (series, values) in enumerate(zip(picture.series, picture.values, strict=True)):
        heights = [math.nan if value is None else value for value in values]
        colour = found[series.key].stroke
        axes.plot(
            range(len(heights)),
            heights,
            color=colour,
            linewidth=2.6,
            linestyle=DASHES[number % len(DASHES)],
            marker=MARKS[number % len(MARKS)],
            markersize=7,
            # One mark in three on a long curve, the last one always.
            markevery=list(range(len(heights) - 1, -1, -max(1, len(heights) // 10)))[::-1] or None,
        )
        known = [(place, value) for place, value in enumerate(values) if value is not None]
        if known:
            ends.append((known[-1][1], labels[number], colour))
    _dress(axes, picture, wide - left - right)
    floor, ceiling = axes.get_ylim()
    tall = high - top - bottom
    named = [
        _End(
            bottom + (value - floor) / (ceiling - floor) * tall,
            len(lines) * TEXT / 72 * LINE + 0.06,
            lines,
            colour,
        )
        for value, lines, colour in ends
    ]
    if picture.unit:
        write(figure, 0.05, high - 0.14, picture.unit, TEXT - 1, colour=ink("encre-douce"))
    _name(figure, named, wide - right + 0.15)


def _dress(axes: Axes, picture: CurvesPicture, wide: float) -> None:
    count = len(picture.ticks)
    # As many dates as hold side by side, the last one always.
    widest = max((width(tick, TICK) for tick in picture.ticks), default=0.0) + 0.18
    most = max(2, min(MOST_TICKS, int(wide / widest)))
    chosen = list(range(count - 1, -1, -max(1, math.ceil(count / most))))[::-1]
    axes.set_xticks(chosen, [picture.ticks[place] for place in chosen], fontsize=TICK)
    axes.set_xlim(-0.4, max(count - 1, 0) + 0.4)
    known = [value for values in picture.values for value in values if value is not None]
    highest, lowest = max(known, default=1.0), min(known, default=0.0)
    axes.set_ylim(min(0.0, lowest * 1.1), highest * 1.12 if highest > 0 else 1.0)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=highest >= 5))
    axes.yaxis.set_major_formatter(FuncFormatter(_written))
    axes.tick_params(axis="y", labelsize=TICK, length=0)
    axes.tick_params(axis="x", length=4)
    axes.grid(axis="y", color=ink("grille"), linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _written(value: float, _: int) -> str:
    """French figures on the axis, with as many decimals as its steps need."""
    decimals = (
        0 if abs(value - round(value)) < 1e-9 else (1 if abs(value * 10 - round(value * 10)) < 1e-9 else 2)
    )
    return french.number(value, decimals)


@dataclass
class _End:
    """The name of a curve at its last value: height of its middle and room it takes, in inches."""

    height: float
    tall: float
    lines: list[str]
    colour: str


def _name(figure: Figure, ends: list[_End], left: float) -> None:
    """Names at the height of each curve's last value, pushed apart where they would touch."""
    ends.sort(key=lambda end: end.height)
    floor = 0.1
    for end in ends:
        end.height = max(end.height, floor + end.tall / 2)
        floor = end.height + end.tall / 2
    ceiling = figure.get_figheight() - 0.02
    for end in reversed(ends):
        end.height = min(end.height, ceiling - end.tall / 2)
        ceiling = end.height - end.tall / 2
    for end in ends:
        for number, text in enumerate(end.lines):
            y = end.height + end.tall / 2 - 0.03 - (number + 0.5) * TEXT / 72 * LINE
            write(figure, left, y, text, TEXT, bold=True, colour=end.colour)
