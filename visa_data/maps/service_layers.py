"""Citizen teams with their reach, and resources by need."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from copy import deepcopy
from html import escape
from pathlib import Path
from typing import Any

import folium
import pandas as pd
from branca.element import MacroElement

from visa_data import french
from visa_data.maps.colours import Theme
from visa_data.maps.palette import INKS
from visa_data.maps.zone_layer import TOOLTIP_STYLE
from visa_data.tokens import PALE
from visa_data.vocabulary import Besoin, Porteur

TEAM_PREFIX = "equipe:"
RESOURCE_PREFIX = "ressource:"
_HOVER_JS = (Path(__file__).parent / "reach_on_hover.js").read_text(encoding="utf-8").strip()


def teams_layer(
    teams: pd.DataFrame,
    declared: Mapping[str, Sequence[str]],
    *,
    theme: Theme = "light",
    colour: str | None = None,
    name: str = "Équipes",
) -> folium.FeatureGroup:
    """A marker a located team; hovering or focusing it outlines the zones it declares, a click opens its card.

    teams: identifiant, nom, type_porteur, latitude, longitude, rayon_km, capacite (see `active_teams`). declared:
    identifiant → codes of the zones where it intervenes. A feature's `code` is TEAM_PREFIX + identifiant.
    """
    group = folium.FeatureGroup(name=name)
    features = [
        _point(
            team,
            TEAM_PREFIX + team.identifiant,
            team_text(team, len(declared.get(team.identifiant, ()))),
            zones=list(declared.get(team.identifiant, ())),
        )
        for team in _located(teams).itertuples()
    ]
    if features:
        icon = (
            f'<span style="display:block;width:22px;height:22px;border-radius:50%;background:{colour or INKS[theme].team};color:{PALE};'
            f"border:2px solid {PALE};box-shadow:0 0 0 2px {INKS['light'].ink};font:700 14px/22px system-ui,sans-serif;"
            'text-align:center" aria-hidden="true">É</span>'
        )
        layer = folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            marker=folium.Marker(
                icon=folium.DivIcon(
                    html=icon, icon_size=(26, 26), icon_anchor=(13, 13), class_name="visa-equipe"
                )
            ),
            tooltip=folium.GeoJsonTooltip(["nom", "texte"], labels=False, style=TOOLTIP_STYLE),
        )
        layer.add_to(group)
        ReachOnHover(layer, INKS[theme].ink).add_to(group)
    return group


def reach_layer(
    teams: pd.DataFrame,
    *,
    theme: Theme = "light",
    colour: str | None = None,
    name: str = "Portée des équipes",
) -> folium.FeatureGroup:
    """The circle (rayon_km) within which each located team reaches people; none for teams by zones only."""
    group = folium.FeatureGroup(name=name)
    inks = INKS[theme]
    reaching = _located(teams)
    reaching = reaching[reaching["rayon_km"].fillna(0) > 0]
    if reaching.empty:
        return group
    features = [
        {
            "type": "Feature",
            "properties": {"metres": float(team.rayon_km) * 1000},
            "geometry": {"type": "Point", "coordinates": [round(team.longitude, 5), round(team.latitude, 5)]},
        }
        for team in reaching.itertuples()
    ]
    # A pale ring under the dashes keeps them visible on any fill.
    rings: tuple[dict[str, Any], ...] = (
        {"color": inks.halo, "weight": 5, "opacity": 0.75},
        {"color": colour or inks.ink, "weight": 2.5, "dashArray": "8 6"},
    )
    for ring in rings:
        # One layer for all the circles: one a team would cost more to write than the rest of the map.
        folium.GeoJson(
            {"type": "FeatureCollection", "features": deepcopy(features)},
            marker=folium.Circle(fill=False, interactive=False),
            style_function=lambda feature, ring=ring: {**ring, "radius": feature["properties"]["metres"]},
        ).add_to(group)
    return group


def resources_layer(
    resources: pd.DataFrame, *, theme: Theme = "light", name: str = "Ressources"
) -> folium.FeatureGroup:
    """Every located resource as ONE GeoJson of small circles: full when checked, hollow when never checked.

    resources: identifiant, nom, categorie, besoins, latitude, longitude, date_verification (`active_resources`).
    """
    group = folium.FeatureGroup(name=name)
    inks = INKS[theme]
    features = [
        _point(
            resource,
            RESOURCE_PREFIX + resource.identifiant,
            resource_text(resource),
            verifiee=_known(resource.date_verification),
        )
        for resource in _located(resources).itertuples()
    ]
    if features:

        def style(feature: dict[str, Any]) -> dict[str, Any]:
            checked = feature["properties"]["verifiee"]
            return {
                "color": inks.paper if checked else inks.resource,
                "weight": 1.5 if checked else 2.5,
                "fill": True,
                "fillColor": inks.resource if checked else inks.paper,
                "fillOpacity": 1,
            }

        folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            marker=folium.CircleMarker(radius=6),
            style_function=style,
            tooltip=folium.GeoJsonTooltip(["nom", "texte"], labels=False, style=TOOLTIP_STYLE),
        ).add_to(group)
    return group


def answering(resources: pd.DataFrame, need: str) -> pd.DataFrame:
    """The resources that answer a need (all of them when need is empty)."""
    if not need:
        return resources
    kept = [need in str(listed).split("|") for listed in resources["besoins"]]
    return resources[kept].reset_index(drop=True)


def team_text(team: Any, declared: int) -> str:
    """What a team's tooltip says under its name."""
    parts = []
    if isinstance(team.type_porteur, str) and team.type_porteur:
        parts.append(Porteur(team.type_porteur).label)
    parts.append(
        f"capacité : {french.counted(int(team.capacite), 'personne')}"
        if _known(team.capacite)
        else "capacité inconnue"
    )
    if _known(team.rayon_km) and team.rayon_km > 0:
        parts.append(f"rayon de {french.kilometres(team.rayon_km)}")
    if declared:
        parts.append(french.counted(declared, "zone déclarée", "zones déclarées"))
    return " · ".join(parts)


