"""Rows × columns of short texts on the colour and pattern of their category."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from visa_data import french
from visa_data.meeting.pictures import MatrixPicture
from visa_data.reports.canvas import TEXT
from visa_data.reports.legend import draw_rows, entries, in_rows, row_height, write, write_name
from visa_data.reports.lettering import LINE, shortened, width, wrapped
from visa_data.reports.tones import Look, ink, looks

SMALLEST = 7.5
MOST = 26
HEAD = 10.0
SLANT = 40.0
SLANTED = 1.45
"""Inches of a slanted header; longer ones take two lines."""
Corner = tuple[float, float]


def draw_matrix(figure: Figure, picture: MatrixPicture) -> None:
    """Draw the cells, the headers above, the names at the left, and the legend under them."""
    wide, high = figure.get_size_inches()
    shown = len(picture.rows) if len(picture.rows) <= MOST else MOST - 1
    more = len(picture.rows) - shown
    legend = in_rows(entries(picture.categories), wide, TEXT - 1)
    foot = len(legend) * row_height(TEXT - 1) + (0.3 if more else 0.06)
    names = min(max((width(name, TEXT - 1) for name in picture.rows), default=0.0), 0.34 * wide) + 0.12
    columns = max(len(picture.columns), 1)
    head, slanted = _head(picture, (wide - names) / columns)
    slope = (head - 0.2) * 1.19 if slanted else 0.0
    across = (wide - names - slope) / columns
    each = min((high - head - foot) / max(shown, 1), 0.6)
    points = max(SMALLEST, min(TEXT, each * 72 * 0.6))
    top = high - head

    _headers(figure, picture, names, across, top, slanted)
    found = looks(picture.categories)
    boxes: dict[str, list[Corner]] = {}
    for row in range(shown):
        y = top - (row + 1) * each
        write_name(figure, picture.rows[row], names - 0.1, y + each / 2, each, min(points, TEXT - 1))
        for column in range(len(picture.columns)):
            boxes.setdefault(picture.cells[row][column], []).append((names + column * across, y))
    for key, corners in boxes.items():
        _fill(figure, corners, across, each, found[key])
    for row in range(shown):
        y = top - (row + 0.5) * each
        for column in range(len(picture.columns)):
            look = found[picture.cells[row][column]]
            x = names + (column + 0.5) * across
            _cell(figure, picture.texts[row][column], x, y, across, points, look)
    if more:
        others = french.counted(more, "autre ligne", "autres lignes")
        write(figure, names, foot - 0.16, f"Et {others} : voir le tableau.", 10.5)
    draw_rows(figure, legend, 0.02, len(legend) * row_height(TEXT - 1), TEXT - 1)


def _fill(figure: Figure, corners: list[Corner], across: float, each: float, look: Look) -> None:
    """All the cells of a category as one path: one pattern, drawn once."""
    wide, high = figure.get_size_inches()
    square = np.array([[0.0, 0.0], [across, 0.0], [across, each], [0.0, each], [0.0, 0.0]])
    points = np.concatenate([square + corner for corner in corners]) / (wide, high)
    moves = [Outline.MOVETO, Outline.LINETO, Outline.LINETO, Outline.LINETO, Outline.CLOSEPOLY]
    figure.add_artist(
        PathPatch(
            Outline(points, moves * len(corners)),
            transform=figure.transFigure,
            facecolor=look.fill,
            edgecolor=ink("papier"),
            hatch=look.hatch or None,
            hatchcolor=look.hatch_colour,
            linewidth=1.5,
        )
    )


def _head(picture: MatrixPicture, across: float) -> tuple[float, bool]:
    """Inches of the headers, and whether they must be slanted to fit."""
    longest_word = max(
        (width(word, HEAD) for name in picture.columns for word in name.split(" ")), default=0.0
    )
    lines = max((len(wrapped(name, HEAD, across - 0.06)) for name in picture.columns), default=1)
    if longest_word <= across - 0.06 and lines <= 3:
        return lines * HEAD / 72 * LINE + 0.1, False
    longest = max(width(line, HEAD) for name in picture.columns for line in shortened(name, HEAD, SLANTED, 2))
    return longest * 0.643 + 0.2, True


def _headers(
    figure: Figure, picture: MatrixPicture, left: float, across: float, top: float, slanted: bool
) -> None:
    wide, high = figure.get_size_inches()
    for column, name in enumerate(picture.columns):
        middle = left + (column + 0.5) * across
        if slanted:
            figure.text(
                (middle - 0.05) / wide,
                (top + 0.06) / high,
                "\n".join(shortened(name, HEAD, SLANTED, 2)),
                linespacing=LINE,
                fontsize=HEAD,
                rotation=SLANT,
                rotation_mode="anchor",
                ha="left",
                va="baseline",
                color=ink("encre"),
            )
            continue
        lines = wrapped(name, HEAD, across - 0.06)
        for rank, line in enumerate(lines):
            y = top + 0.05 + (len(lines) - rank - 0.5) * HEAD / 72 * LINE
            write(figure, middle, y, line, HEAD, align="center")


def _cell(figure: Figure, text: str, x: float, y: float, across: float, points: float, look: Look) -> None:
    if not text:
        return
    size = points
    while size > SMALLEST and width(text, size, bold=True) > across - 0.08:
        size -= 0.5
    (line,) = shortened(text, size, across - 0.06, 1, bold=True)
    wide, high = figure.get_size_inches()
    plate = (
        {"boxstyle": "square,pad=0.12", "facecolor": look.fill, "edgecolor": "none"} if look.hatch else None
    )
    figure.text(
        x / wide,
        y / high,
        line,
        fontsize=size,
        fontweight="bold",
        ha="center",
        va="center",
        color=look.text,
        bbox=plate,
    )
