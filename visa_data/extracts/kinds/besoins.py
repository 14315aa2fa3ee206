"""The log of essential needs, one line a status."""

from __future__ import annotations

from visa_data.extracts.formats import DATE, NEED, NEED_STATUS, ORGANISATION
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.shared import REFERENCE_FIELD

BESOINS = Kind(
    "besoins",
    "Besoins essentiels",
    ("besoin", "besoins"),
    (
        REFERENCE_FIELD,
        Field(
            "besoin",
            "Besoin",
            NEED,
            "besoin essentiel|type de besoin|nature du besoin|besoin exprimé|besoin identifié|besoins"
            "|libellé du besoin"
            "|code besoin|catégorie de besoin|besoin repéré",
            "type|nature|demande|catégorie",
            required=True,
        ),
        Field(
            "date",
            "Date",
            DATE,
            "date du statut|date de statut|date du besoin|date d'événement|date de l'événement"
            "|date de mise à jour"
            "|mis à jour le|maj le|date maj|date de suivi|jour|date de la demande|date de saisie"
            "|date du changement",
            "le|depuis le|créé le|horodateur|timestamp|date de soumission|heure de soumission|soumis le|submitdate"
            "|completion time|heure de fin",
            required=True,
            constant="*",
        ),
        Field(
            "statut",
            "Statut",
            NEED_STATUS,
            "statut du besoin|état|état du besoin|avancement|suivi|situation|traitement|étape"
            "|état d'avancement"
            "|statut de la demande",
            required=True,
        ),
        Field(
            "ressource",
            "Ressource",
            ORGANISATION,
            "ressource mobilisée|ressource sollicitée|réponse|réponse apportée|identifiant ressource"
            "|code ressource"
            "|service sollicité|structure sollicitée|orientation|orienté vers|structure|service"
            "|id ressource",
            refers_to="ressources",
        ),
    ),
    key=("reference", "besoin", "date", "statut"),
    about_people=True,
    dated="date",
)
