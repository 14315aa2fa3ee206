"""Moves between declared levels at two dates: a Sankey of counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.levels import SHOWN_ORDER, level_name, short_level
from visa_data.figures.style import BLUE, GREY, LABEL_SIZE, LEVEL_COLOURS, PURPLE, VERMILION, dress
from visa_data.tokens import faded

UP, DOWN, FIRST, SAME = VERMILION, BLUE, PURPLE, GREY
NAMES_SHARE = 0.27
HEIGHT = 500
MARGINS = {"l": 8, "r": 8, "t": 52, "b": 16}
GAP = 30


def flows(frame: pd.DataFrame, before: date, day: date) -> go.Figure:
    """Left: levels at `before`; right: at `day`; widths: persons (frame `Moves.flows`: de, vers, personnes).

    Levels keep one order on each side, most fragile on top; those with nobody are left out, and so the totals
    at each level are those of the frame given. Links say the direction: more fragile, less fragile, evaluated
    for the first time; those who did not move are faint.
    """
    sides = [_side(frame, "de"), _side(frame, "vers")]
    total = int(frame["personnes"].sum())
    inside = HEIGHT - MARGINS["t"] - MARGINS["b"]
    scale = (inside - GAP * (max(len(side) for side in sides) - 1)) / max(total, 1)
    middles = [_middles(list(side.values()), scale, inside) for side in sides]
    first_right = len(sides[0])
    place = {("de", level): rank for rank, level in enumerate(sides[0])}
    place |= {("vers", level): first_right + rank for rank, level in enumerate(sides[1])}
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            domain={"x": [NAMES_SHARE, 1 - NAMES_SHARE], "y": [0, 1]},
            textfont={"size": 1, "color": "rgba(0,0,0,0)"},
            node={
                "customdata": [f"{level_name(k)} : {french.number(n)}" for s in sides for k, n in s.items()],
                "color": [LEVEL_COLOURS[level] for side in sides for level in side],
                "x": [0.001] * len(sides[0]) + [0.999] * len(sides[1]),
                "y": [min(0.999, max(0.001, middle)) for side in middles for middle in side],
                "thickness": 24,
                "pad": GAP,
                "line": {"width": 0},
                "hovertemplate": "%{customdata}<extra></extra>",
            },
            link={
                "source": [place["de", level] for level in frame["de"]],
                "target": [place["vers", level] for level in frame["vers"]],
                "value": frame["personnes"].tolist(),
                "color": [_link_colour(row.de, row.vers) for row in frame.itertuples()],
                "customdata": [
                    f"{level_name(row.de)} → {level_name(row.vers)}<br>"
                    f"<b>{french.counted(row.personnes, 'personne')}</b>"
                    for row in frame.itertuples()
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
        )
    )
    dress(figure, height=HEIGHT)
    figure.update_layout(margin=MARGINS)
    edges: list[dict[str, Any]] = [
        {"x": NAMES_SHARE, "xanchor": "right", "xshift": -20},
        {"x": 1 - NAMES_SHARE, "xanchor": "left", "xshift": 20},
    ]
    common = {"showarrow": False, "xref": "paper", "yref": "paper", "font": {"size": LABEL_SIZE}}
    for edge, side, heights, moment in zip(edges, sides, middles, (before, day), strict=True):
        figure.add_annotation(
            **edge, **common, y=1, yshift=18, yanchor="bottom", text=f"<b>{french.day(moment)}</b>"
        )
        for (level, count), middle in zip(side.items(), heights, strict=True):
            text = f"{short_level(level)} : <b>{french.number(count)}</b>"
            figure.add_annotation(**edge, **common, y=1 - middle, yanchor="middle", text=text)
    return figure


def _side(frame: pd.DataFrame, name: str) -> dict[int, int]:
    """Persons at each level of one side, most fragile first."""
    counts = frame.groupby(name)["personnes"].sum()
    return {level: int(counts[level]) for level in SHOWN_ORDER if level in counts.index}


def _middles(sizes: list[int], scale: float, inside: int) -> list[float]:
    """Middle of each node, 0 (top) to 1, stacked with the gap between them."""
    middles, above = [], 0.0
    for size in sizes:
        middles.append((above + size * scale / 2) / inside)
        above += size * scale + GAP
    return middles


def _link_colour(start: int, end: int) -> str:
    if start == end:
        return faded(SAME, 0.22)
    if start == 0:
        return faded(FIRST, 0.75)
    return faded(UP, 0.8) if end > start else faded(DOWN, 0.8)
