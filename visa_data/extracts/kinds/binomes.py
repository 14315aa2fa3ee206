"""Pairs of volunteers and the person they visit: a log, one line a status."""

from __future__ import annotations

from dataclasses import replace

from visa_data.extracts.formats import ACTIVITIES, CALLERS, DATE, NUMBER, PAIR_STATUS, SLOTS
from visa_data.extracts.kinds.checks import Check, backwards, rank_of
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.shared import REFERENCE_FIELD
from visa_data.vocabulary_of_action import StatutBinome

ACTIVITIES_WANTED = (
    "activités|activité|activités souhaitées|activités proposées|activité souhaitée|centres d'intérêt|goûts"
    "|envies|activités communes|ce qu'elle aime faire"
)
SLOTS_FREE = (
    "créneaux|créneau|créneaux disponibles|jours disponibles|jours de disponibilité|demi-journées"
    "|créneaux possibles|jours et créneaux|quand"
)

_KEY = ("binome", "date", "statut")

BINOMES = Kind(
    "binomes",
    "Binômes de visiteurs",
    ("étape de binôme", "étapes de binômes"),
    (
        Field(
            "binome",
            "Binôme",
            NUMBER,
            "n° binôme|n° de binôme|numéro de binôme|code binôme|id binôme|identifiant binôme|référence binôme"
            "|n° de visite|n° de demande|numéro de demande|identifiant du binôme",
            "n°|numéro|code|identifiant",
            required=True,
        ),
        Field(
            "date",
            "Date",
            DATE,
            "date de l'étape|date étape|date du statut|date de statut|date du changement|date de mise à jour"
            "|mis à jour le|maj le|jour",
            "le|depuis le|créé le|horodateur|timestamp|date de soumission|soumis le|date de saisie",
            required=True,
        ),
        Field(
            "statut",
            "Étape",
            PAIR_STATUS,
            "statut du binôme|état du binôme|étape du binôme|phase|avancement|état",
            "situation|suivi",
            required=True,
        ),
        replace(REFERENCE_FIELD, required=False, needed=True),
        Field(
            "benevoles",
            "Bénévoles",
            CALLERS,
            "visiteurs|visiteuses|bénévoles visiteurs|codes bénévoles|codes visiteurs|visiteurs bénévoles"
            "|équipe de visiteurs|bénévole|visiteur|codes des bénévoles|qui visite",
            "équipe|intervenants|appelants|par",
            refers_to="appelants",
        ),
        Field("activites", "Activités", ACTIVITIES, ACTIVITIES_WANTED),
        Field("creneaux", "Créneaux", SLOTS, SLOTS_FREE, "disponibilités|disponibilité"),
    ),
    key=_KEY,
    about_people=True,
    dated="date",
    carried=("reference", ("binome",)),
    checks=(
        backwards(
            "binomes",
            _KEY,
            ("binome",),
            StatutBinome,
            "avant = 'suspendu' AND statut = 'actif'",
            "Étape qui revient en arrière : la plus récente compte",
        ),
        Check(
            "benevoles",
            "Binôme qui se rencontre ou se visite sans deux bénévoles",
            f"""
            SELECT {", ".join(_KEY)}, coalesce(replace(benevoles, '|', ', '), 'aucun') AS valeur FROM binomes
            WHERE statut IN ('rencontre', 'actif') AND coalesce(len(string_split(benevoles, '|')), 0) <> 2
            """,
            "Vérifier qui visite",
        ),
        Check(
            "benevoles",
            "Bénévole dans deux binômes à la fois",
            f"""
            WITH suivis AS (
                SELECT *, lead(date, 1, DATE '9999-12-31') OVER (
                    PARTITION BY binome ORDER BY date, {rank_of(StatutBinome, "statut")}) AS jusqu_au
                FROM binomes
            ), engages AS (
                SELECT * EXCLUDE (benevoles), unnest(string_split(benevoles, '|')) AS benevole
                FROM suivis WHERE statut IN ('rencontre', 'actif') AND jusqu_au > date
            )
            SELECT {", ".join(f"e.{name}" for name in _KEY)},
                string_agg(DISTINCT format('{{}} : {{}}', e.benevole, o.binome), ', ') AS valeur
            FROM engages e JOIN engages o ON e.benevole = o.benevole AND e.binome <> o.binome
                AND e.date < o.jusqu_au AND o.date < e.jusqu_au
            GROUP BY ALL
            """,
            "Vérifier qui visite",
        ),
        Check(
            "reference",
            "Binôme dont la personne change d'une étape à l'autre",
            f"""
            SELECT {", ".join(_KEY)}, reference AS valeur FROM (
                SELECT *, lag(reference) OVER (
                    PARTITION BY binome ORDER BY date, {rank_of(StatutBinome, "statut")}) AS avant
                FROM binomes
            ) WHERE reference <> avant
            """,
            "Donner un numéro à chaque binôme",
        ),
    ),
)
