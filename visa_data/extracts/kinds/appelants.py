"""Callers."""

from __future__ import annotations

from visa_data.extracts.formats import ACTIVITIES, CALLER, CODES, DATE, PROFILE, SLOTS, WEEKLY_HOURS, YES_NO
from visa_data.extracts.kinds.binomes import ACTIVITIES_WANTED, SLOTS_FREE
from visa_data.extracts.kinds.checks import before
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
            PROFILE,
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
        Field(
            "visites",
            "Fait des visites",
            YES_NO,
            "visites à domicile|accepte les visites|visites (oui/non)|fait aussi des visites|visite|visiteur"
            "|volontaire pour les visites|disponible pour des visites|visiteur (oui/non)",
        ),
        Field("creneaux", "Créneaux", SLOTS, SLOTS_FREE, "disponibilités|disponibilité"),
        Field("activites", "Activités", ACTIVITIES, ACTIVITIES_WANTED),
        Field(
            "date_debut",
            "Date de début",
            DATE,
            "depuis le|depuis|début|engagé le|engagée le|date d'engagement|date d'arrivée|arrivé le|arrivée le"
            "|actif depuis|date d'entrée|entrée le|date début|début d'engagement",
        ),
        Field(
            "date_fin",
            "Date de fin",
            DATE,
            "jusqu'au|fin|date de départ|parti le|partie le|date de sortie|fin d'engagement|départ|départ le"
            "|date fin|sorti le|arrêt le|a arrêté le",
        ),
    ),
    key=("appelant",),
    about_people=True,
    checks=(
        before(
            "appelants",
            ("appelant",),
            "date_fin",
            "date_debut",
            "Date de fin antérieure à la date de début : cette personne n'est active aucun jour",
        ),
    ),
    absence=Absence(
        "profil",
        ("appelant·e", "appelant·e·s"),
        "parmi ceux que des fichiers aux mêmes colonnes ont apportés",
    ),
)
