"""The card beside the map: of a zone, of a team, of a resource."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.parts.answers import ask, fact, zones
from pages.parts.card_html import heading, sentence, small_table
from pages.parts.context import Context
from pages.parts.plain import plain
from visa_data import french
from visa_data.indicators.reaching import RESOURCE, TEAM, reaching
from visa_data.indicators.registry import by_zone
from visa_data.indicators.service_lists import every_resource, every_team, team_loads
from visa_data.indicators.zone_card import ZoneCard, change_in_french, status_label, zone_card
from visa_data.maps.service_layers import RESOURCE_PREFIX, TEAM_PREFIX
from visa_data.vocabulary import Besoin, Porteur, StatutEquipe, StatutRessource

NOTHING_CHOSEN = (
    "Cliquez sur une zone, une équipe ou une ressource pour ouvrir sa fiche, ou cherchez-la ci-dessus."
)
FIRST = ("inscrits", "taux_joints", "isolees", "isolees_couvertes", "perdus_de_vue")


def warm_card(context: Context) -> None:
    """Compute what the cards need, for every zone at once: a click then only reads."""
    for day in (context.day, context.before):
        _every_zone(context, day)
    fact(context, reaching)
    fact(context, team_loads)
    fact(context, every_resource)
    zones(context)


def show_card(context: Context, code: str | None) -> None:
    """Write the card of a code handed back by the map (None: how to open one)."""
    if code is None:
        st.caption(NOTHING_CHOSEN)
    elif code.startswith(TEAM_PREFIX):
        _team_card(context, code.removeprefix(TEAM_PREFIX))
    elif code.startswith(RESOURCE_PREFIX):
        _resource_card(context, code.removeprefix(RESOURCE_PREFIX))
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
    card = read_card(context, code)
    if card is None:
        st.caption(plain(f"La zone {code} n'est pas dans la base. {NOTHING_CHOSEN}"))
        return
    st.html(heading(card.name) + _status(card) + _first_figures(card))
    st.html(_changes(context, card))
    st.html(_teams(card) + _needs(card))
    with st.expander(
        plain(
            f"Tous les indicateurs, au {french.short_day(context.day)} et au {french.short_day(context.before)}"
        )
    ):
        st.html(_every_figure(context, card))
    with st.expander(plain(f"Ressources qui atteignent la zone ({len(card.resources)})")):
        st.html(_resources(card))
    _links(f"{card.name} ({code})")


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


def _first_figures(card: ZoneCard) -> str:
    rows = [
        (line.column.label, line.column.in_french(line.value), change_in_french(line))
        for line in (card.line(name) for name in FIRST)
        if line is not None
    ]
    return small_table(("Aujourd'hui", "Valeur", "Évolution"), rows, right=(1, 2))


def _changes(context: Context, card: ZoneCard) -> str:
    since = f"Depuis le {french.day(context.before)}"
    if not card.changes:
        return sentence(f"{since} : rien n'a changé dans cette zone.")
    rows = [
        (
            line.column.label,
            f"{line.column.in_french(line.before)} → {line.column.in_french(line.value)}",
            {True: "moins bien", False: "mieux", None: ""}[line.bad],
        )
        for line in card.changes[:6]
    ]
    more = len(card.changes) - len(rows)
    note = (
        sentence(f"et {french.counted(more, 'autre évolution', 'autres évolutions')}, ci-dessous.")
        if more
        else ""
    )
    return small_table(("", "Évolution", ""), rows, caption=since, right=(1,)) + note


def _teams(card: ZoneCard) -> str:
    if card.teams.empty:
        return sentence("Aucune équipe citoyenne active n'atteint cette zone.", strong=True)
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


def _resources(card: ZoneCard) -> str:
    if card.resources.empty:
        return sentence("Aucune ressource active n'atteint cette zone.")
    rows = [
        (
            str(resource.nom),
            french.listed([Besoin(code).label for code in str(resource.besoins).split("|") if code]),
            _checked(resource.date_verification),
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
                line.column.in_french(line.value),
                line.column.in_french(line.before),
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


def _links(zone: str) -> None:
    """To the zone's other pages; zone: as the side's filter writes it in the address."""
    query = {"zones": zone}
    with st.container(horizontal=True):
        for screen, label in (
            ("campagne", "Sa campagne d'appels"),
            ("fragilite", "Sa fragilité"),
            ("besoins", "Ses besoins"),
            ("zones_blanches", "Zones blanches"),
        ):
            st.page_link(f"pages/screens/{screen}.py", label=plain(label), query_params=query)


def _team_card(context: Context, identifier: str) -> None:
    found = fact(context, team_loads)
    found = found[found["identifiant"] == identifier]
    if found.empty:
        st.caption(plain(f"L'équipe {identifier} n'est pas dans la base. {NOTHING_CHOSEN}"))
        return
    team = next(found.itertuples())
    rows = [
        ("Statut", StatutEquipe(team.statut).label),
        (
            "Portée par",
            Porteur(team.type_porteur).label if isinstance(team.type_porteur, str) else french.UNKNOWN,
        ),
        ("Bénévoles", french.number(team.benevoles)),
        ("Rayon", french.kilometres(team.rayon_km)),
        (
            "Capacité",
            french.counted(team.capacite, "personne") if team.capacite == team.capacite else "inconnue",
        ),
        ("Personnes isolées atteintes", french.number(team.isolees_atteintes)),
        ("Charge", team.charge_texte),
    ]
    st.html(heading(str(team.nom)) + small_table(("Équipe citoyenne", ""), rows))
    st.html(_zones_reached(context, TEAM, identifier))


def _resource_card(context: Context, identifier: str) -> None:
    found = fact(context, every_resource)
    found = found[found["identifiant"] == identifier]
    if found.empty:
        st.caption(plain(f"La ressource {identifier} n'est pas dans la base. {NOTHING_CHOSEN}"))
        return
    resource = next(found.itertuples())
    rows = [
        ("Catégorie", resource.categorie if isinstance(resource.categorie, str) else french.UNKNOWN),
        ("Besoins", french.listed([Besoin(code).label for code in str(resource.besoins).split("|") if code])),
        ("Statut", StatutRessource(resource.statut).label),
        ("Vérifiée", _checked(resource.date_verification)),
        ("Fraîcheur", str(resource.fraicheur)),
        ("Capacité", french.number(resource.capacite)),
    ]
    st.html(heading(str(resource.nom)) + small_table(("Ressource", ""), rows))
    st.html(_zones_reached(context, RESOURCE, identifier))


def _zones_reached(context: Context, kind: str, identifier: str) -> str:
    reached = fact(context, reaching)
    here = reached[(reached["genre"] == kind) & (reached["identifiant"] == identifier)]
    if here.empty:
        return sentence("N'atteint aucune zone à cette date.")
    frame = zones(context)
    names = dict(zip(frame.codes, frame.names, strict=True))
    rows = [
        (names.get(row.code_zone, row.code_zone), str(row.comment), french.number(row.isolees_atteintes))
        for row in here.itertuples()
    ]
    if kind == RESOURCE:
        return small_table(("Zone", "Comment"), [row[:2] for row in rows], caption="Zones atteintes")
    return small_table(("Zone", "Comment", "Isolées atteintes"), rows, caption="Zones atteintes", right=(2,))


def _checked(value: object) -> str:
    return "jamais vérifiée" if value is None or value != value else french.day(value)  # type: ignore[arg-type]
