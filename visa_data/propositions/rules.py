"""The rules: for each kind of gap, how urgent it is, who acts, which figure a decision follows, where it is read.

A weight is what one person concerned counts for. `gaps` holds how each is found in a book.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from visa_data.dossier.book import Book
from visa_data.initiatives.gaps import Ecart
from visa_data.propositions import gaps
from visa_data.propositions.proposal import Gap


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of gap.

    weight: of one person concerned. owner: the function that acts. indicator, column: what a decision follows. days:
    until it is due. most: how many of the kind are proposed at one meeting. find: the gaps of a book, in any order.
    """

    kind: Ecart
    weight: float
    owner: str
    indicator: str
    column: str
    days: int
    find: Callable[[Book], list[Gap]]
    most: int = 1


RULES = (
    Rule(Ecart.URGENCES, 10, "Coordination", "urgences", "urgences_sans_contact", 2, gaps.urgent),
    Rule(Ecart.NON_ORIENTEES, 6, "CLIC", "orientations", "orientees", 7, gaps.not_oriented),
    Rule(Ecart.PERDUS_DE_VUE, 2, "Appelants", "couverture", "perdus_de_vue", 14, gaps.lost_from_sight),
    Rule(
        Ecart.ZONE_BLANCHE,
        4,
        "Équipe citoyenne",
        "zones-blanches",
        "isolees_couvertes",
        28,
        gaps.white_zones,
        2,
    ),
    Rule(Ecart.PROCHAINE_EQUIPE, 2, "Élus référents", "evolution", "isolees_sans_equipe", 56, gaps.next_team),
    Rule(Ecart.BESOIN, 3, "CCAS", "besoins", "non_pourvus", 14, gaps.unmet_needs, 2),
    Rule(Ecart.AIDANTS, 3, "CCAS", "aidants", "relais_sans_reponse", 14, gaps.carers_waiting),
    Rule(Ecart.VISITES, 3, "Équipe citoyenne", "visites", "demandes_en_attente", 14, gaps.visits_waiting),
    Rule(Ecart.PARRAINS, 2, "Coordination", "parrainage", "orphelins", 7, gaps.sponsors_gone),
    Rule(Ecart.HEURES, 1, "Mairie", "couverture", "a_jour", 14, gaps.hours_short),
    Rule(Ecart.RESSOURCE_A_VERIFIER, 1, "Analyste", "besoins", "non_pourvus", 7, gaps.stale_resources),
    Rule(Ecart.REGISTRE_AVEUGLE, 0.2, "Mairie", "couverture", "inscrits", 28, gaps.blind_registers),
    Rule(Ecart.SANS_RELAIS, 0.2, "Élus référents", "signalements", "recus", 28, gaps.without_relay),
)
"""In the order of equals."""
