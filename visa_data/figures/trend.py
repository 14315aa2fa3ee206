"""Open needs by week: one small curve a need, all on one scale."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.style import BLUE, FONT_SIZE, GRID, LABEL_SIZE, dress
from visa_data.tokens import faded
from visa_data.vocabulary import BESOINS_COURTS, Besoin

COLUMNS = 5
WIDE, HIGH = 1.14, 1.62
"""Steps from one curve to the next, in widths and heights of a curve."""


def needs_trend(frame: pd.DataFrame) -> go.Figure:
    """Ten curves in a grid (frame of `open_needs_by_week`), each named above and valued at its end.

    One pair of axes holds them all, each moved to its place: ten pairs take plotly half a second.
    """
    top = max(float(frame["ouverts"].max()), 1.0)
    rows = -(-len(Besoin) // COLUMNS)
    ends = sorted(set(frame["fin"]))
    span = max((ends[-1] - ends[0]).days, 1)
    traces: list[go.Scatter] = []
    titles: list[tuple[float, float, str]] = []
    values: list[tuple[float, float, str]] = []
    for rank, need in enumerate(Besoin):
        own = frame[frame["besoin"] == need.value].sort_values("fin")
        left, floor = (rank % COLUMNS) * WIDE, (rows - 1 - rank // COLUMNS) * HIGH
        x = [left + (end - ends[0]).days / span for end in own["fin"]]
        y = [floor + count / top for count in own["ouverts"]]
        traces.append(
            go.Scatter(
                x=[left, *x, x[-1], left],
                y=[floor, *y, floor, floor],
                mode="lines",
                line={"width": 0},
                fill="toself",
                fillcolor=faded(BLUE, 0.16),
                hoverinfo="skip",
            )
        )
        traces.append(
            go.Scatter(
                x=x,
                y=y,
                mode="lines+markers" if len(x) == 1 else "lines",
                line={"color": BLUE, "width": 3},
                customdata=[
                    f"<b>{need.label}</b><br>{french.day(end)} : {french.counted(count, 'personne')}"
                    for end, count in zip(own["fin"], own["ouverts"], strict=True)
                ],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
        titles.append((left, floor + 1.36, BESOINS_COURTS[need]))
        values.append((left + 1, y[-1] + 0.03, f"<b>{french.number(int(own['ouverts'].iloc[-1]))}</b>"))
    last_left = (len(Besoin) - 1) % COLUMNS * WIDE
    dates = [(0.0, -0.08, french.short_day(ends[0]))] if len(ends) > 1 else []
    traces.append(_texts(dates, "bottom right", FONT_SIZE))
    traces.append(_texts([(last_left + 1, -0.08, french.short_day(ends[-1]))], "bottom left", FONT_SIZE))
    traces.append(_texts(titles, "middle right", LABEL_SIZE))
    traces.append(_texts(values, "top left", 18))
    figure = dress(go.Figure(traces), height=200 * rows + 50)
    figure.update_xaxes(
        showticklabels=False,
        range=[-0.02, (COLUMNS - 1) * WIDE + 1.04],
        showgrid=False,
    )
    figure.update_yaxes(
        tickvals=[row * HIGH for row in range(rows)],
        showticklabels=False,
        gridcolor=GRID,
        range=[-0.34, (rows - 1) * HIGH + 1.45],
    )
    return figure


def _texts(places: list[tuple[float, float, str]], position: str, size: int) -> go.Scatter:
    return go.Scatter(
        x=[place[0] for place in places],
        y=[place[1] for place in places],
        text=[place[2] for place in places],
        mode="text",
        textposition=position,
        textfont={"size": size},
        hoverinfo="skip",
        cliponaxis=False,
    )
