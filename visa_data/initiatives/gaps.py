"""The gaps that a committee decides about: what a proposal rests on, and what an initiative answers."""

from __future__ import annotations

from visa_data.vocabulary import Term


class Ecart(Term):
    """A gap of the indicators; a need without resource is told by its need besides."""

    URGENCES = "urgences", "Situations urgentes sans contact"
    NON_ORIENTEES = "non_orientees", "Niveaux 3 et 4 que personne n'a orientés"
    ZONE_BLANCHE = "zone_blanche", "Zone blanche : aucune équipe n'y va"
    PROCHAINE_EQUIPE = "prochaine_equipe", "Lieu d'une équipe ou d'un arrêt de plus"
    BESOIN = "besoin", "Besoin essentiel sans ressource"
    RESSOURCE_A_VERIFIER = "ressource_a_verifier", "Ressource qui n'est plus vérifiée"
    AIDANTS = "aidants", "Aidants dont la demande de relais attend"
    VISITES = "visites", "Demandes de visite sans bénévole"
    PARRAINS = "parrains", "Personnes dont le parrain n'appelle plus"
    HEURES = "heures", "Heures d'appel qui manquent"
    REGISTRE_AVEUGLE = "registre_aveugle", "Registre aveugle : trop peu d'inscrits"
    SANS_RELAIS = "sans_relais", "Zone dont personne ne signale rien"
    PERDUS_DE_VUE = "perdus_de_vue", "Personnes jamais jointes ou perdues de vue"
