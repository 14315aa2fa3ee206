"""Rows × columns of short texts on the colour and pattern of their category."""

from __future__ import annotations

import math

from visa_data import french
from visa_data.pictures import legend
from visa_data.pictures.picture import MatrixPicture
from visa_data.pictures.sheet import LINE, TEXT, Sheet
from visa_data.pictures.tones import patterns

TALLEST = 46.0
HEAD_LINES = 3
SIZES = (TEXT, 18.0, 16.0)
"""Sizes of the headers, where the sheet allows small ones."""
SLANT = math.radians(40)
"""Of headers whose words are wider than their column."""
SLANTED = 180.0
"""Their most units."""


def draw_matrix(sheet: Sheet, picture: MatrixPicture) -> None:
    """Draw the cells, the headers above, the names at the left, and the legend under them."""
    items = legend.entries(picture.categories)
    foot = legend.height(sheet, items) + 0.4 * TEXT
    names = min(max(sheet.wide(name, bold=True) for name in picture.rows), 0.3 * sheet.width) + 0.6 * TEXT
    across = (sheet.width - names) / len(picture.columns)
    size, heads, slanted = _heads(sheet, picture, across - 0.3 * TEXT)
    tall = max(map(len, heads)) * size * 1.15
    if slanted:
        longest = max(sheet.wide(line, size, bold=True) for lines in heads for line in lines)
        slope = longest * math.cos(SLANT) + tall * math.sin(SLANT)
        across = (sheet.width - names - slope) / (len(picture.columns) - 0.5)
        tall = longest * math.sin(SLANT) + tall * math.cos(SLANT)
    head = tall + 0.3 * TEXT
    room = sheet.height - head - foot
    most = max(1, int(room / LINE))
    shown = len(picture.rows) if len(picture.rows) <= most else max(1, most - 1)
    more = len(picture.rows) - shown
    each = min((room - (LINE if more else 0.0)) / shown, TALLEST)
    categories = {category.key: category for category in picture.categories}
    found = patterns(picture.categories)
    for column, lines in enumerate(heads):
        with sheet.said(picture.columns[column]):
            x = names + (column + 0.5) * across
            if not slanted:
                sheet.lines(x, head / 2, lines, size, bold=True, align="middle")
            for rank, line in enumerate(lines if slanted else ()):
                under = (rank - len(lines) + 0.5) * size * 1.15
                y = head - 0.3 * TEXT + under * math.cos(SLANT)
                sheet.text(x + under * math.sin(SLANT), y, line, size, bold=True, turn=-math.degrees(SLANT))
    for row in range(shown):
        y = head + row * each
        with sheet.said(picture.rows[row]):
            (name,) = sheet.cut(picture.rows[row], names - 0.5 * TEXT, 1, bold=True)
            sheet.text(0, y + each / 2, name, bold=True)
        for column, (key, text) in enumerate(zip(picture.cells[row], picture.texts[row], strict=True)):
            category, x = categories[key], names + column * across
            with sheet.said(f"{picture.rows[row]}, {picture.columns[column]} : {category.label}"):
                shape = {"x": x, "y": y, "width": across, "height": each, "stroke_width": 2}
                sheet.toned("rect", category.tone, found[key], "papier", **shape)
                if text:
                    (line,) = sheet.cut(text, across - 0.5 * TEXT, 1, bold=True)
                    sheet.plated(x + across / 2, y + each / 2, line, TEXT, category.tone)
    below = head + shown * each
    if more:
        others = french.counted(more, "autre ligne", "autres lignes")
        sheet.text(names, below + LINE / 2, f"Et {others} : voir le tableau.")
        below += LINE
    legend.draw(sheet, items, below + 0.4 * TEXT)


def _heads(sheet: Sheet, picture: MatrixPicture, room: float) -> tuple[float, list[list[str]], bool]:
    """The largest size at which no header is shortened nor a word of it cut, the headers' lines, whether they slant.

    Where no size will do, they slant on paper and are cut on a screen, whose texts may not be small.
    """
    words = [part for name in picture.columns for part in name.replace("-", "- ").split()]
    for size in SIZES:
        heads = [sheet.cut(name, room, HEAD_LINES, size, bold=True) for name in picture.columns]
        whole = not any(lines[-1].endswith("…") for lines in heads)
        if sheet.least >= TEXT or (whole and all(sheet.wide(w, size, bold=True) <= room for w in words)):
            return size, heads, False
    return size, [sheet.cut(name, SLANTED, 2, size, bold=True) for name in picture.columns], True
