"""What lies under and over the zones, drawn by us since no basemap may be asked for: neighbours, place names."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import folium
import numpy as np
from branca.element import MacroElement

from visa_data.maps.colours import Theme, contrast
from visa_data.maps.in_script import in_script
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import Neighbours, ZoneShapes

_NAMES_JS = (Path(__file__).parent / "names.js").read_text(encoding="utf-8").strip()
FAMILY = "system-ui, 'Liberation Sans', sans-serif"
FONT = f"font-family: {FAMILY}; white-space: nowrap; pointer-events: none;"
NEIGHBOUR_LETTERS = 18
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
    marks: Sequence[tuple[float, float, float]] = (),
    size: int = 13,
    letters: int | None = None,
    theme: Theme = "light",
) -> folium.FeatureGroup:
    """Names of the places (and their value under it): at each zoom, as many as can be read without overlapping.

    weights: what makes a place matter (inhabitants, registered people); area when unknown. values: zone code →
    short text. fills: zone code → its colour, so that the name stands out on it. marks: (latitude, longitude,
    radius in pixels) of what a name goes under rather than behind. size: pixels. letters: of the longest line, where a name may take
    several.
    """
    group = folium.FeatureGroup(name="Noms des lieux")
    known = shapes.area if weights is None else np.nan_to_num(np.asarray(weights, dtype=float))
    names = []
    for row in np.lexsort((np.arange(len(known)), -known)):
        code = shapes.codes[row]
        ink, halo = _inks(fills.get(code) if fills else None, theme)
        names.append(
            {
                "at": [round(float(shapes.latitude[row]), 5), round(float(shapes.longitude[row]), 5)],
                "lines": _lines(shapes.names[row], letters),
                "value": (values or {}).get(code, ""),
                "ink": ink,
                "halo": halo,
            }
        )
    if names:
        Names(names, [(round(lat, 5), round(lon, 5), radius) for lat, lon, radius in marks], size).add_to(
            group
        )
    return group


class Names(MacroElement):
    """The names of a layer, placed in the browser (names.js)."""

    _template = folium.template.Template(
        """
        {% macro script(this, kwargs) %}
        ({{ this.code }})({{ this._parent.get_name() }}, {{ this.names }}, {{ this.marks }}, {{ this.size }});
        {% endmacro %}
        """
    )

    def __init__(
        self, names: Sequence[Mapping[str, object]], marks: Sequence[tuple[float, float, float]], size: int
    ) -> None:
        super().__init__()
        self._name = "Names"
        self.code = _NAMES_JS
        self.names = in_script(names)
        self.marks = in_script(marks)
        self.size = size


def _lines(name: str, letters: int | None) -> list[str]:
    """A name as it is written: on one line, or on several of at most so many letters."""
    if letters is None:
        return [name]
    return textwrap.wrap(name, letters, break_long_words=False, break_on_hyphens=False) or [name]


def _inks(fill: str | None, theme: Theme) -> tuple[str, str]:
    """Colour of a name and of its halo on a fill: whichever of ink and paper stands out more."""
    inks = INKS[theme]
    if fill is None or contrast(inks.ink, fill) >= contrast(inks.halo, fill):
        return inks.ink, inks.halo
    return inks.halo, inks.ink


def _label(latitude: float, longitude: float, html: str, width: float, height: float) -> folium.Marker:
    """Text centred on a point; html: already escaped."""
    return folium.Marker(
        (round(latitude, 5), round(longitude, 5)),
        icon=folium.DivIcon(
            html=html,
            class_name="visa-voisin",
            icon_size=(round(width) + 8, round(height)),
            icon_anchor=((round(width) + 8) // 2, round(height) // 2),
        ),
        interactive=False,
        keyboard=False,
    )
