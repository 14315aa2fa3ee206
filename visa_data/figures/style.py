"""What every chart shares: colours, sizes, French separators, safe texts, French ticks.

Backgrounds are transparent and the text's colour is left to the page's theme, so that a chart reads in light
and in dark. Colours are Okabe and Ito's (2008), told apart by colour-blind readers; text always says the same.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import plotly.graph_objects as go

from visa_data import french

FONT_SIZE = 16
LABEL_SIZE = 17

BLUE = "#0072B2"
SKY = "#56B4E9"
GREEN = "#009E73"
ORANGE = "#E69F00"
VERMILION = "#D55E00"
PURPLE = "#CC79A7"
GREY = "#8A96A3"
GRID = "rgba(128,140,152,0.28)"
TRANSPARENT = "rgba(0,0,0,0)"

BLUES = ("#DCEAF7", "#A3CBE6", "#579BCB", "#1F66A0", "#083263")
"""Lightness only (ColorBrewer Blues, ends strengthened): low to high."""

LEVEL_COLOURS = {0: GREY, 1: SKY, 2: BLUE, 3: ORANGE, 4: VERMILION}
LEVEL_PATTERNS = {0: "/", 1: "", 2: "", 3: "", 4: "x"}
"""Unknown is hatched, urgent is crossed: readable without colours."""

INKS = {"light": "#16202B", "dark": "#F2F5F8"}
"""Text colour of each theme (.streamlit/config.toml)."""

DARK_INK = "#10161D"
LIGHT_INK = "#FFFFFF"


def dress(figure: go.Figure, *, height: int, legend: bool = False) -> go.Figure:
    """Sizes, separators, margins and hover text shared by all charts; returns the same figure."""
    figure.update_layout(
        height=height,
        separators=f",{french.NNBSP}",
        paper_bgcolor=TRANSPARENT,
        plot_bgcolor=TRANSPARENT,
        font={"size": FONT_SIZE},
        margin={"l": 8, "r": 8, "t": 40 if legend else 12, "b": 8},
        showlegend=legend,
        hoverlabel={"font": {"size": FONT_SIZE}, "align": "left"},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "title": {"text": ""},
            "font": {"size": FONT_SIZE},
            "traceorder": "normal",
        },
        bargap=0.28,
        dragmode=False,
    )
    figure.update_xaxes(
        tickfont={"size": FONT_SIZE},
        title_font={"size": FONT_SIZE},
        fixedrange=True,
        automargin=True,
        zeroline=False,
        gridcolor=GRID,
    )
    figure.update_yaxes(
        tickfont={"size": FONT_SIZE},
        title_font={"size": FONT_SIZE},
        fixedrange=True,
        automargin=True,
        zeroline=False,
        gridcolor=GRID,
    )
    return figure


def write_in(figure: go.Figure, theme: Literal["light", "dark"]) -> go.Figure:
    """Give the theme's ink to every text that has no colour of its own; returns the same figure.

    Left to itself the page writes axes and labels in a grey that a projector loses.
    """
    ink = INKS[theme]
    figure.update_layout(font_color=ink, legend_font_color=ink)
    figure.update_xaxes(tickfont_color=ink, title_font_color=ink)
    figure.update_yaxes(tickfont_color=ink, title_font_color=ink)
    figure.update_annotations(selector=lambda note: note.font.color is None, font_color=ink)
    figure.update_traces(selector=_written_without_colour, textfont_color=ink)
    return figure


def _written_without_colour(trace: Any) -> bool:
    return trace.type in ("bar", "scatter") and trace.text is not None and trace.textfont.color is None


def pattern(shape: str | list[str]) -> dict[str, object]:
    """Hatching laid over a bar's colour, faint enough for the text written on it ("" for none)."""
    return {"shape": shape, "fillmode": "overlay", "fgopacity": 0.3, "size": 9, "solidity": 0.18}


def safe(text: object) -> str:
    """A text that came from a file, harmless in a chart (plotly reads tags in labels and hover texts)."""
    return html.escape(str(text), quote=False)


def short(text: object, limit: int = 26) -> str:
    """`safe`, cut with an ellipsis when longer than `limit` characters."""
    whole = str(text)
    return safe(whole if len(whole) <= limit else whole[: limit - 1].rstrip() + "…")


def ink_on(colour: str) -> str:
    """Dark or white text, whichever contrasts more with a `#RRGGBB` fill (WCAG 2 relative luminance)."""
    light = luminance(colour)
    on_dark_text = (light + 0.05) / (luminance(DARK_INK) + 0.05)
    on_white_text = 1.05 / (light + 0.05)
    return DARK_INK if on_dark_text >= on_white_text else LIGHT_INK


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def day_ticks(days: Sequence[date], most: int = 9) -> tuple[list[date], list[str]]:
    """At most `most` of the days, evenly spaced and ending on the last, with their French texts."""
    if not days:
        return [], []
    step = max(1, -(-len(days) // most))
    chosen = list(reversed(list(reversed(days))[::step]))
    return chosen, [french.short_day(day) for day in chosen]


def bar_height(rows: int, *, each: int = 34, around: int = 56) -> int:
    """Pixels for that many horizontal bars, so that labels never overlap."""
    return max(rows, 1) * each + around
