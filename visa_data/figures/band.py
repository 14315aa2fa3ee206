"""What is known between two bounds, week by week, and lines over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.curves import Curve
from visa_data.figures.style import GREY, day_ticks, dress


def band(
    weeks: Sequence[date],
    low: Sequence[float],
    high: Sequence[float],
    lines: Sequence[Curve],
    *,
    name: str,
    write: Callable[[float], str],
    percent: bool = False,
    height: int = 380,
) -> go.Figure:
    """low, high: the bounds of each week (NaN: not known), filled under that name. write: how a value reads.

    lines: drawn over it, none where only the bounds are known; a week that a line does not know leaves a gap.
    """
    figure = go.Figure()
    hovers = [
        f"Au {french.day(week)}<br><b>{name} : {write(one)}{'' if one == other else f' à {write(other)}'}</b>"
        if one == one
        else ""
        for week, one, other in zip(weeks, low, high, strict=True)
    ]
    edge = {"width": 2, "color": GREY}
    options = {
        "mode": "lines",
        "line": edge,
        "customdata": hovers,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    figure.add_scatter(x=list(weeks), y=list(low), name=name, showlegend=False, **options)
    figure.add_scatter(x=list(weeks), y=list(high), name=name, fill="tonexty", **options)
    for line in lines:
        said = [
            f"Au {french.day(week)}<br><b>{line.name} : {write(value)}</b>" if value == value else ""
            for week, value in zip(weeks, line.values, strict=True)
        ]
        figure.add_scatter(
            x=list(weeks),
            y=list(line.values),
            name=line.name,
            mode="lines+markers",
            line={"width": 3.5, "color": line.colour, "dash": line.dash},
            marker={"size": 7, "color": line.colour},
            customdata=said,
            hovertemplate="%{customdata}<extra></extra>",
        )
    dress(figure, height=height, legend=True)
    ticks, texts = day_ticks(list(weeks))
    figure.update_xaxes(tickvals=ticks, ticktext=texts, showgrid=False)
    figure.update_yaxes(rangemode="tozero", nticks=5, tickformat=",.0%" if percent else ",d")
    return figure
