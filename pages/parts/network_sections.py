"""The network on one page: its figures, its places, its tables, its year."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.context import Context
from pages.parts.figures import (
    CHART_CONFIG,
    Told,
    figure_slots,
    kept_figure,
    key_figure,
    show_chart,
    show_table,
    what_draws,
)
from pages.parts.map_view import show_map, theme
from pages.parts.network_words import (
    coloured,
    figure_labels,
    figure_of,
    figure_texts,
    legend_of,
    maturity_label,
    milieu_label,
    network_in,
    write_of,
)
from pages.parts.plain import plain
from pages.parts.territory_map import kept_view
from visa_data import french
from visa_data.figures.band import band
from visa_data.figures.style import safe
from visa_data.figures.tile_map import tiles
from visa_data.maps.background import names_layer
from visa_data.maps.shapes import frame_shapes
from visa_data.maps.view import MapView
from visa_data.maps.zone_layer import zone_layer
from visa_data.network.figures import FIGURES, Figure
from visa_data.network.view import Network, late_sentence
from visa_data.vocabulary_of_action import Maturite

MAP = "cooperations_carte"
MAP_WIDTH, LEGEND_WIDTH = 620, 300
"""Pixels."""
DEPARTEMENTS, COOPERATIONS = "departements", "cooperations"
PLACES = {DEPARTEMENTS: "Par département", COOPERATIONS: "Par coopération"}


def who_published(context: Context) -> None:
    """Who has published lately and who has not; how far the cooperations are."""
    network = network_in(context)
    st.markdown(plain(late_sentence(network)))
    if network.late:
        with st.expander(plain(f"Voir celles qui n'ont rien publié depuis ({len(network.late)})")):
            for town in network.late:
                last = "aucun dossier" if town.day is None else f"dernier dossier au {french.day(town.day)}"
                st.markdown(plain(f"{town.name} ({town.departement}) : {last}."))
    said = [
        french.counted(int(network.maturities[one.value]), *MATURITY_WORDS[one])
        for one in reversed(Maturite)
        if network.maturities.get(one.value)
    ]
    st.caption(plain(f"Maturité des coopérations : {french.listed(said)}."))


def figures_section(context: Context) -> None:
    """The whole network's figures."""
    whole = network_in(context).together[-1]
    for slot, figure in zip(figure_slots(len(FIGURES), "reseau"), FIGURES, strict=True):
        value = whole.figures.get(figure.name)
        with slot:
            key_figure(figure.label, figure.text(value), definition=figure.wording, worse=figure.worse)


MATURITY_WORDS = {
    Maturite.PREMIER_CONTACT: ("au premier contact", "au premier contact"),
    Maturite.EN_SOMMEIL: ("en sommeil", "en sommeil"),
    Maturite.EN_COURS: ("en cours", "en cours"),
    Maturite.ACTIVE: ("active", "actives"),
    Maturite.MATURE: ("mature", "matures"),
}


