"""Places proposed for new teams, which answer a click, and teams that the page imagines, which one drags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import folium
import pandas as pd
from branca.element import MacroElement

from visa_data import french
from visa_data.indicators.what_if import ImaginedTeam
from visa_data.maps.colours import Theme
from visa_data.maps.in_script import in_script
from visa_data.maps.palette import INKS
from visa_data.maps.zone_layer import TOOLTIP_STYLE

SITE, TEAM = "site", "equipe"
"""Kinds of marks, in what the map hands back under `mark`: kind, rank (from 0), down (false while it moves), latitude and
longitude (of a team), at (when, in milliseconds)."""
_DRAG_JS = (Path(__file__).parent / "drag.js").read_text(encoding="utf-8").strip()


def sites_layer(table: pd.DataFrame, radius_km: float, theme: Theme = "light") -> folium.FeatureGroup:
    """Numbered marks on the proposed places, and the circle each would cover (table: see `Implantations`)."""
    group = folium.FeatureGroup(name="Sites proposés")
    inks = INKS[theme]
    handles = []
    for row, site in enumerate(table.itertuples()):
        gain = french.counted(int(site.nouvelles_couvertes), "personne isolée", "personnes isolées")
        place = (float(site.latitude), float(site.longitude))
        circle = _circle(group, place, radius_km, inks.ink, "2 7")
        marker = _mark(
            group,
            place,
            str(int(site.rang)),
            (inks.paper, inks.ink),
            f"<b>Site {int(site.rang)} : {escape(str(site.nom_zone))}</b><br>{escape(gain)} de plus",
            square=True,
        )
        name = f"Site proposé {int(site.rang)}, {site.nom_zone} : {gain} de plus. Entrée : l'ouvrir."
        handles.append(Handle(marker, circle, SITE, row, name))
    return _answering(group, handles)


def imagined_layer(
    teams: Sequence[ImaginedTeam], theme: Theme = "light", heard: float = 0.0
) -> folium.FeatureGroup:
    """Imagined teams with their circle, told apart from the real ones by colour, sign and dashes.

    heard: `at` of the last that was put down and that `teams` know of; what one moves later is kept through the drawing.
    """
    group = folium.FeatureGroup(name="Équipes imaginées")
    inks = INKS[theme]
    handles = []
    for row, team in enumerate(teams):
        told = f"{french.kilometres(team.radius_km)}, {french.counted(team.capacity, 'personne')}"
        place = (team.latitude, team.longitude)
        circle = _circle(group, place, team.radius_km, inks.imagined, "10 6")
        marker = _mark(
            group,
            place,
            str(row + 1) if len(teams) > 1 else "?",
            (inks.imagined, inks.paper),
            f"<b>{escape(team.name)}</b><br>{escape(told)}<br>Faites-la glisser",
            square=False,
        )
        name = f"{team.name}, {told}. Flèches : la déplacer de 200 mètres, avec Maj de 1 kilomètre."
        handles.append(Handle(marker, circle, TEAM, row, name))
    return _answering(group, handles, heard)


@dataclass(frozen=True)
class Handle:
    """A mark that answers, with the circle that follows it; rank: from 0; name: for those who cannot see it."""

    marker: folium.Marker
    circle: folium.Circle
    kind: str
    rank: int
    name: str


class Handles(MacroElement):
    """Has the marks of a group answer (drag.js)."""

    _template = folium.template.Template(
        "{% macro script(this, kwargs) %}({{ this.code }})([{{ this.marks }}], {{ this.heard }});{% endmacro %}"
    )

    def __init__(self, handles: Sequence[Handle], heard: float) -> None:
        super().__init__()
        self._name = "Handles"
        self._handles = handles
        self.heard = heard
        self.code = _DRAG_JS

    @property
    def marks(self) -> str:
        """The marks by the names of their variables when the map is drawn."""
        return ", ".join(
            f"{{marker: {one.marker.get_name()}, circle: {one.circle.get_name()}, kind: {in_script(one.kind)}, "
            f"rank: {one.rank}, name: {in_script(one.name)}}}"
            for one in self._handles
        )


def _answering(
    group: folium.FeatureGroup, handles: Sequence[Handle], heard: float = 0.0
) -> folium.FeatureGroup:
    # Nothing to say of no mark.
    if handles:
        Handles(handles, heard).add_to(group)
    return group


def _circle(
    group: folium.FeatureGroup, place: tuple[float, float], radius_km: float, colour: str, dashes: str
) -> folium.Circle:
    circle = folium.Circle(
        _rounded(place),
        radius=radius_km * 1000,
        color=colour,
        weight=3,
        dash_array=dashes,
        fill=False,
        interactive=False,
    )
    circle.add_to(group)
    return circle


def _mark(
    group: folium.FeatureGroup,
    place: tuple[float, float],
    sign: str,
    colours: tuple[str, str],
    text: str,
    *,
    square: bool,
) -> folium.Marker:
    """A sign on a square, or on a disc that one drags; colours: ground and ink; text: HTML already escaped."""
    ground, ink = colours
    icon = (
        f'<span style="display:block;width:24px;height:24px;border-radius:{"3px" if square else "50%"};background:{ground};'
        f"color:{ink};border:2px solid {ink};font:700 15px/24px system-ui,sans-serif;text-align:center;"
        f'cursor:{"pointer" if square else "move"}">{escape(sign)}</span>'
    )
    marker = folium.Marker(
        _rounded(place),
        icon=folium.DivIcon(html=icon, icon_size=(28, 28), icon_anchor=(14, 14), class_name="visa-site"),
        tooltip=folium.Tooltip(text, style=TOOLTIP_STYLE),
        draggable=not square,
    )
    marker.add_to(group)
    return marker


def _rounded(place: tuple[float, float]) -> tuple[float, float]:
    return round(place[0], 5), round(place[1], 5)
