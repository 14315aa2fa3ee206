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

ACTOR_KINDS = {
    "elu": "Élu",
    "service_municipal": "Service municipal",
    "ccas_cias": "CCAS ou CIAS",
    "coordination": "Dispositif de coordination",
    "sanitaire": "Sanitaire",
    "medico_social": "Médico-social",
    "aidants": "Dispositif pour les aidants",
    "social": "Centre social",
    "monalisa": "Monalisa",
    "association": "Association",
    "departement": "Conseil départemental",
    "caisse": "Caisse de retraite",
    "etat": "État",
    "bailleur": "Bailleur social",
    "quartier": "Comité de quartier",
    "commerce": "Commerçant",
    "la_poste": "La Poste",
    "autre": "Autre",
}
ROLES = {
    "pilote": "Pilote",
    "copil": "Copil",
    "cotech": "Cotech",
    "relais": "Relais local",
    "partenaire": "Partenaire",
    "": "",
}
ACTOR_STATUSES = {"actif": "Actif", "pressenti": "À contacter", "retire": "Parti"}
SUBJECTS = {
    "orientation": "Orientation",
    "relais_aidant": "Relais pour l'aidant",
    "visite": "Visite de convivialité",
    **NEEDS,
}
FOLLOW_UPS = {
    "proposee": "Proposée",
    "acceptee": "Accord de la personne",
    "transmise": "Transmise",
    "refusee": "Refusée",
    "sans_suite": "Classée sans suite",
    "prise_en_charge": "Prise en charge",
}
CHANNELS = {
    "ligne_telephonique": "Ligne téléphonique",
    "tiers": "Un tiers",
    "accueil": "Guichet",
    "courriel": "Mail",
}
RELAYS = {
    "la_personne": "La personne elle-même",
    "famille": "Famille",
    "voisin": "Voisin(e)",
    "facteur": "Facteur",
    "commerce": "Commerçant",
    "pharmacie": "Pharmacie",
    "medecin": "Médecin traitant",
    "saad": "Aide à domicile",
    "police_gendarmerie": "Gendarmerie",
    "association": "Association",
    "elu": "Élu",
    "autre": "Autre",
    "": "",
}
REPORT_FATES = {
    "inscrite": "Inscrite",
    "deja_inscrite": "Déjà connue",
    "refus": "Refus",
    "sans_suite": "Sans suite",
    "en_cours": "En cours",
}
PAIR_STATUSES = {
    "demande": "Demande",
    "rencontre": "Première rencontre",
    "actif": "Actif",
    "suspendu": "En pause",
    "termine": "Arrêté",
}
VISIT_OUTCOMES = {"joint": "Vu", "absent": "Absent"}
MATURITIES = {
    "premier_contact": "Premier contact",
    "en_sommeil": "En sommeil",
    "en_cours": "En cours",
    "active": "Active",
    "mature": "Mature",
}
SLOTS = {
    "lundi_matin": "Lundi matin",
    "lundi_apres_midi": "Lundi après-midi",
    "mardi_matin": "Mardi matin",
    "mardi_apres_midi": "Mardi après-midi",
    "mercredi_matin": "Mercredi matin",
    "mercredi_apres_midi": "Mercredi après-midi",
    "jeudi_matin": "Jeudi matin",
    "jeudi_apres_midi": "Jeudi après-midi",
    "vendredi_matin": "Vendredi matin",
    "vendredi_apres_midi": "Vendredi après-midi",
    "samedi": "Samedi",
    "dimanche": "Dimanche",
}
ACTIVITIES = {
    "conversation": "Conversation",
    "lecture": "Lecture",
    "jeux": "Jeux de société",
    "promenade": "Promenade",
    "jardin": "Jardinage",
    "cuisine": "Cuisine",
    "musique": "Musique",
    "travaux_manuels": "Travaux manuels",
    "numerique": "Numérique",
}


def in_words(codes: str, words: dict[str, str]) -> str:
    """The words of the codes joined by a vertical bar."""
    return ", ".join(words[code] for code in codes.split("|") if code)


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
