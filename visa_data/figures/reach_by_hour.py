"""The share of calls that reach somebody, by weekday and hour."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.style import BLUES, dress, ink_on
from visa_data.indicators.creneaux import WEEKDAYS


def reach_by_hour(frame: pd.DataFrame) -> go.Figure:
    """Heatmap of `creneaux.reach_by_slot`: a share in each cell; few calls: no colour, the two counts.

    The scale runs over the shares that have enough calls.
    """
    weekdays = list(range(int(frame["jour_semaine"].min()), int(frame["jour_semaine"].max()) + 1))
    hours = list(range(int(frame["heure"].min()), int(frame["heure"].max()) + 1))
    sure = frame[~frame["peu"].astype(bool)]
    low, high = (sure["taux_joints"].min(), sure["taux_joints"].max()) if len(sure) else (0.0, 1.0)
    shares = sure.pivot(index="jour_semaine", columns="heure", values="taux_joints").reindex(
        index=weekdays, columns=hours
    )
    figure = go.Figure(
        go.Heatmap(
            z=[[None if pd.isna(value) else float(value) for value in row] for row in shares.to_numpy()],
            x=hours,
            y=weekdays,
            zmin=low,
            zmax=high if high > low else low + 0.01,
            colorscale=[[i / (len(BLUES) - 1), colour] for i, colour in enumerate(BLUES)],
            showscale=False,
            xgap=3,
            ygap=3,
            hoverinfo="skip",
        )
    )
    _write(figure, sure, [ink_on(fill(rate, low, high)) for rate in sure["taux_joints"]])
    _write(figure, frame[frame["peu"].astype(bool)], None)
    dress(figure, height=64 + 52 * len(weekdays))
    figure.update_xaxes(
        tickangle=0,
        tickvals=hours,
        ticktext=[f"{hour}{french.NBSP}h" for hour in hours],
        side="top",
        showgrid=False,
    )
    figure.update_yaxes(
        tickvals=weekdays,
        ticktext=[f"{WEEKDAYS[weekday]} " for weekday in weekdays],
        range=[weekdays[-1] + 0.5, weekdays[0] - 0.5],
        showgrid=False,
    )
    return figure


def _write(figure: go.Figure, cells: pd.DataFrame, inks: list[str] | None) -> None:
    """Each cell's share (inks given) or its two counts (None: few calls, the page's own ink)."""
    texts, hovers = [], []
    for row in cells.itertuples():
        rate = french.percent(row.taux_joints)
        texts.append(f"<b>{rate}</b>" if inks is not None else f"({row.joints} sur {row.appels})")
        hovers.append(
            f"{WEEKDAYS[row.jour_semaine]}, de {row.heure} h à {row.heure + 1} h<br><b>{rate}</b> : "
            f"{french.number(row.joints)} aboutis sur {french.counted(row.appels, 'appel')}"
        )
    figure.add_scatter(
        x=cells["heure"].tolist(),
        y=cells["jour_semaine"].tolist(),
        mode="text",
        text=texts,
        textfont={"size": 18, "color": inks} if inks is not None else {"size": 16},
        customdata=hovers,
        hovertemplate="%{customdata}<extra></extra>",
    )


def fill(share: float, low: float, high: float) -> str:
    """The nearest of the scale's colours, to choose the ink written on it."""
    place = 0.0 if high <= low else (share - low) / (high - low)
    return BLUES[round(place * (len(BLUES) - 1))]
