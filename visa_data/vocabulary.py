"""The field's vocabulary: codes, French labels and the wordings seen in extracts.

One place spells them. Every enum is a `StrEnum` whose value is the code of the contract; `label`
is what a person reads; `ALIASES` gives, for each code, other wordings organisations use (compared
after `fold`). Source: Guide méthodologique VISA (2020), parts 2 and 4; Monalisa's annual report 2018.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache

_NO_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Lower-case, unaccented, punctuation as single spaces: what two wordings are compared by."""
    if not text.isascii():
        text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", text.casefold()).strip()


class Term(StrEnum):
    """A code with a French label and the wordings accepted for it."""

    label: str
    aliases: tuple[str, ...]

    def __new__(cls, code: str, label: str = "", aliases: tuple[str, ...] = ()) -> Term:
        """Build a member from its code, label and aliases."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label or code
        member.aliases = aliases
        return member

    @classmethod
    def wordings(cls) -> dict[str, str]:
        """Every accepted wording, folded, to its code."""
        return _wordings(cls)


@cache
def _wordings(terms: type[Term]) -> dict[str, str]:
    found: dict[str, str] = {}
    for term in terms:
        for wording in (term.value, term.label, *term.aliases):
            found.setdefault(fold(wording), term.value)
    return found


class Besoin(Term):
    """The ten essential needs (guide, part 4), in the guide's order."""

    SE_NOURRIR = "se_nourrir", "Se nourrir", ("nourrir", "alimentation", "repas", "courses")
    SE_SOIGNER = (
        "se_soigner",
        "Prendre soin de soi et se soigner",
        ("se soigner", "prendre soin de soi", "soins", "sante"),
    )
    ETRE_INFORME = "etre_informe", "Être informé et écouté", ("etre informe", "information", "ecoute")
    PARLER = "parler", "Parler avec autrui", ("lien social", "parler a autrui", "conversation")
    SORTIR = (
        "sortir",
        "Pouvoir sortir et maintenir une activité physique",
        ("activite physique", "pouvoir sortir", "sorties"),
    )
    ARGENT = "argent", "Retirer de l'argent", ("retrait d'argent", "especes")
    ARNAQUES = "arnaques", "Se prémunir des arnaques", ("se premunir des arnaques", "demarchage")
    S_OCCUPER = "s_occuper", "S'occuper et se cultiver", ("culture", "loisirs", "s'occuper")
    QUOTIDIEN = "quotidien", "Organiser sa vie quotidienne", ("vie quotidienne", "aide a domicile")
    RITUELS = (
        "rituels",
        "Maintenir des rituels symboliques ou spirituels",
        ("rituels symboliques", "vie spirituelle", "rituels spirituels"),
    )


class Source(Term):
    """Where a registered person comes from."""

    REGISTRE = (
        "registre_communal",
        "Registre communal",
        ("registre", "mairie", "commune", "inscription directe", "ccas", "cias", "ccas cias"),
    )
    DEPARTEMENT = (
        "departement",
        "Département",
        ("conseil departemental", "cd", "conseil general", "departement apa"),
    )
    CARSAT = "carsat", "Carsat", ("caisse de retraite", "assurance retraite")
    CAF = "caf", "CAF", ("caisse d'allocations familiales", "allocations familiales")
    LIGNE = "ligne_telephonique", "Ligne téléphonique", ("ligne", "numero vert", "telephone", "appel entrant")
    SIGNALEMENT = (
        "signalement",
        "Signalement d'un tiers",
        (
            "tiers",
            "signalement par un tiers",
            "signalement tiers",
            "voisin",
            "voisinage",
            "famille",
            "proche",
            "entourage",
            "enfants",
        ),
    )


class Consentement(Term):
    """Consent to be on the register: people sent on wait for it (en attente). Whoever refuses or objects is never stored."""

    OUI = "oui", "Oui", ("o", "1", "vrai", "true", "yes", "y", "x", "accord", "recueilli", "accepte")
    NON = "non", "Non", ("n", "0", "faux", "false", "no", "refus", "refuse", "retire", "retrait")
    OPPOSITION = (
        "opposition",
        "Opposition",
        ("oppose", "opposee", "s'oppose", "s'est opposee", "s'est oppose", "en opposition"),
    )
    EN_ATTENTE = "en_attente", "En attente", ("attente", "a recueillir", "en cours", "a confirmer", "ea")


class MotifEcart(Term):
    """Why a person is not to be registered again."""

    REFUS = "refus", "Refus"
    OPPOSITION = "opposition", "Opposition"
    RETRAIT = "retrait", "Retrait du consentement"
    RADIATION = "radiation", "Radiation"
    FIN_DE_CRISE = "fin_de_crise", "Fin de la crise"
    EFFACEMENT = "effacement", "Effacement"


class Aidant(Term):
    """Family carer, as declared."""

    AUCUN = "aucun", "Aucun", ("non", "n", "sans", "0", "pas d'aidant")
    PRESENT = "present", "Présent", ("oui", "o", "1", "aidant present")
    RELAIS = (
        "relais_demande",
        "Relais demandé",
        ("relais", "repit", "epuise", "demande de relais", "repit demande"),
    )


class TypeAppel(Term):
    """Kind of contact in the call campaign."""

    EVALUATION = "evaluation", "Évaluation", ("premier appel", "appel d'evaluation")
    VIGILANCE = "vigilance", "Vigilance", ("appel de vigilance", "veille")
    CONVIVIALITE = "convivialite", "Convivialité", ("appel de convivialite", "convivial")
    VISITE = "visite", "Visite", ("visite a domicile", "visite de convivialite", "passage")
    RECUEIL = (
        "recueil_consentement",
        "Recueil du consentement",
        ("consentement", "recueil de consentement"),
    )


