"""What lies under and over the zones, drawn by us since no basemap may be asked for: neighbours, place names."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from html import escape

import folium
import numpy as np

from visa_data.maps.colours import Theme, contrast
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import Neighbours, ZoneShapes

FAMILY = "system-ui, 'Liberation Sans', sans-serif"
FONT = f"font-family: {FAMILY}; white-space: nowrap; pointer-events: none;"
NEIGHBOUR_LETTERS = 18
MARKER = 26
FITTED = 0.85
"""Part of the map that the territory fills, at worst: a map zooms by quarters of a level."""
LETTER = 0.56
"""Mean width of a letter, as a part of the type size."""


def neighbours_layer(neighbours: Neighbours, theme: Theme = "light") -> folium.FeatureGroup:
    """Neighbours' outlines, pale, with their names in italics; they answer neither hover nor click."""
    group = folium.FeatureGroup(name="Voisins")
    inks = INKS[theme]
    if not neighbours.names:
        return group
    folium.GeoJson(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {}, "geometry": geometry}
                for geometry in neighbours.geometries
            ],
        },
        style_function=lambda _: {
            "color": inks.neighbour_border,
            "weight": 1,
            "fillColor": inks.neighbour,
            "fillOpacity": 1,
        },
        interactive=False,
    ).add_to(group)
    style = f"{FONT} display: block; text-align: center; font: italic 14px/1.2 {FAMILY}; color: {inks.neighbour_ink};"
    for name, latitude, longitude in zip(
        neighbours.names, neighbours.latitude, neighbours.longitude, strict=True
    ):
        lines = textwrap.wrap(name, NEIGHBOUR_LETTERS)
        text = f'<span style="{style}">{"<br>".join(escape(line) for line in lines)}</span>'
        width = max(len(line) for line in lines) * 14 * LETTER
        _label(latitude, longitude, text, width, 17 * len(lines)).add_to(group)
    return group


def names_layer(
    shapes: ZoneShapes,
    *,
    weights: Sequence[float] | None = None,
    values: Mapping[str, str] | None = None,
    fills: Mapping[str, str] | None = None,
    markers: Sequence[tuple[float, float]] = (),
    width: int = 1000,
    height: int = 560,
    size: int = 13,
    letters: int | None = None,
    theme: Theme = "light",
) -> folium.FeatureGroup:
    """Names of the main places (and their value under it): as many as can be read without overlapping.

    weights: what makes a place matter (inhabitants, registered people); area when unknown. values: zone code →
    short text. fills: zone code → its colour, so that the name stands out on it. markers: (latitude, longitude) of
    marks that a name goes under rather than behind. width, height: of the map in pixels, once fitted. letters: of the
    longest line, where a name may take several.
    """
    group = folium.FeatureGroup(name="Noms des lieux")
    placed = readable(
        shapes,
        weights=weights,
        markers=markers,
        width=width,
        height=height,
        size=size,
        lines=2 if values else 1,
        letters=letters,
    )
    for row, down in placed:
        code = shapes.codes[row]
        value = f"<br><b>{escape(values[code])}</b>" if values and values.get(code) else ""
        ink, halo = _inks(fills.get(code) if fills else None, theme)
        style = (
            f"{FONT} display: block; text-align: center; font-size: {size}px; line-height: 1.15; font-weight: 600;"
            f"color: {ink}; text-shadow: 0 0 2px {halo}, 0 0 3px {halo}, 0 0 4px {halo}, 0 0 4px {halo};"
        )
        lines = _lines(shapes.names[row], letters)
        span = f'<span style="{style}">{"<br>".join(escape(line) for line in lines)}{value}</span>'
        latitude, longitude = float(shapes.latitude[row]), float(shapes.longitude[row])
        text_width = max(len(line) for line in lines) * size * LETTER
        text_height = size * 1.2 * (len(lines) + (1 if value else 0))
        _label(latitude, longitude, span, text_width, text_height, down).add_to(group)
    return group


def readable(
    shapes: ZoneShapes,
    *,
    weights: Sequence[float] | None = None,
    markers: Sequence[tuple[float, float]] = (),
    width: int,
    height: int,
    size: int,
    lines: int = 1,
    letters: int | None = None,
) -> list[tuple[int, int]]:
    """Zones whose names fit on a map of that size, the weightiest first: (row, pixels to go down).

    Names are boxes of their length in pixels at the scale that fits the territory (Mercator locally equals an
    equirectangular plane). One that would lie under a marker goes below it; one that would touch a name already
    placed is left out.
    """
    squeeze, scale = _scale(shapes, width, height)
    x, y = shapes.longitude * squeeze * scale, -shapes.latitude * scale
    written = [_lines(name, letters) for name in shapes.names]
    half_width = (
        np.array([max(len(line) for line in name) for name in written], dtype=float) * size * LETTER / 2 + 2
    )
    half_height = np.array([len(name) - 1 + lines for name in written], dtype=float) * size * 0.62 + 1
    known = shapes.area if weights is None else np.nan_to_num(np.asarray(weights, dtype=float))
    marks = np.array([(lon * squeeze * scale, -lat * scale) for lat, lon in markers]).reshape(-1, 2)
    placed: list[tuple[int, int]] = []
    taken = np.empty((len(known), 4))
    for row in np.lexsort((np.arange(len(known)), -known)):
        hidden = (np.abs(marks[:, 0] - x[row]) < half_width[row] + MARKER / 2) & (
            np.abs(marks[:, 1] - y[row]) < half_height[row] + MARKER / 2
        )
        below = marks[hidden, 1] - y[row] + half_height[row] + MARKER / 2
        down = float(below.max()) if len(below) else 0.0
        others = taken[: len(placed)]
        touches = (np.abs(x[row] - others[:, 0]) <= half_width[row] + others[:, 2]) & (
            np.abs(y[row] + down - others[:, 1]) <= half_height[row] + others[:, 3]
        )
        if not touches.any():
            taken[len(placed)] = x[row], y[row] + down, half_width[row], half_height[row]
            placed.append((int(row), round(down)))
    return placed


def _lines(name: str, letters: int | None) -> list[str]:
    """A name as it is written: on one line, or on several of at most so many letters."""
    if letters is None:
        return [name]
    return textwrap.wrap(name, letters, break_long_words=False, break_on_hyphens=False) or [name]


def _scale(shapes: ZoneShapes, width: int, height: int) -> tuple[float, float]:
    """Narrowing of a degree of longitude, and pixels for a degree of latitude, once the territory fits."""
    south, west, north, east = shapes.bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    if not len(shapes.codes):
        return squeeze, 1.0
    return squeeze, FITTED * min(
        width / max((east - west) * squeeze, 1e-9), height / max(north - south, 1e-9)
    )


def _inks(fill: str | None, theme: Theme) -> tuple[str, str]:
    """Colour of a name and of its halo on a fill: whichever of ink and paper stands out more."""
    inks = INKS[theme]
    if fill is None or contrast(inks.ink, fill) >= contrast(inks.halo, fill):
        return inks.ink, inks.halo
    return inks.halo, inks.ink


def _label(
    latitude: float, longitude: float, html: str, width: float, height: float = 18, down: int = 0
) -> folium.Marker:
    """Text centred on a point, or `down` pixels under it; html: already escaped."""
    return folium.Marker(
        (round(latitude, 5), round(longitude, 5)),
        icon=folium.DivIcon(
            html=html,
            class_name="visa-nom",
            icon_size=(round(width) + 8, round(height)),
            icon_anchor=((round(width) + 8) // 2, round(height) // 2 - down),
        ),
        interactive=False,
        keyboard=False,
    )
