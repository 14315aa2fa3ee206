"""Calls of the campaign, one line an attempt."""

from __future__ import annotations

from visa_data.extracts.formats import CALL_KIND, CALLER, DURATION, LEVEL, MOMENT, NEEDS, OUTCOME, TIME
from visa_data.extracts.kinds.kind import Computed, Field, Kind
from visa_data.extracts.kinds.shared import REFERENCE_FIELD

HOUR_FIELD = "heure_appel"
"""Column of the hour where calls have it apart from the day: joined to `date_appel`, not stored by itself."""
RANK = "rang"
"""Column that tells apart the attempts of one day, when the file gives no hour."""

APPELS = Kind(
    "appels",
    "Appels",
    ("appel", "appels"),
    (
        REFERENCE_FIELD,
        Field(
            "date_appel",
            "Date de l'appel",
            MOMENT,
            "date|date appel|date d'appel|date et heure|date et heure d'appel|date et heure de l'appel"
            "|appelé le"
            "|appelée le|jour|jour d'appel|horodatage|date heure|datetime|date de contact|date du contact"
            "|jour de l'appel|date de la visite|date visite|date de passage"
            "|horodateur|timestamp|date de soumission|heure de soumission|soumis le|submitted time|submission time"
            "|submitdate|date submitted|completion time|completed time",
            "appel|appel du|le|contact|début|date de début|heure de début|heure de fin|start time|startdate|datestamp"
            "|date de la dernière action|end time|created|créé le",
            required=True,
            constant="*",
        ),
        Computed("heure_connue", "Heure connue"),
        Computed(RANK),
        Field(
            HOUR_FIELD,
            "Heure de l'appel",
            TIME,
            "heure|heure d'appel|heure appel|heure de début|heure début|h|horaire|heure du contact|à",
            "créneau|début",
            stored=False,
        ),
        Field(
            "appelant",
            "Appelant·e",
            CALLER,
            "appelante|appelant(e)|code appelant|id appelant|identifiant appelant|n° appelant|bénévole"
            "|code bénévole"
            "|id bénévole|appelé par|appelé(e) par|agent|code agent|écoutant|opérateur|visiteur"
            "|référence appelant"
            "|intervenant|agent appelant|bénévole appelant",
            "par|auteur",
            refers_to="appelants",
        ),
        Field(
            "type_appel",
            "Type d'appel",
            CALL_KIND,
            "type|nature de l'appel|type de contact|motif de l'appel|motif d'appel|objet de l'appel"
            "|nature|motif|objet"
            "|type de l'appel|nature du contact|catégorie d'appel",
            constant="*",
        ),
        Field(
            "issue",
            "Résultat",
            OUTCOME,
            "résultat de l'appel|résultat d'appel|issue de l'appel|issue d'appel|résultat du contact"
            "|suite de l'appel"
            "|statut de l'appel|statut d'appel|état de l'appel|réponse|aboutissement|statut appel|outcome",
            "statut|état|contact|joint|suite",
            required=True,
        ),
        Field(
            "niveau",
            "Niveau de fragilité",
            LEVEL,
            "niveau|niveau fragilité|fragilité|niveau déclaré|niveau de vigilance|niveau d'isolement"
            "|orientation"
            "|niveau (1-4)|niveau 1 à 4|score|niveau d'alerte|niveau évalué|évaluation",
        ),
        Field(
            "besoins",
            "Besoins exprimés",
            NEEDS,
            "besoin|besoin exprimé|besoins|besoins essentiels|besoins identifiés|besoins repérés"
            "|besoins recensés"
            "|besoin essentiel|demandes|besoins prioritaires",
            "demande",
        ),
        Field(
            "duree_min",
            "Durée (min)",
            DURATION,
            "durée|durée minutes|durée en minutes|durée de l'appel|durée de l'appel (min)|durée appel"
            "|temps d'appel"
            "|temps passé|durée mn|minutes|temps",
        ),
    ),
    key=("reference", "date_appel", "appelant", RANK),
    about_people=True,
    dated="date_appel",
)
