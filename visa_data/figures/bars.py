"""Horizontal bars: the funnel, ranked zones, outcomes, needs; and stacked shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from visa_data.figures.style import BLUE, bar_height, dress, ink_on, pattern, short

HIDDEN_AXIS = {"visible": False, "showgrid": False}


def bars(
    labels: Sequence[object],
    values: Sequence[float],
    texts: Sequence[str],
    hovers: Sequence[str],
    *,
    colours: Sequence[str] | str = BLUE,
    patterns: Sequence[str] | None = None,
    top: float | None = None,
    each: int = 38,
    room: float = 0.34,
    label_limit: int = 26,
) -> go.Figure:
    """One horizontal bar a label, first on top, its text at the bar's end.

    labels may repeat (two zones of one name): bars are placed by rank. texts and hovers are shown as they are:
    pass what comes from a file through `style.safe`. top: end of the axis (largest value by default). room: share of the width
    kept at the right for the texts.
    """
    ranks = list(range(len(labels)))
    end = top if top is not None else max([*values, 0.0])
    figure = go.Figure(
        go.Bar(
            x=list(values),
            y=ranks,
            orientation="h",
            text=list(texts),
            textposition="outside",
            textfont={"size": 17},
            cliponaxis=False,
            constraintext="none",
            customdata=list(hovers),
            hovertemplate="%{customdata}<extra></extra>",
            marker={
                "color": colours if isinstance(colours, str) else list(colours),
                "pattern": pattern(list(patterns) if patterns is not None else ""),
            },
        )
    )
    dress(figure, height=bar_height(len(ranks), each=each, around=24))
    figure.update_xaxes(**HIDDEN_AXIS, range=[0, (end or 1) / (1 - room)])
    return _named_rows(figure, labels, label_limit)


@dataclass(frozen=True)
class Part:
    """One part of each stacked bar: its name, counts, colour and pattern ("" for none)."""

    name: str
    counts: Sequence[float]
    colour: str
    pattern: str = ""


def stacked(
    labels: Sequence[object],
    parts: Sequence[Part],
    hovers: Sequence[str],
    *,
    each: int = 40,
    narrow: bool = False,
    same_length: bool = True,
) -> go.Figure:
    """Bars of 100 %, one a label, first on top; each part writes its count where there is room.

    same_length: False gives each bar the length of its total, where few must look few.

    hovers: one text a label, shown whichever part is pointed at; shares of an empty label are 0.
    narrow: for half a page, where there is room for fewer digits.
    """
    share_of_digit = 0.026 if narrow else 0.0115
    ranks = list(range(len(labels)))
    totals = [sum(part.counts[rank] for part in parts) for rank in ranks]
    if not same_length:
        totals = [max(totals, default=0)] * len(totals)
    figure = go.Figure()
    for part in parts:
        shares = [count / total if total else 0.0 for count, total in zip(part.counts, totals, strict=True)]
        figure.add_bar(
            name=part.name,
            x=shares,
            y=ranks,
            orientation="h",
            text=[
                f"{int(n)}" if share >= share_of_digit * (len(f"{int(n)}") + 0.6) else ""
                for n, share in zip(part.counts, shares, strict=True)
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 16, "color": ink_on(part.colour)},
            marker={"color": part.colour, "pattern": pattern(part.pattern)},
            customdata=list(hovers),
            hovertemplate="%{customdata}<extra></extra>",
        )
    dress(figure, height=bar_height(len(ranks), each=each, around=64), legend=True)
    figure.update_layout(barmode="stack", bargap=0.22)
    figure.update_xaxes(**HIDDEN_AXIS, range=[0, 1])
    return _named_rows(figure, labels, 36)


def _named_rows(figure: go.Figure, labels: Sequence[object], limit: int = 26) -> go.Figure:
    figure.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=[f"{short(label, limit)} " for label in labels],
        range=[len(labels) - 0.5, -0.5],
        showgrid=False,
        ticks="",
    )
    return figure
