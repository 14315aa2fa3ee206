"""Gaps of people: whom to call, to orient, to visit, to relieve, and who can call them."""

from __future__ import annotations

import math

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.by_place import asked, named, numbered
from visa_data.dossier.shown import Shown, not_given, open_count
from visa_data.indicators.acteurs import actors_listed
from visa_data.indicators.appelants import callers_by_profile
from visa_data.indicators.heures import hours_available, hours_needed
from visa_data.indicators.orientations import MEDICAL, orientations
from visa_data.indicators.visites import visits
from visa_data.propositions.gap_parts import AT_HAND, TO_FIND, active, can_call, weeks, whole
from visa_data.propositions.proposal import Gap
from visa_data.vocabulary_of_action import TypeActeur


def urgent(book: Book) -> list[Gap]:
    """Urgent situations without contact in time."""
    name = "urgences_sans_contact"
    hours = french.counted(24 * book.settings.cadence_niveau_4, "heure")
    where = numbered(book.by_sector((name,)), name)
    return whole(
        book,
        name,
        f"situation urgente sans contact depuis plus de {hours}",
        f"situations urgentes sans contact depuis plus de {hours}",
        "Appeler aujourd'hui les urgences sans contact",
        can_call(book),
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
        else active(actors, TypeActeur.COORDINATION, TypeActeur.SANITAIRE, TypeActeur.MEDICO_SOCIAL)
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


def lost_from_sight(book: Book) -> list[Gap]:
    """Whom nobody has joined for too long."""
    return whole(
        book,
        "perdus_de_vue",
        "personne perdue de vue",
        "personnes perdues de vue",
        "Rappeler les perdues de vue, niveaux 4 et 3 d'abord",
        can_call(book),
    )


def carers_waiting(book: Book) -> list[Gap]:
    """Carers who ask for relief that nobody gives."""
    actors = asked(book, actors_listed)
    able = [] if actors is None else active(actors, TypeActeur.AIDANTS)
    name = "relais_sans_reponse"
    where = numbered(book.by_sector((name,)), name)
    return whole(
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
    return whole(
        book,
        "orphelins",
        "personne dont le parrain n'appelle plus",
        "personnes dont le parrain n'appelle plus",
        "Donner un nouveau parrain à qui n'en a plus",
        can_call(book),
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
