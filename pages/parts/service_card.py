"""The card beside the map of a team or a resource, and how to open one."""

from __future__ import annotations

import streamlit as st

from pages.parts.answers import fact, zones
from pages.parts.card_desk import desk_of
from pages.parts.card_html import HOW, folded, heading, lead, sentence, small_table
from pages.parts.card_links import card_address
from pages.parts.context import Context
from pages.parts.plain import plain
from visa_data import french
from visa_data.dossier.team_places import FREE
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
    """Its places and whom it may reach, in a sentence; what it is, the places that it reaches."""
    found = fact(context, team_loads)
    found = found[found["identifiant"] == identifier]
    if found.empty:
        st.caption(plain(f"L'équipe {identifier} n'est pas dans la base. {nothing_chosen(context)}"))
        return
    team, places = next(found.itertuples()), desk_of(context).teams[identifier]
    rows = [
        ("Statut", StatutEquipe(team.statut).label),
        (
            "Portée par",
            Porteur(team.type_porteur).label if isinstance(team.type_porteur, str) else french.UNKNOWN,
        ),
        ("Bénévoles", french.number(team.benevoles)),
        ("Rayon", french.kilometres(team.rayon_km)),
    ]
    st.html(
        heading(str(team.nom))
        + sentence("Équipe citoyenne")
        + lead(places.sentence)
        + small_table(("Équipe", ""), rows)
        + folded(HOW, sentence(FREE))
        + _zones_reached(context, TEAM, identifier)
    )


def resource_card(context: Context, identifier: str) -> None:
    """What it answers, where, and whether that can be trusted, in a sentence; what it is, the places that it reaches."""
    found = fact(context, every_resource)
    found = found[found["identifiant"] == identifier]
    if found.empty:
        st.caption(plain(f"La ressource {identifier} n'est pas dans la base. {nothing_chosen(context)}"))
        return
    resource = next(found.itertuples())
    needs = french.listed([Besoin(code).label for code in str(resource.besoins).split("|") if code])
    reached = fact(context, reaching)
    count = int(((reached["genre"] == RESOURCE) & (reached["identifiant"] == identifier)).sum())
    where = f"atteint {french.counted(count, *context.words)}" if count else f"n'atteint {_none(context)}"
    rows = [
        ("Catégorie", resource.categorie if isinstance(resource.categorie, str) else french.UNKNOWN),
        ("Statut", StatutRessource(resource.statut).label),
        ("Vérifiée", checked(resource.date_verification)),
        ("Capacité", french.number(resource.capacite)),
    ]
    st.html(
        heading(str(resource.nom))
        + sentence("Ressource")
        + lead(f"{needs or 'Aucun besoin déclaré'} ; {where} ; {str(resource.fraicheur).lower()}.")
        + small_table(("Ressource", ""), rows)
        + _zones_reached(context, RESOURCE, identifier)
    )


def _none(context: Context) -> str:
    return "aucune zone" if context.book is None else "aucun secteur"


def _zones_reached(context: Context, kind: str, identifier: str) -> str:
    reached = fact(context, reaching)
    here = reached[(reached["genre"] == kind) & (reached["identifiant"] == identifier)]
    if here.empty:
        return sentence(f"N'atteint {_none(context)} à cette date.")
    frame = zones(context)
    names = dict(zip(frame.codes, frame.names, strict=True))
    rows = [
        (names.get(row.code_zone, row.code_zone), str(row.comment), french.number(row.isolees_atteintes))
        for row in here.itertuples()
    ]
    to = [card_address(str(code)) for code in here["code_zone"]]
    title = context.words[0].capitalize()
    caption = f"{context.words[1].capitalize()} {'atteintes' if context.book is None else 'atteints'}"
    if kind == RESOURCE or context.book is not None:
        return small_table((title, "Comment"), [row[:2] for row in rows], caption=caption, to=to)
    return small_table(
        ("Zone", "Comment", "Isolées atteintes"), rows, caption="Zones atteintes", right=(2,), to=to
    )


def checked(value: object) -> str:
    """The day of a last check, in words."""
    return "jamais vérifiée" if value is None or value != value else french.day(value)  # type: ignore[arg-type]
