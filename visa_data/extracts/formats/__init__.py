"""The import formats, one a file, each with its own valid and invalid examples."""

from __future__ import annotations

from visa_data.extracts.formats.birth_years import BIRTH_YEAR
from visa_data.extracts.formats.callers import CALLER
from visa_data.extracts.formats.code_lists import CODES
from visa_data.extracts.formats.codes import CODE, INSEE
from visa_data.extracts.formats.coordinates import LATITUDE, LONGITUDE, POSITION, read_coordinate, read_pair
from visa_data.extracts.formats.dates import DATE
from visa_data.extracts.formats.durations import DURATION
from visa_data.extracts.formats.format import (
    BY_ITSELF,
    EXAMPLES_READ_ON,
    METROPOLE,
    Format,
    Manner,
    Noted,
    Refusal,
)
from visa_data.extracts.formats.instants import Hour
from visa_data.extracts.formats.levels import LEVEL
from visa_data.extracts.formats.moments import MOMENT, Moment
from visa_data.extracts.formats.numbers import PEOPLE, POPULATION, RADIUS, WEEKLY_HOURS
from visa_data.extracts.formats.references import IDENTIFIER, REFERENCE
from visa_data.extracts.formats.term_lists import NEEDS
from visa_data.extracts.formats.terms import (
    BEARER,
    CALL_KIND,
    CARER,
    CONSENT,
    NEED,
    NEED_STATUS,
    OUTCOME,
    RESOURCE_STATUS,
    SOURCE,
    TEAM_STATUS,
)
from visa_data.extracts.formats.text import LABEL, ORGANISATION, PLACE
from visa_data.extracts.formats.times import TIME
from visa_data.extracts.formats.years import YEAR
from visa_data.extracts.formats.yes_no import YES_NO

ALL = (
    BEARER, BIRTH_YEAR, CALLER, CALL_KIND, CARER, CODE, CODES, CONSENT, DATE, DURATION, IDENTIFIER, INSEE, LABEL, LATITUDE,
    LEVEL, LONGITUDE, MOMENT, NEED, NEEDS, NEED_STATUS, ORGANISATION, OUTCOME, PEOPLE, PLACE, POPULATION, POSITION, RADIUS,
    REFERENCE, RESOURCE_STATUS, SOURCE, TEAM_STATUS, TIME, WEEKLY_HOURS, YEAR, YES_NO,
)  # fmt: skip

__all__ = [
    "ALL",
    "BEARER",
    "BIRTH_YEAR",
    "BY_ITSELF",
    "CALLER",
    "CALL_KIND",
    "CARER",
    "CODE",
    "CODES",
    "CONSENT",
    "DATE",
    "DURATION",
    "EXAMPLES_READ_ON",
    "IDENTIFIER",
    "INSEE",
    "LABEL",
    "LATITUDE",
    "LEVEL",
    "LONGITUDE",
    "METROPOLE",
    "MOMENT",
    "NEED",
    "NEEDS",
    "NEED_STATUS",
    "ORGANISATION",
    "OUTCOME",
    "PEOPLE",
    "PLACE",
    "POPULATION",
    "POSITION",
    "RADIUS",
    "REFERENCE",
    "RESOURCE_STATUS",
    "SOURCE",
    "TEAM_STATUS",
    "TIME",
    "WEEKLY_HOURS",
    "YEAR",
    "YES_NO",
    "Format",
    "Hour",
    "Manner",
    "Moment",
    "Noted",
    "Refusal",
    "read_coordinate",
    "read_pair",
]
