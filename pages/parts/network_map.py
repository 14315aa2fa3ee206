"""The cooperations of the Monalisa network: a square a département, five rows by maturity, the list."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, holds
from pages.parts.context import Context
from pages.parts.figures import CHART_CONFIG, Told, kept_figure, labels_of, show_table, what_draws
from pages.parts.map_view import theme
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.figures.tile_map import LETTERS, tile_legend, tile_map
from visa_data.indicators.cooperations import COOPERATIONS, cooperations, cooperations_listed
from visa_data.maps.legend import legend_html
from visa_data.territory.departements import DEPARTEMENTS
from visa_data.vocabulary_of_action import Maturite

PLACES = {place.code: place.name for place in DEPARTEMENTS}
IN_WORDS = {
    Maturite.PREMIER_CONTACT: ("au premier contact", "au premier contact"),
    Maturite.EN_SOMMEIL: ("en sommeil", "en sommeil"),
    Maturite.EN_COURS: ("en cours", "en cours"),
    Maturite.ACTIVE: ("active", "actives"),
    Maturite.MATURE: ("mature", "matures"),
}
MAP_WIDTH, LEGEND_WIDTH = 620, 250
"""Pixels."""
LISTED = {
    "code": "Code",
    "nom": "Coopération",
    "maturite": "Maturité",
    "date": "Connue au",
    "signataires": "Signataires",
    "equipes": "Équipes",
    "animateurs": "Animateurs",
}


def network_section(context: Context) -> dict[str, pd.DataFrame]:
    """The map, what it counts, the list; gives the tables to download."""
    st.header(
        "Les coopérations de France", anchor=False, help=plain(COOPERATIONS.definition(context.settings))
    )
    if not (holds(context, cooperations) and holds(context, cooperations_listed)):
        st.info("Ce dossier de séance ne dit rien des coopérations du réseau.")
        return {}
    counts, listed = ask(context, cooperations), ask(context, cooperations_listed)
    if listed.empty:
        st.info("Aucune coopération n'est connue à cette date : leur fichier se charge comme les autres.")
        return {}
    said = [
        french.counted(row.cooperations, *IN_WORDS[Maturite(row.maturite)])
        for row in counts.iloc[::-1].itertuples()
        if row.cooperations
    ]
    st.markdown(
        marked(
            "**{}** : {}.",
            french.counted(len(listed), "coopération connue", "coopérations connues"),
            french.listed(said),
        )
    )
    # The legend goes under the map where both have no room: a tile holds two lines of text.
    row = st.container(horizontal=True)
    with row.container(width=MAP_WIDTH):
        drawing = partial(tile_map, listed, theme=theme())
        st.plotly_chart(
            kept_figure(what_draws(drawing), lambda: Told(drawing().to_dict())),
            key="reseau_carte",
            config=CHART_CONFIG,
            width="stretch",
            alt=f"Carte en carreaux des départements, par maturité de leur coopération : {french.listed(said)}.",
        )
    with row.container(width=LEGEND_WIDTH):
        st.html(
            legend_html(
                "Maturité de la coopération du département",
                tile_legend(theme()),
                theme=theme(),
                note="Un carré par département, outre-mer à gauche. Sans lettre\N{NO-BREAK SPACE}: aucune coopération connue.",
            )
        )
        _elsewhere(listed)
    show_table(counts, labels=labels_of(COOPERATIONS.columns[1:]), key="reseau_maturites")
    _list(listed)
    return {"Maturités": counts, "Coopérations": _readable(listed)}


def _elsewhere(listed: pd.DataFrame) -> None:
    """Those of a code that the map has no square for: said, never lost."""
    others = [
        f"{row.code} ({row.nom}, {Maturite(row.maturite).label.lower()})"
        for row in listed.itertuples()
        if row.code not in PLACES
    ]
    if others:
        st.warning(
            plain(f"Hors des 101 départements, sans carré sur la carte : {french.listed(others)}."), icon="⚠️"
        )


def _list(listed: pd.DataFrame) -> None:
    """Every cooperation, the most mature first, or those of one maturity."""
    maturity = bound(
        st.selectbox,
        "Coopérations de maturité",
        ["", *(one.value for one in Maturite)],
        format_func=lambda code: f"{LETTERS[Maturite(code)]} · {Maturite(code).label}" if code else "Toutes",
        key="reseau_maturite",
        width=320,
    )
    shown = listed[listed["maturite"] == maturity] if maturity else listed
    if shown.empty:
        st.info("Aucune coopération de cette maturité.")
        return
    show_table(_readable(shown), labels=LISTED, key="reseau_cooperations")


def _readable(listed: pd.DataFrame) -> pd.DataFrame:
    """Words in place of codes, the most mature first."""
    rank = listed["maturite"].map({one.value: rank for rank, one in enumerate(Maturite)})
    table = listed.assign(rang=-rank).sort_values(["rang", "code"], ignore_index=True).drop(columns="rang")
    table["maturite"] = [Maturite(code).label for code in table["maturite"]]
    for name in ("signataires", "equipes", "animateurs"):
        table[name] = table[name].astype("Int64")
    return table
