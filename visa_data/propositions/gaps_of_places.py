"""Gaps of places: where no team goes, where the next would, where nobody is registered or tells."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.by_place import asked, numbered
from visa_data.dossier.shown import not_given, open_count
from visa_data.indicators.implantations import NEXT_TEAM_KM, NEXT_TEAMS, implantations
from visa_data.indicators.registre_aveugle import blind_register_by_zone
from visa_data.indicators.service_lists import team_loads
from visa_data.indicators.signalements import silent_zones
from visa_data.propositions.gap_parts import AT_HAND, TO_FIND, weeks
from visa_data.propositions.proposal import Gap

FAR_KM, LEAST = 40.0, 0.25
"""A team this far goes there only for want of another: a zone blanche never weighs less than so much of itself."""


def white_zones(book: Book) -> list[Gap]:
    """Zones where isolated people live and no team goes, each with the nearest team."""
    name = "isolees_sans_equipe"
    sectors = {place.code: place for place in book.by_sector((name,))}
    loads = asked(book, team_loads)
    found = []
    for row in book.white_zones.itertuples(index=False):
        inside = math.isnan(row.isolees)
        sector = sectors.get(str(row.secteur))
        people = (sector.values[name] if sector else not_given()) if inside else open_count(row.isolees)
        counted = people.counted("personne isolée", "personnes isolées")
        nearest, free = _nearest(row, loads)
        why = (
            f"Zone blanche{french.NBSP}: aucune équipe n'y va."
            + (f" Dans son secteur, {counted} sans équipe." if inside else f" {counted.capitalize()}."),
            nearest,
        )
        close = 0.0 if math.isnan(row.distance_km) else max(0.0, 1 - row.distance_km / FAR_KM)
        found.append(
            Gap(
                (
                    f"Demander à une équipe d'aller à {row.nom_zone}, où personne ne va"
                    if row.equipe
                    else f"Chercher une équipe pour {row.nom_zone}, où personne ne va"
                ),
                tuple(filter(None, why)),
                people,
                weeks(book, name),
                max(LEAST, close * free),
                str(row.code_zone),
                str(row.nom_zone),
                (str(row.code_zone),),
            )
        )
    return found


def _nearest(row: Any, loads: pd.DataFrame | None) -> tuple[str, float]:
    """The nearest team in a sentence, and how far it may take more people."""
    if not row.equipe:
        return "Aucune équipe n'est connue.", TO_FIND
    sentence = f"La plus proche{french.NBSP}: {row.equipe}, à {french.kilometres(row.distance_km)}"
    own = pd.DataFrame() if loads is None else loads[loads["nom"] == row.equipe]
    places = own["capacite"].iloc[0] - own["isolees_atteintes"].iloc[0] if len(own) == 1 else math.nan
    if pd.isna(places):
        return f"{sentence}.", TO_FIND
    if places > 0:
        return f"{sentence}, qui a des places.", AT_HAND
    return f"{sentence}, qui n'a plus de place.", TO_FIND


def next_team(book: Book) -> list[Gap]:
    """The place from which one team more would reach most isolated people."""
    found = asked(book, implantations, number=NEXT_TEAMS, radius_km=NEXT_TEAM_KM)
    if found is None or found.table.empty:
        return []
    first = found.table.iloc[0]
    gain = not_given() if pd.isna(first["nouvelles_couvertes"]) else open_count(first["nouvelles_couvertes"])
    if gain.nothing:
        return []
    people = gain.counted("personne isolée de plus atteinte", "personnes isolées de plus atteintes")
    return [
        Gap(
            f"Créer une équipe à {first['nom_zone']}, ou y faire passer un service mobile",
            (f"{people.capitalize()} dans un rayon de {french.number(NEXT_TEAM_KM)}{french.NBSP}km.",),
            gain,
            weeks(book, "isolees_sans_equipe"),
            TO_FIND,
            str(first["code_zone"]),
            str(first["nom_zone"]),
            (str(first["code_zone"]),),
        )
    ]


def blind_registers(book: Book) -> list[Gap]:
    """Where the register knows least of those who live there, beside the median of the zones."""
    table = asked(book, blind_register_by_zone)
    if table is None:
        return []
    known = table[table["plus_75_ans"].notna() & (table["code_zone"] != "")]
    median = known["part_inscrits_75"].median()
    missing = (median * known["plus_75_ans"] - known["inscrits"]).round()
    if known.empty or not missing.max() > 0:
        return []
    row = known.loc[missing.idxmax()]
    count = int(missing.max())
    return [
        Gap(
            f"Faire connaître le registre à {row['nom_zone']}",
            (
                f"{french.number(row['inscrits'])} inscrites pour {french.counted(int(row['plus_75_ans']), 'habitant')} de 75 ans et "
                f"plus ; au taux médian des zones, il y en aurait {french.number(count)} de plus.",
            ),
            open_count(count),
            0,
            TO_FIND,
            str(row["code_zone"]),
            str(row["nom_zone"]),
            (str(row["code_zone"]),),
        )
    ]


def without_relay(book: Book) -> list[Gap]:
    """The place without any relay where most people are registered."""
    table = asked(book, silent_zones)
    if table is None or table.empty:
        return []
    silent = set(table.loc[table["sans_relais"].astype(bool), "code_zone"])
    where = [
        place
        for place in numbered(book.by_sector(("inscrits",)), "inscrits")
        if place.code in silent and place.zones
    ]
    if not where:
        return []
    place = where[0]
    people = place.values["inscrits"]
    return [
        Gap(
            f"Chercher des relais à {place.name} : commerces, facteur, voisins",
            (
                "Personne n'y a jamais rien signalé.",
                f"{people.counted('personne inscrite', 'personnes inscrites').capitalize()}.",
            ),
            people,
            0,
            TO_FIND,
            place.code,
            place.name,
            place.zones,
        )
    ]
