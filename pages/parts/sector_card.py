"""Beside the map of sectors: the zone chosen, its sector, and what can be done to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from pages.parts.card_html import heading, sentence
from pages.parts.context import Context, refusal_text
from pages.parts.plain import plain
from visa_data import french
from visa_data.errors import VisaError
from visa_data.roles import Permission
from visa_data.sectors.current import CurrentDivision
from visa_data.sectors.editing import (
    Desk,
    accept_division,
    merge_sectors,
    move_zone,
    propose_again,
    rename_sector,
    set_apart,
)
from visa_data.sectors.keeping import undo_division
from visa_data.sectors.listing import IN_PIECES, SMALL, registered_of, residents_of, small_sectors
from visa_data.territory.sectors import LONGEST_NAME, Division, Sector, Sizes
from visa_data.territory.zones import ZoneFrame
from visa_data.typography import french as typeset

SAID = "_secteurs_dit"
NEXT_BOOK = "Prendra effet au prochain dossier de séance."


def edit(context: Context, current: CurrentDivision, gesture: Callable[[Desk], str]) -> None:
    """Make a gesture, and draw the page again; what refuses it is said where it was asked."""
    context.role.require(Permission.PREPARE_MEETING)
    desk = Desk(
        context.base,
        context.day,
        context.settings,
        context.role.author,
        datetime.now(),
        None if current.version is None else current.version.number,
    )
    try:
        st.session_state[SAID] = f"{gesture(desk)} {NEXT_BOOK}"
    except VisaError as error:
        st.error(plain(refusal_text(error)), icon="⚠️")
        return
    st.rerun()


def division_buttons(context: Context, current: CurrentDivision) -> None:
    """Keep what is proposed, take the last gesture back, propose again."""
    row = st.container(horizontal=True)
    if (current.version is None or current.notes) and row.button(
        "Garder ce découpage", key="secteurs_garder", type="primary"
    ):
        edit(context, current, lambda desk: accept_division(desk).story)
    version = current.version
    if row.button("Annuler la dernière modification", key="secteurs_annuler", disabled=version is None):
        edit(context, current, _undo)
    with row.popover("Proposer à nouveau", key="secteurs_proposer"):
        st.markdown(
            "Le découpage est refait d'après les inscrites et les habitants du jour : vos modifications sont "
            "remplacées. « Annuler la dernière modification » les rend."
        )
        if st.button("Remplacer le découpage", key="secteurs_remplacer"):
            edit(context, current, lambda desk: propose_again(desk).story)


def sector_card(
    context: Context, current: CurrentDivision, zones: ZoneFrame, sizes: Sizes, zone: str | None
) -> None:
    """The zone chosen and its sector, then the gestures on each."""
    division = current.division
    if zone is None or zone not in division.of_zone():
        st.html(
            heading("Une zone, son secteur")
            + sentence("Cliquez sur une zone de la carte, ou choisissez-la au-dessus, pour la déplacer.")
        )
        return
    place = dict(zip(zones.codes, zones.names, strict=True))
    sector = division.sector_of(zone)
    st.html(
        heading(place[zone])
        + sentence(_sizes(sizes.registered.get(zone, 0), sizes.residents.get(zone)))
        + sentence(f"Secteur {sector.code} : {sector.name}", strong=True)
        + sentence(_sizes(registered_of(sector, sizes), residents_of(sector, sizes)))
        + sentence(f"{french.counted(len(sector.zones), 'zone')} : {_members(sector, place)}")
        + "".join(sentence(remark) for remark in _remarks(context, division, zones, sizes, sector))
    )
    _move(context, current, zones, zone, sector)
    _rename(context, current, sector)
    _merge(context, current, zones, sector)


def _move(context: Context, current: CurrentDivision, zones: ZoneFrame, zone: str, sector: Sector) -> None:
    others = {other.code: other.name for other in current.division.beside(zone, zones)}
    if others:
        to = st.selectbox(
            "Déplacer la zone vers",
            list(others),
            index=None,
            format_func=lambda code: others.get(code, code),
            placeholder="Un autre secteur, les voisins d'abord",
            key=f"secteurs_vers_{zone}",
        )
        row = st.container(horizontal=True)
        if row.button("Déplacer", key="secteurs_deplacer", disabled=to is None) and to is not None:
            edit(context, current, lambda desk: move_zone(desk, zone, to).story)
    else:
        row = st.container(horizontal=True)
    if len(sector.zones) > 1 and row.button("Nouveau secteur", key="secteurs_nouveau"):
        edit(context, current, lambda desk: set_apart(desk, zone).story)


def _rename(context: Context, current: CurrentDivision, sector: Sector) -> None:
    with st.form(f"secteurs_nom_{sector.code}", border=False):
        name = st.text_input(
            "Nom du secteur",
            value=sector.name,
            max_chars=LONGEST_NAME,
            key=f"secteurs_nom_{sector.code}_{sector.name}",
        )
        if st.form_submit_button("Renommer"):
            edit(context, current, lambda desk: rename_sector(desk, sector.code, name).story)


def _merge(context: Context, current: CurrentDivision, zones: ZoneFrame, sector: Sector) -> None:
    beside = {
        other.code: other.name for zone in sector.zones for other in current.division.beside(zone, zones)
    }
    if len(sector.zones) == 1 or not beside:
        return
    with st.popover("Réunir ce secteur à un autre"):
        into = st.selectbox(
            "Réunir au secteur",
            list(beside),
            index=None,
            format_func=lambda code: beside.get(code, code),
            placeholder="Un autre secteur",
            key=f"secteurs_reunir_{sector.code}",
        )
        if st.button("Réunir", key="secteurs_reunir", disabled=into is None) and into is not None:
            edit(context, current, lambda desk: merge_sectors(desk, sector.code, into).story)


def _undo(desk: Desk) -> str:
    assert desk.seen is not None
    undo_division(desk.base, desk.at, desk.author, after=desk.seen)
    return "Dernière modification annulée."


def _sizes(registered: int, residents: float | None) -> str:
    people = french.counted(registered, "inscrite")
    known = residents is not None and residents == residents
    return (
        f"{people}, {french.counted(residents or 0, 'habitant')}"
        if known
        else f"{people}, habitants inconnus"
    )


def _members(sector: Sector, place: dict[str, str]) -> str:
    return french.listed(sorted(place.get(zone, zone) for zone in sector.zones))


def _remarks(
    context: Context, division: Division, zones: ZoneFrame, sizes: Sizes, sector: Sector
) -> list[str]:
    found = []
    if sector in small_sectors(division, sizes, context.settings):
        found.append(f"Secteur {SMALL}.")
    if sector in division.in_pieces(zones):
        found.append(f"Secteur {IN_PIECES} : ses zones ne se touchent pas toutes.")
    return [typeset(text) for text in found]
