"""Declared levels: their spread, and their shares by zone, age or source."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.bars import Part, bars, stacked
from visa_data.figures.style import LEVEL_COLOURS, LEVEL_PATTERNS, safe
from visa_data.indicators.fragilite import LEVEL_COLUMNS
from visa_data.vocabulary import NIVEAUX, ORIENTATIONS

SHOWN_ORDER = (4, 3, 2, 1, 0)
"""The most fragile first."""


def level_name(level: int) -> str:
    """`4 · Grande fragilité`; `Non évaluée` alone for 0."""
    return NIVEAUX[level] if level == 0 else f"{level} · {NIVEAUX[level]}"


def short_level(level: int) -> str:
    """`Niveau 4`; `Non évaluée` for 0."""
    return f"Niveau {level}" if level else NIVEAUX[0]


def level_bars(frame: pd.DataFrame) -> go.Figure:
    """One bar a level (frame of `fragility`), most fragile first, with its share of the inscrits."""
    rows = frame.set_index("niveau").loc[list(SHOWN_ORDER)]
    texts = [
        f"<b>{french.number(row.personnes)}</b> · {french.percent(row.part)}" for row in rows.itertuples()
    ]
    figure = bars(
        [level_name(level) for level in SHOWN_ORDER],
        rows["personnes"].tolist(),
        texts,
        [
            f"<b>{level_name(level)}</b><br>{ORIENTATIONS[level]}<br>{text}"
            for level, text in zip(SHOWN_ORDER, texts, strict=True)
        ],
        colours=[LEVEL_COLOURS[level] for level in SHOWN_ORDER],
        patterns=[LEVEL_PATTERNS[level] for level in SHOWN_ORDER],
        each=58,
        label_limit=36,
    )
    # The longest name takes two lines, for half a page.
    names = [text.replace(" et ", "<br>et ") for text in figure.layout.yaxis.ticktext]
    return figure.update_yaxes(ticktext=names)


def level_shares(
    labels: Sequence[str], frame: pd.DataFrame, *, each: int = 40, narrow: bool = False
) -> go.Figure:
    """Bars of 100 % by level (columns non_evaluees, niveau_1 … niveau_4), one a label, in the order given.

    narrow: short names in the legend, for half a page.
    """
    hovers = []
    for label, row in zip(labels, frame.to_dict("records"), strict=True):
        total = sum(row[name] for name in LEVEL_COLUMNS)
        lines = [
            f"{level_name(level)} : <b>{french.number(row[LEVEL_COLUMNS[level]])}</b>"
            + (f" ({french.percent(row[LEVEL_COLUMNS[level]] / total)})" if total else "")
            for level in SHOWN_ORDER
        ]
        hovers.append(f"<b>{safe(label)}</b> : {french.counted(total, 'personne')}<br>" + "<br>".join(lines))
    parts = [
        Part(
            short_level(level) if narrow else level_name(level),
            frame[LEVEL_COLUMNS[level]].tolist(),
            LEVEL_COLOURS[level],
            LEVEL_PATTERNS[level],
        )
        for level in SHOWN_ORDER
    ]
    return stacked(labels, parts, hovers, each=each)
