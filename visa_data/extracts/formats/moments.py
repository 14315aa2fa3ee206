"""Moments of calls: a date, with its hour where the cell has one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

import pyarrow as pa

from visa_data.extracts.formats.days import NO_SUCH_DAY, NOT_A_DATE, counts_seconds
from visa_data.extracts.formats.format import BY_ITSELF, Format, Manner, Noted, Refusal
from visa_data.extracts.formats.instants import (
    COUNTED,
    NO_SUCH_OFFSET,
    SKIPPED_HOUR,
    Hour,
    read_instant,
)
from visa_data.extracts.formats.times import NO_SUCH_HOUR, NOT_AN_HOUR

IN_THE_FUTURE = "Appel daté dans le futur"
OTHER_HOUR = "heure écrite avec un décalage (Z, +02:00…), ramenée à l'heure du territoire"

_EPOCH = date(1970, 1, 1)


class Moment(NamedTuple):
    """Local time in seconds since 1970-01-01T00:00:00, and what the cell says of the hour."""

    seconds: int
    hour: Hour


def read_moment(text: str, today: date, manner: Manner = BY_ITSELF) -> Moment | Noted:
    """Read the moment of a call, on the clock of the territory.

    Raises Refusal, also for a day later than the day after `today`.
    """
    found = read_instant(text, today.year + 1, manner)
    if found.day > today + timedelta(days=1):
        raise Refusal(IN_THE_FUTURE, "Vérifier le jour, le mois et l'année")
    moment = Moment((found.day - _EPOCH).days * 86_400 + found.seconds, found.hour)
    if manner.counted_from_1970 and counts_seconds(text) >= 0:
        return Noted(moment, COUNTED)
    return Noted(moment, OTHER_HOUR) if found.other_hour else moment


def _resembles(text: str) -> bool:
    try:
        read_moment(text, date(2100, 12, 31))
    except Refusal as refusal:
        return refusal.reason == NO_SUCH_DAY or counts_seconds(text) >= 0
    return True


def _at(*parts: int) -> int:
    return int((datetime(*parts) - datetime(1970, 1, 1)).total_seconds())  # type: ignore[arg-type]


VALID = (
    ("16/03/2020", Moment(_at(2020, 3, 16), Hour.NONE)),
    ("16/03/2020 00:00:00", Moment(_at(2020, 3, 16), Hour.MIDNIGHT)),
    ("16/03/2020 9h03", Moment(_at(2020, 3, 16, 9, 3), Hour.WRITTEN)),
    ("16/03/2020 à 09:03", Moment(_at(2020, 3, 16, 9, 3), Hour.WRITTEN)),
    ("2020-04-16 15:47", Moment(_at(2020, 4, 16, 15, 47), Hour.WRITTEN)),
    ("2020-04-16T15:47:10", Moment(_at(2020, 4, 16, 15, 47, 10), Hour.WRITTEN)),
    ("2020-04-16T15:47:10+02:00", Moment(_at(2020, 4, 16, 15, 47, 10), Hour.INSTANT)),
    ("2020-04-16T15:47:10+0200", Moment(_at(2020, 4, 16, 15, 47, 10), Hour.INSTANT)),
    ("2020-04-16T15:47:10+02:00[Europe/Paris]", Moment(_at(2020, 4, 16, 15, 47, 10), Hour.INSTANT)),
    ("2020-04-16T15:47:10[Europe/Paris]", Moment(_at(2020, 4, 16, 15, 47, 10), Hour.INSTANT)),
    ("2020-04-16T15:47:10.000Z", Noted(Moment(_at(2020, 4, 16, 17, 47, 10), Hour.INSTANT), OTHER_HOUR)),
    ("2020-04-15T22:00:00Z", Noted(Moment(_at(2020, 4, 16), Hour.INSTANT), OTHER_HOUR)),
    ("2020-04-16T00:00:00+02:00", Moment(_at(2020, 4, 16), Hour.INSTANT)),
    ("2020-04-15T00:00:00Z", Noted(Moment(_at(2020, 4, 15, 2), Hour.INSTANT), OTHER_HOUR)),
    ("2020/04/16 3:47:10 PM UTC+2", Moment(_at(2020, 4, 16, 15, 47, 10), Hour.INSTANT)),
    ("2020-04-15 18:00:00-04:00", Noted(Moment(_at(2020, 4, 16), Hour.INSTANT), OTHER_HOUR)),
    ("2019-10-27T00:30:00Z", Noted(Moment(_at(2019, 10, 27, 2, 30), Hour.INSTANT), OTHER_HOUR)),
    ("2019-10-27T01:30:00Z", Noted(Moment(_at(2019, 10, 27, 2, 30), Hour.AGAIN), OTHER_HOUR)),
    ("lundi 16 mars 2020 9h", Moment(_at(2020, 3, 16, 9), Hour.WRITTEN)),
    ("43963,5", Moment(_at(2020, 5, 12, 12), Hour.WRITTEN)),
    ("16/06/2020", Moment(_at(2020, 6, 16), Hour.NONE)),
)
INVALID = (
    ("17/06/2020", IN_THE_FUTURE),
    ("31/04/2020", NO_SUCH_DAY),
    ("16/03/2020 25:03", NO_SUCH_HOUR),
    ("demain", NOT_A_DATE),
    ("29/03/2020 02:30", SKIPPED_HOUR),
    ("16/03/2020 09:05-10:00", NOT_AN_HOUR),
    ("2020-03-16T09:05:00+25:00", NO_SUCH_OFFSET),
    ("2020-03-16T09:05:00[Mars/Base]", NO_SUCH_OFFSET),
    ("1586988000", NOT_A_DATE),
)
MOMENT = Format(
    "date et heure",
    pa.timestamp("s"),
    read_moment,
    VALID,
    INVALID,
    resembles=_resembles,
    in_column=read_moment,
)
