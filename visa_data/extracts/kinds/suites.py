"""What actors were asked for people, and what became of it, one line a status."""

from __future__ import annotations

from visa_data.extracts.formats import DATE, FOLLOW_UP_STATUS, FOLLOW_UP_SUBJECT, LEVEL, ORGANISATION
from visa_data.extracts.kinds.checks import Check, backwards, quoted
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.shared import REFERENCE_FIELD
from visa_data.vocabulary_of_action import StatutSuite, closing_suites

_KEY = ("reference", "objet", "date", "statut", "acteur")

SUITES = Kind(
    "suites",
    "Orientations et suites",
    ("suite", "suites"),
    (
        REFERENCE_FIELD,
        Field(
            "date",
            "Date",
            DATE,
            "date de la suite|date suite|date de suivi|date du statut|date de statut|date d'orientation"
            "|date de l'orientation|date de la demande|date de mise à jour|mis à jour le|maj le|jour",
            "le|depuis le|créé le|horodateur|timestamp|date de soumission|soumis le|date de saisie",
            required=True,
            constant="*",
        ),
        Field(
            "objet",
            "Objet",
            FOLLOW_UP_SUBJECT,
            "objet de la demande|objet de la suite|motif|demande|objet de l'orientation|nature de la demande"
            "|type de demande|type de suite",
            "type|nature|besoin",
            required=True,
            constant="*",
        ),
        Field(
            "statut",
            "Suite donnée",
            FOLLOW_UP_STATUS,
            "suite|suites données|suite de l'orientation|état|avancement|réponse de l'acteur|étape"
            "|statut de l'orientation|statut de la demande|statut de la suite|retour",
            "résultat|réponse|décision|issue",
            required=True,
        ),
        Field(
            "acteur",
            "Acteur",
            ORGANISATION,
            "code acteur|identifiant acteur|id acteur|acteur sollicité|orienté vers|orientée vers|partenaire"
            "|structure sollicitée|adressé à|adressée à|transmis à|transmise à|acteur saisi",
            "structure|service|destinataire|organisme|vers",
            refers_to="acteurs",
        ),
        Field(
            "niveau",
            "Niveau de fragilité",
            LEVEL,
            "niveau|niveau fragilité|fragilité|niveau déclaré|niveau de vigilance|niveau (1-4)|niveau 1 à 4",
        ),
    ),
    key=_KEY,
    about_people=True,
    dated="date",
    checks=(
        Check(
            "acteur",
            "Acteur absent de la base : la suite est gardée, sans que l'on sache qui il est",
            f"SELECT {', '.join(_KEY)}, acteur AS valeur FROM suites "
            "WHERE acteur <> '' AND acteur NOT IN (SELECT identifiant FROM acteurs)",
            "Charger aussi le fichier des acteurs, ou corriger l'identifiant",
        ),
        backwards(
            "suites",
            _KEY,
            ("reference", "objet"),
            StatutSuite,
            f"avant IN ({', '.join(map(quoted, closing_suites()))})",
            "Statut qui revient en arrière : le plus récent compte",
        ),
    ),
)