def resource_text(resource: Any) -> str:
    """What a resource's tooltip says under its name."""
    needs = [Besoin(code).label for code in str(resource.besoins).split("|") if code]
    checked = (
        f"vérifiée le {french.day(resource.date_verification)}"
        if _known(resource.date_verification)
        else "jamais vérifiée"
    )
    return f"{french.listed(needs)} · {checked}"


def _located(services: pd.DataFrame) -> pd.DataFrame:
    return services[services["latitude"].notna() & services["longitude"].notna()]


def _point(service: Any, code: str, text: str, **more: object) -> dict[str, Any]:
    """A GeoJSON point whose texts are escaped."""
    return {
        "type": "Feature",
        "properties": {"code": escape(code), "nom": escape(str(service.nom)), "texte": escape(text), **more},
        "geometry": {
            "type": "Point",
            "coordinates": [round(float(service.longitude), 5), round(float(service.latitude), 5)],
        },
    }


def _known(value: object) -> bool:
    return not (
        value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    )


class ReachOnHover(MacroElement):
    """While a point of `layer` is hovered or has the focus, the zones its `zones` property lists are outlined."""

    _template = folium.template.Template(
        """
        {% macro script(this, kwargs) %}
        ({{ this.code }})({{ this.layer }}, {{ this.ink }});
        {% endmacro %}
        """
    )

    def __init__(self, layer: folium.GeoJson, ink: str) -> None:
        super().__init__()
        self._name = "ReachOnHover"
        self._layer = layer
        self.code = _HOVER_JS
        self.ink = json.dumps(ink)

    @property
    def layer(self) -> str:
        """Name of the layer's variable when the map is drawn."""
        return str(self._layer.get_name())
