"""Needs: the matrix of their states by zone, their ranking, their trend."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.bars import bars
from visa_data.figures.style import (
    GREY,
    LABEL_SIZE,
    ORANGE,
    SKY,
    VERMILION,
    dress,
    ink_on,
    safe,
    short,
)
from visa_data.indicators.matrice_besoins import EtatBesoin
from visa_data.vocabulary import BESOINS_COURTS, Besoin

STATE_COLOURS: dict[EtatBesoin, str] = {
    EtatBesoin.SANS_RESSOURCE: VERMILION,
    EtatBesoin.SATURE: ORANGE,
    EtatBesoin.COUVERT: SKY,
    EtatBesoin.RIEN: "rgba(128,140,152,0.16)",
    EtatBesoin.INCONNU: GREY,
}


def matrix(frame: pd.DataFrame) -> go.Figure:
    """Zones (rows, in the order of the frame of `needs_matrix`) by needs (columns).

    Each cell: the state's colour, its letter, and the people whose need is open.
    """
    states, needs = list(EtatBesoin), list(Besoin)
    ranks = {state.value: rank for rank, state in enumerate(states)}
    codes = list(dict.fromkeys(frame["code_zone"]))
    row_of = {code: row for row, code in enumerate(codes)}
    column_of = {need.value: column for column, need in enumerate(needs)}
    names = dict(zip(frame["code_zone"], frame["nom_zone"], strict=True))
    z: list[list[float | None]] = [[None] * len(needs) for _ in codes]
    hovers = [[""] * len(needs) for _ in codes]
    letters: dict[EtatBesoin, list[tuple[int, int, str]]] = {state: [] for state in states}
    for cell in frame.itertuples():
        row, column, rank = row_of[cell.code_zone], column_of[cell.besoin], ranks[cell.etat]
        state = states[rank]
        z[row][column] = rank
        letters[state].append(
            (column, row, f"{state.letter} {french.number(cell.ouverts)}" if cell.ouverts else state.letter)
        )
        hovers[row][column] = (
            f"<b>{safe(cell.nom_zone)}</b><br>{Besoin(cell.besoin).label}<br>{state.label}<br>"
            f"{french.counted(cell.ouverts, 'personne')}, dont {french.number(cell.non_pourvus)} non pourvus<br>"
            f"{french.counted(cell.ressources, 'ressource')}, "
            f"{french.counted(cell.evalues, 'personne évaluée', 'personnes évaluées')}"
        )
    count = len(states)
    scale = []
    for rank, state in enumerate(states):
        scale += [[rank / count, STATE_COLOURS[state]], [(rank + 1) / count, STATE_COLOURS[state]]]
    figure = go.Figure(
        go.Heatmap(
            z=z,
            customdata=hovers,
            hovertemplate="%{customdata}<extra></extra>",
            colorscale=scale,
            zmin=-0.5,
            zmax=count - 0.5,
            showscale=False,
            xgap=3,
            ygap=3,
        )
    )
    for state, cells in letters.items():
        colour = STATE_COLOURS[state]
        figure.add_scatter(
            x=[cell[0] for cell in cells],
            y=[cell[1] for cell in cells],
            text=[cell[2] for cell in cells],
            mode="text",
            hoverinfo="skip",
            textfont={"size": LABEL_SIZE} | ({"color": ink_on(colour)} if colour.startswith("#") else {}),
        )
    return _by_needs(figure, [short(names[code]) for code in codes])


def resource_grid(table: pd.DataFrame) -> go.Figure:
    """Places (rows: code_zone, nom_zone) by needs (a column each: resources that serve it there); none stands out."""
    needs = list(Besoin)
    counts = table[[need.value for need in needs]].to_numpy(dtype=int)
    names = [short(name) for name in table["nom_zone"]]
    figure = go.Figure(
        go.Heatmap(
            z=(counts > 0).astype(int),
            text=counts,
            texttemplate="%{text}",
            textfont={"size": LABEL_SIZE},
            customdata=[
                [
                    f"<b>{name}</b><br>{need.label}<br>{french.counted(count, 'ressource')}"
                    for need, count in zip(needs, row, strict=True)
                ]
                for name, row in zip(names, counts.tolist(), strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
            colorscale=[
                [0, ORANGE],
                [0.5, ORANGE],
                [0.5, "rgba(128,140,152,0.16)"],
                [1, "rgba(128,140,152,0.16)"],
            ],
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=3,
            ygap=3,
        )
    )
    return _by_needs(figure, names)


def _by_needs(figure: go.Figure, names: list[str]) -> go.Figure:
    """The figure with places (short names) down its side and the ten needs across its top."""
    dress(figure, height=70 + 36 * len(names))
    figure.update_xaxes(
        side="top",
        tickvals=list(range(len(Besoin))),
        ticktext=[f"<b>{BESOINS_COURTS[need]}</b>" for need in Besoin],
        range=[-0.5, len(Besoin) - 0.5],
        showgrid=False,
    )
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[f"{name} " for name in names],
        range=[len(names) - 0.5, -0.5],
        showgrid=False,
    )
    return figure


def needs_ranking(frame: pd.DataFrame) -> go.Figure:
    """Needs by people unmet, most first (frame of `besoins.needs`)."""
    ranked = frame.sort_values(["non_pourvus", "ouverts"], ascending=False, kind="stable")
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
        room=0.3,
    )


def median_delay(days: float) -> str:
    """`6,5 jours`, or a dash when nobody's need was met."""
    if pd.isna(days):
        return french.UNKNOWN
    decimals = 0 if days == round(days) else 1
    return f"{french.number(days, decimals)}{french.NBSP}{'jour' if days < 2 else 'jours'}"