def network_places(context: Context) -> None:
    """A square a département where sums may be read, or the outlines of the cooperations that may be named, by the figure chosen."""
    network = network_in(context)
    st.header("Où" if network.together else "Celles qui se nomment", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = bound(
            st.selectbox,
            "Chiffre",
            [figure.name for figure in FIGURES],
            format_func=lambda one: figure_of(one).label,
            index=1,
            key="reseau_chiffre",
            width=320,
        )
        grouped = COOPERATIONS
        if network.together:
            grouped = bound(
                st.segmented_control,
                "Lieux",
                list(PLACES),
                default=DEPARTEMENTS,
                required=True,
                format_func=lambda one: plain(PLACES[one]),
                key="reseau_lieux",
            )
    figure = figure_of(name)
    if grouped == DEPARTEMENTS:
        _tiles(network, figure)
    else:
        _outlines(context, network, figure)


def _tiles(network: Network, figure: Figure) -> None:
    painted = coloured(
        figure,
        [(group.code, group.name, group.figures.get(figure.name)) for group in network.together[:-1]],
        theme(),
    )
    hovers = {
        group.code: f"<b>{safe(group.name)} ({safe(group.code)})</b><br>{safe(figure.label)} : "
        f"{safe(figure.text(group.figures.get(figure.name)))}<br>{group.fresh} sur {group.towns} ont publié"
        for group in network.together[:-1]
    }
    texts = {group.code: figure.short(group.figures.get(figure.name)) for group in network.together[:-1]}
    drawing = partial(tiles, painted.colours, texts, hovers, theme=theme())
    row = st.container(horizontal=True)
    with row.container(width=MAP_WIDTH):
        st.plotly_chart(
            kept_figure(what_draws(drawing), lambda: Told(drawing().to_dict())),
            key="reseau_carreaux",
            config=CHART_CONFIG,
            width="stretch",
            alt=f"Carte en carreaux des départements : {figure.label}. Le tableau ci-dessous dit les mêmes chiffres.",
        )
    with row.container(width=LEGEND_WIDTH):
        st.html(legend_of(figure, painted, theme(), ("département", "départements")))


def _outlines(context: Context, network: Network, figure: Figure) -> None:
    if not network.zones.codes:
        st.info("Aucune des coopérations nommées ici n'a publié de contours récents.")
        return
    shapes = frame_shapes(network.zones)
    table = network.table()
    values = {code: figure.read(row) for code, row in table.set_index("cooperation").iterrows()}
    painted = coloured(
        figure,
        [(code, name, values.get(code)) for code, name in zip(shapes.codes, shapes.names, strict=True)],
        theme(),
    )

    def drawn() -> MapView:
        return MapView(
            shapes.bounds,
            [
                zone_layer(shapes, painted.colours, painted.texts, theme=theme()),
                names_layer(shapes, fills=painted.colours, theme=theme()),
            ],
            label=f"Carte : {figure.label}",
            legend=legend_of(figure, painted, theme(), ("coopération", "coopérations")),
        )

    view = kept_view((MAP, context.version, network.day, network.viewer, figure.name, theme()), drawn)
    show_map(view, key=MAP, height=640)


def departements_table(context: Context) -> pd.DataFrame:
    """By département, then France; gives the figures, least and most."""
    network = network_in(context)
    st.header("Par département", anchor=False)
    shown = pd.DataFrame(
        [
            {
                "nom": group.name,
                "publie": f"{group.fresh} sur {group.towns}",
                **figure_texts(group.figures),
            }
            for group in network.together
        ]
    )
    labels = {"nom": "Département", "publie": "Ont publié"} | figure_labels()
    show_table(shown, labels=labels, key="reseau_departements")
    return network.group_table()


def towns_table(context: Context) -> pd.DataFrame:
    """The cooperations that may be named; gives their figures, least and most."""
    network = network_in(context)
    st.header("Par coopération", anchor=False)
    table = network.table()
    places = sorted(set(table["departement"]))
    chosen = bound(
        st.selectbox,
        "Département",
        ["", *places],
        format_func=lambda code: code or "Tous",
        key="reseau_departement",
        width=320,
    )
    here = table[table["departement"] == chosen] if chosen else table
    shown = pd.DataFrame(
        [
            {
                "nom": row["nom"],
                "departement": row["departement"],
                "maturite": maturity_label(row["maturite"]),
                "milieu": milieu_label(row["milieu"]),
                "jour": pd.Timestamp(row["jour"]),
                **figure_texts({figure.name: figure.read(row) for figure in FIGURES}),
            }
            for _, row in here.iterrows()
        ]
    )
    labels = {
        "nom": "Coopération",
        "departement": "Département",
        "maturite": "Maturité",
        "milieu": "Milieu",
        "jour": "Dernier dossier",
    } | figure_labels()
    show_table(shown, labels=labels, key="reseau_cooperations")
    if network.viewer.cooperation is not None:
        st.caption(
            "Les coopérations qui n'ont pas donné leur accord n'y sont pas : elles ne comptent que dans les rangs, les médianes et les quarts."
        )
    return table


def time_section(context: Context) -> pd.DataFrame:
    """The figure chosen through a year, for those who say it each week; gives the weeks."""
    network, figure = (
        network_in(context),
        figure_of(str(st.session_state.get("reseau_chiffre", FIGURES[0].name))),
    )
    st.header("Au fil du temps", anchor=False)
    weeks = network.weeks
    known = weeks.dropna(subset=[f"{figure.name}_min"])
    if len(known) < 2:
        st.info("Rien à comparer encore : ce chiffre se lit au fil des semaines publiées.")
        return weeks
    drawing = partial(
        band,
        known["jour"].tolist(),
        known[f"{figure.name}_min"].tolist(),
        known[f"{figure.name}_max"].tolist(),
        (),
        name=figure.label,
        write=write_of(figure),
        percent=bool(figure.whole) and not figure.gain,
    )
    shown = known[["jour", "cooperations"]].assign(
        jour=pd.to_datetime(known["jour"]),
        valeur=[figure.text(figure.read(row)) for _, row in known.iterrows()],
    )
    show_chart(
        drawing,
        shown,
        key="reseau_annee",
        alt=f"{figure.label} du réseau, semaine par semaine, entre le moins et le plus possibles.",
        labels={"jour": "Semaine finissant le", "cooperations": "Coopérations", "valeur": figure.label},
    )
    st.caption(
        "Chaque semaine réunit les coopérations qui en ont publié les chiffres : leur nombre change, et le total avec lui."
    )
    return weeks
