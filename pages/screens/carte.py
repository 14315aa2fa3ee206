"""Carte du territoire: zones coloured by any indicator, teams, resources; the card of what is clicked."""

from dataclasses import replace
from functools import cache

import streamlit as st

from pages.parts import territory_map
from pages.parts.address import bound
from pages.parts.answers import ask, zones
from pages.parts.compared_cards import compared_with
from pages.parts.context import need_data, open_page
from pages.parts.departements_map import departements_section
from pages.parts.downloads import download_bar
from pages.parts.heading import page_heading
from pages.parts.journaled import note_shown
from pages.parts.map_choice import choose_classes, choose_column, map_values, map_words
from pages.parts.map_drawing import FigureDrawn, figure_drawn
from pages.parts.map_figures import figures_of, show_figures
from pages.parts.map_search import card_opener, open_from_address, remember_card, search_box
from pages.parts.map_view import show_full_map, theme
from pages.parts.map_weeks import map_weeks
from pages.parts.plain import plain
from pages.parts.town_sheets_download import every_sheet_button
from pages.parts.zone_card import show_card, warm_card
from visa_data.figures.table import table_html
from visa_data.figures.zone_map import nowhere_sentence
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.state import people
from visa_data.maps.coloured import coloured_zones
from visa_data.maps.layers_legend import layers_legend
from visa_data.maps.legend import folded
from visa_data.maps.people_layer import people_layer
from visa_data.maps.view import MapView
from visa_data.roles import Permission
from visa_data.vocabulary import Besoin

MAP = "carte"
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
if territory_map.too_wide(context):
    departements_section(context)
    st.stop()
shapes = territory_map.shapes_of(context)
if not shapes.codes:
    st.info(
        "Aucun contour n'est chargé : la carte attend le fichier des zones (page « Importer des données »)."
    )
    st.stop()

layers = LAYERS | ({"personnes": "Personnes"} if context.role.may(PEOPLE) else {})
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    choice = choose_column(context, key=MAP)
    with st.popover("Couches et classes", width="content"):
        shown = bound(
            st.pills,
            "Couches",
            list(layers),
            selection_mode="multi",
            default=["equipes", "noms", "voisins"],
            format_func=lambda name: plain(layers[name]),
            key="carte_couches",
        )
        need = bound(
            st.selectbox,
            "Ressources pour",
            ["", *(item.value for item in Besoin)],
            format_func=lambda code: Besoin(code).label if code else "Tous les besoins",
            key="carte_ressources",
            help="Quelles ressources montrer quand la couche « Ressources » est affichée.",
        )
        choice = replace(choice, scheme=choose_classes(choice, key=MAP))
    by_week = bound(
        st.toggle,
        "Par semaine",
        key="carte_semaines",
        help="Dérouler la campagne date par date, comparer deux dates côte à côte, voir ce qui a changé.",
    )
    open_from_address(context, MAP, shapes)
    search_box(context, MAP, shapes)

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
if with_people:
    note_shown("carte_personnes", len(ask(context, people, permission=PEOPLE)))


played = map_weeks(context, choice, shapes, ground) if by_week else None


def drawn() -> MapView:
    """What is on the map, bottom first."""
    figure = figure_drawn(context, choice, shapes, every, painted, withheld, ground)
    if played is not None and played.weeks is not None:
        figure = FigureDrawn(played.weeks.group(), [], played.weeks.legend, {}, {})
    groups = [
        *([territory_map.background(context, ground)] if "voisins" in shown else []),
        figure.ground,
        *territory_map.team_groups(context, ground, reach="portee" in shown, markers=False),
        *figure.over,
        *(
            [
                territory_map.names(
                    context, ground, values=figure.values, fills=figure.fills, marks=figure.marks
                )
            ]
            if "noms" in shown
            else []
        ),
        *([territory_map.resource_group(context, ground, need)] if "ressources" in shown else []),
        *([people_layer(shapes, ask(context, people, permission=PEOPLE), ground)] if with_people else []),
        *territory_map.team_groups(context, ground, reach=False, markers="equipes" in shown),
    ]
    return MapView(
        territory_map.extent(shapes, context.filters.zones),
        groups,
        label=f"Carte : {choice.title}",
        legend=figure.legend + layers_legend(shown, ground) + folded("Définition", choice.note),
        order=territory_map.largest_first(context),
    )


view = territory_map.kept_view(
    (
        *(context.version, context.day, *context.said, ground, with_people),
        *(choice.indicator, choice.column.name, choice.need, choice.share, choice.scheme.value),
        *(tuple(sorted(shown)), need, context.before if by_week else None),
    ),
    drawn,
)


figures, labels = figures_of(context, choice, table, painted, withheld)


@cache
def twin() -> str:
    """Once a run of the page, whatever is clicked on the map since."""
    return table_html(figures, labels)


open_card = card_opener(context, MAP, shapes)


def under(code: str | None) -> None:
    """What is read under the map; the row of the open card is chosen, and a row chosen opens its card."""
    if played is not None:
        st.caption(plain(played.said))
    if nowhere := nowhere_sentence(table, choice.column, withheld.get("", ""), share=choice.share):
        st.caption(plain(nowhere))
    show_figures(figures, labels, code, open_card, twin)


show_full_map(
    view,
    key=MAP,
    card=lambda code: show_card(context, code, open_card),
    on_zone=remember_card,
    beside=lambda code: [other for other in (compared_with(code),) if other],
    under=under,
)
download_bar(
    context, "carte", {"Carte": figures}, zones=zones(context), zone_table="Carte", notes=[choice.note]
)
every_sheet_button(context, len(shapes.codes))
warm_card(context)
