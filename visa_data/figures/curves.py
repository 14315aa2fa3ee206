"""Curves by week, each named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.style import FONT_SIZE, LABEL_SIZE, day_ticks, dress

ROOM_FOR_NAMES = 0.24
CLOSEST = 0.15


@dataclass(frozen=True)
class Curve:
    """One line: its name, values (one a week), colour, and dash ("solid", "dot", "dash")."""

    name: str
    values: Sequence[float]
    colour: str
    dash: str = "solid"


def weekly(
    weeks: Sequence[date],
    curves: Sequence[Curve],
    *,
    running: bool,
    height: int = 420,
    week_word: str = "Semaine du",
) -> go.Figure:
    """Lines by week. running: the last week is not over, its segment is dotted and its mark open.

    Names and last values are written at the lines' ends, moved apart when they would overlap.
    """
    figure = go.Figure()
    solid = len(weeks) - 1 if running and len(weeks) > 1 else len(weeks)
    top = max([value for curve in curves for value in curve.values] + [1.0])
    for curve in curves:
        hovers = [
            f"{week_word} {french.day(week)}<br><b>{curve.name} : {french.number(value)}</b>"
            for week, value in zip(weeks, curve.values, strict=True)
        ]
        style = {"color": curve.colour, "width": 3.5}
        figure.add_scatter(
            x=list(weeks[:solid]),
            y=list(curve.values[:solid]),
            mode="lines+markers",
            line=style | {"dash": curve.dash},
            marker={"size": 8, "color": curve.colour},
            customdata=hovers[:solid],
            hovertemplate="%{customdata}<extra></extra>",
            name=curve.name,
        )
        if solid < len(weeks):
            figure.add_scatter(
                x=list(weeks[-2:]),
                y=list(curve.values[-2:]),
                mode="lines+markers",
                line=style | {"dash": "dot"},
                marker={
                    "size": [0, 10],
                    "color": curve.colour,
                    "symbol": "circle-open",
                    "line": {"width": 2},
                },
                customdata=[hovers[-2], hovers[-1] + "<br>semaine en cours"],
                hovertemplate="%{customdata}<extra></extra>",
                name=curve.name,
            )
    dress(figure, height=height)
    heights = spread([float(curve.values[-1]) / top for curve in curves], CLOSEST * 420 / height)
    for curve, level in zip(curves, heights, strict=True):
        figure.add_annotation(
            x=1 - ROOM_FOR_NAMES + 0.012,
            xref="paper",
            y=level * top,
            yref="y",
            text=f'<span style="color:{curve.colour}">⬤</span> <b>'
            f"{french.number(curve.values[-1])}</b><br>{curve.name}",
            align="left",
            font={"size": LABEL_SIZE},
            showarrow=False,
            xanchor="left",
        )
    ticks, texts = day_ticks(list(weeks))
    figure.update_xaxes(domain=[0, 1 - ROOM_FOR_NAMES], tickvals=ticks, ticktext=texts, showgrid=False)
    figure.update_yaxes(range=[0, max(top, max(heights, default=0) * top) * 1.08], nticks=5, tickformat=",d")
    if solid < len(weeks):
        figure.add_annotation(
            x=weeks[-1],
            y=1,
            xref="x",
            yref="paper",
            text="en cours",
            showarrow=False,
            yanchor="top",
            font={"size": FONT_SIZE},
        )
    return figure


def spread(levels: Sequence[float], apart: float) -> list[float]:
    """The levels in their own order, pushed up just enough to stand at least `apart` from one another."""
    ranked = sorted(range(len(levels)), key=lambda i: levels[i])
    placed = list(levels)
    for below, above in pairwise(ranked):
        placed[above] = max(placed[above], placed[below] + apart)
    return placed
