"""Dates: a day, or a moment of which the day in the territory's time zone is kept (`instants`)."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.days import (
    NO_SUCH_DAY,
    NOT_A_DATE,
    OUT_OF_RANGE,
    counts_seconds,
)
from visa_data.extracts.formats.format import BY_ITSELF, Format, Manner, Noted, Refusal
from visa_data.extracts.formats.instants import COUNTED, read_instant
from visa_data.extracts.formats.times import NOT_AN_HOUR

OTHER_DAY = "jour du fuseau horaire du territoire, autre que celui écrit avec un décalage (Z, +02:00…)"


def read_date(text: str, today: date, manner: Manner = BY_ITSELF) -> date | Noted:
    """Read a date; of a moment, the day it has in the territory's time zone. Raises Refusal."""
    found = read_instant(text, today.year + 1, manner)
    if manner.counted_from_1970 and counts_seconds(text) >= 0:
        return Noted(found.day, COUNTED)
    return Noted(found.day, OTHER_DAY) if found.other_day else found.day


def _resembles(text: str) -> bool:
    try:
        read_date(text, date(2100, 12, 31))
    except Refusal as refusal:
        return refusal.reason == NO_SUCH_DAY or counts_seconds(text) >= 0
    return True


VALID = (
    ("12/05/2020", date(2020, 5, 12)),
    ("12/05/20", date(2020, 5, 12)),
    ("12/05/95", date(1995, 5, 12)),
    ("1/5/2020", date(2020, 5, 1)),
    ("2020-05-12", date(2020, 5, 12)),
    ("2020/05/12", date(2020, 5, 12)),
    ("12.05.2020", date(2020, 5, 12)),
    ("12-05-2020", date(2020, 5, 12)),
    ("12 mai 2020", date(2020, 5, 12)),
    ("mardi 12 mai 2020", date(2020, 5, 12)),
    ("1er août 2020", date(2020, 8, 1)),
    ("12-févr.-20", date(2020, 2, 12)),
    ("20200512", date(2020, 5, 12)),
    ("43963", date(2020, 5, 12)),
    ("43963,5", date(2020, 5, 12)),
    ("2020-05-12T09:05:00", date(2020, 5, 12)),
    ("2020-05-12T09:05:00.000Z", date(2020, 5, 12)),
    ("12/05/2020 00:00:00", date(2020, 5, 12)),
    ("12/05/2020 à 9h05", date(2020, 5, 12)),
    ("29/02/2020", date(2020, 2, 29)),
    ("le 12 mai 2020", date(2020, 5, 12)),
    ("2020-04-15T21:59:59Z", date(2020, 4, 15)),
    ("2020-04-15T22:00:00Z", Noted(date(2020, 4, 16), OTHER_DAY)),
    ("2020-01-15T23:00:00.000Z", Noted(date(2020, 1, 16), OTHER_DAY)),
    ("2020-04-16T00:00:00+02:00", date(2020, 4, 16)),
)
INVALID = (
    ("31/02/2020", NO_SUCH_DAY),
    ("29/02/2019", NO_SUCH_DAY),
    ("05/13/2020", NO_SUCH_DAY),
    ("00/05/2020", NO_SUCH_DAY),
    ("12/05/0202", OUT_OF_RANGE),
    ("hier", NOT_A_DATE),
    ("mai 2020", NOT_A_DATE),
    ("12 ju 2020", NOT_A_DATE),
    ("2020", NOT_A_DATE),
    ("12/05", NOT_A_DATE),
    ("99999", NOT_A_DATE),
    ("avant 12 mai 2020", NOT_A_DATE),
    ("1-2/05/20", NOT_A_DATE),
    ("12 ou 13/05/2020", NOT_A_DATE),
    ("12/05/2020 9h ou 13/05/2020", NOT_AN_HOUR),
    ("1586988000", NOT_A_DATE),
)
DATE = Format("date", pa.date32(), read_date, VALID, INVALID, resembles=_resembles, in_column=read_date)
