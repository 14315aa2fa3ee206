"""Zones as one layer: coloured by class, told apart by borders, named on hover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import folium

from visa_data.maps.colours import NO_DATA, Theme
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import ZoneShapes

OUT_OF_CHOICE = "Hors des zones choisies"
_ON_LIGHT = INKS["light"]
TOOLTIP_STYLE = (
    "font-family: system-ui, 'Liberation Sans', sans-serif; font-size: 15px; line-height: 1.35; padding: 6px 9px;"
    f"color: {_ON_LIGHT.ink}; background: {_ON_LIGHT.paper}; border: 1px solid {_ON_LIGHT.border}; border-radius: 3px;"
)

MEMBERS_STYLE = "display: inline-block; max-width: 20em; white-space: normal; font-size: 0.9em;"


def zone_layer(
    shapes: ZoneShapes,
    colours: Mapping[str, str],
    texts: Mapping[str, str],
    *,
    theme: Theme = "light",
    name: str = "Zones",
    opacity: float = 0.95,
    under: Mapping[str, str] | None = None,
) -> folium.FeatureGroup:
    """One GeoJson of the zones; a zone without a colour is drawn as « sans donnée » (grey, dashed border).

    colours: zone code → fill. texts: zone code → what its tooltip says under the name, plain text: it is
    escaped here, as is the name. A zone without a text is out of those chosen. under: zone code → a second line, the
    members of a sector.
    """
    more = under or {}
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {
                "code": code,
                "nom": escape(zone),
                "texte": escape(texts.get(code, OUT_OF_CHOICE))
                + (f'<br><span style="{MEMBERS_STYLE}">{escape(more[code])}</span>' if code in more else ""),
            },
            "geometry": geometry,
        }
        for code, zone, geometry in zip(shapes.codes, shapes.names, shapes.geometries, strict=True)
    ]
    group = folium.FeatureGroup(name=name)
    inks = INKS[theme]
    if features:

        def style(feature: dict[str, Any]) -> dict[str, Any]:
            colour = colours.get(feature["properties"]["code"])
            common = {"color": inks.border, "weight": 1, "fillOpacity": opacity}
            if colour is None:
                return {**common, "fillColor": NO_DATA[theme], "dashArray": "4 4"}
            return {**common, "fillColor": colour}

        folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            style_function=style,
            highlight_function=lambda _: {"weight": 3, "color": inks.ink},
            tooltip=folium.GeoJsonTooltip(["nom", "texte"], labels=False, style=TOOLTIP_STYLE),
            zoom_on_click=False,
        ).add_to(group)
    return group


def outline_layer(
    shapes: ZoneShapes,
    codes: Sequence[str],
    *,
    name: str,
    colour: str,
    weight: float = 4,
    dashes: str | None = None,
) -> folium.FeatureGroup:
    """The outlines alone of some zones, over the map: a zone chosen, the zones where a team goes."""
    group = folium.FeatureGroup(name=name)
    features = [
        {"type": "Feature", "properties": {}, "geometry": shapes.geometries[row]}
        for row in (shapes.row(code) for code in codes)
        if row is not None
    ]
    if features:
        folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            style_function=lambda _: {"color": colour, "weight": weight, "fill": False, "dashArray": dashes},
            interactive=False,
        ).add_to(group)
    return group
