"""Actors of the cooperation: who may be asked something for a person."""

from __future__ import annotations

from visa_data.extracts.formats import (
    ACTOR_KIND,
    ACTOR_ROLE,
    ACTOR_STATUS,
    DATE,
    IDENTIFIER,
    NEEDS,
    ORGANISATION,
)
from visa_data.extracts.kinds.kind import Absence, Closing, Field, Kind
from visa_data.extracts.kinds.shared import CODE_ZONE, INTERVENTION, VERIFIED

ACTEURS = Kind(
    "acteurs",
    "Acteurs de la coopération",
    ("acteur", "acteurs"),
    (
        Field(
            "identifiant",
            "Identifiant",
            IDENTIFIER,
            "id acteur|identifiant acteur|code acteur|n° acteur|numéro d'acteur|référence acteur"
            "|identifiant de l'acteur|code de l'acteur|id partenaire|code partenaire|identifiant partenaire"
            "|n° partenaire",
            "code|n°|numéro|référence",
            required=True,
        ),
        Field(
            "nom",
            "Nom",
            ORGANISATION,
            "acteur|structure|nom de l'acteur|nom acteur|nom de la structure|nom structure|organisme|partenaire"
            "|nom du partenaire|dénomination|raison sociale|institution|organisation|nom de l'organisme|libellé",
            required=True,
        ),
        Field(
            "type",
            "Type d'acteur",
            ACTOR_KIND,
            "type acteur|type d'organisme|type de partenaire|catégorie d'acteur|famille d'acteur|nature de l'acteur"
            "|secteur d'activité",
            "catégorie|nature|famille|type de structure|champ",
            required=True,
            constant="*",
        ),
        Field(
            "role",
            "Rôle",
            ACTOR_ROLE,
            "rôle dans la coopération|rôle dans le projet|instance|instances|rôle de l'acteur|participation"
            "|comité",
            "fonction|place",
        ),
        CODE_ZONE,
        INTERVENTION,
        Field(
            "besoins",
            "Besoins couverts",
            NEEDS,
            "besoin|besoins|besoin couvert|besoins essentiels|répond aux besoins|thématiques|thématique"
            "|besoins auxquels il répond|réponses aux besoins|besoins pris en charge",
            "services|réponse|thème",
        ),
        Field(
            "date_convention",
            "Date de la convention",
            DATE,
            "convention|convention signée le|date convention|signature de la convention"
            "|date de signature de la convention|conventionné le|convention du|convention de partenariat",
        ),
        Field(
            "date_charte",
            "Date de la charte",
            DATE,
            "charte|charte monalisa|charte signée le|date charte|signature de la charte"
            "|date de signature de la charte|signataire de la charte le|charte du|charte de coopération",
        ),
        Field(
            "statut",
            "Statut",
            ACTOR_STATUS,
            "état|statut de l'acteur|situation|statut acteur|engagement|statut du partenaire",
            "actif|active",
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
        among="parmi ceux que des fichiers aux mêmes colonnes ont apportés",
        closing=Closing("statut", "retire", "Retirer", "acteur absent", "acteurs absents", "Retirés le"),
    ),
)
