"""Resources of the territory."""

from __future__ import annotations

from visa_data.extracts.formats import IDENTIFIER, LABEL, NEEDS, ORGANISATION, RESOURCE_STATUS
from visa_data.extracts.kinds.kind import Absence, Closing, Field, Kind
from visa_data.extracts.kinds.shared import (
    CAPACITY,
    CODE_ZONE,
    INTERVENTION,
    LATITUDE_FIELD,
    LONGITUDE_FIELD,
    POSITION_FIELD,
    RADIUS_FIELD,
    VERIFIED,
)

RESSOURCES = Kind(
    "ressources",
    "Ressources",
    ("ressource", "ressources"),
    (
        Field(
            "identifiant",
            "Identifiant",
            IDENTIFIER,
            "id ressource|identifiant ressource|code ressource|n° ressource|id structure"
            "|identifiant structure"
            "|code structure|référence|référence ressource|finess|siret|identifiant de la ressource",
            "code|n°|numéro",
            required=True,
        ),
        Field(
            "nom",
            "Nom",
            ORGANISATION,
            "structure|nom de la structure|ressource|nom de la ressource|nom structure|libellé|intitulé"
            "|dénomination"
            "|raison sociale|service|nom du service|nom ressource|organisme|désignation|établissement"
            "|lib structure",
            required=True,
        ),
        Field(
            "categorie",
            "Catégorie",
            LABEL,
            "type|type de structure|type de ressource|nature|catégorie de ressource|famille|type de service"
            "|catégorie de structure|type structure",
        ),
        Field(
            "besoins",
            "Besoins couverts",
            NEEDS,
            "besoin|besoins|besoin couvert|besoins essentiels|répond aux besoins"
            "|besoins auxquels elle répond"
            "|thématiques|thématique|besoin essentiel|réponses aux besoins|besoins pris en charge",
            "services|réponse|thème",
            required=True,
        ),
        CODE_ZONE,
        LATITUDE_FIELD,
        LONGITUDE_FIELD,
        POSITION_FIELD,
        INTERVENTION,
        RADIUS_FIELD,
        CAPACITY,
        Field(
            "statut",
            "Statut",
            RESOURCE_STATUS,
            "état|statut de la ressource|ouverture|situation|statut ressource|activité"
            "|statut de la structure",
            "active|ouvert|ouverte|actif",
            required=True,
            constant="*",
        ),
        VERIFIED,
    ),
    key=("identifiant",),
    dated="date_verification",
    timeless=True,
    absence=Absence(
        "nom",
        closing=Closing(
            "statut", "fermee", "Fermer", "ressource absente", "ressources absentes", "Fermées le"
        ),
    ),
)
