"""The card beside the map of a team or a resource, and how to open one."""

from __future__ import annotations

import streamlit as st

from pages.parts.answers import fact, zones
from pages.parts.card_html import heading, sentence, small_table
from pages.parts.context import Context
from pages.parts.plain import plain
from visa_data import french
from visa_data.dossier.sectors_shown import small_counts
from visa_data.indicators.reaching import RESOURCE, TEAM, reaching
from visa_data.indicators.service_lists import every_resource, team_loads
from visa_data.vocabulary import Besoin, Porteur, StatutEquipe, StatutRessource

NOTHING_CHOSEN = (
    "Cliquez sur une zone, une équipe ou une ressource pour ouvrir sa fiche, ou cherchez-la ci-dessus."
)
NO_SECTOR = NOTHING_CHOSEN.replace("une zone", "un secteur")


def nothing_chosen(context: Context) -> str:
    """How to open a card."""
    return NOTHING_CHOSEN if context.book is None else NO_SECTOR


def team_card(context: Context, identifier: str) -> None:
    """Its status, its reach, its load, the places that it reaches."""
    found = fact(context, team_loads)
    found = found[found["identifiant"] == identifier]
    if found.empty:
        st.caption(plain(f"L'équipe {identifier} n'est pas dans la base. {nothing_chosen(context)}"))
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
        ("Personnes isolées atteintes", _reached_by(context, identifier, team.isolees_atteintes)),
        ("Charge", team.charge_texte),
    ]
    st.html(heading(str(team.nom)) + small_table(("Équipe citoyenne", ""), rows))
    st.html(_zones_reached(context, TEAM, identifier))


def _reached_by(context: Context, identifier: str, count: float) -> str:
    """How many isolated people a team reaches, as it may be said."""
    if context.book is None:
        return french.number(count)
    loads = fact(context, team_loads)
    said = small_counts(context.book, team_loads, "isolees_atteintes")[
        loads.index[loads["identifiant"] == identifier][0]
    ]
    return said if isinstance(said, str) else french.number(said)


def resource_card(context: Context, identifier: str) -> None:
    """Its needs, its status, when it was last checked, the places that it reaches."""
    found = fact(context, every_resource)
    found = found[found["identifiant"] == identifier]
    if found.empty:
        st.caption(plain(f"La ressource {identifier} n'est pas dans la base. {nothing_chosen(context)}"))
        return
    resource = next(found.itertuples())
    rows = [
        ("Catégorie", resource.categorie if isinstance(resource.categorie, str) else french.UNKNOWN),
        ("Besoins", french.listed([Besoin(code).label for code in str(resource.besoins).split("|") if code])),
        ("Statut", StatutRessource(resource.statut).label),
        ("Vérifiée", checked(resource.date_verification)),
        ("Fraîcheur", str(resource.fraicheur)),
        ("Capacité", french.number(resource.capacite)),
    ]
    st.html(heading(str(resource.nom)) + small_table(("Ressource", ""), rows))
    st.html(_zones_reached(context, RESOURCE, identifier))


def _zones_reached(context: Context, kind: str, identifier: str) -> str:
    reached = fact(context, reaching)
    here = reached[(reached["genre"] == kind) & (reached["identifiant"] == identifier)]
    if here.empty:
        return sentence(
            f"N'atteint {'aucune zone' if context.book is None else 'aucun secteur'} à cette date."
        )
    frame = zones(context)
    names = dict(zip(frame.codes, frame.names, strict=True))
    rows = [
        (names.get(row.code_zone, row.code_zone), str(row.comment), french.number(row.isolees_atteintes))
        for row in here.itertuples()
    ]
    title = context.words[0].capitalize()
    caption = f"{context.words[1].capitalize()} {'atteintes' if context.book is None else 'atteints'}"
    if kind == RESOURCE or context.book is not None:
        return small_table((title, "Comment"), [row[:2] for row in rows], caption=caption)
    return small_table(("Zone", "Comment", "Isolées atteintes"), rows, caption="Zones atteintes", right=(2,))


def checked(value: object) -> str:
    """The day of a last check, in words."""
    return "jamais vérifiée" if value is None or value != value else french.day(value)  # type: ignore[arg-type]
