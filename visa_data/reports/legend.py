"""The legend of a picture: pattern, sign and words, laid out in the room that is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from visa_data.meeting.pictures import Category
from visa_data.reports.lettering import LINE, shortened, width
from visa_data.reports.tones import Look, ink, looks

SWATCH = 0.34
"""Inches of a swatch's width."""
GAP = 0.12
AFTER = 0.3
SMALLEST_NAME = 7.5
"""Points."""

WITHHELD = "effectif protégé ou non connu"


@dataclass(frozen=True)
class Entry:
    """A line of the legend: a swatch with its sign, or a round mark."""

    label: str
    look: Look
    sign: str = ""
    mark: bool = False


def entries(categories: Sequence[Category]) -> list[Entry]:
    """One entry a category, in their order."""
    found = looks(categories)
    return [Entry(c.label, found[c.key], c.sign) for c in categories]


def mark_entry(label: str, sign: str) -> Entry:
    """The entry of a public point."""
    look = Look(ink("encre"), "", ink("encre"), ink("papier"), ink("encre"))
    return Entry(label, look, sign, mark=True)


def in_rows(items: Sequence[Entry], room: float, points: float) -> list[list[Entry]]:
    """The entries in as many rows of `room` inches as they need."""
    rows: list[list[Entry]] = [[]]
    used = 0.0
    for item in items:
        wide = SWATCH + GAP + width(item.label, points) + AFTER
        if rows[-1] and used + wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append(item)
        used += wide
    return rows if rows[0] else []


def row_height(points: float) -> float:
    """Inches of a row of the legend."""
    return points / 72 * 1.75


def draw_rows(figure: Figure, rows: list[list[Entry]], left: float, top: float, points: float) -> None:
    """Rows of entries from the left, `top` inches from the bottom of the sheet downwards."""
    room = figure.get_figwidth() - left
    for number, row in enumerate(rows):
        x, middle = left, top - (number + 0.5) * row_height(points)
        for item in row:
            x += _swatch(figure, item, x, middle, points)
            (label,) = shortened(item.label, points, room - x + left - 0.05, 1)
            write(figure, x, middle, label, points)
            x += width(label, points) + AFTER


def draw_column(
    figure: Figure, items: Sequence[Entry], left: float, top: float, room: float, points: float
) -> float:
    """Entries one under the other, their labels wrapped in `room` inches; gives the height used."""
    y = top
    for item in items:
        lines = shortened(item.label, points, room - SWATCH - GAP, 4)
        high = max(len(lines) * points / 72 * LINE, row_height(points) * 0.8)
        first = y - points / 72 * LINE / 2
        x = left + _swatch(figure, item, left, first, points)
        for number, line in enumerate(lines):
            write(figure, x, first - number * points / 72 * LINE, line, points)
        y -= high + points / 72 * 0.55
    return top - y


def write(
    figure: Figure,
    x: float,
    y: float,
    text: str,
    points: float,
    *,
    bold: bool = False,
    align: str = "left",
    colour: str = "",
) -> None:
    """A line of text centred on height `y`; inches from the bottom left of the sheet."""
    wide, high = figure.get_size_inches()
    figure.text(
        x / wide,
        # Text is set on its line of writing: centring each on its own letters would make lines dance.
        (y - points / 72 * 0.36) / high,
        text,
        fontsize=points,
        fontweight="bold" if bold else "normal",
        ha=align,
        va="baseline",
        color=colour or ink("encre"),
    )


def write_name(figure: Figure, name: str, right: float, middle: float, each: float, points: float) -> None:
    """A row's name, ending at `right` inches: on one line, or on two smaller ones where it is long."""
    lines = [name]
    asked = width(name, points)
    if right < asked <= right / 0.8:
        points *= right / asked
    elif asked > right:
        points = max(SMALLEST_NAME, min(points, each * 72 / 2 / LINE))
        lines = shortened(name, points, right, 2 if each * 72 >= 2 * LINE * points * 0.98 else 1)
    for rank, line in enumerate(lines):
        shift = ((len(lines) - 1) / 2 - rank) * points / 72 * LINE
        write(figure, right, middle + shift, line, points, align="right")


def _swatch(figure: Figure, item: Entry, x: float, middle: float, points: float) -> float:
    """Draw the swatch; gives the inches it takes with the gap after it."""
    wide, high = figure.get_size_inches()
    tall = points / 72 * 1.15
    if item.mark:
        radius = tall / 2
        figure.add_artist(
            Line2D(
                [(x + SWATCH / 2) / wide],
                [middle / high],
                marker="o",
                markersize=radius * 2 * 72,
                color=item.look.fill,
                linestyle="none",
            )
        )
    else:
        figure.add_artist(
            Rectangle(
                (x / wide, (middle - tall / 2) / high),
                SWATCH / wide,
                tall / high,
                transform=figure.transFigure,
                facecolor=item.look.fill,
                edgecolor=ink("bord"),
                hatch=item.look.hatch or None,
                hatchcolor=item.look.hatch_colour,
                linewidth=0.8,
            )
        )
    if item.sign:
        size = points * (0.8 if len(item.sign) < 3 else 0.6)
        write(
            figure, x + SWATCH / 2, middle, item.sign, size, bold=True, align="center", colour=item.look.text
        )
    return SWATCH + GAP
