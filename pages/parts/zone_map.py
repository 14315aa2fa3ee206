"""A map beside a chart of the same figures by zone: its legend says how many zones each colour covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.figures import Told, answering_map, kept_figure, what_draws
from pages.parts.leads import row_leads
from pages.parts.map_view import theme
from pages.parts.plain import plain
from pages.parts.published import members_lines
from pages.parts.territory_map import small_shapes_of, too_wide
from visa_data.figures.zone_map import HEIGHT, ZoneMap, map_title, zone_map
from visa_data.indicators.indicator import Column, Unit
from visa_data.maps.legend import legend_html


def show_zone_map(
    context: Context,
    table: pd.DataFrame,
    column: Column,
    *,
    value: str,
    denominator: str,
    key: str,
    withheld: Mapping[str, str] | None = None,
    share: bool | None = None,
) -> None:
    """The zones coloured by a share; nothing when no outline is loaded.

    withheld: words of the values that a book withholds, by code. share: whether it is one; all counts are, if not said.

    table: every zone, of which those chosen at the side are drawn: code_zone, and the columns named by `value` (a
    fraction, NaN where nobody is registered) and `denominator` (persons). The chart beside it holds the table of
    figures.
    """
    if why := too_wide(context):
        st.caption(plain(why))
        return
    shapes = small_shapes_of(context, HEIGHT)
    if not shapes.codes:
        return
    of_people = column.unit is not Unit.RATE if share is None else share
    drawing = partial(
        zone_map,
        table[["code_zone", "nom_zone"]].assign(valeur=table[value], denominateur=table[denominator]),
        column,
        title=f"{column.label}, part des inscrites" if share is None else map_title(None, column, "", share),
        share=of_people,
        theme=theme(),
        chosen=context.filters.zones,
        withheld=withheld,
        under=members_lines(context),
        counted=context.words,
    )

    def drawn() -> ZoneMap:
        made = drawing(shapes=shapes)
        return replace(made, figure=Told(made.figure.to_dict()))

    found = kept_figure((context.version, *what_draws(drawing)), drawn)
    answering_map(
        found.figure,
        key=key,
        alt=found.alternative,
        zones=pd.DataFrame({"code_zone": shapes.codes, "nom_zone": shapes.names}),
        opens=row_leads(context),
    )
    st.html(legend_html(found.title, found.legend, theme=theme(), counted=context.words))