class Issue(Term):
    """Outcome of one call attempt."""

    JOINT = (
        "joint",
        "Joint",
        (
            "jointe",
            "a repondu",
            "contact",
            "ok",
            "reponse",
            "joint e",
            "contacte",
            "vu",
            "vue",
            "vu e",
            "rencontre",
        ),
    )
    ABSENT = (
        "absent",
        "Pas de réponse",
        (
            *(
                "absente",
                "sans reponse",
                "ne repond pas",
                "npr",
                "absent e",
                "nrp",
                "non reponse",
                "n a pas repondu",
            ),
            *("ligne occupee", "occupe", "occupee", "sonne occupe", "sonne dans le vide", "pas repondu"),
        ),
    )
    MESSAGE = "message", "Message laissé", ("repondeur", "messagerie", "message repondeur")
    RAPPEL = "rappel_demande", "À rappeler", ("rappel", "rappeler", "demande de rappel", "rappel demande")
    REFUS = "refus", "Refus", ("refuse", "ne souhaite pas", "refus de repondre")
    INVALIDE = (
        "numero_invalide",
        "Faux numéro",
        ("numero invalide", "numero errone", "non attribue", "mauvais numero", "numero non attribue"),
    )


class StatutBesoin(Term):
    """State of a need, in the order in which statuses of one day apply (contract, part 3)."""

    EXPRIME = "exprime", "Exprimé", ("exprimee", "nouveau", "demande", "ouvert")
    EN_COURS = "en_cours", "En cours", ("encours", "en traitement", "traitement en cours")
    SANS_SOLUTION = "sans_solution", "Sans solution", ("aucune solution", "pas de solution", "non resolu")
    ABANDONNE = "abandonne", "Abandonné", ("abandonnee", "annule", "abandon")
    POURVU = "pourvu", "Pourvu", ("pourvue", "resolu", "satisfait", "repondu", "cloture")


class Porteur(Term):
    """Who carries a citizen team (Monalisa's categories)."""

    RESEAU = "reseau_national", "Réseau national", ("reseau", "association nationale", "national")
    LOCALE = "association_locale", "Association locale", ("association", "asso locale", "locale")
    CCAS = "ccas_cias", "CCAS ou CIAS", ("ccas", "cias", "ccas cias", "commune")
    AUTRE = "autre", "Autre", ("autres", "divers")


class StatutEquipe(Term):
    """State of a citizen team; only *active* teams reach people."""

    ACTIVE = "active", "Active", ("actif", "en activite", "oui")
    EN_CREATION = "en_creation", "En création", ("creation", "en projet", "projet")
    EN_SOMMEIL = "en_sommeil", "En sommeil", ("sommeil", "en pause", "suspendue", "inactive", "inactif")
    ARRETEE = "arretee", "Arrêtée", ("arret", "fermee", "dissoute", "arrete")


class StatutRessource(Term):
    """State of a resource."""

    ACTIVE = "active", "Active", ("actif", "ouverte", "ouvert", "oui", "en service")
    FERMEE = "fermee", "Fermée", ("ferme", "inactive", "inactif", "arretee", "supprimee", "non")


class StatutZone(Term):
    """Coverage of a zone by citizen teams (contract, part 3, `zones-blanches`)."""

    SANS_INSCRIT = "sans_inscrit", "Sans personne inscrite"
    SANS_ISOLEE = "sans_isolee", "Sans personne isolée"
    BLANCHE = "blanche", "Zone blanche"
    GRISE = "grise", "Zone grise"
    SATUREE = "saturee", "Équipes saturées"
    COUVERTE = "couverte", "Couverte"


class StatutDecision(Term):
    """What became of a decision of the committee."""

    A_FAIRE = "a_faire", "À faire"
    FAITE = "faite", "Faite"
    ABANDONNEE = "abandonnee", "Abandonnée"


NIVEAUX: dict[int, str] = {
    0: "Non évaluée",
    1: "Contact régulier",
    2: "Isolée",
    3: "Isolée et vigilance médicale",
    4: "Grande fragilité",
}
"""Declared levels and their short label (guide, part 2: four orientations)."""

ORIENTATIONS: dict[int, str] = {
    0: "Niveau non déclaré : personne encore à évaluer.",
    1: "Ni fragile, ni isolée, sans besoin prioritaire : contact régulier.",
    2: "Isolée : besoins prioritaires à recenser, orientation vers les services.",
    3: "Isolée et vigilance médicale : mise en relation avec le CLIC, la MAIA, le DAC ou l'équipe APA.",
    4: "Grande fragilité : urgence, intervention avec les services d'urgence.",
}
"""What each declared level asks for, as read on screen."""

NON_LOCALISEES = "Non localisées"
"""Name of the row of people without a zone (empty code)."""

BESOINS_COURTS: dict[Besoin, str] = {
    Besoin.SE_NOURRIR: "Se nourrir",
    Besoin.SE_SOIGNER: "Se soigner",
    Besoin.ETRE_INFORME: "S'informer",
    Besoin.PARLER: "Parler",
    Besoin.SORTIR: "Sortir",
    Besoin.ARGENT: "Argent",
    Besoin.ARNAQUES: "Arnaques",
    Besoin.S_OCCUPER: "S'occuper",
    Besoin.QUOTIDIEN: "Quotidien",
    Besoin.RITUELS: "Rituels",
}
"""The ten needs in a word or two, where a chart has no room for their labels."""
