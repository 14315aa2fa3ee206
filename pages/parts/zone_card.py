"""The card beside the map: of a zone or a sector; those of a team and of a resource are in `service_card`."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.parts.answers import ask, fact, zones
from pages.parts.card_html import heading, sentence, small_table
from pages.parts.context import Context
from pages.parts.plain import plain
from pages.parts.service_card import (
    NO_SECTOR,
    NOTHING_CHOSEN,
    checked,
    nothing_chosen,
    resource_card,
    team_card,
)
from pages.parts.to_initiatives import link_to_initiatives
from pages.parts.town_sheets_download import sheet_button
from pages.parts.without_relay import silent
from visa_data import french
from visa_data.dossier.sector_card import SectorCard, sector_card
from visa_data.indicators.reaching import reaching
from visa_data.indicators.registry import by_zone
from visa_data.indicators.service_lists import every_resource, every_team, team_loads
from visa_data.indicators.zone_card import FIRST, ZoneCard, change_in_french, status_label, zone_card
from visa_data.initiatives.gaps import Ecart
from visa_data.maps.service_layers import RESOURCE_PREFIX, TEAM_PREFIX
from visa_data.vocabulary import Besoin, StatutZone

WHITE = "Initiatives : zone blanche"
NEEDS_LINKED = 3


def warm_card(context: Context) -> None:
    """Compute what the cards need, for every zone at once: a click then only reads."""
    if context.book is not None:
        return
    for day in (context.day, context.before):
        _every_zone(context, day)
    fact(context, reaching)
    fact(context, team_loads)
    fact(context, every_resource)
    zones(context)


def show_card(context: Context, code: str | None) -> None:
    """Write the card of a code handed back by the map (None: how to open one)."""
    if code is None:
        st.caption(plain(nothing_chosen(context)))
    elif code.startswith(TEAM_PREFIX):
        team_card(context, code.removeprefix(TEAM_PREFIX))
    elif code.startswith(RESOURCE_PREFIX):
        resource_card(context, code.removeprefix(RESOURCE_PREFIX))
    else:
        _zone_card(context, code)


def read_card(context: Context, code: str) -> ZoneCard | None:
    """The card's content; None when the base has no such zone."""
    frame = zones(context)
    if code not in frame.codes:
        return None
    teams = fact(context, every_team)
    return zone_card(
        code,
        frame.names[frame.codes.index(code)],
        by_zone(),
        _every_zone(context, context.day),
        _every_zone(context, context.before),
        fact(context, reaching),
        dict(zip(teams["identifiant"], teams["nom"], strict=True)),
    )


def _every_zone(context: Context, day: date) -> dict[str, pd.DataFrame]:
    """Each indicator by zone: a card opens on any zone, chosen at the side or not."""
    return {
        item.name: ask(context, item.by_zone, day=day, filters=context.filters.everywhere)
        for item in by_zone()
        if item.by_zone is not None
    }


def _zone_card(context: Context, code: str) -> None:
    if context.book is not None:
        show_sector(context, code)
        return
    card = read_card(context, code)
    if card is None:
        st.caption(plain(f"La zone {code} n'est pas dans la base. {NOTHING_CHOSEN}"))
        return
    st.html(heading(card.name) + _status(card) + _silence(context, code) + _first_figures(card))
    sheet_button(context, code)
    st.html(_changes(context, card))
    st.html(_teams(context, card) + _needs(card))
    _behind(context, card)
    _links({"zones": f"{card.name} ({code})"})
    _initiatives_of_zone(card)


def _behind(context: Context, card: ZoneCard) -> None:
    with st.expander(
        plain(
            f"Tous les indicateurs, au {french.short_day(context.day)} et au {french.short_day(context.before)}"
        )
    ):
        st.html(_every_figure(context, card))
    here = "la zone" if context.book is None else "le secteur"
    with st.expander(plain(f"Ressources qui atteignent {here} ({len(card.resources)})")):
        st.html(_resources(context, card))


