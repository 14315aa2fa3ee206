"""Citizen teams (Monalisa)."""

from __future__ import annotations

from visa_data.extracts.formats import BEARER, DATE, IDENTIFIER, ORGANISATION, PEOPLE, TEAM_STATUS
from visa_data.extracts.kinds.kind import Absence, Closing, Field, Kind
from visa_data.extracts.kinds.shared import (
    CAPACITY,
    CODE_ZONE,
    INTERVENTION,
    LATITUDE_FIELD,
    LONGITUDE_FIELD,
    POSITION_FIELD,
    RADIUS_FIELD,
)

EQUIPES = Kind(
    "equipes",
    "Équipes citoyennes",
    ("équipe", "équipes"),
    (
        Field(
            "identifiant",
            "Identifiant",
            IDENTIFIER,
            "id équipe|identifiant équipe|code équipe|n° équipe|numéro d'équipe|référence|référence équipe"
            "|identifiant de l'équipe|code de l'équipe|n° monalisa",
            "code|n°|numéro",
            required=True,
        ),
        Field(
            "nom",
            "Nom de l'équipe",
            ORGANISATION,
            "nom|équipe|équipe citoyenne|nom équipe|libellé|intitulé|dénomination|nom de l'équipe citoyenne"
            "|libellé de l'équipe|désignation",
            required=True,
        ),
        Field(
            "type_porteur",
            "Type de porteur",
            BEARER,
            "porteur|structure porteuse|type porteur|type de structure porteuse|portage"
            "|catégorie de porteur"
            "|type de structure|organisme porteur|nature du porteur",
            "type|structure|catégorie",
        ),
        CODE_ZONE,
        LATITUDE_FIELD,
        LONGITUDE_FIELD,
        POSITION_FIELD,
        INTERVENTION,
        RADIUS_FIELD,
        Field(
            "benevoles",
            "Nombre de bénévoles",
            PEOPLE,
            "bénévoles|nb bénévoles|effectif|effectif bénévole|bénévoles actifs|nombre de bénévoles actifs"
            "|équipiers|nombre d'équipiers|nb équipiers|membres|nombre de membres|volontaires"
            "|nombre de volontaires",
        ),
        CAPACITY,
        Field(
            "statut",
            "Statut",
            TEAM_STATUS,
            "statut de l'équipe|état|état de l'équipe|situation|activité|statut équipe|en activité",
            "active|actif",
            required=True,
            constant="*",
        ),
        Field(
            "date_creation",
            "Date de création",
            DATE,
            "créée le|créé le|création|date création équipe|depuis|depuis le|date de démarrage"
            "|date de lancement"
            "|active depuis|date de la charte|date début|début|année de création",
            "date",
        ),
    ),
    key=("identifiant",),
    dated="date_creation",
    absence=Absence(
        "nom",
        closing=Closing("statut", "arretee", "Arrêter", "équipe absente", "équipes absentes", "Arrêtées le"),
    ),
)
