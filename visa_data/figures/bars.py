"""Horizontal bars: the funnel, ranked zones, outcomes, needs; and stacked shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.style import BLUE, FONT_SIZE, LABEL_SIZE, bar_height, dress, ink_on, pattern, short

TAG = re.compile(r"<[^>]+>|&\w+;")
LETTER = 0.62 * LABEL_SIZE
"""Pixels of a letter at the end of a bar, in the widest of the fonts that pages fall back on."""
LEAST_SIZE = 13
"""Of a count inside a bar, smaller than the others' where it is short of room, then not written."""
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
    label_limit: int = 26,
) -> go.Figure:
    """One horizontal bar a label, first on top, its text at the bar's end.

    labels may repeat (two zones of one name): bars are placed by rank. texts and hovers are shown as they are:
    pass what comes from a file through `style.safe`. top: end of the axis (largest value by default).
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
            textfont={"size": LABEL_SIZE},
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
    figure.update_xaxes(**HIDDEN_AXIS, range=[0, end or 1])
    figure.update_layout(margin_r=text_room(texts))
    return named_rows(figure, labels, label_limit)


def text_room(texts: Sequence[str]) -> int:
    """Pixels kept at the right for the longest text, so that none is cut however narrow the page."""
    longest = max((len(TAG.sub("", text)) for text in texts), default=0)
    return 8 + round(longest * LETTER)


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
    same_length: bool = True,
) -> go.Figure:
    """Bars of 100 %, one a label, first on top; each part writes its count where there is room.

    same_length: False gives each bar the length of its total, where few must look few.

    hovers: one text a label, shown whichever part is pointed at; shares of an empty label are 0.
    """
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
            text=[french.number(n) if n else "" for n in part.counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="inside",
            textfont={"size": FONT_SIZE, "color": ink_on(part.colour)},
            marker={"color": part.colour, "pattern": pattern(part.pattern)},
            customdata=list(hovers),
            hovertemplate="%{customdata}<extra></extra>",
        )
    dress(figure, height=bar_height(len(ranks), each=each, around=64), legend=True)
    # What the page has no room for is not written, rather than over its neighbour.
    figure.update_layout(barmode="stack", bargap=0.22, uniformtext={"mode": "hide", "minsize": LEAST_SIZE})
    figure.update_xaxes(**HIDDEN_AXIS, range=[0, 1])
    return named_rows(figure, labels, 36)


def named_rows(figure: go.Figure, labels: Sequence[object], limit: int = 26) -> go.Figure:
    """Names (of at most `limit` characters) at the left of bars placed by rank, the first on top."""
    figure.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=[f"{short(label, limit)} " for label in labels],
        range=[len(labels) - 0.5, -0.5],
        showgrid=False,
        ticks="",
    )
    return figure