def show_sector(context: Context, code: str) -> None:
    """The card of a sector: its members first."""
    if code not in zones(context).codes:
        st.caption(plain(f"« {code} » n'est pas un secteur de ce dossier. {NO_SECTOR}"))
        return
    found = sector_card(context.published, code)
    st.html(
        heading(found.card.name)
        + _members(found)
        + _white(found)
        + _silence(context, code)
        + _first_figures(found.card)
    )
    sheet_button(context, code)
    st.html(
        _changes(context, found.card)
        if found.compared
        else sentence("Premier dossier de ce découpage : pas encore de comparaison par secteur.")
    )
    st.html(_teams(context, found.card) + _resources_by_need(found))
    _behind(context, found.card)
    _links({})
    _initiatives_of_sector(found)


def _initiatives_of_zone(card: ZoneCard) -> None:
    """What others did about its gaps: that no team goes there, the needs most unmet."""
    with st.container(horizontal=True):
        if card.status == StatutZone.BLANCHE.value and (isolated := card.line("isolees")):
            link_to_initiatives(WHITE, gap=Ecart.ZONE_BLANCHE, people=isolated.value)
        for line in sorted(card.needs, key=lambda line: (-line.unmet, -line.open))[:NEEDS_LINKED]:
            if line.open:
                link_to_initiatives(_about(line.need), need=line.need, people=line.unmet or line.open)


def _initiatives_of_sector(found: SectorCard) -> None:
    """The same, as far as the book says how many are concerned."""
    with st.container(horizontal=True):
        if len(found.white):
            without = found.card.line("isolees_sans_equipe")
            link_to_initiatives(
                WHITE, gap=Ecart.ZONE_BLANCHE, people=without.value if without and not without.words else None
            )
        for need in [need for need, count in found.resources.items() if not count][:NEEDS_LINKED]:
            link_to_initiatives(_about(need), need=need)


def _about(need: Besoin) -> str:
    return f"Initiatives : {need.label}"


def _members(found: SectorCard) -> str:
    if len(found.members) < 2:
        return sentence("Une zone à elle seule.")
    return sentence(
        f"Réunit {french.counted(len(found.members), 'zone')} : {french.listed(list(found.members))}."
    )


def _white(found: SectorCard) -> str:
    if found.white.empty:
        return sentence("Aucune zone blanche dans ce secteur.", strong=True)
    rows = [
        (str(zone.nom_zone), str(zone.equipe) or french.UNKNOWN, french.kilometres(zone.distance_km))
        for zone in found.white.itertuples()
    ]
    return small_table(
        ("Zone blanche", "Équipe la plus proche", "Distance"), rows, caption="Ses zones blanches", right=(2,)
    )


def _resources_by_need(found: SectorCard) -> str:
    rows = [
        (need.label, french.number(count) if count else "aucune")
        for need, count in sorted(found.resources.items(), key=lambda item: item[1])
    ]
    return small_table(("Besoin", "Ressources"), rows, caption="Ressources pour chaque besoin", right=(1,))


def _status(card: ZoneCard) -> str:
    parts = [f"Zone {card.code}", status_label(card.status)]
    if card.status_before and card.status_before != card.status:
        parts.append(f"auparavant : {status_label(card.status_before).lower()}")
    text = sentence(" · ".join(parts), strong=True)
    if card.nearest_team:
        text += sentence(
            f"Équipe la plus proche : {card.nearest_team}, à {french.kilometres(card.distance_km)} "
            "(distance médiane à vol d'oiseau des personnes isolées)."
        )
    return text


def _silence(context: Context, code: str) -> str:
    if not silent(context, code):
        return ""
    here = "cette zone" if context.book is None else "ce secteur"
    return sentence(f"Sans relais : personne ne nous a jamais rien signalé de {here}.")


def _first_figures(card: ZoneCard) -> str:
    rows = [
        (line.column.label, line.written, change_in_french(line))
        for line in (card.line(name) for name in FIRST)
        if line is not None
    ]
    return small_table(("Aujourd'hui", "Valeur", "Évolution"), rows, right=(1, 2))


