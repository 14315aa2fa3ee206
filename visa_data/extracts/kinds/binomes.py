"""Pairs of volunteers and the person they visit: a log, one line a status."""

from __future__ import annotations

from visa_data.extracts.formats import ACTIVITIES, CALLERS, DATE, NUMBER, PAIR_STATUS, SLOTS
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.shared import REFERENCE_FIELD

ACTIVITIES_WANTED = (
    "activités|activité|activités souhaitées|activités proposées|activité souhaitée|centres d'intérêt|goûts"
    "|envies|activités communes|ce qu'elle aime faire"
)
SLOTS_FREE = (
    "créneaux|créneau|créneaux disponibles|jours disponibles|jours de disponibilité|demi-journées"
    "|créneaux possibles|jours et créneaux|quand"
)

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
        REFERENCE_FIELD,
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
    key=("binome", "date", "statut"),
    about_people=True,
    dated="date",
)
