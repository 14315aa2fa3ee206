"""Search of a zone, a team or a resource: the map goes there and the card opens."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.parts.answers import fact
from pages.parts.context import Context
from pages.parts.map_view import selection_key
from visa_data.dossier.sectors_shown import members_of
from visa_data.indicators.service_lists import every_resource, every_team
from visa_data.maps.service_layers import RESOURCE_PREFIX, TEAM_PREFIX
from visa_data.maps.shapes import ZoneShapes

ADDRESS = "fiche"
Place = tuple[float, float]


def open_from_address(key: str) -> None:
    """A link that names a card opens it, once: later clicks decide."""
    asked = st.query_params.get(ADDRESS)
    if asked and st.session_state.get(f"{key}_adresse") != asked:
        st.session_state[f"{key}_adresse"] = asked
        if st.session_state.get(selection_key(key)) != asked:
            st.session_state[selection_key(key)] = asked
            st.session_state[f"{key}_cherche"] = asked


def search_box(context: Context, key: str, shapes: ZoneShapes) -> tuple[str | None, Place | None]:
    """The search; gives the code whose card is open, and where the last search sends the map."""
    names, places = _index(context.version, context.day, context, shapes)

    def go() -> None:
        asked = st.session_state.get(f"{key}_recherche")
        if asked:
            st.session_state[f"{key}_cherche"] = asked
            st.session_state[f"{key}_adresse"] = asked
            st.session_state[selection_key(key)] = asked
            st.query_params[ADDRESS] = asked

    st.selectbox(
        "Chercher une zone, une équipe, une ressource"
        if context.book is None
        else "Chercher un secteur, une équipe, une ressource",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        key=f"{key}_recherche",
        on_change=go,
        placeholder="Nom ou code",
    )
    chosen = st.session_state.get(selection_key(key))
    return chosen, places.get(st.session_state.get(f"{key}_cherche", ""))


@st.cache_data(max_entries=8, show_spinner=False)
def _index(
    version: str, day: date, _context: Context, _shapes: ZoneShapes
) -> tuple[dict[str, str], dict[str, Place]]:
    """Code → what the search shows, and code → where it is (when known)."""
    context, shapes = _context, _shapes
    members = {} if context.book is None else members_of(context.book)
    names = {
        code: f"{name} ({', '.join(members[code])})" if len(members.get(code, ())) > 1 else f"{name} ({code})"
        for code, name in zip(shapes.codes, shapes.names, strict=True)
    }
    places = {
        code: (round(float(lat), 5), round(float(lon), 5))
        for code, lat, lon in zip(shapes.codes, shapes.latitude, shapes.longitude, strict=True)
    }
    for prefix, kind, frame in (
        (TEAM_PREFIX, "équipe", fact(context, every_team)),
        (RESOURCE_PREFIX, "ressource", fact(context, every_resource)),
    ):
        for item in frame.itertuples():
            names[prefix + item.identifiant] = f"{item.nom} ({kind})"
            if pd.notna(item.latitude) and pd.notna(item.longitude):
                places[prefix + item.identifiant] = (round(item.latitude, 5), round(item.longitude, 5))
    return names, places
