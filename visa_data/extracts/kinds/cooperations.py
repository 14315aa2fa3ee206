"""Territorial cooperations of the Monalisa network, and how far each is: a log by département."""

from __future__ import annotations

from visa_data.extracts.formats import COUNT, DATE, DEPARTMENT, MATURITY, PLACE
from visa_data.extracts.kinds.kind import Field, Kind

COOPERATIONS = Kind(
    "cooperations",
    "Coopérations Monalisa",
    ("coopération", "coopérations"),
    (
        Field(
            "code",
            "Code du département",
            DEPARTMENT,
            "département|code département|n° département|n° de département|numéro de département|dép|dpt"
            "|code dép|code dépt",
            "n°|numéro|territoire",
            required=True,
        ),
        Field(
            "nom",
            "Nom",
            PLACE,
            "nom du département|nom département|coopération|nom de la coopération|libellé|coopération territoriale",
            "département|territoire|intitulé",
            required=True,
        ),
        Field(
            "maturite",
            "Maturité",
            MATURITY,
            "niveau de maturité|degré de maturité|stade de maturité|maturité de la coopération|stade",
            "étape|statut|état|niveau|avancement|situation",
            required=True,
        ),
        Field(
            "date",
            "Date",
            DATE,
            "au|à la date du|situation au|état au|date de situation|date d'observation|arrêté au",
            "le|mis à jour le|mise à jour|date de mise à jour",
            required=True,
            constant="*",
        ),
        Field(
            "signataires",
            "Signataires de la charte",
            COUNT,
            "signataires|nb signataires|nombre de signataires|chartes signées|organisations signataires",
        ),
        Field(
            "equipes",
            "Équipes citoyennes",
            COUNT,
            "équipes|nb équipes|nombre d'équipes|nb équipes citoyennes|nombre d'équipes citoyennes",
        ),
        Field(
            "animateurs",
            "Animateurs",
            COUNT,
            "nb animateurs|nombre d'animateurs|animateurs territoriaux|animatrices|animation",
        ),
    ),
    key=("code", "date"),
    dated="date",
)
