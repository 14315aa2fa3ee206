"""The kinds of extracts of the contract, one a file: what a file of it holds, its table, and what its lines mean."""

from __future__ import annotations

from visa_data.extracts.kinds.appels import HOUR_FIELD, RANK
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.personnes import PERSONNES
from visa_data.extracts.kinds.registry import KINDS, every_table, kinds_in_loading_order
from visa_data.extracts.kinds.shared import LATITUDE_FIELD, LONGITUDE_FIELD, POSITION_FIELD
from visa_data.extracts.kinds.zones import ZONES

__all__ = [
    "HOUR_FIELD",
    "KINDS",
    "LATITUDE_FIELD",
    "LONGITUDE_FIELD",
    "PERSONNES",
    "POSITION_FIELD",
    "RANK",
    "ZONES",
    "Field",
    "Kind",
    "every_table",
    "kinds_in_loading_order",
]
