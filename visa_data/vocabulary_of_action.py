"""The vocabulary of who acts and of what follows: codes, French labels and the wordings seen in extracts.

The second part of the field's terms, as `visa_data.vocabulary` spells the first: actors of the cooperation, what became
of what they were asked, reports of isolated people, pairs of visitors, cooperations of the network. Source: Guide
méthodologique VISA (2020), parts 1 to 3; « Je vous visite » (Pays de Mormal, 2019); Monalisa's annual report 2018.
"""

from __future__ import annotations

from visa_data.vocabulary import Besoin, Term


class TypeActeur(Term):
    """Who may sit in a cooperation, in the guide's order (part 1)."""

    ELU = "elu", "Élu·e", ("elu", "elue", "mairie", "maire", "elus")
    SERVICE = (
        "service_municipal",
        "Service municipal",
        ("service de la ville", "services municipaux", "service communal"),
    )
    CCAS = "ccas_cias", "CCAS ou CIAS", ("ccas", "cias", "ccas cias", "centre communal d'action sociale")
    COORDINATION = (
        "coordination",
        "Dispositif de coordination",
        ("clic", "maia", "dac", "cta", "pta", "paerpa", "dispositif de coordination gerontologique"),
    )
    SANITAIRE = (
        "sanitaire",
        "Acteur sanitaire",
        ("pharmacie", "medecin", "medecins", "infirmiers", "hopital", "cpts", "sante", "kinesitherapeute"),
    )
    MEDICO_SOCIAL = (
        "medico_social",
        "Acteur médico-social",
        ("medico social", "saad", "ssiad", "spasad", "ehpad"),
    )
    AIDANTS = "aidants", "Dispositif pour les aidants", ("maison des aidants", "plateforme de repit", "repit")
    SOCIAL = "social", "Acteur social", ("centre social", "centre socioculturel", "centre socio culturel")
    MONALISA = "monalisa", "Monalisa ou équipe citoyenne", ("equipe citoyenne", "cooperation monalisa")
    ASSOCIATION = "association", "Association", ("asso", "association locale", "association nationale")
    REPRESENTANTS = (
        "representants_ages",
        "Représentants des personnes âgées",
        (
            "representants des ages",
            "club des seniors",
            "club des aines",
            "conseil des seniors",
            "representants ages",
        ),
    )
    DEPARTEMENT = "departement", "Département", ("conseil departemental", "cd", "maison des solidarites")
    CAISSE = (
        "caisse",
        "Caisse de retraite ou d'allocations",
        ("carsat", "caf", "msa", "caisse de retraite", "agirc arrco"),
    )
    ETAT = "etat", "Service de l'État", ("ddcs", "ddets", "prefecture", "etat", "ars")
    BAILLEUR = "bailleur", "Bailleur social", ("bailleur", "hlm", "office hlm")
    QUARTIER = (
        "quartier",
        "Association ou instance de quartier",
        ("conseil de quartier", "comite de quartier", "quartier"),
    )
    COMMERCE = "commerce", "Commerce", ("commercant", "commercants", "boulangerie", "superette")
    LA_POSTE = "la_poste", "La Poste", ("poste", "facteur", "facteurs")
    AUTRE = "autre", "Autre", ("autres", "divers")


class RoleActeur(Term):
    """What an actor does in the cooperation."""

    PILOTE = "pilote", "Pilote", ("pilotage", "porteur")
    COPIL = "copil", "Comité de pilotage", ("membre du copil", "comite de pilotage", "copil")
    COTECH = "cotech", "Comité technique", ("membre du cotech", "comite technique", "cotech")
    RELAIS = "relais", "Relais", ("relais de proximite", "relais local", "sentinelle")
    PARTENAIRE = "partenaire", "Partenaire", ("partenariat", "partenaire financier")


class StatutActeur(Term):
    """Whether an actor takes part."""

    ACTIF = "actif", "Actif", ("active", "en activite", "oui", "engage", "engagee")
    PRESSENTI = "pressenti", "Pressenti", ("pressentie", "a contacter", "en discussion", "envisage")
    RETIRE = "retire", "Retiré", ("retiree", "parti", "sorti", "inactif", "inactive", "non")


