"""The gaps that a book shows, one function a kind: nothing here is read elsewhere than in the book, whoever reads it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book, SectorFigures
from visa_data.dossier.by_place import asked, named, numbered
from visa_data.dossier.counts import UNMET, by_need
from visa_data.dossier.shown import Shown, not_given, open_count
from visa_data.indicators.acteurs import actors_listed
from visa_data.indicators.appelants import callers_by_profile
from visa_data.indicators.heures import hours_available, hours_needed
from visa_data.indicators.implantations import NEXT_TEAM_KM, NEXT_TEAMS, implantations
from visa_data.indicators.orientations import MEDICAL, orientations
from visa_data.indicators.reaching import RESOURCE, reaching
from visa_data.indicators.registre_aveugle import blind_register_by_zone
from visa_data.indicators.service_lists import Freshness, every_resource, team_loads
from visa_data.indicators.signalements import silent_zones
from visa_data.indicators.visites import visits
from visa_data.propositions.proposal import Gap
from visa_data.territory.distance import haversine_km
from visa_data.vocabulary import BESOINS_COURTS, Besoin
from visa_data.vocabulary_of_action import StatutActeur, TypeActeur

MOSTLY = 0.5
"""Of those who wait for a need: where as many are out of reach of any resource, one is to be extended there first."""
AT_HAND, TO_FIND = 1.0, 0.5
"""How far what it takes is there: known and free, or still to be found."""
FAR_KM, LEAST = 40.0, 0.25
"""A team this far goes there only for want of another: a zone blanche never weighs less than so much of itself."""


def weeks(book: Book, name: str) -> int:
    """Weeks before the day, one after the other, at whose end the count was not nothing: at least so long it has lasted."""
    points = book.series(name)[:-1]
    lasted = 0
    for point in reversed(points):
        if point.shown.nothing:
            break
        lasted = (book.day - point.day).days // 7
    return lasted


def _known(book: Book, name: str) -> Shown | None:
    """A total that the book gives and that is not nothing."""
    if not book.gives(name):
        return None
    shown = book.total(name)
    return None if shown.nothing else shown


def _lasting(lasted: int) -> tuple[str, ...]:
    return (f"Depuis {french.counted(lasted, 'semaine')} au moins.",) if lasted else ()


def _hours(book: Book) -> float:
    """Whether somebody can call."""
    available = asked(book, hours_available)
    return AT_HAND if available is not None and available.hours > 0 else TO_FIND


def _whole(
    book: Book, name: str, one: str, many: str, action: str, feasible: float, *more: str, **about: Any
) -> list[Gap]:
    """A gap of the whole territory: a count, what it counts, the decision."""
    people = _known(book, name)
    if people is None:
        return []
    lasted = weeks(book, name)
    why = (f"{people.counted(one, many).capitalize()}.", *more, *_lasting(lasted))
    return [Gap(action, tuple(filter(None, why)), people, lasted, feasible, **about)]


def urgent(book: Book) -> list[Gap]:
    """Urgent situations without contact in time."""
    name = "urgences_sans_contact"
    hours = french.counted(24 * book.settings.cadence_niveau_4, "heure")
    where = numbered(book.by_sector((name,)), name)
    return _whole(
        book,
        name,
        f"situation urgente sans contact depuis plus de {hours}",
        f"situations urgentes sans contact depuis plus de {hours}",
        "Appeler aujourd'hui les urgences sans contact",
        _hours(book),
        f"D'abord{french.NBSP}: {named(where, name)}." if len(where) > 1 else "",
        level=4,
    )


def not_oriented(book: Book) -> list[Gap]:
    """Levels 3 and 4 that nobody was asked to take in charge."""
    table = asked(book, orientations)
    if table is None:
        return []
    high = table[table["niveau"] >= MEDICAL]
    left = high["personnes"] - high["orientees"]
    alone = int(left.sum())
    if not alone:
        return []
    actors = asked(book, actors_listed)
    able = (
        []
        if actors is None
        else _active(actors, TypeActeur.COORDINATION, TypeActeur.SANITAIRE, TypeActeur.MEDICO_SOCIAL)
    )
    return [
        Gap(
            "Orienter les niveaux 3 et 4 jamais orientés",
            (
                f"{french.counted(alone, 'personne de niveau 3 ou 4 jamais orientée', 'personnes de niveau 3 ou 4 jamais orientées')}.",
                f"Peut être sollicité{french.NBSP}: {able[0]}."
                if able
                else "Aucun acteur de coordination n'est connu.",
            ),
            open_count(alone),
            weeks(book, "niveaux_3_4"),
            AT_HAND if able else TO_FIND,
            level=int(high.loc[left > 0, "niveau"].max()),
        )
    ]


def _active(actors: pd.DataFrame, *kinds: TypeActeur) -> list[str]:
    chosen = (actors["statut"] == StatutActeur.ACTIF.value) & actors["type"].isin(
        [kind.value for kind in kinds]
    )
    return actors.loc[chosen, "nom"].astype(str).tolist()


def lost_from_sight(book: Book) -> list[Gap]:
    """Whom nobody has joined for too long."""
    return _whole(
        book,
        "perdus_de_vue",
        "personne perdue de vue",
        "personnes perdues de vue",
        "Rappeler les perdues de vue, niveaux 4 et 3 d'abord",
        _hours(book),
    )


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


def unmet_needs(book: Book) -> list[Gap]:
    """Each need that goes unmet: where no resource answers it, else in the whole territory; who could extend."""
    reached, every = asked(book, reaching), asked(book, every_resource)
    if reached is None or every is None:
        return []
    resources = reached[reached["genre"] == RESOURCE]
    found = []
    for need in Besoin:
        name = by_need(UNMET, need.value)
        total = _known(book, name)
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
        waiting = _known(book, by_need(UNMET, need.value))
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


def carers_waiting(book: Book) -> list[Gap]:
    """Carers who ask for relief that nobody gives."""
    actors = asked(book, actors_listed)
    able = [] if actors is None else _active(actors, TypeActeur.AIDANTS)
    name = "relais_sans_reponse"
    where = numbered(book.by_sector((name,)), name)
    return _whole(
        book,
        name,
        "demande de relais d'un aidant sans réponse",
        "demandes de relais d'aidants sans réponse",
        "Répondre aux aidants qui demandent un relais",
        AT_HAND if able else TO_FIND,
        f"D'abord{french.NBSP}: {named(where, name, 2)}." if len(where) > 1 else "",
        f"Peut être sollicité{french.NBSP}: {able[0]}."
        if able
        else "Aucun dispositif d'aide aux aidants n'est connu.",
    )


def visits_waiting(book: Book) -> list[Gap]:
    """Demands for a visitor that wait for a pair."""
    table = asked(book, visits)
    demands = 0 if table is None else int(table["demandes_en_attente"].iloc[0])
    if table is None or not demands:
        return []
    wait = float(table["attente_mediane_jours"].iloc[0])
    profiles = asked(book, callers_by_profile)
    able = profiles is not None and int(profiles["appelants"].sum()) > 0
    return [
        Gap(
            "Proposer un binôme à chaque demande de visite, les plus anciennes d'abord",
            (
                f"{french.counted(demands, 'demande de visite attend', 'demandes de visite attendent')}, "
                f"la moitié depuis plus de {french.counted(int(wait), 'jour')}.",
            ),
            open_count(demands),
            int(wait) // 7,
            AT_HAND if able else TO_FIND,
        )
    ]


def sponsors_gone(book: Book) -> list[Gap]:
    """People whose sponsor calls no more."""
    return _whole(
        book,
        "orphelins",
        "personne dont le parrain n'appelle plus",
        "personnes dont le parrain n'appelle plus",
        "Donner un nouveau parrain à qui n'en a plus",
        _hours(book),
    )


def hours_short(book: Book) -> list[Gap]:
    """Fewer hours of callers than the cadences ask for."""
    needed, available = asked(book, hours_needed), asked(book, hours_available)
    if needed is None or available is None or not available.declared:
        return []
    total = float(needed["heures_semaine"].sum(skipna=False))
    if math.isnan(total) or round(total) <= round(available.hours):
        return []
    missing = round(total) - round(available.hours)
    return [
        Gap(
            "Recruter et former des appelants pour tenir les délais de contact",
            (
                f"Il manque {french.counted(missing, 'heure')} d'appel par semaine sur {french.number(round(total))} nécessaires.",
            ),
            _not_up_to_date(book),
            0,
            TO_FIND,
        )
    ]


def _not_up_to_date(book: Book) -> Shown:
    """Those evaluated whom their cadence has run over."""
    evaluated, up_to_date = book.total("evalues"), book.total("a_jour")
    if evaluated.value is None or up_to_date.value is None:
        return not_given()
    return open_count(max(0, evaluated.value - up_to_date.value))


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
