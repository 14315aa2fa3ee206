"""The sheet that pictures are drawn on: one font that comes with the library, no screen, no network."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from visa_data.reports.tones import ink

FONT = "DejaVu Sans"
FONT_FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
FONT_FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
"""DejaVu Sans is installed with matplotlib: the same letters on every machine, in the PDF too."""

TEXT = 13.0
"""Points, for a picture of about 8.6 inches: 26 pixels on a slide shown at 1920 × 1080."""

PIXELS_PER_INCH = 260
"""Twice what a slide shown at 1920 × 1080 needs."""

_SETTINGS: dict[Any, Any] = {
    "font.family": [FONT],
    "svg.fonttype": "none",
    "svg.hashsalt": "visa",
    "hatch.linewidth": 1.1,
    "axes.unicode_minus": True,
    "text.usetex": False,
    "text.parse_math": False,
    "text.color": ink("encre"),
    "axes.edgecolor": ink("bord"),
    "axes.labelcolor": ink("encre"),
    "xtick.color": ink("encre"),
    "ytick.color": ink("encre"),
}
_LOCK = threading.Lock()
"""matplotlib's settings belong to the whole process: one drawing at a time."""

UNKNOWN_LETTER = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter that the font lacks (an ideogram, a pictogram)."""

Draw = Callable[[Figure], None]


def as_svg(draw: Draw, width: float, height: float) -> str:
    """The drawing as SVG, its texts kept as texts; width and height in inches."""
    return _saved(draw, width, height, "svg").decode("utf-8")


def as_png(draw: Draw, width: float, height: float) -> bytes:
    """The drawing as PNG, sharp at twice the size of a 1920 × 1080 screen; width and height in inches."""
    return _saved(draw, width, height, "png")


def drawable(text: str) -> str:
    """The text with what the font cannot write replaced; line breaks are kept."""
    known = _letters()
    return "".join(letter if letter == "\n" or ord(letter) in known else UNKNOWN_LETTER for letter in text)


@cache
def _letters() -> frozenset[int]:
    """Code points that both weights of the font have."""
    plain, bold = (FT2Font(str(FONT_FOLDER / name)).get_charmap() for name in FONT_FILES)
    return frozenset(plain) & frozenset(bold)


def _saved(draw: Draw, width: float, height: float, form: str) -> bytes:
    out = io.BytesIO()
    with _LOCK, matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=(width, height), facecolor=ink("papier"))
        if form == "svg":
            FigureCanvasSVG(figure)
            _draw(draw, figure)
            figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, transparent=False)
        else:
            FigureCanvasAgg(figure)
            _draw(draw, figure)
            figure.savefig(out, format="png", dpi=PIXELS_PER_INCH, metadata={"Software": None})
    return out.getvalue()


def _draw(draw: Draw, figure: Figure) -> None:
    draw(figure)
    for text in figure.findobj(Text):
        text.set_text(drawable(text.get_text()))
