"""The import formats, one a file, each with its own valid and invalid examples."""

from __future__ import annotations

from visa_data.extracts.formats.birth_years import BIRTH_YEAR
from visa_data.extracts.formats.caller_lists import CALLERS
from visa_data.extracts.formats.callers import CALLER
from visa_data.extracts.formats.code_lists import CODES
from visa_data.extracts.formats.codes import CODE, INSEE
from visa_data.extracts.formats.coordinates import LATITUDE, LONGITUDE, POSITION, read_coordinate, read_pair
from visa_data.extracts.formats.dates import DATE
from visa_data.extracts.formats.departments import DEPARTMENT
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
from visa_data.extracts.formats.months import MONTH
from visa_data.extracts.formats.numbers import COUNT, EUROS, HOURS, PEOPLE, POPULATION, RADIUS, WEEKLY_HOURS
from visa_data.extracts.formats.profiles import PROFILE
from visa_data.extracts.formats.references import IDENTIFIER, NUMBER, REFERENCE
from visa_data.extracts.formats.term_lists import ACTIVITIES, NEEDS, SLOTS
from visa_data.extracts.formats.terms import (
    ACTOR_KIND,
    ACTOR_ROLE,
    ACTOR_STATUS,
    BEARER,
    CALL_KIND,
    CARER,
    CHANNEL,
    CONSENT,
    FOLLOW_UP_STATUS,
    FOLLOW_UP_SUBJECT,
    MATURITY,
    NEED,
    NEED_STATUS,
    OUTCOME,
    PAIR_STATUS,
    RELAY,
    REPORT_OUTCOME,
    RESOURCE_STATUS,
    SOURCE,
    TEAM_STATUS,
)
from visa_data.extracts.formats.text import LABEL, ORGANISATION, PLACE
from visa_data.extracts.formats.times import TIME
from visa_data.extracts.formats.years import YEAR
from visa_data.extracts.formats.yes_no import YES_NO

ALL = (
    ACTIVITIES, ACTOR_KIND, ACTOR_ROLE, ACTOR_STATUS, BEARER, BIRTH_YEAR, CALLER, CALLERS, CALL_KIND, CARER,
    CHANNEL, CODE, CODES, CONSENT, COUNT, DATE, DEPARTMENT, DURATION, EUROS, FOLLOW_UP_STATUS, FOLLOW_UP_SUBJECT,
    HOURS, IDENTIFIER, INSEE, LABEL, LATITUDE, LEVEL, LONGITUDE, MATURITY, MOMENT, MONTH, NEED, NEEDS, NEED_STATUS,
    NUMBER, ORGANISATION, OUTCOME, PAIR_STATUS, PEOPLE, PLACE, POPULATION, POSITION, PROFILE, RADIUS, REFERENCE,
    RELAY, REPORT_OUTCOME, RESOURCE_STATUS, SLOTS, SOURCE, TEAM_STATUS, TIME, WEEKLY_HOURS, YEAR, YES_NO,
)  # fmt: skip

__all__ = [
    "ACTIVITIES",
    "ACTOR_KIND",
    "ACTOR_ROLE",
    "ACTOR_STATUS",
    "ALL",
    "BEARER",
    "BIRTH_YEAR",
    "BY_ITSELF",
    "CALLER",
    "CALLERS",
    "CALL_KIND",
    "CARER",
    "CHANNEL",
    "CODE",
    "CODES",
    "CONSENT",
    "COUNT",
    "DATE",
    "DEPARTMENT",
    "DURATION",
    "EUROS",
    "EXAMPLES_READ_ON",
    "FOLLOW_UP_STATUS",
    "FOLLOW_UP_SUBJECT",
    "HOURS",
    "IDENTIFIER",
    "INSEE",
    "LABEL",
    "LATITUDE",
    "LEVEL",
    "LONGITUDE",
    "MATURITY",
    "METROPOLE",
    "MOMENT",
    "MONTH",
    "NEED",
    "NEEDS",
    "NEED_STATUS",
    "NUMBER",
    "ORGANISATION",
    "OUTCOME",
    "PAIR_STATUS",
    "PEOPLE",
    "PLACE",
    "POPULATION",
    "POSITION",
    "PROFILE",
    "RADIUS",
    "REFERENCE",
    "RELAY",
    "REPORT_OUTCOME",
    "RESOURCE_STATUS",
    "SLOTS",
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
