"""Moments of calls: a date, with its hour where the cell has one."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa

from visa_data.extracts.formats.dates import NO_SUCH_DAY, NOT_A_DATE, day_and_hour, read_day
from visa_data.extracts.formats.format import Format, Refusal
from visa_data.extracts.formats.times import NO_SUCH_HOUR, read_time

IN_THE_FUTURE = "Appel daté dans le futur"

_EPOCH = date(1970, 1, 1)
_SERIAL = re.compile(r"\d{5}[.,](\d+)")
_PARIS = ZoneInfo("Europe/Paris")


class Moment(NamedTuple):
    """Local time in seconds since 1970-01-01T00:00:00, and whether the hour is known."""

    seconds: int
    hour_known: bool


def read_moment(text: str, today: date) -> Moment:
    """Read the moment of a call.

    A moment written with Z (UTC) is brought to the clock of metropolitan France; any other offset is
    left out, since the clock before it is already the local one. Midnight exactly is what exports
    write for « no hour ». Raises Refusal, also for a day later than the day after `today`.
    """
    day_text, hour_text = day_and_hour(text)
    day = read_day(day_text, today.year + 1)
    seconds = 0
    if hour_text:
        seconds = read_time(hour_text, today)
    elif found := _SERIAL.fullmatch(text):
        seconds = round(float("0." + found[1]) * 1440) * 60 % 86_400
    moment = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)
    if hour_text.endswith("Z") and seconds:
        moment = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(_PARIS).replace(tzinfo=None)
    if moment.date() > today + timedelta(days=1):
        raise Refusal(IN_THE_FUTURE, "Vérifier le jour, le mois et l'année")
    local = (moment.date() - _EPOCH).days * 86_400 + moment.hour * 3600 + moment.minute * 60 + moment.second
    return Moment(local, seconds != 0)


def _at(*parts: int) -> int:
    return int((datetime(*parts) - datetime(1970, 1, 1)).total_seconds())  # type: ignore[arg-type]


VALID = (
    ("16/03/2020", Moment(_at(2020, 3, 16), False)),
    ("16/03/2020 00:00:00", Moment(_at(2020, 3, 16), False)),
    ("16/03/2020 9h03", Moment(_at(2020, 3, 16, 9, 3), True)),
    ("16/03/2020 à 09:03", Moment(_at(2020, 3, 16, 9, 3), True)),
    ("2020-04-16 15:47", Moment(_at(2020, 4, 16, 15, 47), True)),
    ("2020-04-16T15:47:10", Moment(_at(2020, 4, 16, 15, 47, 10), True)),
    ("2020-04-16T15:47:10+02:00", Moment(_at(2020, 4, 16, 15, 47, 10), True)),
    ("2020-04-16T15:47:10.000Z", Moment(_at(2020, 4, 16, 17, 47, 10), True)),
    ("lundi 16 mars 2020 9h", Moment(_at(2020, 3, 16, 9), True)),
    ("43963,5", Moment(_at(2020, 5, 12, 12), True)),
    ("16/06/2020", Moment(_at(2020, 6, 16), False)),
)
INVALID = (
    ("17/06/2020", IN_THE_FUTURE),
    ("31/04/2020", NO_SUCH_DAY),
    ("16/03/2020 25:03", NO_SUCH_HOUR),
    ("demain", NOT_A_DATE),
)
MOMENT = Format("date et heure", pa.timestamp("s"), read_moment, VALID, INVALID)
