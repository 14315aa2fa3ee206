"""« Et si ? »: the panel beside the map, which says what imagined teams change, adds and removes them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts.answers import zones
from pages.parts.context import Context
from pages.parts.plain import marked, plain
from pages.parts.what_if_live import say_outcome, site_clicked
from pages.parts.what_if_teams import MOST, write_teams
from visa_data import french
from visa_data.indicators.what_if import ImaginedTeam
from visa_data.territory.zones import ZoneFrame

NEW_CAPACITY = 30
"""Persons, as long as nobody says otherwise."""
CAPACITIES = [*range(0, 100, 5), *range(100, 300, 20), *range(300, 1001, 50)]


def what_if_panel(
    context: Context,
    key: str,
    teams: tuple[ImaginedTeam, ...],
    dropped: tuple[str, ...],
    sites: pd.DataFrame,
    radius_km: float,
    table: pd.DataFrame,
) -> None:
    """What changes, then what changes it. sites: table of `implantations`. table: see `say_outcome`."""
    say_outcome(context, key, teams, dropped, table)
    full = len(teams) >= MOST
    _clicked_site(key, teams, sites, radius_km, full)
    _teams(key, teams)
    _adding(key, zones(context), teams, radius_km, full)
    if not sites.empty and st.button(
        plain(f"Ajouter les {len(sites)} sites proposés" if len(sites) > 1 else "Ajouter le site proposé"),
        disabled=len(teams) + len(sites) > MOST,
        key=f"{key}_sites",
    ):
        write_teams((*teams, *(_at_site(site, radius_km) for site in sites.itertuples())))
        st.rerun()
    if full:
        st.caption(plain(f"{MOST} équipes imaginées au plus."))


def _clicked_site(
    key: str, teams: tuple[ImaginedTeam, ...], sites: pd.DataFrame, radius_km: float, full: bool
) -> None:
    """The proposed site clicked on the map: its people, and what places a team there."""
    rank = site_clicked(key, len(sites))
    if rank is None:
        return
    site = next(sites.iloc[rank : rank + 1].itertuples())
    gain = french.counted(
        int(site.nouvelles_couvertes), "personne isolée de plus", "personnes isolées de plus"
    )
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            marked(
                "**Site {}, {}** : {} dans {}{}.",
                int(site.rang),
                site.nom_zone,
                gain,
                french.kilometres(radius_km),
                ", sans compter les équipes imaginées" if teams else "",
            ),
            width="stretch",
        )
        if st.button("Ajouter ici", key=f"{key}_ici", disabled=full):
            st.session_state.pop(f"{key}_site")
            write_teams((*teams, _at_site(site, radius_km)))
            st.rerun()


def _at_site(site: Any, radius_km: float) -> ImaginedTeam:
    return ImaginedTeam("", float(site.latitude), float(site.longitude), radius_km, NEW_CAPACITY)


def _teams(key: str, teams: tuple[ImaginedTeam, ...]) -> None:
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


def _adding(
    key: str, frame: ZoneFrame, teams: tuple[ImaginedTeam, ...], radius_km: float, full: bool
) -> None:
    """A new team where the map was clicked, or in the middle of a zone."""
    st.markdown("**Ajouter une équipe ou une halte mobile** – cliquez sur la carte, ou choisissez une zone.")
    names = dict(zip(frame.codes, frame.names, strict=True))
    zone = st.selectbox(
        "Zone",
        frame.codes,
        index=None,
        format_func=lambda code: names.get(code, code),
        placeholder="Ou une zone",
        key=f"{key}_zone_choisie",
        label_visibility="collapsed",
    )
    place = _place(key, frame, zone)
    left, right = st.columns(2)
    # Not number_inputs, whose figures the browser writes as it likes.
    radius = left.select_slider(
        "Rayon",
        sorted({*(half / 2 for half in range(1, 101)), float(radius_km)}),
        value=float(radius_km),
        format_func=french.kilometres,
        key=f"{key}_rayon",
    )
    capacity = right.select_slider(
        "Capacité",
        CAPACITIES,
        value=NEW_CAPACITY,
        format_func=lambda persons: french.counted(persons, "personne"),
        key=f"{key}_capacite",
    )
    st.caption(plain(place[2]))
    if st.button(
        "Ajouter cette équipe",
        disabled=full or math.isnan(place[0]),
        key=f"{key}_ajouter",
        type="primary",
    ):
        added = ImaginedTeam("", place[0], place[1], float(radius), int(capacity), zone or "")
        write_teams((*teams, added))
        st.rerun()


def _place(key: str, frame: ZoneFrame, zone: str | None) -> tuple[float, float, str]:
    """Latitude, longitude (NaN when none is chosen) and what to say of them."""
    if zone:
        row = frame.codes.index(zone)
        return (
            float(frame.latitude[row]),
            float(frame.longitude[row]),
            f"Placée au milieu de {frame.names[row]}, elle intervient dans toute la zone et dans son rayon.",
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
