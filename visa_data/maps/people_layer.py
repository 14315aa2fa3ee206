"""People registered, for the coordination only: circles by zone, then points when they are few.

Never built for the committee: a layer in the page gives every coordinate away.
"""

from __future__ import annotations

import math
from html import escape
from typing import Any

import folium
import pandas as pd

from visa_data import french
from visa_data.maps.colours import Theme
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.zone_layer import TOOLTIP_STYLE
from visa_data.vocabulary import NIVEAUX

MOST_POINTS = 400
LARGEST_RADIUS = 26.0


def people_layer(shapes: ZoneShapes, people: pd.DataFrame, theme: Theme = "light") -> folium.FeatureGroup:
    """Points when at most MOST_POINTS people have coordinates, else circles by zone.

    people: reference, code_zone, latitude, longitude, isolee, joint, niveau (see `state.people`).
    """
    located = people[people["latitude"].notna() & people["longitude"].notna()]
    if 0 < len(located) <= MOST_POINTS:
        return people_points(located, theme)
    return people_by_zone(shapes, people["code_zone"].value_counts(), theme)


def people_by_zone(shapes: ZoneShapes, counts: pd.Series, theme: Theme = "light") -> folium.FeatureGroup:
    """A circle a zone, its AREA in proportion to the people (counts: zone code → people)."""
    group = folium.FeatureGroup(name="Personnes")
    found = counts[counts.index.isin(shapes.codes)]
    if not len(found):
        return group
    most = float(found.max())
    features: list[dict[str, Any]] = []
    for code, count in found.sort_values(ascending=False).items():
        row = shapes.row(str(code))
        if row is None or count <= 0:
            continue
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "code": str(code),
                    "nom": escape(shapes.names[row]),
                    "texte": french.counted(int(count), "personne inscrite", "personnes inscrites"),
                    "rayon": round(max(3.0, LARGEST_RADIUS * math.sqrt(count / most)), 1),
                },
                "geometry": {
                    "type": "Point",
                    "coordinates": [
                        round(float(shapes.longitude[row]), 5),
                        round(float(shapes.latitude[row]), 5),
                    ],
                },
            }
        )
    return _circles(group, features, theme)


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
                "rayon": 4,
                "isolee": bool(person.isolee),
            },
            "geometry": {
                "type": "Point",
                "coordinates": [round(float(person.longitude), 5), round(float(person.latitude), 5)],
            },
        }
        for person in located.itertuples()
    ]
    return _circles(group, features, theme)


def _circles(group: folium.FeatureGroup, features: list[dict[str, Any]], theme: Theme) -> folium.FeatureGroup:
    if features:
        folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            marker=folium.CircleMarker(radius=4),
            style_function=lambda feature: {
                "radius": feature["properties"]["rayon"],
                "color": INKS[theme].people,
                "weight": 2,
                "fill": True,
                "fillColor": INKS[theme].people
                if feature["properties"].get("isolee", True)
                else INKS[theme].paper,
                "fillOpacity": 0.55,
            },
            tooltip=folium.GeoJsonTooltip(["nom", "texte"], labels=False, style=TOOLTIP_STYLE),
        ).add_to(group)
    return group
