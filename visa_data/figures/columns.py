"""Vertical bars: one a step of time, or several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.style import FONT_SIZE, dress, pattern, safe


@dataclass(frozen=True)
class Series:
    """One bar of each step: its name, values (NaN: not known), colour and pattern ("" for none)."""

    name: str
    values: Sequence[float]
    colour: str
    pattern: str = ""


def columns(
    steps: Sequence[str],
    series: Sequence[Series],
    hovers: Sequence[str],
    *,
    axis: str = "",
    height: int = 340,
    written: bool = True,
) -> go.Figure:
    """Bars above each step, first on the left; a step that nothing is known of says so in place of its bars.

    steps, hovers: shown as they are: pass what comes from a file through `style.safe`. axis: title of the steps.
    written: whether each bar bears its value.
    """
    figure = go.Figure()
    places = list(range(len(steps)))
    for one in series:
        figure.add_bar(
            name=safe(one.name),
            x=places,
            y=[None if value != value else value for value in one.values],
            text=[
                french.number(value) if written and value == value and value else "" for value in one.values
            ],
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            constraintext="none",
            textfont={"size": FONT_SIZE},
            marker={"color": one.colour, "pattern": pattern(one.pattern)},
            customdata=list(hovers),
            hovertemplate="%{customdata}<extra></extra>",
        )
    dress(figure, height=height, legend=len(series) > 1)
    top = max([value for one in series for value in one.values if value == value], default=0.0)
    for place in places:
        if all(one.values[place] != one.values[place] for one in series):
            figure.add_annotation(
                x=place,
                y=0,
                text="rien<br>reçu",
                showarrow=False,
                yanchor="bottom",
                font={"size": FONT_SIZE - 2},
            )
    figure.update_layout(barmode="group", bargap=0.22, bargroupgap=0.04)
    figure.update_xaxes(
        tickvals=places,
        ticktext=list(steps),
        showgrid=False,
        title={"text": axis},
        tickangle=0,
    )
    figure.update_yaxes(range=[0, (top or 1) * 1.14], nticks=5, tickformat=",d")
    return figure
