"""How wide texts are and how many lines they take: what must fit is measured before it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from visa_data.pictures.picture import TablePicture
from visa_data.typography import french

FONT = "DejaVu Sans"
FONT_FOLDER = Path(__file__).with_name("fonts")
"""The one font, here with its licence: the same letters on every machine, in slides and pages."""
FONT_FILES = [str(FONT_FOLDER / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]
UNKNOWN_LETTER = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter that the font lacks (an ideogram, a pictogram)."""
NO_LETTER = "\uffff"
"""No font has it."""
MEASURED_AT = 100
LINE = 1.2
"""Line height, in sizes of the font."""
ARIAL = 0.92
"""Width of Arial for one of DejaVu Sans, at most: what is written in Arial is measured at that size."""
AROUND = 0.2
"""Inches beside the text of a table's cell, both sides together."""
BETWEEN = 0.14
"""Inches above and under the text of a row, together."""

_BREAKS = re.compile(r"[ \t\n]+")
_HYPHENS = re.compile(r"[^-]*-|[^-]+")


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_FILES[bold], MEASURED_AT)


def drawable(text: str) -> str:
    """The text with what the font cannot write replaced; line breaks are kept."""
    return text.translate({ord(letter): UNKNOWN_LETTER for letter in set(text) if not _known(letter)})


@lru_cache(maxsize=5_000)
def _known(letter: str) -> bool:
    """Whether both weights of the font draw something else than what stands for any letter that they lack."""
    return letter == "\n" or all(
        bytes(_font(bold).getmask(letter)) != bytes(_font(bold).getmask(NO_LETTER)) for bold in (False, True)
    )


def width(text: str, points: float, *, bold: bool = False) -> float:
    """Inches of one line in DejaVu Sans."""
    return _measured(text, bold) * points / 72


@lru_cache(maxsize=20_000)
def _measured(text: str, bold: bool) -> float:
    return _font(bold).getlength(drawable(_BREAKS.sub(" ", text))) / MEASURED_AT


def wrapped(text: str, points: float, room: float, *, bold: bool = False) -> list[str]:
    """The text cut into lines of at most `room` inches; a word longer than a line is cut too, at a hyphen first."""
    lines: list[str] = []
    for paragraph in french(text).split("\n"):
        line = ""
        for word in _BREAKS.split(paragraph.strip(" \t")):
            whole = width(word, points, bold=bold) <= room
            for rank, part in enumerate([word] if whole else _HYPHENS.findall(word)):
                longer = f"{line} {part}" if line and not rank else line + part
                if width(longer, points, bold=bold) <= room:
                    line = longer
                    continue
                if line:
                    lines.append(line)
                while width(part, points, bold=bold) > room and len(part) > 1:
                    cut = _cut(part, points, room, bold)
                    lines.append(part[:cut])
                    part = part[cut:]
                line = part
        lines.append(line)
    return lines


def shortened(text: str, points: float, room: float, lines: int, *, bold: bool = False) -> list[str]:
    """`wrapped`, at most `lines` lines, ending with an ellipsis where something is left out."""
    found = wrapped(text, points, room, bold=bold)
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    while last and width(last + "…", points, bold=bold) > room:
        last = last[:-1]
    return [*found[: lines - 1], last.rstrip(" ,;:") + "…"]


def fitted(
    text: str, sizes: Sequence[float], room: float, high: float, *, bold: bool = False, narrow: float = 1.0
) -> tuple[float, str]:
    """The largest of the sizes at which the text holds in room × high inches, and the text.

    At the smallest, what does not hold gives way to an ellipsis. narrow: 1, or ARIAL.
    """
    for points in sizes:
        if len(wrapped(text, points * narrow, room, bold=bold)) * points / 72 * LINE <= high:
            return points, text
    points = sizes[-1]
    most = max(1, int(high / (points / 72 * LINE)))
    return points, " ".join(shortened(text, points * narrow, room, most, bold=bold))


def _cut(word: str, points: float, room: float, bold: bool) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(word[:middle], points, bold=bold) <= room else (low, middle - 1)
    return low


def shares(table: TablePicture, room: float, points: float) -> list[float]:
    """Inches of each column, which add up to `room`: as texts ask, no column under its longest word."""
    columns = list(zip(table.headers, *table.rows, strict=True))
    least = [
        min(max(width(word, points, bold=True) for text in column for word in text.split(" ")), room / 3)
        + AROUND
        for column in columns
    ]
    # A column of long texts asks for more, but less than it would take on one line.
    asked = [
        max(low, max(width(text, points, bold=True) for text in column) ** 0.75 + AROUND)
        for low, column in zip(least, columns, strict=True)
    ]
    spare = room - sum(least)
    if spare <= 0:
        return [low / sum(least) * room for low in least]
    wish = [ask - low for ask, low in zip(asked, least, strict=True)]
    total = sum(wish)
    return [
        low + spare * (want / total if total else 1 / len(columns))
        for low, want in zip(least, wish, strict=True)
    ]


def row_heights(
    table: TablePicture, points: float, room: float, narrow: float = 1.0, between: float = BETWEEN
) -> list[float]:
    """Inches of the header and of each row, texts wrapped in their columns; narrow: 1 or ARIAL."""
    columns = shares(table, room, points * narrow)
    return [
        max(
            len(wrapped(text, points * narrow, column - AROUND, bold=rank == 0))
            for text, column in zip(row, columns, strict=True)
        )
        * points
        / 72
        * LINE
        + between
        for rank, row in enumerate((table.headers, *table.rows))
    ]