class ObjetSuite(Term):
    """What an actor was asked for a person; an essential need is an object too."""

    ORIENTATION = "orientation", "Orientation", ("orienter", "orientation clic", "mise en relation")
    RELAIS_AIDANT = (
        "relais_aidant",
        "Relais pour l'aidant",
        ("relais aidant", "repit", "relais a domicile", "relais de l'aidant", "repit de l'aidant"),
    )
    VISITE = "visite", "Visite", ("visites", "visite de convivialite", "visiteur")
    SE_NOURRIR = Besoin.SE_NOURRIR.value, Besoin.SE_NOURRIR.label, Besoin.SE_NOURRIR.aliases
    SE_SOIGNER = Besoin.SE_SOIGNER.value, Besoin.SE_SOIGNER.label, Besoin.SE_SOIGNER.aliases
    ETRE_INFORME = Besoin.ETRE_INFORME.value, Besoin.ETRE_INFORME.label, Besoin.ETRE_INFORME.aliases
    PARLER = Besoin.PARLER.value, Besoin.PARLER.label, Besoin.PARLER.aliases
    SORTIR = Besoin.SORTIR.value, Besoin.SORTIR.label, Besoin.SORTIR.aliases
    ARGENT = Besoin.ARGENT.value, Besoin.ARGENT.label, Besoin.ARGENT.aliases
    ARNAQUES = Besoin.ARNAQUES.value, Besoin.ARNAQUES.label, Besoin.ARNAQUES.aliases
    S_OCCUPER = Besoin.S_OCCUPER.value, Besoin.S_OCCUPER.label, Besoin.S_OCCUPER.aliases
    QUOTIDIEN = Besoin.QUOTIDIEN.value, Besoin.QUOTIDIEN.label, Besoin.QUOTIDIEN.aliases
    RITUELS = Besoin.RITUELS.value, Besoin.RITUELS.label, Besoin.RITUELS.aliases
    AUTRE = "autre", "Autre", ("autres", "divers")


class StatutSuite(Term):
    """What became of it, in the order in which statuses of one day apply (contract, part 4)."""

    PROPOSEE = "proposee", "Proposée", ("propose", "a faire", "nouvelle", "demandee", "demande")
    ACCEPTEE = "acceptee", "Acceptée", ("accepte", "accord", "accord de la personne")
    TRANSMISE = "transmise", "Transmise", ("transmis", "envoyee", "transmission faite")
    REFUSEE = "refusee", "Refusée", ("refuse", "refus", "refus de la personne")
    SANS_SUITE = (
        "sans_suite",
        "Sans suite",
        ("sans suite donnee", "abandonnee", "classee", "classee sans suite"),
    )
    PRISE_EN_CHARGE = (
        "prise_en_charge",
        "Prise en charge",
        ("pris en charge", "en charge", "mise en place", "pec"),
    )

    @property
    def closes(self) -> bool:
        """Whether a thread ends with it."""
        return self in (StatutSuite.REFUSEE, StatutSuite.SANS_SUITE, StatutSuite.PRISE_EN_CHARGE)


class CanalSignalement(Term):
    """How a report came in."""

    LIGNE = "ligne_telephonique", "Ligne téléphonique", ("ligne", "numero vert", "telephone", "appel")
    TIERS = "tiers", "Un tiers", ("par un tiers", "un tiers", "signalement d'un tiers")
    ACCUEIL = "accueil", "Accueil", ("guichet", "a l'accueil", "accueil physique", "mairie")
    COURRIEL = "courriel", "Courriel", ("mail", "email", "e-mail", "formulaire", "courrier")


class Relais(Term):
    """Who told the cooperation about somebody, in the contract's order."""

    LA_PERSONNE = (
        "la_personne",
        "La personne elle-même",
        ("elle meme", "l'interesse", "l'interessee", "la personne"),
    )
    FAMILLE = "famille", "Famille", ("proche", "enfant", "enfants", "entourage", "aidant")
    VOISIN = "voisin", "Voisin·e", ("voisin", "voisine", "voisins", "voisinage")
    FACTEUR = "facteur", "Facteur", ("la poste", "factrice", "poste")
    COMMERCE = "commerce", "Commerce", ("commercant", "commercante", "boulangerie", "superette")
    PHARMACIE = "pharmacie", "Pharmacie", ("pharmacien", "pharmacienne")
    MEDECIN = "medecin", "Médecin", ("medecin traitant", "docteur", "infirmier", "infirmiere")
    SAAD = "saad", "SAAD", ("aide a domicile", "auxiliaire de vie", "ssiad")
    BAILLEUR = "bailleur", "Bailleur", ("bailleur social", "gardien", "gardienne", "hlm")
    POLICE = (
        "police_gendarmerie",
        "Police ou gendarmerie",
        ("police", "gendarmerie", "police municipale", "pompiers"),
    )
    ASSOCIATION = "association", "Association", ("asso", "benevole", "equipe citoyenne")
    ELU = "elu", "Élu·e", ("elu", "elue", "maire", "mairie")
    AUTRE = "autre", "Autre", ("autres", "divers")


class SuiteSignalement(Term):
    """What followed a report."""

    EN_COURS = "en_cours", "En cours", ("encours", "a traiter", "en traitement", "ouvert")
    INSCRITE = "inscrite", "Inscrite", ("inscription", "inscrit", "ajoutee au registre")
    DEJA_INSCRITE = (
        "deja_inscrite",
        "Déjà inscrite",
        ("deja inscrit", "deja connue", "deja au registre", "connue"),
    )
    REFUS = "refus", "Refus", ("refuse", "refusee", "refus de la personne")
    SANS_SUITE = "sans_suite", "Sans suite", ("sans objet", "classee", "classe sans suite", "injoignable")


