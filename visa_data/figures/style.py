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


Spec = dict[str, Any]
"""A figure as plotly.js reads it."""


def dress(figure: go.Figure, *, height: int, legend: bool = False) -> go.Figure:
    """Sizes, separators, margins and hover text shared by all charts, without a template; returns the same figure."""
    layout = figure.layout.to_plotly_json()
    layout.pop("template", None)
    axis = {
        "tickfont": {"size": FONT_SIZE},
        "title": {"font": {"size": FONT_SIZE}},
        "fixedrange": True,
        "automargin": True,
        "zeroline": False,
        "gridcolor": GRID,
    }
    # Given whole, and without a template to check, a layout takes plotly a millisecond; changed key by key, ten.
    figure.layout = _merged(
        layout,
        {
            "height": height,
            "separators": f",{french.NNBSP}",
            "paper_bgcolor": TRANSPARENT,
            "plot_bgcolor": TRANSPARENT,
            "font": {"size": FONT_SIZE},
            "margin": {"l": 8, "r": 8, "t": 40 if legend else 12, "b": 8},
            "showlegend": legend,
            "hoverlabel": {"font": {"size": FONT_SIZE}, "align": "left"},
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": 1.0,
                "yanchor": "bottom",
                "title": {"text": ""},
                "font": {"size": FONT_SIZE},
                "traceorder": "normal",
            },
            "bargap": 0.28,
            "dragmode": False,
            **dict.fromkeys(_axes(layout), axis),
        },
    )
    return figure


def written(figure: go.Figure, theme: Literal["light", "dark"]) -> Spec:
    """What plotly.js reads, with the theme's ink for every text that has no colour of its own.

    Left to itself the page writes axes and labels in a grey that a projector loses.
    """
    spec: Spec = figure.to_dict()
    ink = {"color": INKS[theme]}
    layout = _merged(
        spec["layout"],
        {
            "font": ink,
            "legend": {"font": ink},
            "hoverlabel": {"font": ink, "bgcolor": tokens.PAPER[theme]},
            **{name: {"tickfont": ink, "title": {"font": ink}} for name in _axes(spec["layout"])},
        },
    )
    if "annotations" in layout:
        layout["annotations"] = [_merged({"font": ink}, note) for note in layout["annotations"]]
    data = [
        _merged({"textfont": ink}, trace)
        if trace["type"] in ("bar", "scatter") and "text" in trace
        else trace
        for trace in spec["data"]
    ]
    return spec | {"data": data, "layout": layout}


FADED = 0.75


def answering(spec: Spec) -> Spec:
    """The same, its bars to be chosen: the others pale, their figures stay read."""
    data = []
    for trace in spec["data"]:
        colour = trace.get("textfont", {}).get("color") or trace.get("marker", {}).get("color")
        text = {"textfont": {"color": colour}} if isinstance(colour, str) else {}
        # plotly.js reads both of the two as soon as one is given.
        both = {
            "unselected": {"marker": {"opacity": FADED}} | text,
            "selected": {"marker": {"opacity": 1}} | text,
        }
        data.append(_merged(trace, both))
    return spec | {"data": data}


def _axes(layout: Spec) -> set[str]:
    return {"xaxis", "yaxis"} | {name for name in layout if name.startswith(("xaxis", "yaxis"))}


def _merged(whole: Spec, changes: Spec) -> Spec:
    """The first with the changes of the second, at whatever depth; neither is changed."""
    return whole | {
        name: _merged(whole[name], change) if isinstance(change, dict) and name in whole else change
        for name, change in changes.items()
    }


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
