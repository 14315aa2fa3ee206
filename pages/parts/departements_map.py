"""The map of a territory too wide to be drawn zone by zone: its départements, each of which opens into its zones."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts.answers import ask, zones
from pages.parts.context import Context
from pages.parts.downloads import download_bar
from pages.parts.figures import show_table
from pages.parts.map_choice import MapChoice, choose_column, counted_words, map_figures
from pages.parts.map_view import CLICKED_FEATURE, show_map, theme
from pages.parts.plain import plain
from pages.parts.sidebar import open_departement
from pages.parts.territory_map import kept_view
from visa_data import french
from visa_data.figures.zone_map import nowhere_sentence
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.registry import registry
from visa_data.indicators.zone_values import adds_up, gathered_values
from visa_data.maps.background import names_layer
from visa_data.maps.circle_scale import circle_scale
from visa_data.maps.circles import circles_layer, pale_zones
from visa_data.maps.circles_legend import circles_legend
from visa_data.maps.coloured import ColouredZones, coloured_zones
from visa_data.maps.drawn import count_colour, drawn_as
from visa_data.maps.legend import legend_html
from visa_data.maps.shapes import ZoneShapes, frame_shapes
from visa_data.maps.view import MapView
from visa_data.maps.zone_layer import zone_layer
from visa_data.territory.departements import departement_name, departement_of
from visa_data.territory.zones import by_departement

MAP = "departements"
WORDS = ("département", "départements")


def departements_section(context: Context) -> None:
    """The map, what it cannot show, its figures in a table, downloads; a click opens a département."""
    figures = {name: one for name, one in map_figures().items() if adds_up(one[1])}
    choice = choose_column(context, key=MAP, figures=figures)
    values = _values(context, choice)
    shapes = _shapes(context.version, context)
    painted = coloured_zones(values, choice.column, share=choice.share, theme=theme())
    view = kept_view(
        (
            *(MAP, context.version, context.day, *context.said, theme()),
            *(choice.indicator, choice.column.name, choice.need, choice.share),
        ),
        lambda: _drawn(context, choice, shapes, values, painted),
    )
    show_map(view, key=MAP, height=700, on_zone=_open, returned=CLICKED_FEATURE)
    many = french.counted(len(zones(context).codes), "zone")
    st.caption(
        plain(
            f"Ce territoire a {many} : la carte les réunit par département. Cliquez sur l'un d'eux, ou choisissez-le à "
            "gauche, pour voir ses zones, leurs statuts, leurs équipes et leurs fiches."
        )
    )
    if nowhere := nowhere_sentence(values, choice.column, "", share=choice.share):
        st.caption(plain(nowhere))
    table = values.assign(classe=values["code_zone"].map(painted.classes).fillna(""))
    labels = {
        "code_zone": "Code",
        "nom_zone": "Département",
        "valeur": choice.title,
        "denominateur": "Sur",
        "classe": "Classe",
    }
    with st.expander("Voir les chiffres de cette carte"):
        show_table(table, labels=labels, key="departements_table")
    download_bar(context, "departements", {"Départements": table}, notes=[choice.note])


def _open(code: str) -> None:
    open_departement(code)
    st.rerun(scope="app")


def _values(context: Context, choice: MapChoice) -> pd.DataFrame:
    """One value a département, see `gathered_values`."""
    chosen = registry()[choice.indicator]
    everywhere = context.filters.everywhere
    assert chosen.by_zone is not None
    return gathered_values(
        ask(context, chosen.by_zone, filters=everywhere),
        ask(context, coverage_by_zone, filters=everywhere),
        _places(context.version, context),
        column=choice.column,
        need=choice.need,
        share=choice.share,
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _places(version: str, _context: Context) -> Mapping[str, tuple[str, str]]:
    """Zone → code and name of its département."""
    frame = zones(_context)
    of = (departement_of(commune) for commune in frame.communes)
    return {zone: (code, departement_name(code)) for zone, code in zip(frame.codes, of, strict=True)}


@st.cache_resource(max_entries=2, show_spinner=False)
def _shapes(version: str, _context: Context) -> ZoneShapes:
    frame = by_departement(zones(_context))
    return frame_shapes(frame, pixels=1000)


def _drawn(
    context: Context,
    choice: MapChoice,
    shapes: ZoneShapes,
    values: pd.DataFrame,
    painted: ColouredZones,
) -> MapView:
    """Counts as circles on a quiet ground, shares as colours."""
    ground, note = theme(), f"Au {french.day(context.day)}"
    if drawn_as(choice.column, choice.share) == "colours":
        groups = [zone_layer(shapes, painted.colours, painted.texts, theme=ground)]
        legend = legend_html(choice.title, painted.legend, theme=ground, note=note, counted=WORDS)
        names = names_layer(shapes, values=painted.values, fills=painted.colours, theme=ground)
        return MapView(shapes.bounds, [*groups, names], label=f"Carte : {choice.title}", legend=legend)
    counts = dict(zip(values["code_zone"], values["valeur"].astype(float), strict=True))
    colour, scale = count_colour(choice.column, ground), circle_scale(shapes, [counts])
    fills = pale_zones(shapes, counts, {}, ground)
    legend = circles_legend(
        choice.title,
        shapes,
        counts,
        scale,
        colour=colour,
        counted=counted_words(choice),
        places=WORDS,
        theme=ground,
        note=note,
    )
    groups = [
        zone_layer(shapes, fills, painted.texts, theme=ground),
        circles_layer(shapes, counts, painted.texts, colour=colour, theme=ground, scale=scale),
        names_layer(shapes, values=painted.values, fills=fills, theme=ground),
    ]
    return MapView(shapes.bounds, groups, label=f"Carte : {choice.title}", legend=legend)
