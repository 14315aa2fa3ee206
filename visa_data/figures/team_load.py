"""Load of the teams: isolated people each reaches, against the people it can follow."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.style import BLUE, FONT_SIZE, VERMILION, bar_height, dress, pattern, safe, short


def team_load(loads: pd.DataFrame) -> go.Figure:
    """One bar a team (isolees_atteintes), hatched beyond its capacity, which a line marks.

    loads: rows of `team_loads` of active teams, in the order wanted from the top: nom, isolees_atteintes, capacite
    (NaN: unknown), charge_texte; isolees_dites, from a book: the count, or the words that stand for it.
    """
    names = [f"{short(name, 44)}{french.NBSP}" for name in loads["nom"]]
    reached = loads["isolees_atteintes"].fillna(0)
    within = reached.where(loads["capacite"].isna(), reached.clip(upper=loads["capacite"].fillna(0)))
    beyond = reached - within
    figure = go.Figure()
    figure.add_bar(
        x=within,
        y=names,
        orientation="h",
        marker={"color": BLUE},
        name="Isolées atteintes, dans la capacité",
        hoverinfo="skip",
    )
    figure.add_bar(
        x=beyond,
        y=names,
        orientation="h",
        marker={"color": VERMILION, "pattern": pattern("/")},
        name="Au-delà de la capacité",
        hovertext=[str(text) for text in loads["charge_texte"]],
        hoverinfo="text",
    )
    figure.add_scatter(
        x=loads["capacite"],
        y=names,
        mode="markers",
        marker={"symbol": "line-ns", "size": 26, "line": {"width": 4, "color": "#8A96A3"}},
        name="Capacité",
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=reached.where(loads["capacite"].isna(), loads[["isolees_atteintes", "capacite"]].max(axis=1)),
        y=names,
        mode="text",
        text=[
            f"{french.NBSP * 2}{_said(count, capacity)}"
            for count, capacity in zip(loads.get("isolees_dites", reached), loads["capacite"], strict=True)
        ],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    dress(figure, height=bar_height(len(loads), each=44, around=90), legend=True)
    most = float(max([1.0, *reached, *loads["capacite"].fillna(0)]))
    figure.update_layout(barmode="stack", font={"size": FONT_SIZE})
    figure.update_xaxes(range=[0, most * 1.3], title="Personnes isolées")
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure


def _said(reached: float | str, capacity: float) -> str:
    """« 120 pour 80 places », « 12, capacité inconnue », « < 11 pour 80 places »."""
    count = safe(reached) if isinstance(reached, str) else french.number(reached)
    if capacity != capacity:
        return f"{count}, capacité inconnue"
    return f"{count} pour {french.counted(capacity, 'place')}"
