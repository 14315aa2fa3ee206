"""Places proposed for new teams, and teams that the page imagines."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import folium
import pandas as pd

from visa_data import french
from visa_data.indicators.what_if import ImaginedTeam
from visa_data.maps.colours import Theme
from visa_data.maps.palette import INKS
from visa_data.maps.zone_layer import TOOLTIP_STYLE


def sites_layer(table: pd.DataFrame, radius_km: float, theme: Theme = "light") -> folium.FeatureGroup:
    """Numbered marks on the proposed places, and the circle each would cover (table: see `Implantations`)."""
    group = folium.FeatureGroup(name="Sites proposés")
    inks = INKS[theme]
    for site in table.itertuples():
        text = (
            f"<b>Site {int(site.rang)} : {escape(str(site.nom_zone))}</b><br>"
            f"{escape(french.counted(int(site.nouvelles_couvertes), 'personne isolée', 'personnes isolées'))} de plus"
        )
        _circle(group, float(site.latitude), float(site.longitude), radius_km, inks.ink, "2 7")
        _mark(
            group,
            float(site.latitude),
            float(site.longitude),
            str(int(site.rang)),
            inks.paper,
            inks.ink,
            text,
            square=True,
        )
    return group


def imagined_layer(teams: Sequence[ImaginedTeam], theme: Theme = "light") -> folium.FeatureGroup:
    """Imagined teams with their circle, told apart from the real ones by colour, sign and dashes."""
    group = folium.FeatureGroup(name="Équipes imaginées")
    inks = INKS[theme]
    for team in teams:
        text = (
            f"<b>{escape(team.name)}</b><br>{escape(french.kilometres(team.radius_km))}, "
            f"{escape(french.counted(team.capacity, 'personne'))}"
        )
        _circle(group, team.latitude, team.longitude, team.radius_km, inks.imagined, "10 6")
        _mark(group, team.latitude, team.longitude, "?", inks.imagined, inks.paper, text, square=False)
    return group


def _circle(
    group: folium.FeatureGroup, latitude: float, longitude: float, radius_km: float, colour: str, dashes: str
) -> None:
    folium.Circle(
        (round(latitude, 5), round(longitude, 5)),
        radius=radius_km * 1000,
        color=colour,
        weight=3,
        dash_array=dashes,
        fill=False,
        interactive=False,
    ).add_to(group)


def _mark(
    group: folium.FeatureGroup,
    latitude: float,
    longitude: float,
    sign: str,
    ground: str,
    ink: str,
    text: str,
    *,
    square: bool,
) -> None:
    """A sign on a disc or a square; text: HTML already escaped."""
    shape = "3px" if square else "50%"
    icon = (
        f'<span style="display:block;width:24px;height:24px;border-radius:{shape};background:{ground};color:{ink};'
        f'border:2px solid {ink};font:700 15px/24px system-ui,sans-serif;text-align:center">{escape(sign)}</span>'
    )
    folium.Marker(
        (round(latitude, 5), round(longitude, 5)),
        icon=folium.DivIcon(html=icon, icon_size=(28, 28), icon_anchor=(14, 14), class_name="visa-site"),
        tooltip=folium.Tooltip(text, style=TOOLTIP_STYLE),
    ).add_to(group)
