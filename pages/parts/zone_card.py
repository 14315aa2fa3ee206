"""The card beside the map: of a zone or a sector, alone or beside another; a team's and a resource's are in `service_card`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages.parts.address import cut
from pages.parts.beforehand import beforehand
from pages.parts.card_desk import Place, desk_of
from pages.parts.card_html import heading
from pages.parts.card_links import follow_links
from pages.parts.card_sections import card_html, opening_html
from pages.parts.compared_cards import compare_box, compared_with, show_compared
from pages.parts.context import Context
from pages.parts.links import Lead, page_links
from pages.parts.plain import plain
from pages.parts.screens import HOME
from pages.parts.service_card import NO_SECTOR, NOTHING_CHOSEN, resource_card, team_card
from pages.parts.territory_map import is_wide
from pages.parts.to_initiatives import initiatives_address
from pages.parts.town_sheets_download import sheet_button
from visa_data.initiatives.gaps import Ecart
from visa_data.maps.service_layers import RESOURCE_PREFIX, TEAM_PREFIX
from visa_data.vocabulary import Besoin, StatutZone

WHITE = "Initiatives : zone blanche"
NEEDS_LINKED = 3


def warm_card(context: Context) -> None:
    """Have what the cards need computed, for every zone at once: a click then only reads.

    Of a wide territory it takes long enough to be in the way of who clicks elsewhere: its first card waits for it.
    """
    if not is_wide(context):
        beforehand(partial(desk_of, context))


def show_card(context: Context, code: str, opens: Callable[[str], None]) -> None:
    """Write the card of a code handed back by the map. opens: what opens another, told its code."""
    # First, at a place that no card changes: its links answer while the rest is written.
    follow_links(opens)
    if code.startswith(TEAM_PREFIX):
        team_card(context, code.removeprefix(TEAM_PREFIX))
    elif code.startswith(RESOURCE_PREFIX):
        resource_card(context, code.removeprefix(RESOURCE_PREFIX))
    else:
        _place_card(context, code)


def _place_card(context: Context, code: str) -> None:
    desk = desk_of(context)
    place = desk.place(code)
    if place is None:
        unknown = (
            f"La zone {code} n'est pas dans la base. {NOTHING_CHOSEN}"
            if context.book is None
            else f"« {code} » n'est pas un secteur de ce dossier. {NO_SECTOR}"
        )
        st.caption(plain(unknown))
        return
    other = compared_with(code)
    beside = desk.place(other) if other else None
    if other and beside is None:
        st.caption(plain(f"L'adresse demande de comparer à « {cut(other)} », qui n'est pas sur la carte."))
    if beside is not None:
        st.html(heading("Côte à côte"))
        with st.container(horizontal=True):
            compare_box(context, code, other)
        show_compared(context, place, beside)
        return
    st.html(opening_html(context, place))
    with st.container(horizontal=True):
        compare_box(context, code)
        sheet_button(context, code)
    st.html(card_html(context, place) + page_links(context, _links(place)))


def _links(place: Place) -> list[Lead]:
    """To the other pages, then to what others did about its gaps: that no team goes there, the needs most unmet.

    Figures of people are opened on the zone, which the page says at its top; the zones blanches are read against one
    another, the needs and decisions of a sector stand on the pages of the whole.
    """
    card, sector = place.card, place.sector
    chosen = {} if sector is not None else {"zones": f"{card.name} ({card.code})"}
    links = [
        Lead("campagne", "Sa campagne d'appels" if chosen else "Campagne d'appels", chosen),
        Lead("fragilite", "Sa fragilité" if chosen else "Fragilité", chosen),
        Lead("besoins", "Ses besoins" if chosen else "Besoins", chosen),
        Lead("zones_blanches", "Zones blanches", {}),
        Lead(HOME, "Les décisions", {"etape": "decisions"}),
    ]
    if sector is None:
        if card.status == StatutZone.BLANCHE.value and (isolated := card.line("isolees")):
            links.append(_others_did(WHITE, gap=Ecart.ZONE_BLANCHE, people=isolated.value))
        needs = sorted(card.needs, key=lambda line: (-line.unmet, -line.open))[:NEEDS_LINKED]
        links += [
            _others_did(_about(line.need), need=line.need, people=line.unmet or line.open)
            for line in needs
            if line.open
        ]
        return links
    if len(sector.white):
        without = card.line("isolees_sans_equipe")
        people = without.value if without and not without.words else None
        links.append(_others_did(WHITE, gap=Ecart.ZONE_BLANCHE, people=people))
    without_resource = [need for need, count in sector.resources.items() if not count]
    return links + [_others_did(_about(need), need=need) for need in without_resource[:NEEDS_LINKED]]


def _others_did(
    label: str, *, need: Besoin | None = None, gap: Ecart | None = None, people: float | None = None
) -> Lead:
    return Lead("initiatives", label, initiatives_address(need=need, gap=gap, people=people))


def _about(need: Besoin) -> str:
    return f"Initiatives : {need.label}"