class StatutBinome(Term):
    """Where a pair of visitors and the person they visit are, in the order in which statuses of one day apply."""

    DEMANDE = "demande", "Demande", ("demandee", "en attente", "a pourvoir")
    RENCONTRE = "rencontre", "Rencontre", ("premiere rencontre", "rencontre prevue", "presentation")
    ACTIF = "actif", "Actif", ("active", "en cours", "visites en cours")
    SUSPENDU = "suspendu", "Suspendu", ("suspendue", "en pause", "pause")
    TERMINE = "termine", "Terminé", ("terminee", "arrete", "arretee", "fin", "clos")


class Maturite(Term):
    """How far a territorial cooperation of Monalisa is, in its own order."""

    PREMIER_CONTACT = (
        "premier_contact",
        "Premier contact",
        ("contact", "prise de contact", "premiers contacts", "1er contact"),
    )
    EN_SOMMEIL = "en_sommeil", "En sommeil", ("sommeil", "en pause", "endormie")
    EN_COURS = "en_cours", "En cours", ("en cours de constitution", "en construction", "encours")
    ACTIVE = "active", "Active", ("actif", "en activite")
    MATURE = "mature", "Mature", ("matures", "autonome")


class Profil(Term):
    """Who calls; a file may name other profiles, kept as they are written."""

    AGENT = (
        "agent",
        "Agent",
        ("agent municipal", "agent communal", "agente", "agent du ccas", "professionnel"),
    )
    BENEVOLE = "benevole", "Bénévole", ("benevoles", "volontaire")
    ELU = "elu", "Élu·e", ("elue", "elu municipal", "elue municipale")
    ETUDIANT = "etudiant", "Étudiant·e", ("etudiante", "etudiants")
    SERVICE_CIVIQUE = (
        "service_civique",
        "Service civique",
        ("en service civique", "volontaire en service civique"),
    )


class Creneau(Term):
    """When a volunteer or a person is free, each week."""

    LUNDI_MATIN = "lundi_matin", "Lundi matin", ("lun matin", "lundi am")
    LUNDI_APRES_MIDI = "lundi_apres_midi", "Lundi après-midi", ("lun apres midi", "lundi pm", "lundi aprem")
    MARDI_MATIN = "mardi_matin", "Mardi matin", ("mar matin", "mardi am")
    MARDI_APRES_MIDI = "mardi_apres_midi", "Mardi après-midi", ("mar apres midi", "mardi pm", "mardi aprem")
    MERCREDI_MATIN = "mercredi_matin", "Mercredi matin", ("mer matin", "mercredi am")
    MERCREDI_APRES_MIDI = (
        "mercredi_apres_midi",
        "Mercredi après-midi",
        ("mer apres midi", "mercredi pm", "mercredi aprem"),
    )
    JEUDI_MATIN = "jeudi_matin", "Jeudi matin", ("jeu matin", "jeudi am")
    JEUDI_APRES_MIDI = "jeudi_apres_midi", "Jeudi après-midi", ("jeu apres midi", "jeudi pm", "jeudi aprem")
    VENDREDI_MATIN = "vendredi_matin", "Vendredi matin", ("ven matin", "vendredi am")
    VENDREDI_APRES_MIDI = (
        "vendredi_apres_midi",
        "Vendredi après-midi",
        ("ven apres midi", "vendredi pm", "vendredi aprem"),
    )
    SAMEDI = "samedi", "Samedi", ("sam", "le samedi")
    DIMANCHE = "dimanche", "Dimanche", ("dim", "le dimanche")


class Activite(Term):
    """What two visitors and the person they visit like to do together."""

    CONVERSATION = "conversation", "Conversation", ("discuter", "discussion", "parler", "bavarder")
    LECTURE = "lecture", "Lecture", ("lire", "livres", "journal")
    JEUX = "jeux", "Jeux", ("jeu", "jeux de societe", "cartes", "belote", "scrabble")
    PROMENADE = "promenade", "Promenade", ("marche", "balade", "se promener", "sortie")
    JARDIN = "jardin", "Jardin", ("jardinage", "jardiner", "fleurs")
    CUISINE = "cuisine", "Cuisine", ("cuisiner", "patisserie", "gouter")
    MUSIQUE = "musique", "Musique", ("chant", "chanter", "ecouter de la musique")
    TRAVAUX_MANUELS = "travaux_manuels", "Travaux manuels", ("couture", "tricot", "bricolage", "dessin")
    COURSES = "courses", "Courses", ("faire les courses", "marche du village")
    NUMERIQUE = "numerique", "Numérique", ("ordinateur", "tablette", "internet")
    AUTRE = "autre", "Autre", ("autres", "divers")


def closing_suites() -> tuple[str, ...]:
    """Codes of the statuses that end a thread."""
    return tuple(status.value for status in StatutSuite if status.closes)
