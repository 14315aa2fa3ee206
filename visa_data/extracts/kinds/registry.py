"""Every kind of extract, in the order in which they are offered, and what follows from all of them."""

from __future__ import annotations

from visa_data.base.tables import OTHERS, Table
from visa_data.extracts.kinds.acteurs import ACTEURS
from visa_data.extracts.kinds.appelants import APPELANTS
from visa_data.extracts.kinds.appels import APPELS
from visa_data.extracts.kinds.besoins import BESOINS
from visa_data.extracts.kinds.binomes import BINOMES
from visa_data.extracts.kinds.codes_postaux import CODES_POSTAUX
from visa_data.extracts.kinds.cooperations import COOPERATIONS
from visa_data.extracts.kinds.dispositifs import DISPOSITIFS
from visa_data.extracts.kinds.equipes import EQUIPES
from visa_data.extracts.kinds.kind import Kind
from visa_data.extracts.kinds.mouvements import MOUVEMENTS
from visa_data.extracts.kinds.personnes import PERSONNES
from visa_data.extracts.kinds.population import POPULATION_KIND
from visa_data.extracts.kinds.ressources import RESSOURCES
from visa_data.extracts.kinds.signalements import SIGNALEMENTS
from visa_data.extracts.kinds.suites import SUITES
from visa_data.extracts.kinds.zones import ZONES

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        PERSONNES,
        APPELS,
        BESOINS,
        EQUIPES,
        RESSOURCES,
        APPELANTS,
        ACTEURS,
        SUITES,
        SIGNALEMENTS,
        BINOMES,
        DISPOSITIFS,
        COOPERATIONS,
        ZONES,
        POPULATION_KIND,
        MOUVEMENTS,
        CODES_POSTAUX,
    )
}


def kinds_in_loading_order() -> list[Kind]:
    """Each kind after those that its lines refer to; of those that wait for the same ones, the territory first."""

    def rank(kind: Kind) -> int:
        return 1 + max((rank(KINDS[name]) for name in kind.refers_to), default=0)

    return sorted(KINDS.values(), key=lambda kind: (rank(kind), not kind.territory))


def every_table() -> list[Table]:
    """Every table of the base: those that the kinds fill, and the others. Their histories are not among them."""
    return [*(kind.table for kind in KINDS.values()), *OTHERS]
