"""The campaign's funnel: registered, called, reached, evaluated, up to date."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.bars import bars
from visa_data.figures.style import BLUE

STAGES = ("inscrits", "tentes", "joints", "evalues", "a_jour")


def funnel(counts: Mapping[str, float], labels: Mapping[str, str]) -> go.Figure:
    """One bar a stage, its count and its share of the inscrits (no share when there is none)."""
    registered = counts["inscrits"]
    texts = []
    for stage in STAGES:
        share = (
            f" · {french.percent(counts[stage] / registered)}" if registered and stage != "inscrits" else ""
        )
        texts.append(f"<b>{french.number(counts[stage])}</b>{share}")
    hovers = [f"<b>{labels[stage]}</b><br>{text}" for stage, text in zip(STAGES, texts, strict=True)]
    return bars(
        [labels[stage] for stage in STAGES],
        [float(counts[stage]) for stage in STAGES],
        texts,
        hovers,
        colours=BLUE,
        each=58,
    )
