"""People registered, for the coordination only: circles by zone, then points when they are few.

Never built for the committee: a layer in the page gives every coordinate away.
"""

from __future__ import annotations

from html import escape
from typing import Any

import folium
import pandas as pd

from visa_data import french
from visa_data.maps.circles import circles_layer
from visa_data.maps.colours import Theme
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.zone_layer import TOOLTIP_STYLE
from visa_data.vocabulary import NIVEAUX

MOST_POINTS = 400


def people_layer(shapes: ZoneShapes, people: pd.DataFrame, theme: Theme = "light") -> folium.FeatureGroup:
    """Points when at most MOST_POINTS people have coordinates, else circles by zone.

    people: reference, code_zone, latitude, longitude, isolee, joint, niveau (see `state.people`).
    """
    located = people[people["latitude"].notna() & people["longitude"].notna()]
    if 0 < len(located) <= MOST_POINTS:
        return people_points(located, theme)
    counts = {str(code): int(count) for code, count in people["code_zone"].value_counts().items()}
    texts = {
        code: french.counted(count, "personne inscrite", "personnes inscrites")
        for code, count in counts.items()
    }
    return circles_layer(shapes, counts, texts, colour=INKS[theme].people, theme=theme, name="Personnes")


def people_points(located: pd.DataFrame, theme: Theme = "light") -> folium.FeatureGroup:
    """One small point a person, with the register's reference: full when isolated, hollow otherwise."""
    group = folium.FeatureGroup(name="Personnes")
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {
                "code": str(person.code_zone),
                "nom": escape(str(person.reference)),
                "texte": " · ".join(
                    [
                        f"niveau déclaré : {NIVEAUX[int(person.niveau)].lower()}"
                        if person.niveau
                        else "niveau non déclaré",
                        "isolée" if person.isolee else "non isolée",
                        "jointe" if person.joint else "non jointe",
                    ]
                ),
                "isolee": bool(person.isolee),
            },
            "geometry": {
                "type": "Point",
                "coordinates": [round(float(person.longitude), 5), round(float(person.latitude), 5)],
            },
        }
        for person in located.itertuples()
    ]
    return _points(group, features, theme)


def _points(group: folium.FeatureGroup, features: list[dict[str, Any]], theme: Theme) -> folium.FeatureGroup:
    if features:
        folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            marker=folium.CircleMarker(radius=4),
            style_function=lambda feature: {
                "color": INKS[theme].people,
                "weight": 2,
                "fill": True,
                "fillColor": INKS[theme].people if feature["properties"]["isolee"] else INKS[theme].paper,
                "fillOpacity": 0.55,
            },
            tooltip=folium.GeoJsonTooltip(["nom", "texte"], labels=False, style=TOOLTIP_STYLE),
        ).add_to(group)
    return group
