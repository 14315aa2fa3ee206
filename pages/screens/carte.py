"""Carte du territoire: zones coloured by any indicator, teams, resources; the card of what is clicked."""

import streamlit as st

from pages.parts import territory_map
from pages.parts.address import bound
from pages.parts.answers import ask, zones
from pages.parts.context import need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.figures import show_table
from pages.parts.heading import page_heading
from pages.parts.map_choice import choose_column, map_values, map_words
from pages.parts.map_search import open_from_address, search_box
from pages.parts.map_view import show_map, theme
from pages.parts.plain import plain
from pages.parts.published import members_lines
from pages.parts.town_sheets_download import every_sheet_button
from pages.parts.zone_card import show_card, warm_card
from visa_data import french
from visa_data.dossier.sectors_shown import with_words
from visa_data.figures.zone_map import nowhere_sentence
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.state import people
from visa_data.maps.coloured import coloured_zones
from visa_data.maps.layers_legend import layers_legend
from visa_data.maps.legend import legend_html
from visa_data.maps.people_layer import people_layer
from visa_data.maps.view import MapView
from visa_data.maps.zone_layer import chosen_layer, zone_layer
from visa_data.roles import Permission
from visa_data.vocabulary import Besoin

MAP = "carte"
ZOOM, ZOOM_ON_A_SECTOR = 12, 10
PEOPLE = Permission.SEE_PEOPLE
LAYERS = {
    "equipes": "Équipes",
    "portee": "Portée",
    "ressources": "Ressources",
    "noms": "Noms",
    "voisins": "Voisins",
}

context = open_page("carte")
page_heading(
    context, "Carte du territoire", f"Que se passe-t-il dans chaque {context.words[0]}, et qui peut y aller ?"
)
need_data(context)
shapes = territory_map.shapes_of(context)
if not shapes.codes:
    st.info(
        "Aucun contour n'est chargé : la carte attend le fichier des zones (page « Importer des données »)."
    )
    st.stop()

choice = choose_column(context, key=MAP)
layers = LAYERS | ({"personnes": "Personnes"} if context.role.may(PEOPLE) else {})
left, middle, right = st.columns([5, 3, 4], vertical_alignment="bottom")
with left:
    shown = bound(
        st.pills,
        "Couches",
        list(layers),
        selection_mode="multi",
        default=["equipes", "noms", "voisins"],
        format_func=lambda name: plain(layers[name]),
        key="carte_couches",
    )
with middle:
    need = bound(
        st.selectbox,
        "Ressources pour",
        ["", *(item.value for item in Besoin)],
        format_func=lambda code: Besoin(code).label if code else "Tous les besoins",
        key="carte_ressources",
        help="Quelles ressources montrer quand la couche « Ressources » est affichée.",
    )
open_from_address(MAP)
with right:
    chosen, centre = search_box(context, MAP, shapes)

ground = theme()
withheld = map_words(context, choice)
every = map_values(context, choice.indicator, choice.column.name, need=choice.need, share=choice.share)
painted = coloured_zones(
    every,
    choice.column,
    scheme=choice.scheme,
    share=choice.share,
    theme=ground,
    chosen=context.filters.zones,
    withheld=withheld,
)
table = chosen_rows(every, context.filters.zones)
with_people = "personnes" in shown and context.role.may(PEOPLE)


def drawn() -> MapView:
    """What is on the map, bottom first."""
    groups = [
        *([territory_map.background(context, ground)] if "voisins" in shown else []),
        zone_layer(shapes, painted.colours, painted.texts, theme=ground, under=members_lines(context)),
        *territory_map.team_groups(context, ground, reach="portee" in shown, markers=False),
        *(
            [territory_map.names(context, ground, values=painted.values, fills=painted.colours)]
            if "noms" in shown
            else []
        ),
        *([territory_map.resource_group(context, ground, need)] if "ressources" in shown else []),
        *([people_layer(shapes, ask(context, people, permission=PEOPLE), ground)] if with_people else []),
        *territory_map.team_groups(context, ground, reach=False, markers="equipes" in shown),
        *([chosen_layer(shapes, chosen, ground)] if chosen else []),
    ]
    label = f"Carte : {choice.title}"
    extent = territory_map.extent(shapes, context.filters.zones)
    return MapView(
        extent,
        groups,
        center=centre,
        zoom=(ZOOM if context.book is None else ZOOM_ON_A_SECTOR) if centre else None,
        label=label,
    )


view = territory_map.kept_view(
    (
        *(context.version, context.day, context.settings, context.filters, ground, with_people),
        *(choice.indicator, choice.column.name, choice.need, choice.share, choice.scheme.value),
        *(tuple(sorted(shown)), need, chosen, centre),
    ),
    drawn,
)


def beside(code: str | None) -> None:
    """Legend, then the card of what is clicked."""
    legend = legend_html(
        choice.title,
        painted.legend,
        theme=ground,
        note=f"Situation au {french.day(context.day)}. {choice.note}",
        counted=context.words,
    )
    st.html(legend + layers_legend(shown, ground))
    show_card(context, code)


def remember(code: str) -> None:
    """Keep the open card in the address."""
    st.query_params["fiche"] = code


show_map(view, key=MAP, height=640, card=beside, on_zone=remember)
if nowhere := nowhere_sentence(table, choice.column, withheld.get("", ""), share=choice.share):
    st.caption(plain(nowhere))

figures = with_words(table, "valeur", withheld).assign(
    classe=table["code_zone"].map(painted.classes).fillna("")
)
name = context.words[0].capitalize()
labels = {"code_zone": "Code", "nom_zone": name, "valeur": choice.title, "classe": "Classe"}
if choice.share:
    figures = figures.rename(columns={"valeur": "part"})
    labels = {
        "code_zone": "Code",
        "nom_zone": name,
        "part": choice.title,
        "denominateur": "Sur",
        "classe": "Classe",
    }
with st.expander("Voir les chiffres de cette carte"):
    show_table(figures, labels=labels, key="carte_table")
download_bar(
    context, "carte", {"Carte": figures}, zones=zones(context), zone_table="Carte", notes=[choice.note]
)
every_sheet_button(context, len(shapes.codes))
# Last, so that nothing on screen waits for it.
warm_card(context)
