"""Reports of people who may be alone: by whom, how, and what followed."""

from __future__ import annotations

from dataclasses import replace

from visa_data.extracts.formats import CHANNEL, DATE, NUMBER, RELAY, REPORT_OUTCOME
from visa_data.extracts.kinds.checks import before
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.shared import (
    CODE_ZONE,
    LATITUDE_FIELD,
    LONGITUDE_FIELD,
    POSITION_FIELD,
    REFERENCE_FIELD,
)

SIGNALEMENTS = Kind(
    "signalements",
    "Signalements",
    ("signalement", "signalements"),
    (
        Field(
            "identifiant",
            "Numéro du signalement",
            NUMBER,
            "n° signalement|n° de signalement|numéro de signalement|id signalement|identifiant signalement"
            "|code signalement|référence signalement|référence du signalement|identifiant du signalement",
            "n°|numéro|code|n° d'ordre|fiche",
            required=True,
        ),
        Field(
            "date",
            "Date du signalement",
            DATE,
            "reçu le|signalé le|date de réception|date signalement|signalement du|date d'appel|date du signalement"
            "|date de signalement|reçue le|arrivé le",
            "jour|horodateur|timestamp|date de soumission|soumis le|créé le",
            required=True,
        ),
        Field(
            "canal",
            "Canal",
            CHANNEL,
            "canal du signalement|canal de signalement|mode de signalement|moyen|reçu par|mode de réception"
            "|voie|par quel canal|mode de contact",
            "par|comment|mode|origine|type",
            required=True,
            constant="*",
        ),
        Field(
            "relais",
            "Relais",
            RELAY,
            "qui signale|qui a signalé|auteur du signalement|signalant|qualité du signalant|relais de proximité"
            "|lien du signalant|type de relais|tiers signalant",
            "par qui|qui|auteur|signalé par|lien|émetteur|source",
        ),
        CODE_ZONE,
        LATITUDE_FIELD,
        LONGITUDE_FIELD,
        POSITION_FIELD,
        Field(
            "suite",
            "Suite donnée",
            REPORT_OUTCOME,
            "suite|suite du signalement|suite donnée au signalement|résultat du signalement|état du signalement"
            "|statut du signalement",
            "statut|état|résultat|décision|issue|traitement",
            required=True,
            constant="en_cours",
        ),
        Field(
            "date_suite",
            "Date de la suite",
            DATE,
            "date de suite|date suite|traité le|date de traitement|clos le|date de clôture"
            "|date de la réponse|date de réponse",
            "le|inscrit le|fin|date de fin",
        ),
        replace(REFERENCE_FIELD, required=False),
    ),
    key=("identifiant",),
    about_people=True,
    dated="date",
    spared=("reference", "latitude", "longitude"),
    checks=(
        before(
            "signalements",
            ("identifiant",),
            "date_suite",
            "date",
            "Suite antérieure au signalement",
        ),
    ),
)
