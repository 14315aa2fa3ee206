"""The kinds of extracts of the contract, one a file."""

from __future__ import annotations

from visa_data.extracts.kinds.appelants import APPELANTS
from visa_data.extracts.kinds.appels import APPELS, HOUR_FIELD
from visa_data.extracts.kinds.besoins import BESOINS
from visa_data.extracts.kinds.codes_postaux import CODES_POSTAUX
from visa_data.extracts.kinds.equipes import EQUIPES
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.mouvements import MOUVEMENTS
from visa_data.extracts.kinds.personnes import PERSONNES
from visa_data.extracts.kinds.population import POPULATION_KIND
from visa_data.extracts.kinds.ressources import RESSOURCES
from visa_data.extracts.kinds.shared import LATITUDE_FIELD, LONGITUDE_FIELD, POSITION_FIELD
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
        ZONES,
        POPULATION_KIND,
        MOUVEMENTS,
        CODES_POSTAUX,
    )
}

__all__ = [
    "HOUR_FIELD",
    "KINDS",
    "LATITUDE_FIELD",
    "LONGITUDE_FIELD",
    "POSITION_FIELD",
    "ZONES",
    "Field",
    "Kind",
]
