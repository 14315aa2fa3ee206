"""Gaps of needs: those that go unmet and what could extend, the resources that nobody has checked."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book, SectorFigures
from visa_data.dossier.by_place import asked, named, numbered
from visa_data.dossier.counts import UNMET, by_need
from visa_data.dossier.shown import Shown
from visa_data.indicators.reaching import RESOURCE, reaching
from visa_data.indicators.service_lists import Freshness, every_resource
from visa_data.propositions.gap_parts import AT_HAND, TO_FIND, known, weeks
from visa_data.propositions.proposal import Gap
from visa_data.territory.distance import haversine_km
from visa_data.vocabulary import BESOINS_COURTS, Besoin

MOSTLY = 0.5
"""Of those who wait for a need: where as many are out of reach of any resource, one is to be extended there first."""


def unmet_needs(book: Book) -> list[Gap]:
    """Each need that goes unmet: where no resource answers it, else in the whole territory; who could extend."""
    reached, every = asked(book, reaching), asked(book, every_resource)
    if reached is None or every is None:
        return []
    resources = reached[reached["genre"] == RESOURCE]
    found = []
    for need in Besoin:
        name = by_need(UNMET, need.value)
        total = known(book, name)
        if total is None:
            continue
        served = set(resources.loc[_answers(resources["besoins"], need), "code_zone"])
        bare = [
            place
            for place in numbered(book.by_sector((name,)), name)
            if place.code not in served and place.zones
        ]
        able = every[every["active"].astype(bool) & _answers(every["besoins"], need)]
        found.append(_unmet(book, need, name, total, bare, able))
    return found


def _answers(column: pd.Series, need: Besoin) -> pd.Series:
    return pd.Series(
        [need.value in str(listed).split("|") for listed in column], index=column.index, dtype=bool
    )


def _unmet(
    book: Book, need: Besoin, name: str, total: Shown, bare: Sequence[SectorFigures], able: pd.DataFrame
) -> Gap:
    asks = f"« {BESOINS_COURTS[need]} »"
    waiting = total.counted("personne attend une réponse", "personnes attendent une réponse")
    nearest = _closest(book, bare[0].code if bare else "", able)
    could = (
        f"Pourrait s'étendre{french.NBSP}: {nearest}."
        if nearest
        else "Aucune ressource n'est connue pour ce besoin."
    )
    one, many = book.words
    without = sum(place.values[name].value or 0 for place in bare)
    # Rounded counts of sectors do not add up to a number that could be said.
    part = "notamment" if book.protects else f"dont {french.number(without)}"
    apart = (
        f", {part} dans {french.counted(len(bare), one, many)} qu'aucune ressource n'atteint, d'abord {named(bare, name, 2)}"
        if without
        else ""
    )
    why = (f"{waiting.capitalize()}{apart}.", could)
    lasted, feasible = weeks(book, name), AT_HAND if nearest else TO_FIND
    if not bare or total.value is None or without < MOSTLY * total.value:
        action = (
            f"Renforcer ce qui répond au besoin {asks}"
            if nearest
            else f"Trouver une ressource pour le besoin {asks}"
        )
        return Gap(action, why, total, lasted, feasible, need=need)
    place = bare[0]
    return Gap(
        f"{'Étendre' if nearest else 'Trouver'} une ressource {asks}, d'abord à {place.name}",
        why,
        total,
        lasted,
        feasible,
        place.code,
        place.name,
        place.zones,
        need=need,
    )


def _closest(book: Book, code: str, able: pd.DataFrame) -> str:
    """The name of the active resource nearest to the place; without a place or a point, that of most capacity."""
    if able.empty:
        return ""
    zones = book.zones
    located = able.dropna(subset=["latitude", "longitude"])
    if code in zones.codes and len(located):
        row = zones.codes.index(code)
        away = haversine_km(
            zones.latitude[row],
            zones.longitude[row],
            located["latitude"].to_numpy(dtype=float),
            located["longitude"].to_numpy(dtype=float),
        )
        return str(located["nom"].iloc[int(away.argmin())])
    first = able.sort_values(["capacite", "identifiant"], ascending=[False, True], na_position="last")
    return str(first["nom"].iloc[0])


def stale_resources(book: Book) -> list[Gap]:
    """A resource that nobody has checked for long, for the need that most people wait for."""
    every = asked(book, every_resource)
    if every is None:
        return []
    stale = every[(every["statut"] == "active") & (every["fraicheur"] == Freshness.OUTDATED.value)]
    found = []
    for need in Besoin:
        waiting = known(book, by_need(UNMET, need.value))
        listed = stale[_answers(stale["besoins"], need)]
        if waiting is None or listed.empty:
            continue
        oldest = listed.sort_values(["age_jours", "identifiant"], ascending=[False, True]).iloc[0]
        found.append(
            Gap(
                f"Vérifier {oldest['nom']}, ressource « {BESOINS_COURTS[need]} »",
                (
                    f"Vérifiée il y a {french.counted(int(oldest['age_jours']), 'jour')}, elle ne compte plus.",
                    f"{waiting.counted('personne attend une réponse', 'personnes attendent une réponse').capitalize()}.",
                ),
                waiting,
                max(0, int(oldest["age_jours"] - book.settings.ressource_verifiee)) // 7,
                AT_HAND,
                need=need,
            )
        )
    return found
