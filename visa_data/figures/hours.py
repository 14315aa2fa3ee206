"""Hours asked for by the cadences, beside the callers' hours."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.style import FONT_SIZE, GREEN, LEVEL_COLOURS, LEVEL_PATTERNS, dress, ink_on, pattern


def hours(needed: pd.DataFrame, available: float | None) -> go.Figure:
    """Two bars in hours a week: needed, split by level (frame of `hours_needed`), and available (None: no bar)."""
    rows = ["Nécessaires", *(["Disponibles"] if available is not None else [])]
    total = float(needed["heures_semaine"].sum())
    longest = max(total, available or 0.0, 1.0)
    figure = go.Figure()
    for row in needed.itertuples():
        colour = LEVEL_COLOURS[row.niveau]
        figure.add_bar(
            x=[row.heures_semaine],
            y=[0],
            orientation="h",
            name=f"Niveau {row.niveau}",
            marker={"color": colour, "pattern": pattern(LEVEL_PATTERNS[row.niveau])},
            text=[
                f"N{row.niveau} · {_hours(row.heures_semaine)}" if row.heures_semaine > longest * 0.14 else ""
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": FONT_SIZE, "color": ink_on(colour)},
            customdata=[
                f"<b>Niveau {row.niveau} : {row.libelle}</b><br>"
                f"{french.counted(row.personnes, 'personne')}, un contact tous les "
                f"{french.counted(row.cadence_jours, 'jour')}<br>{_hours(row.heures_semaine)} par semaine"
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    if available is not None:
        figure.add_bar(
            x=[available],
            y=[1],
            orientation="h",
            name="Disponibles",
            marker={"color": GREEN},
            customdata=[f"<b>Heures déclarées par les appelants</b><br>{_hours(available)} par semaine"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    for rank, value in enumerate([total, available][: len(rows)]):
        figure.add_annotation(
            x=value,
            y=rank,
            text=f"<b>{_hours(value)}</b>",
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": 18},
        )
    dress(figure, height=44 + 70 * len(rows))
    figure.update_layout(barmode="stack")
    figure.update_xaxes(visible=False, range=[0, longest * 1.16])
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[f"{row} " for row in rows],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
    )
    return figure


def _hours(value: float | None) -> str:
    return f"{french.number(value, 1)}{french.NBSP}h"
