"""Callers."""

from __future__ import annotations

from visa_data.extracts.formats import CALLER, CODES, LABEL, WEEKLY_HOURS, YES_NO
from visa_data.extracts.kinds.kind import Absence, Field, Kind

APPELANTS = Kind(
    "appelants",
    "Appelant·e·s",
    ("appelant", "appelants"),
    (
        Field(
            "appelant",
            "Appelant·e",
            CALLER,
            "appelant(e)|code appelant|id appelant|identifiant appelant|n° appelant|code bénévole"
            "|id bénévole"
            "|identifiant bénévole|référence appelant|n° bénévole|code agent|matricule|appelante",
            "bénévole|identifiant|référence|code|agent|n°",
            required=True,
        ),
        Field(
            "profil",
            "Profil",
            LABEL,
            "type d'appelant|qualité|fonction|statut|catégorie|profil de l'appelant|type"
            "|type de bénévole|rôle"
            "|profil appelant",
        ),
        Field(
            "heures_semaine",
            "Heures par semaine",
            WEEKLY_HOURS,
            "heures hebdo|heures hebdomadaires|nb heures|heures/semaine|disponibilité (heures)"
            "|h/semaine|h par semaine"
            "|disponibilité hebdomadaire|heures disponibles|disponibilité|nb h|heures|heures dispo"
            "|disponibilités"
            "|heures disponibles par semaine|nombre d'heures par semaine|volume horaire|h/sem|heures/sem",
        ),
        Field(
            "zones",
            "Zones",
            CODES,
            "zone|communes|secteur|zones d'appel|secteurs|zones couvertes|communes couvertes"
            "|zones d'intervention"
            "|communes d'intervention|territoire|code insee|codes insee|secteur d'appel",
            refers_to="zones",
        ),
        Field(
            "forme",
            "Formé·e",
            YES_NO,
            "formé|formée|formé(e)|formation|formation suivie|a suivi la formation|formation faite"
            "|formation initiale"
            "|formation (oui/non)|est formé",
        ),
        Field(
            "charte_signee",
            "Charte signée",
            YES_NO,
            "charte|signature de la charte|charte (oui/non)|charte signée (oui/non)|a signé la charte"
            "|charte éthique"
            "|charte du bénévole|engagement signé",
        ),
    ),
    key=("appelant",),
    about_people=True,
    absence=Absence(
        "profil",
        ("appelant·e", "appelant·e·s"),
        "parmi ceux que des fichiers aux mêmes colonnes ont apportés",
    ),
)
