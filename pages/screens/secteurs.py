"""Secteurs: the division of the territory by which the committee reads figures, edited on a map."""

import streamlit as st

from pages.parts import territory_map
from pages.parts.answers import fact, zones
from pages.parts.context import need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.figures import show_table
from pages.parts.heading import page_heading
from pages.parts.map_view import choose, show_map, theme
from pages.parts.plain import plain
from pages.parts.sector_card import NEXT_BOOK, division_buttons, sector_card
from pages.parts.sector_state import division_state
from visa_data import french
from visa_data.maps.sector_layer import sector_layers
from visa_data.maps.shapes import MOST_DRAWN
from visa_data.maps.view import MapView
from visa_data.sectors.current import current_division, sector_sizes
from visa_data.sectors.listing import (
    SECTOR_HEADERS,
    VERSION_HEADERS,
    members_listed,
    sectors_listed,
    versions_listed,
)

MAP = "secteurs"

context = open_page("secteurs")
page_heading(context, "Secteurs", "Par quels secteurs le comité lit-il les chiffres du territoire ?")
need_data(context)
if territory_map.is_wide(context):
    st.info(
        plain(
            f"Ce territoire a {french.counted(len(zones(context).codes), 'zone')} : le découpage en secteurs se fait sur celui d'une "
            f"coopération, de {french.counted(MOST_DRAWN, 'zone')} au plus."
        )
    )
    st.stop()
shapes, frame = territory_map.shapes_of(context), zones(context)
if not shapes.codes:
    st.info(
        "Aucun contour n'est chargé : les secteurs attendent le fichier des zones (page « Importer des données »)."
    )
    st.stop()

current, sizes = fact(context, current_division), fact(context, sector_sizes)
division_state(context, current, frame, sizes)

division, ground = current.division, theme()
names = dict(zip(frame.codes, frame.names, strict=True))
left, right = st.columns([4, 8], vertical_alignment="bottom")


def search() -> None:
    """The zone searched for, as if it had been clicked."""
    if asked := st.session_state.get("secteurs_recherche"):
        choose(MAP, asked)


with left:
    st.selectbox(
        "Choisir une zone",
        frame.codes,
        index=None,
        format_func=lambda code: f"{names.get(code, code)} ({code})",
        placeholder="Nom ou code",
        key="secteurs_recherche",
        on_change=search,
    )
with right:
    division_buttons(context, current)


def drawn() -> MapView:
    """What is on the map, bottom first."""
    groups = [
        territory_map.background(context, ground),
        *sector_layers(shapes, frame, division, ground),
    ]
    return MapView(shapes.bounds, groups, label="Carte des secteurs")


view = territory_map.kept_view(
    (MAP, context.version, context.day, context.said[0], ground),
    drawn,
)
show_map(view, key=MAP, height=640, card=lambda code: sector_card(context, current, frame, sizes, code))
st.caption(
    plain(
        f"{NEXT_BOOK} Le découpage est proposé d'après les inscrites, arrondies à 5 près, et les habitants : une personne "
        "de plus ou de moins n'y change en général rien."
    )
)

st.header("Les secteurs", anchor=False)
listed, members = (
    sectors_listed(division, frame, sizes, context.settings),
    members_listed(division, frame, sizes),
)
show_table(listed, labels=SECTOR_HEADERS, key="secteurs_table")
with st.expander("Voir l'historique du découpage"):
    with context.base.cursor() as cursor:
        past = versions_listed(cursor)
    if past.empty:
        st.markdown("Aucun découpage n'a encore été gardé.")
    else:
        show_table(past, labels=VERSION_HEADERS, key="secteurs_historique")
download_bar(
    context,
    "secteurs",
    {"Secteurs": listed.rename(columns=SECTOR_HEADERS), "Zones": members},
    zones=frame,
    zone_table="Zones",
    notes=["Effectifs exacts : à ne communiquer à personne hors de la coordination."],
)
