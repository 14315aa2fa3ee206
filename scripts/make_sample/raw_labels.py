"""How the organisations of the sample spell the codes of the pivot format."""

from __future__ import annotations

from scripts.make_sample.territory import NEEDS

SOURCES = {
    "registre_communal": "Registre communal",
    "ligne_telephonique": "Ligne téléphonique",
    "signalement": "Signalement",
    "departement": "Département",
    "carsat": "CARSAT",
    "caf": "CAF",
}
YES_NO = {"oui": "Oui", "non": "Non", "": ""}
CONSENT = {"oui": "O", "non": "N", "en_attente": "En attente"}
CARER = {"aucun": "Aucun", "present": "Présent", "relais_demande": "Relais demandé", "": ""}
CALL_KINDS = {
    "evaluation": "Évaluation",
    "vigilance": "Vigilance",
    "convivialite": "Convivialité",
    "visite": "Visite",
    "recueil_consentement": "Recueil du consentement",
}
OUTCOMES = {
    "joint": "Joint",
    "absent": "Pas de réponse",
    "message": "Message laissé",
    "rappel_demande": "À rappeler",
    "refus": "Refus",
    "numero_invalide": "Faux numéro",
}
NEED_STATUSES = {
    "exprime": "Exprimé",
    "en_cours": "En cours",
    "sans_solution": "Sans solution",
    "abandonne": "Abandonné",
    "pourvu": "Pourvu",
}
BEARERS = {
    "reseau_national": "Réseau national",
    "association_locale": "Association locale",
    "ccas_cias": "CCAS / CIAS",
    "autre": "Autre",
}
TEAM_STATUSES = {
    "active": "Active",
    "en_creation": "En création",
    "en_sommeil": "En sommeil",
    "arretee": "Arrêtée",
}
RESOURCE_STATUSES = {"active": "Active", "fermee": "Fermée"}


def needs_in_words(codes: str, separator: str) -> str:
    """The labels of the needs whose codes are joined by a vertical bar."""
    return separator.join(NEEDS[code] for code in codes.split("|") if code)


def french_date(iso: str) -> str:
    """``2025-09-15`` as ``15/09/2025``; "" stays ""."""
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}" if iso else ""


def french_hour(iso: str) -> str:
    """The time of ``2025-09-15 09:05`` as ``09h05``."""
    return f"{iso[11:13]}h{iso[14:16]}"


def french_number(text: str) -> str:
    """A decimal point as a comma."""
    return text.replace(".", ",")
