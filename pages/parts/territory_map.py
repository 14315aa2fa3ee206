"""What every map of a page starts from: outlines, neighbours, names, teams and resources, from the cache."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace

import folium
import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from pages.parts.answers import ask, fact, zones
from pages.parts.context import Context
from pages.parts.keys import in_one_text
from visa_data import french
from visa_data.dossier.sectors_shown import short_names
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.filters import Filters
from visa_data.indicators.reaching import declared_zones
from visa_data.indicators.service_lists import every_resource, every_team
from visa_data.maps.background import names_layer, neighbours_layer
from visa_data.maps.colours import Theme
from visa_data.maps.palette import INKS
from visa_data.maps.service_layers import answering, reach_layer, resources_layer, teams_layer
from visa_data.maps.shapes import (
    MOST_DRAWN,
    Neighbours,
    ZoneShapes,
    frame_neighbours,
    frame_shapes,
    neighbours,
)
from visa_data.maps.view import MapView
from visa_data.roles import Permission

MARGIN = 0.02
TEAM_RADIUS = 13.0


def shapes_of(context: Context) -> ZoneShapes:
    """Outlines of the zones, ready for a browser; shared, not to be changed. See `drawn_zones`."""
    return _shapes(context, None)


def small_shapes_of(context: Context, pixels: int) -> ZoneShapes:
    """Outlines of the zones for a map of that height that never zooms; shared, not to be changed."""
    return _shapes(context, pixels)


def is_wide(context: Context) -> bool:
    """Whether there are too many zones for one map: it is then drawn by départements, or the zones of one."""
    return context.book is None and len(zones(context).codes) > MOST_DRAWN


def too_wide(context: Context) -> str:
    """Why nothing is drawn before a département is chosen; "" where it is, or need not be."""
    if not is_wide(context) or context.filters.zones:
        return ""
    many = french.counted(len(zones(context).codes), "zone")
    return f"Ce territoire a {many}, trop pour une seule carte : choisissez un département à gauche pour voir les siennes."


def drawn_zones(context: Context) -> tuple[str, ...]:
    """Codes of the zones that the maps are made of, where they are not all: those chosen at the side."""
    return context.filters.zones if is_wide(context) else ()


def _shapes(context: Context, pixels: int | None) -> ZoneShapes:
    if context.book is not None:
        return _of_sectors(version=context.version, pixels=pixels, _context=context)
    context.role.require(Permission.READ_SMALL_COUNTS)
    return _of_zones(
        version=context.version,
        wide=is_wide(context),
        chosen=drawn_zones(context),
        pixels=pixels,
        _context=context,
    )


# A copy of the outlines of a département takes a hundred milliseconds, several times a run.
@st.cache_resource(max_entries=16, show_spinner=False)
def _of_zones(
    version: str, wide: bool, chosen: tuple[str, ...], pixels: int | None, _context: Context
) -> ZoneShapes:
    frame = zones(_context)
    return frame_shapes(frame.among(chosen) if wide else frame, pixels=pixels)


@st.cache_resource(max_entries=16, show_spinner=False)
def _of_sectors(version: str, pixels: int | None, _context: Context) -> ZoneShapes:
    return frame_shapes(zones(_context), pixels=pixels)


def kept_view(key: tuple[Hashable, ...], build: Callable[[], MapView]) -> MapView:
    """The view that `build` makes, kept while its key is the same: its drawing is rendered once.

    key: all that the drawing depends on (data version, day, filters, theme, layers, role where people are drawn).
    """
    return _view(key=in_one_text(key), _build=build)


@st.cache_resource(max_entries=64, show_spinner=False)
def _view(key: str, _build: Callable[[], MapView]) -> MapView:
    return _build()


def neighbours_of(context: Context) -> Neighbours:
    """Outlines around the territory."""
    if context.book is None:
        return fact(context, neighbours)
    return _around_sectors(context.version, context)


@st.cache_resource(max_entries=8, show_spinner=False)
def _around_sectors(version: str, _context: Context) -> Neighbours:
    book = _context.published
    return frame_neighbours(book.tables.around["nom"].tolist(), book.around, book.zones)


def extent(shapes: ZoneShapes, codes: tuple[str, ...] = ()) -> tuple[float, float, float, float]:
    """(south, west, north, east) of the territory, or of the zones chosen at the side."""
    rows = [row for row in (shapes.row(code) for code in codes) if row is not None]
    if not rows:
        return shapes.bounds
    points = [(lat, lon) for row in rows for lon, lat in _points(shapes.geometries[row]["coordinates"])]
    south, north = min(lat for lat, _ in points), max(lat for lat, _ in points)
    west, east = min(lon for _, lon in points), max(lon for _, lon in points)
    return (south - MARGIN, west - MARGIN, north + MARGIN, east + MARGIN)


def background(context: Context, theme: Theme) -> folium.FeatureGroup:
    """Neighbours' outlines and names."""
    return neighbours_layer(neighbours_of(context), theme)


