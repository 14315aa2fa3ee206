"""Small maps side by side, each a kind of blank: its figure in a sentence, its legend, its table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.context import Context, sentence_at_worst
from pages.parts.figures import CHART_CONFIG, CLICK_A_ZONE, Told, answer, kept_figure, what_draws
from pages.parts.leads import row_leads
from pages.parts.map_view import theme
from pages.parts.plain import Marked, marked, plain
from pages.parts.published import members_lines
from pages.parts.territory_map import small_shapes_of
from visa_data.figures.small_map import small_map
from visa_data.maps.coloured import ColouredZones
from visa_data.maps.legend import legend_html

CLICKED = "_blanc_clique"
"""Session state key: which of the maps was clicked last."""
HEIGHT = 170
"""Pixels."""


def answer_and_maps() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two places: the answer, and its maps beside or under it."""
    both = st.container(key="blancs_largeur").container(key="blancs_deux")
    return both.container(), both.container()


@dataclass(frozen=True)
class SmallMap:
    """One kind of blank.

    said: a sentence with the main figure. painted: the map, None when nothing allows to tell. measure: title of the
    legend. hatched: the fill that also bears stripes. table: its figures by zone. note: to read with the legend.
    """

    name: str
    title: str
    definition: str
    said: Marked
    painted: ColouredZones | None
    measure: str
    hatched: str
    table: pd.DataFrame
    note: str = ""


@st.fragment
@sentence_at_worst()
def show_small_maps(context: Context, maps: list[SmallMap], *, within: bool = False) -> None:
    """Side by side; the kind nobody can tell says so. A zone clicked on any of them leads to what is known of it.

    within: whether a section of the page holds them.
    """
    shapes = small_shapes_of(context, HEIGHT)

    def told(key: str) -> None:
        st.session_state[CLICKED] = key

    clicked: dict[str, list[int]] = {}
    grid = st.container(key="blancs_cartes")
    for item in maps:
        with grid.container(gap="xsmall"):
            st.markdown(
                marked("### {}", item.title) if within else marked("## {}", item.title),
                help=plain(item.definition),
            )
            st.markdown(plain(item.said))
            if item.painted is None:
                continue
            drawing = partial(
                small_map,
                colours=item.painted.colours,
                texts=item.painted.texts,
                hatched=item.hatched,
                theme=theme(),
                height=HEIGHT,
                under=members_lines(context),
            )
            key = (context.version, *what_draws(drawing))
            figure = kept_figure(key, lambda drawing=drawing: Told(drawing(shapes).to_dict()))
            asked = st.plotly_chart(
                figure,
                key=f"blanc_{item.name}",
                config=CHART_CONFIG,
                width="stretch",
                on_select=partial(told, f"blanc_{item.name}"),
                selection_mode="points",
                alt=f"Carte : {item.title}. {item.said.text}",
            )
            points = asked["selection"]["points"]
            clicked[f"blanc_{item.name}"] = [int(point["point_index"]) for point in points]
            st.html(
                legend_html(
                    item.measure,
                    item.painted.legend,
                    theme=theme(),
                    note=item.note or None,
                    counted=context.words,
                )
            )
    zones = pd.DataFrame({"code_zone": shapes.codes, "nom_zone": shapes.names})
    with st.container(key="blancs_choisie"):
        answer(zones, clicked.get(st.session_state.get(CLICKED, ""), []), row_leads(context), CLICK_A_ZONE)


def table_of_maps(maps: list[SmallMap]) -> pd.DataFrame:
    """The figures of the maps, one row a zone."""
    tables = [item.table for item in maps if item.painted is not None]
    whole = tables[0]
    for table in tables[1:]:
        whole = whole.merge(table.drop(columns="nom_zone"), on="code_zone", how="left")
    return whole
