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

from visa_data import french, tokens
from visa_data.tokens import BLUE as BLUE
from visa_data.tokens import BLUES as BLUES
from visa_data.tokens import GREEN as GREEN
from visa_data.tokens import GREY as GREY
from visa_data.tokens import ORANGE as ORANGE
from visa_data.tokens import PURPLE as PURPLE
from visa_data.tokens import SKY as SKY
from visa_data.tokens import VERMILION as VERMILION
from visa_data.tokens import contrast
from visa_data.tokens import luminance as luminance

FONT_SIZE = 16
LABEL_SIZE = 17

GRID = tokens.VEIL.format(0.28)
TRANSPARENT = "rgba(0,0,0,0)"

LEVEL_COLOURS = tokens.LEVELS
LEVEL_PATTERNS = {0: "/", 1: "", 2: "", 3: "", 4: "x"}
"""Unknown is hatched, urgent is crossed: readable without colours."""

INKS = tokens.INK
DARK_INK, LIGHT_INK = tokens.CHART_INKS


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
    figure.update_layout(
        font_color=ink,
        legend_font_color=ink,
        hoverlabel_font_color=ink,
        hoverlabel_bgcolor=tokens.PAPER[theme],
    )
    figure.update_xaxes(tickfont_color=ink, title_font_color=ink)
    figure.update_yaxes(tickfont_color=ink, title_font_color=ink)
    figure.update_annotations(selector=lambda note: note.font.color is None, font_color=ink)
    figure.update_traces(selector=_written_without_colour, textfont_color=ink)
    return figure


FADED = 0.75


def answering(figure: go.Figure) -> go.Figure:
    """Let its bars be chosen: the others pale, their figures stay read; returns the same figure."""
    # plotly.js reads both of the two as soon as one is given.
    figure.update_traces(unselected_marker_opacity=FADED, selected_marker_opacity=1)
    for trace in figure.data:
        colour = trace.textfont.color or trace.marker.color
        if isinstance(colour, str):
            trace.update(selected_textfont_color=colour, unselected_textfont_color=colour)
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
    return max((DARK_INK, LIGHT_INK), key=lambda ink: contrast(ink, colour))


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
