"""The rules: for each kind of gap, how urgent it is, who acts, which figure a decision follows, where it is read.

A weight is what one person concerned counts for. `gaps_of_people`, `gaps_of_places` and `gaps_of_needs` hold how each is found in a book.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from visa_data.dossier.book import Book
from visa_data.initiatives.gaps import Ecart
from visa_data.propositions import gaps_of_needs as needs
from visa_data.propositions import gaps_of_people as people
from visa_data.propositions import gaps_of_places as places
from visa_data.propositions.proposal import Gap
from visa_data.vocabulary import Besoin


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of gap.

    initiative: the key of what inspires it, "" where `BY_NEED` says it need by need. weight: of one person concerned. owner: the function that acts. indicator, column: what a decision follows. days:
    until it is due. most: how many of the kind are proposed at one meeting. find: the gaps of a book, in any order.
    """

    kind: Ecart
    initiative: str
    weight: float
    owner: str
    indicator: str
    column: str
    days: int
    find: Callable[[Book], list[Gap]]
    most: int = 1


RULES = (
    Rule(
        Ecart.URGENCES,
        "campagne_appels",
        10,
        "Coordination",
        "urgences",
        "urgences_sans_contact",
        2,
        people.urgent,
    ),
    Rule(Ecart.NON_ORIENTEES, "clic", 6, "CLIC", "orientations", "orientees", 7, people.not_oriented),
    Rule(
        Ecart.PERDUS_DE_VUE,
        "pleneuf_val_andre",
        2,
        "Appelants",
        "couverture",
        "perdus_de_vue",
        14,
        people.lost_from_sight,
    ),
    Rule(
        Ecart.ZONE_BLANCHE,
        "equipes_citoyennes_monalisa",
        4,
        "Équipe citoyenne",
        "zones-blanches",
        "isolees_couvertes",
        28,
        places.white_zones,
        2,
    ),
    Rule(
        Ecart.PROCHAINE_EQUIPE,
        "api_bus",
        2,
        "Élus référents",
        "evolution",
        "isolees_sans_equipe",
        56,
        places.next_team,
    ),
    Rule(Ecart.BESOIN, "", 3, "CCAS", "besoins", "non_pourvus", 14, needs.unmet_needs, 2),
    Rule(Ecart.AIDANTS, "scalaa", 3, "CCAS", "aidants", "relais_sans_reponse", 14, people.carers_waiting),
    Rule(
        Ecart.VISITES,
        "je_vous_visite",
        3,
        "Équipe citoyenne",
        "visites",
        "demandes_en_attente",
        14,
        people.visits_waiting,
    ),
    Rule(
        Ecart.PARRAINS,
        "parrainage_par_un_volontaire",
        2,
        "Coordination",
        "parrainage",
        "orphelins",
        7,
        people.sponsors_gone,
    ),
    Rule(Ecart.HEURES, "recruter_des_benevoles", 1, "Mairie", "couverture", "a_jour", 14, people.hours_short),
    Rule(
        Ecart.RESSOURCE_A_VERIFIER,
        "conference_des_financeurs",
        1,
        "Analyste",
        "besoins",
        "non_pourvus",
        7,
        needs.stale_resources,
    ),
    Rule(
        Ecart.REGISTRE_AVEUGLE,
        "voisin_age",
        0.2,
        "Mairie",
        "couverture",
        "inscrits",
        28,
        places.blind_registers,
    ),
    Rule(
        Ecart.SANS_RELAIS,
        "commercants_facteurs_alerte",
        0.2,
        "Élus référents",
        "signalements",
        "recus",
        28,
        places.without_relay,
    ),
)
"""In the order of equals."""

BY_NEED = {
    Besoin.SE_NOURRIR: "portage_repas",
    Besoin.SE_SOIGNER: "diapar",
    Besoin.ETRE_INFORME: "digital_seniors_28",
    Besoin.PARLER: "voisin_age",
    Besoin.SORTIR: "rouler_solidaire",
    Besoin.ARGENT: "retrait_especes_accompagne",
    Besoin.ARNAQUES: "vigilance_arnaques_appels",
    Besoin.S_OCCUPER: "livres_et_moi",
    Besoin.QUOTIDIEN: "scalaa",
    Besoin.RITUELS: "ecoute_des_endeuilles",
}
"""What inspires an answer to each need."""
