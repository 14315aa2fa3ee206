"""Search of a zone, a team or a resource: the map goes there and the card opens; the address names the open card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from pages.parts.answers import fact
from pages.parts.card_desk import place_entries
from pages.parts.card_links import ADDRESS, COMPARED
from pages.parts.context import Context
from pages.parts.map_view import Place, choose, selection_key
from pages.parts.search_box import Entry, search_among
from pages.parts.territory_map import around, drawn_zones
from visa_data.indicators.service_lists import every_resource, every_team
from visa_data.maps.service_layers import RESOURCE_PREFIX, TEAM_PREFIX
from visa_data.maps.shapes import ZoneShapes

WIDTH = 210


def open_from_address(context: Context, key: str, shapes: ZoneShapes) -> None:
    """The card that the address names is the one open: that of a link, of the browser's back and forward buttons.

    An address without a card closes the one that is open, unless the page has just been opened again from the menu.
    """
    asked = st.query_params.get(ADDRESS)
    # Streamlit forgets the widgets of a page as soon as another one opens.
    staying = f"{key}_recherche" in st.session_state
    opened = st.session_state.get(selection_key(key))
    if asked == opened:
        return
    if asked is None and not staying:
        st.query_params[ADDRESS] = opened
        return
    choose(
        key,
        asked,
        _index(context.version, context.day, drawn_zones(context), context, shapes)[1].get(asked or ""),
    )


def remember_card(code: str | None) -> None:
    """Keep the open card in the address (None: it was closed, and what it was compared with is forgotten)."""
    if code is None:
        st.query_params.pop(ADDRESS, None)
        st.query_params.pop(COMPARED, None)
    else:
        st.query_params[ADDRESS] = code


def card_opener(context: Context, key: str, shapes: ZoneShapes) -> Callable[[str | None], None]:
    """What opens the card of a code, takes the map there, and says so in the address; None closes it."""
    _, places = _index(context.version, context.day, drawn_zones(context), context, shapes)

    def go(code: str | None) -> None:
        choose(key, code, None if code is None else places.get(code))
        remember_card(code)

    return go


def search_box(context: Context, key: str, shapes: ZoneShapes) -> None:
    """The search: what is found opens its card, and the map goes there."""
    entries, _ = _index(context.version, context.day, drawn_zones(context), context, shapes)
    search_among(
        "Chercher une zone, une équipe, une ressource"
        if context.book is None
        else "Chercher un secteur, une équipe, une ressource",
        entries,
        key=f"{key}_recherche",
        chosen=card_opener(context, key, shapes),
        placeholder="Chercher un nom",
        width=WIDTH,
    )


@st.cache_data(max_entries=8, show_spinner=False)
def _index(
    version: str, day: date, among: tuple[str, ...], _context: Context, _shapes: ZoneShapes
) -> tuple[list[Entry], dict[str, Place]]:
    """What the search finds, and code → where it is (when known). among: see `drawn_zones`."""
    context, shapes = _context, _shapes
    drawn = set(shapes.codes)
    entries = [entry for entry in place_entries(context) if entry[0] in drawn]
    places = {
        code: (round(float(lat), 5), round(float(lon), 5))
        for code, lat, lon in zip(shapes.codes, shapes.latitude, shapes.longitude, strict=True)
    }
    for prefix, kind, frame in (
        (TEAM_PREFIX, "équipe", fact(context, every_team)),
        (RESOURCE_PREFIX, "ressource", fact(context, every_resource)),
    ):
        for item in (around(context, frame) if among else frame).itertuples():
            of = getattr(item, "categorie", None)
            also = f"{kind}, {of}" if isinstance(of, str) and of not in item.nom else kind
            entries.append((prefix + item.identifiant, str(item.nom), also))
            if pd.notna(item.latitude) and pd.notna(item.longitude):
                places[prefix + item.identifiant] = (round(item.latitude, 5), round(item.longitude, 5))
    return entries, places
