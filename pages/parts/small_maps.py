"""Small maps side by side, each a kind of blank: its figure in a sentence, its legend, its table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.figures import CHART_CONFIG, kept_figure, what_draws
from pages.parts.map_view import theme
from pages.parts.plain import Marked, marked, plain
from pages.parts.published import members_lines
from pages.parts.territory_map import small_shapes_of
from visa_data.figures.small_map import small_map
from visa_data.maps.coloured import ColouredZones
from visa_data.maps.legend import legend_html

HEIGHT = 280
WIDTH = 250
"""Pixels: five on a row of a screen of 1920, three of 1280, two of 1024, the menu open."""


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


def show_small_maps(context: Context, maps: list[SmallMap]) -> None:
    """Side by side; the kind nobody can tell says so."""
    shapes = small_shapes_of(context, HEIGHT)
    row = st.container(horizontal=True, gap="small")
    for item in maps:
        with row.container(width=WIDTH):
            st.markdown(marked("###### {}", item.title), help=plain(item.definition))
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
            figure = kept_figure(key, lambda drawing=drawing: drawing(shapes))
            st.plotly_chart(
                figure,
                key=f"blanc_{item.name}",
                config=CHART_CONFIG,
                width="stretch",
                alt=f"Carte : {item.title}. {item.said.text}",
            )
            st.html(
                legend_html(
                    item.measure,
                    item.painted.legend,
                    theme=theme(),
                    note=item.note or None,
                    counted=context.words,
                )
            )


def table_of_maps(maps: list[SmallMap]) -> pd.DataFrame:
    """The figures of the maps, one row a zone."""
    tables = [item.table for item in maps if item.painted is not None]
    whole = tables[0]
    for table in tables[1:]:
        whole = whole.merge(table.drop(columns="nom_zone"), on="code_zone", how="left")
    return whole
