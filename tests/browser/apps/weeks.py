"""A made-up grid of zones played week by week, to test the bar of dates: a status, a count, a share, on few or many zones."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import streamlit as st
from shapely.geometry import box, mapping

from pages.parts.map_view import show_map, theme
from visa_data.indicators.indicator import Column, Unit
from visa_data.maps.dated import DatedFigure
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.view import MapView
from visa_data.maps.week_drawing import Played
from visa_data.maps.weeks import weeks_of
from visa_data.vocabulary import StatutZone

STEP = 0.05
SOUTH, WEST = 50.0, 3.0
LAST = date(2020, 6, 7)
FIGURES = {
    "Statut": Column("statut", "Statut", "", Unit.STATUS, ""),
    "Effectif": Column("isolees", "Isolées", "", worse=1),
    "Part": Column("taux", "Part jointe", "", Unit.RATE, worse=-1, whole="inscrits"),
}

st.set_page_config(page_title="Semaines inventées", layout="wide")
side = int(st.query_params.get("cote", "6"))
weeks_shown = int(st.query_params.get("semaines", "6"))


def squares() -> ZoneShapes:
    """side × side square zones, with a name that is no HTML."""
    places = [(row, column) for row in range(side) for column in range(side)]
    corners = [(WEST + column * STEP, SOUTH + row * STEP) for row, column in places]
    return ZoneShapes(
        [f"Z{row:02}{column:02}" for row, column in places],
        [f"Zone <b>{row}</b> {column}" for row, column in places],
        [mapping(box(west, south, west + STEP, south + STEP)) for west, south in corners],
        np.array([south + STEP / 2 for _, south in corners]),
        np.array([west + STEP / 2 for west, _ in corners]),
        np.full(len(places), STEP**2),
        (SOUTH, WEST, SOUTH + side * STEP, WEST + side * STEP),
    )


def values(shapes: ZoneShapes, figure: str, week: int) -> pd.DataFrame:
    """Zone r, c is blank until week c, then covered; it counts r + c + week people, and a share of them out of 40."""
    rows = [divmod(place, side) for place in range(len(shapes.codes))]
    found: dict[str, list[object]] = {
        "Statut": [
            (StatutZone.COUVERTE if column < week else StatutZone.BLANCHE).value for _, column in rows
        ],
        "Effectif": [row + column + week * (1 if row else 0) for row, column in rows],
        "Part": [(row + column + week) / 40 for row, column in rows],
    }
    return pd.DataFrame(
        {
            "code_zone": shapes.codes,
            "nom_zone": shapes.names,
            "valeur": found[figure],
            "denominateur": [40] * len(rows),
        }
    )


def card(code: str | None) -> None:
    """The card of a zone."""
    st.subheader(f"Fiche de la zone {code}" if code else "Aucune zone choisie")


figure = st.radio("Chiffre", list(FIGURES), horizontal=True)
ground = theme()
shapes = squares()
frames = [
    DatedFigure(LAST - timedelta(days=7 * (weeks_shown - 1 - week)), values(shapes, figure, week))
    for week in range(weeks_shown)
]
played = Played(
    FIGURES[figure], f"{figure} inventé", FIGURES[figure].label, ("personne", "personnes"), theme=ground
)
weeks = weeks_of(shapes, frames, played, compared=weeks_shown - 2)
show_map(
    MapView(shapes.bounds, [weeks.group()], label="Semaines inventées", legend=weeks.legend),
    key="semaines",
    height=600,
    card=card,
)
