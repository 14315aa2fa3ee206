"""The imagined teams of « Et si ? », kept in the address: read, told where they stand, written."""

from __future__ import annotations

import shapely
import streamlit as st

from pages.parts.plain import plain
from visa_data import french
from visa_data.indicators.what_if import ImaginedTeam
from visa_data.territory.zones import ZoneFrame

ADDRESS = "et_si"
MOST = 8


def imagined_teams(zones: ZoneFrame) -> tuple[ImaginedTeam, ...]:
    """The imagined teams that the address holds; what cannot be read is left out, and said."""
    teams = []
    written = ";".join(st.query_params.get_all(ADDRESS))
    asked = [text for text in written.split(";") if text.strip()]
    for text in asked[:MOST]:
        team = read_team(text, zones, len(teams) + 1)
        if team is not None:
            teams.append(team)
    left_out = len(asked) - len(teams)
    if left_out:
        teams_left_out = french.counted(left_out, "équipe imaginée", "équipes imaginées")
        st.warning(
            plain(
                f"L'adresse demande {teams_left_out} que la page ne peut pas montrer : au plus {MOST}, chacune écrite "
                "latitude,longitude,rayon,capacité,zone. Les autres sont montrées."
            ),
            icon="⚠️",
        )
    return tuple(teams)


def read_team(text: str, zones: ZoneFrame, rank: int) -> ImaginedTeam | None:
    """« latitude,longitude,rayon,capacité,zone » as a team; None when it is not one, or serves a zone that is not there."""
    parts = text.split(",")
    if len(parts) != 5 or (parts[4] and parts[4] not in zones.codes):
        return None
    try:
        latitude, longitude, radius, capacity = (float(part) for part in parts[:4])
    except ValueError:
        return None
    in_bounds = abs(latitude) <= 90 and abs(longitude) <= 180 and 0 < radius <= 50 and 0 <= capacity <= 1000
    if not in_bounds or not capacity.is_integer():
        return None
    team = ImaginedTeam("", latitude, longitude, radius, int(capacity), parts[4])
    name = f"Équipe imaginée {rank} ({placed_team(zones, team)})"
    return ImaginedTeam(name, latitude, longitude, radius, int(capacity), parts[4])


def placed_team(zones: ZoneFrame, team: ImaginedTeam) -> str:
    """Where a team stands: « à Maroilles » for one that serves the zone, « point de Maroilles », « hors du territoire »."""
    if team.zone:
        return french.at(zones.names[zones.codes.index(team.zone)])
    inside = shapely.intersects_xy(zones.outlines, team.longitude, team.latitude).nonzero()[0]
    if not len(inside):
        return "hors du territoire"
    return f"un point {french.of(zones.names[int(inside[0])])}"


def write_teams(teams: tuple[ImaginedTeam, ...]) -> None:
    """Put the imagined teams in the address."""
    if not teams:
        st.query_params.pop(ADDRESS, None)
        return
    st.query_params[ADDRESS] = ";".join(
        f"{team.latitude:.5f},{team.longitude:.5f},{team.radius_km:g},{team.capacity},{team.zone}"
        for team in teams[:MOST]
    )
