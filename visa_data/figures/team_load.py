"""Load of the teams: isolated people each reaches, against the people it can follow."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.bars import named_rows, text_room
from visa_data.figures.style import BLUE, FONT_SIZE, GREY, VERMILION, bar_height, dress, pattern, safe


def team_load(loads: pd.DataFrame) -> go.Figure:
    """One bar a team (isolees_atteintes), hatched beyond its capacity, which a line marks.

    loads: rows of `team_loads` of active teams, in the order wanted from the top: nom, isolees_atteintes, capacite
    (NaN: unknown), charge_texte; isolees_dites, from a book: the count, or the words that stand for it.
    """
    ranks = list(range(len(loads)))
    reached = loads["isolees_atteintes"].fillna(0)
    within = reached.where(loads["capacite"].isna(), reached.clip(upper=loads["capacite"].fillna(0)))
    beyond = reached - within
    texts = [
        f"{french.NBSP * 2}{_said(count, capacity)}"
        for count, capacity in zip(loads.get("isolees_dites", reached), loads["capacite"], strict=True)
    ]
    hovers = [
        f"<b>{safe(name)}</b><br>{safe(said)}"
        for name, said in zip(loads["nom"], loads["charge_texte"], strict=True)
    ]
    figure = go.Figure()
    figure.add_bar(
        x=within,
        y=ranks,
        orientation="h",
        marker={"color": BLUE},
        name="Isolées atteintes, dans la capacité",
        hovertext=hovers,
        hoverinfo="text",
    )
    figure.add_bar(
        x=beyond,
        y=ranks,
        orientation="h",
        marker={"color": VERMILION, "pattern": pattern("/")},
        name="Au-delà de la capacité",
        hovertext=hovers,
        hoverinfo="text",
    )
    figure.add_scatter(
        x=loads["capacite"],
        y=ranks,
        mode="markers",
        marker={"symbol": "line-ns", "size": 26, "line": {"width": 4, "color": GREY}},
        name="Capacité",
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=reached.where(loads["capacite"].isna(), loads[["isolees_atteintes", "capacite"]].max(axis=1)),
        y=ranks,
        mode="text",
        text=texts,
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    dress(figure, height=bar_height(len(loads), each=44, around=90), legend=True)
    most = float(max([1.0, *reached, *loads["capacite"].fillna(0)]))
    figure.update_layout(barmode="stack", font={"size": FONT_SIZE}, margin_r=text_room(texts))
    figure.update_xaxes(range=[0, most], title="Personnes isolées")
    return named_rows(figure, loads["nom"].tolist(), 32)


def _said(reached: float | str, capacity: float) -> str:
    """« 120 pour 80 places », « 12, capacité inconnue », « < 11 pour 80 places »."""
    count = safe(reached) if isinstance(reached, str) else french.number(reached)
    if capacity != capacity:
        return f"{count}, capacité inconnue"
    return f"{count} pour {french.counted(capacity, 'place')}"
