"""« Et si ? »: the teams imagined or dropped, kept in the address; the panel beside the map that changes them."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from pages.parts.plain import plain
from visa_data import french
from visa_data.indicators.what_if import ImaginedTeam
from visa_data.maps.shapes import ZoneShapes

ADDRESS = "et_si"
MOST = 8


def imagined_teams(shapes: ZoneShapes) -> tuple[ImaginedTeam, ...]:
    """The imagined teams that the address holds; what cannot be read is left out, and said."""
    teams = []
    asked = [text for text in st.query_params.get(ADDRESS, "").split(";") if text.strip()]
    for text in asked[:MOST]:
        team = read_team(text, shapes, len(teams) + 1)
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


def read_team(text: str, shapes: ZoneShapes, rank: int) -> ImaginedTeam | None:
    """« latitude,longitude,rayon,capacité,zone » as a team; None when it is not one."""
    parts = text.split(",")
    if len(parts) != 5:
        return None
    try:
        latitude, longitude, radius, capacity = (float(part) for part in parts[:4])
    except ValueError:
        return None
    in_bounds = abs(latitude) <= 90 and abs(longitude) <= 180 and 0 < radius <= 50 and 0 <= capacity <= 1000
    if not in_bounds or math.isnan(latitude + longitude + radius + capacity):
        return None
    row = shapes.row(parts[4])
    where = f"à {shapes.names[row]}" if row is not None else "sur la carte"
    return ImaginedTeam(
        f"Équipe imaginée {rank} ({where})",
        latitude,
        longitude,
        radius,
        int(capacity),
        parts[4] if row is not None else "",
    )


def write_teams(teams: tuple[ImaginedTeam, ...]) -> None:
    """Put the imagined teams in the address."""
    if not teams:
        st.query_params.pop(ADDRESS, None)
        return
    st.query_params[ADDRESS] = ";".join(
        f"{team.latitude:.5f},{team.longitude:.5f},{team.radius_km:g},{team.capacity},{team.zone}"
        for team in teams[:MOST]
    )


def what_if_panel(
    key: str, shapes: ZoneShapes, teams: tuple[ImaginedTeam, ...], sites: pd.DataFrame, radius_km: float
) -> None:
    """The panel beside the map: where, how far, how many people; add, remove.

    sites: table of `implantations`, proposed as one-click additions.
    """
    st.markdown("**Ajouter une équipe ou une halte mobile** – cliquez sur la carte, ou choisissez une zone.")
    names = dict(zip(shapes.codes, shapes.names, strict=True))
    zone = st.selectbox(
        "Zone",
        shapes.codes,
        index=None,
        format_func=lambda code: names.get(code, code),
        placeholder="Ou une zone",
        key=f"{key}_zone_choisie",
    )
    place = _place(key, shapes, zone)
    left, right = st.columns(2)
    radius = left.number_input("Rayon (km)", 0.5, 50.0, float(radius_km), 0.5, key=f"{key}_rayon")
    capacity = right.number_input("Capacité (personnes)", 0, 1000, 30, 5, key=f"{key}_capacite")
    st.caption(plain(place[2]))
    if st.button(
        "Ajouter cette équipe",
        disabled=len(teams) >= MOST or math.isnan(place[0]),
        key=f"{key}_ajouter",
        type="primary",
    ):
        added = ImaginedTeam("", place[0], place[1], float(radius), int(capacity), zone or "")
        write_teams((*teams, added))
        st.rerun()
    if not sites.empty and st.button(
        plain(f"Ajouter les {len(sites)} sites proposés" if len(sites) > 1 else "Ajouter le site proposé"),
        disabled=len(teams) >= MOST,
        key=f"{key}_sites",
    ):
        proposed = [
            ImaginedTeam(
                "",
                float(site.latitude),
                float(site.longitude),
                float(radius_km),
                int(capacity),
                site.code_zone,
            )
            for site in sites.itertuples()
        ]
        write_teams(
            (*teams, *(ImaginedTeam("", t.latitude, t.longitude, t.radius_km, t.capacity) for t in proposed))
        )
        st.rerun()
    for rank, team in enumerate(teams):
        words, button = st.columns([5, 2], vertical_alignment="center")
        words.markdown(
            plain(
                f"{team.name} : {french.kilometres(team.radius_km)}, {french.counted(team.capacity, 'personne')}"
            )
        )
        if button.button("Retirer", key=f"{key}_retirer_{rank}"):
            write_teams(tuple(other for other in teams if other is not team))
            st.rerun()


def _place(key: str, shapes: ZoneShapes, zone: str | None) -> tuple[float, float, str]:
    """Latitude, longitude (NaN when none is chosen) and what to say of them."""
    row = shapes.row(zone) if zone else None
    if row is not None:
        return (
            float(shapes.latitude[row]),
            float(shapes.longitude[row]),
            f"Placée au milieu de {shapes.names[row]}, elle intervient dans toute la zone et dans son rayon.",
        )
    clicked = (st.session_state.get(key) or {}).get("last_clicked")
    if clicked:
        latitude, longitude = float(clicked["lat"]), float(clicked["lng"])
        return (
            latitude,
            longitude,
            f"Placée au point cliqué ({french.number(latitude, 4)} ; {french.number(longitude, 4)}).",
        )
    return math.nan, math.nan, "Aucun lieu choisi."