def _changes(context: Context, card: ZoneCard) -> str:
    since = f"Depuis le {french.day(context.before)}"
    # A book gives the former values of its counts of persons alone.
    changes = [line for line in card.changes if context.book is None or line.compared]
    if not changes:
        here = "cette zone" if context.book is None else "ce secteur"
        return sentence(f"{since} : rien n'a changé dans {here}.")
    rows = [
        (
            line.column.label,
            f"{line.written_before} → {line.written}",
            {True: "moins bien", False: "mieux", None: ""}[line.bad],
        )
        for line in changes[:6]
    ]
    more = len(changes) - len(rows)
    note = (
        sentence(f"et {french.counted(more, 'autre évolution', 'autres évolutions')}, ci-dessous.")
        if more
        else ""
    )
    return small_table(("", "Évolution", ""), rows, caption=since, right=(1,)) + note


def _teams(context: Context, card: ZoneCard) -> str:
    if card.teams.empty:
        here = "cette zone" if context.book is None else "ce secteur"
        return sentence(f"Aucune équipe citoyenne active n'atteint {here}.", strong=True)
    if context.book is not None:
        reached = [(str(team.nom), str(team.comment)) for team in card.teams.itertuples()]
        return small_table(("Équipe", "Comment"), reached, caption="Équipes qui l'atteignent")
    rows = [
        (str(team.nom), str(team.comment), french.number(team.isolees_atteintes))
        for team in card.teams.itertuples()
    ]
    return small_table(
        ("Équipe", "Comment", "Isolées atteintes ici"), rows, caption="Équipes qui l'atteignent", right=(2,)
    )


def _needs(card: ZoneCard) -> str:
    shown = [line for line in card.needs if line.open or not line.resources]
    if not shown:
        return sentence("Aucun besoin ouvert, et une ressource au moins pour chaque besoin.")
    rows = [
        (line.need.label, french.number(line.open), french.number(line.unmet), french.number(line.resources))
        for line in sorted(shown, key=lambda line: (-line.unmet, -line.open))
    ]
    return small_table(
        ("Besoin", "Ouverts", "Non pourvus", "Ressources"), rows, caption="Ses besoins", right=(1, 2, 3)
    )


def _resources(context: Context, card: ZoneCard) -> str:
    if card.resources.empty:
        here = "cette zone" if context.book is None else "ce secteur"
        return sentence(f"Aucune ressource active n'atteint {here}.")
    rows = [
        (
            str(resource.nom),
            french.listed([Besoin(code).label for code in str(resource.besoins).split("|") if code]),
            checked(resource.date_verification),
        )
        for resource in card.resources.itertuples()
    ]
    return small_table(("Ressource", "Besoins", "Vérifiée"), rows)


def _every_figure(context: Context, card: ZoneCard) -> str:
    tables = []
    for title, lines in card.blocks:
        rows = [
            (
                line.column.label,
                line.written,
                line.written_before,
                change_in_french(line),
            )
            for line in lines
        ]
        tables.append(
            small_table(
                ("", french.short_day(context.day), french.short_day(context.before), "Écart"),
                rows,
                caption=title,
                right=(1, 2, 3),
            )
        )
    return "".join(tables)


def _links(query: dict[str, str]) -> None:
    """To the other pages; query: the zone as the side's filter writes it in the address, nothing where there is none."""
    of_zone = bool(query)
    with st.container(horizontal=True):
        for screen, label in (
            ("campagne", "Sa campagne d'appels" if of_zone else "Campagne d'appels"),
            ("fragilite", "Sa fragilité" if of_zone else "Fragilité"),
            ("besoins", "Ses besoins" if of_zone else "Besoins"),
            ("zones_blanches", "Zones blanches"),
        ):
            st.page_link(f"pages/screens/{screen}.py", label=plain(label), query_params=query)
