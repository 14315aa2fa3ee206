"""Needs, ranked by people unmet; by place, see `need_matrix`."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.bars import bars
from visa_data.figures.style import VERMILION
from visa_data.vocabulary import BESOINS_COURTS, Besoin


def ranked_needs(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `besoins.needs`, most people unmet first."""
    return frame.sort_values(["non_pourvus", "ouverts"], ascending=False, kind="stable", ignore_index=True)


def needs_ranking(ranked: pd.DataFrame) -> go.Figure:
    """One bar a need, in the order given (rows of `besoins.needs`): its people unmet."""
    texts, hovers = [], []
    for row in ranked.itertuples():
        texts.append(f"<b>{french.number(row.non_pourvus)}</b> · {french.number(row.ouverts)} ouverts")
        hovers.append(
            f"<b>{row.libelle}</b><br>{french.counted(row.non_pourvus, 'personne')} non pourvus<br>"
            f"{french.number(row.ouverts)} ouverts, {french.number(row.pourvus)} pourvus<br>"
            f"Délai médian : {median_delay(row.delai_median_jours)}<br>"
            f"{french.counted(row.ressources_actives, 'ressource active', 'ressources actives')}"
        )
    return bars(
        [BESOINS_COURTS[Besoin(code)] for code in ranked["besoin"]],
        ranked["non_pourvus"].tolist(),
        texts,
        hovers,
        colours=VERMILION,
        each=42,
    )


def median_delay(days: float) -> str:
    """`6,5 jours`, or a dash when nobody's need was met."""
    if pd.isna(days):
        return french.UNKNOWN
    decimals = 0 if days == round(days) else 1
    return f"{french.number(days, decimals)}{french.NBSP}{'jour' if days < 2 else 'jours'}"