def names(
    context: Context,
    theme: Theme,
    *,
    values: Mapping[str, str] | None = None,
    fills: Mapping[str, str] | None = None,
    marks: Sequence[tuple[float, float, float]] = (),
) -> folium.FeatureGroup:
    """Names of the places, those with most people registered first, clear of teams and other marks."""
    shapes = shapes_of(context)
    if context.book is not None:
        shapes = replace(shapes, names=short_names(context.book))
    teams, _ = active_service_frames(context)
    placed = teams.dropna(subset=["latitude", "longitude"])
    return names_layer(
        shapes,
        weights=_registered(context, shapes),
        values=values,
        fills=fills,
        marks=[
            *(
                (lat, lon, TEAM_RADIUS)
                for lat, lon in zip(placed["latitude"], placed["longitude"], strict=True)
            ),
            *marks,
        ],
        theme=theme,
    )


def largest_first(context: Context) -> list[str]:
    """Codes of the zones, those with most people registered first."""
    shapes = shapes_of(context)
    weights = _registered(context, shapes)
    return [shapes.codes[row] for row in np.lexsort((np.arange(len(weights)), -weights))]


def _registered(context: Context, shapes: ZoneShapes) -> NDArray[np.float64]:
    """People registered in each zone, whatever the filters."""
    counts = ask(context, coverage_by_zone, filters=Filters()).set_index("code_zone")["inscrits"]
    weights: NDArray[np.float64] = counts.reindex(shapes.codes).fillna(0).to_numpy(dtype=float)
    return weights


def active_service_frames(context: Context) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The teams and resources that count at the day; of a wide territory, those around what the map shows."""
    found = []
    for frame in (fact(context, every_team), fact(context, every_resource)):
        active = frame[frame["active"]]
        found.append((around(context, active) if is_wide(context) else active).reset_index(drop=True))
    return found[0], found[1]


def around(context: Context, services: pd.DataFrame) -> pd.DataFrame:
    """Those of the zones that the map shows; of no zone, those in its frame."""
    shapes = shapes_of(context)
    south, west, north, east = shapes.bounds
    near = services["latitude"].between(south, north) & services["longitude"].between(west, east)
    return services[services["code_zone"].isin(shapes.codes) | (services["code_zone"].isna() & near)]


def team_groups(
    context: Context, theme: Theme, *, reach: bool, markers: bool = True, teams: pd.DataFrame | None = None
) -> list[folium.FeatureGroup]:
    """Active teams (or those given), their circles under them."""
    if teams is None:
        teams, _ = active_service_frames(context)
    declared = fact(context, declared_zones)
    return [
        *([reach_layer(teams, theme=theme)] if reach else []),
        *([teams_layer(teams, declared, theme=theme)] if markers else []),
    ]


def ink(theme: Theme) -> str:
    """Colour of what is drawn over the map to be seen."""
    return INKS[theme].ink


def resource_group(context: Context, theme: Theme, need: str) -> folium.FeatureGroup:
    """Active resources that answer a need (all of them when empty)."""
    _, resources = active_service_frames(context)
    return resources_layer(answering(resources, need), theme=theme)


def _points(coordinates: list) -> list[tuple[float, float]]:
    """Every (longitude, latitude) of a GeoJSON geometry's coordinates."""
    if coordinates and isinstance(coordinates[0], int | float):
        return [(coordinates[0], coordinates[1])]
    return [point for part in coordinates for point in _points(part)]
