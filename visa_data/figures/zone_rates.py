"""Zones ranked by a rate of coverage, as bars."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.bars import bars
from visa_data.figures.style import BLUE, safe

NUMERATORS = {"taux_joints": ("joints", "jointe", "jointes"), "taux_a_jour": ("a_jour", "à jour", "à jour")}


def zone_rates(zones: pd.DataFrame, measure: str) -> go.Figure:
    """One bar a zone in the order given (frame of `coverage_by_zone`), 0 to 100 %, with its two counts.

    measure: taux_joints or taux_a_jour.
    """
    numerator, singular, plural = NUMERATORS[measure]
    texts, hovers = [], []
    for row in zones.to_dict("records"):
        rate, reached, registered = row[measure], row[numerator], row["inscrits"]
        texts.append(
            f"<b>{french.percent(rate)}</b> · {french.number(reached)} sur {french.number(registered)}"
        )
        hovers.append(
            f"<b>{safe(row['nom_zone'])}</b> {safe(row['code_zone'])}<br>"
            f"{french.percent(rate)} : {french.counted(reached, f'personne {singular}', f'personnes {plural}')} "
            f"sur {french.counted(registered, 'inscrite')}"
        )
    return bars(
        zones["nom_zone"].tolist(),
        zones[measure].tolist(),
        texts,
        hovers,
        colours=BLUE,
        top=1.0,
        each=34,
    )
