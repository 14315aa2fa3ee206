"""The answer of Zones blanches: the places ranked, each with its people, why nobody goes there, and who may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from pages.parts.card_desk import goers_of
from pages.parts.card_html import breakable
from pages.parts.context import Context
from pages.parts.leads import lead_to
from pages.parts.plain import Marked, marked, plain
from visa_data import french
from visa_data.dossier.sectors_shown import cells_of
from visa_data.vocabulary import StatutZone

MOST = 12
"""Places told one by one; the table holds them all."""
REASON_LABELS = {
    "nom_zone": "Zone",
    "sans_equipe": "Isolées sans équipe",
    "isolees": "Isolées",
    "statut": "Statut",
    "acces": "Accès (places par personne)",
    "distance_mediane_km": "Distance médiane (km)",
    "equipe_la_plus_proche": "Équipe la plus proche",
    "raison": "Pourquoi",
    "qui": "Qui peut y aller",
}

MISSED = "isolees_sans_equipe"
HEADERS = '<p style="margin:0;font-size:0.85rem;opacity:.85">Rang, personnes isolées sans équipe, pourquoi, et qui peut y aller</p>'


@dataclass(frozen=True)
class Place:
    """One row of the answer: code and name that its links lead to, the number told first, why, and who may go.

    people: what is written in large, '' where it is not known.
    """

    code: str
    name: str
    people: str
    why: str
    who: str


def first_words(gaps: pd.DataFrame, missed: pd.DataFrame) -> Marked:
    """« À retenir ». gaps: every zone shown; missed: those of `ranked_zones` where somebody is not reached."""
    if not gaps["isolees"].sum():
        return marked(
            "**À retenir.** Aucune personne isolée connue à cette date : personne ne vit seul d'après le registre, ni n'est "
            "de niveau déclaré 2 ou plus."
        )
    if missed.empty:
        return marked(
            "**À retenir.** Toutes les personnes isolées connues sont atteintes par au moins une équipe active."
        )
    people = int(missed["sans_equipe"].sum())
    known = missed[missed["code_zone"] != ""]
    white = int((known["statut"] == StatutZone.BLANCHE.value).sum())
    verb = "n'est atteinte" if people < 2 else "ne sont atteintes"
    where = french.counted(len(known), "zone") if len(known) else "aucune zone connue"
    blanches = f", dont {french.counted(white, 'blanche', 'blanches')}" if white else ""
    return marked(
        "**À retenir.** **{}** {} par aucune équipe, dans {}{}.",
        french.counted(people, "personne isolée", "personnes isolées"),
        verb,
        where,
        blanches,
    )


def with_who(context: Context, ranked: pd.DataFrame) -> pd.DataFrame:
    """`ranked_zones` with the column `qui`: a sentence; empty for people whose zone is not known."""
    goers = goers_of(context)
    return ranked.assign(qui=[goers.at(code).sentence if code else "" for code in ranked["code_zone"]])


def places_of(ranked: pd.DataFrame) -> list[Place]:
    """The rows of `with_who`, in their order."""
    return [
        Place(zone.code_zone, zone.nom_zone, french.number(zone.sans_equipe), zone.raison, zone.qui)
        for zone in ranked.itertuples()
    ]


def places_of_book(context: Context) -> list[Place]:
    """The sectors of a book with people whom no team reaches, or a zone blanche: by published people, most first.

    Those whose number is withheld, or not given by sector, come after the others, by zones blanches then by name:
    nothing of it shows in their order.
    """
    book = context.published
    cells = cells_of(book)
    missed, isolated = cells.get(MISSED, {}), cells.get("isolees", {})
    goers = goers_of(context)
    white = book.white_zones.sort_values(["distance_km", "nom_zone"], ascending=[False, True], kind="stable")
    found = []
    for code, name in zip(book.zones.codes, book.zones.names, strict=True):
        inside, people = white[white["secteur"] == code], missed.get(code)
        if inside.empty and (people is None or people.nothing):
            continue
        shown = isolated.get(code) if people is None else people
        counted = "" if shown is None else shown.counted("personne isolée", "personnes isolées")
        told = (
            f"{counted} {'dans le secteur' if people is None else 'sans équipe'}{french.NBSP}; "
            if counted
            else ""
        )
        why = f"{told}{_blanches(inside)}."
        place = Place(code, name, "" if people is None else people.text, why, goers.at(code).sentence)
        known = -1 if people is None or people.value is None else people.value
        found.append((-known, -len(inside), name, place))
    return [place for *_, place in sorted(found, key=lambda one: one[:3])]


def _blanches(zones: pd.DataFrame) -> str:
    """« 2 zones blanches : Maroilles (10,3 km) et Le Favril (10,0 km) »: how far the nearest team is from each."""
    if zones.empty:
        return "aucune zone entièrement blanche"
    named = [
        f"{zone.nom_zone} ({french.kilometres(zone.distance_km)})" if zone.equipe else str(zone.nom_zone)
        for zone in zones.itertuples()
    ]
    many = french.counted(len(zones), "zone blanche", "zones blanches")
    return f"{many}{french.NBSP}: {french.listed(named)}"


def show_places(context: Context, places: Sequence[Place], *, key: str) -> None:
    """The first places, numbered, each with its links; those left out are counted."""
    with st.container(key=key, gap=None):
        st.html(HEADERS)
        for rank, place in enumerate(places[:MOST], start=1):
            row = st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small")
            row.html(_written(rank, place), width="stretch")
            if place.code:
                with row.popover(
                    "Ouvrir", help=plain(f"{place.name} : sa fiche, ses personnes, ses ressources")
                ):
                    lead_to(context, place.code, place.name, here="zones_blanches")
    if len(places) > MOST:
        rest = french.counted(len(places) - MOST, "autre lieu", "autres lieux")
        st.caption(plain(f"Et {rest}, dans le tableau plus bas."))


def _written(rank: int, place: Place) -> str:
    head = f"{place.name}{french.NBSP}: "
    why = f"<b>{breakable(place.name)}</b>{french.NBSP}: {breakable(place.why.removeprefix(head))}"
    who = f"<div><b>Qui{french.NBSP}?</b> {breakable(place.who)}</div>" if place.who else ""
    people = (
        '<div style="flex:0 0 2.6rem;text-align:right;font-size:1.4rem;font-weight:700;line-height:1.15;'
        f'font-variant-numeric:tabular-nums">{escape(place.people)}</div>'
        if place.people
        else ""
    )
    return (
        '<div style="display:flex;gap:0.7rem;align-items:flex-start;border-top:1px solid rgba(128,140,152,.45);'
        'padding:0.35rem 0;overflow-wrap:anywhere;line-height:1.3;font-size:0.88rem">'
        f'<div style="flex:0 0 1.7rem;font-weight:600;white-space:nowrap">{rank}.</div>{people}'
        f'<div style="flex:1 1 auto;min-width:0"><div>{why}</div>{who}</div></div>'
    )
