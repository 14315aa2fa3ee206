"""Moments as they are written, brought to one clock: that of the territory.

A day alone; a day and an hour, which is the territory's; a day, an hour and an offset (Z, +02:00, UTC+2,
[Europe/Paris]) or a count since 1970, which are instants whoever reads them. Dates and moments of calls are
both read here, so that one text never has two days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import IntEnum
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from visa_data.extracts.formats.days import counts_seconds, read_day, with_day_first
from visa_data.extracts.formats.format import Manner, Refusal
from visa_data.extracts.formats.times import NOT_AN_HOUR, read_time

SKIPPED_HOUR = "Heure impossible : sautée ce jour-là, au passage à l'heure d'été"
CHECK_HOUR = "Vérifier l'heure, ou l'écrire avec son décalage (+02:00)"
NO_SUCH_OFFSET = "Fuseau horaire ou décalage inconnu"
_WRITE_OFFSET = "Écrire le décalage comme Z ou +02:00"
_TWO_HOURS = "Deux heures, ou une heure et un décalage ? Écrire 2020-04-16T15:47:10-04:00"
COUNTED = "secondes comptées depuis 1970, ramenées à l'heure du territoire"

_LONGEST = 80
_WITH_HOUR = re.compile(
    r"(?P<day>.*\d)(?P<between>\s*[Tt]\s*|\s+(?:[àa@]\s*)?|\s*,\s*)(?P<hour>\d{1,2}\s*[hH:]\s*\d{0,2}(?:\D.*)?)"
)
_OFFSET = re.compile(
    r"(?P<clock>.*?[\dhHmMn'])\s*"
    r"(?P<offset>[Zz]|CES?T|(?:UTC|GMT)(?:\s*[+\-−]\d{1,2}(?::?\d{2})?)?|[+\-−]\d{2}(?::?\d{2})?)?\s*"
    r"(?:\[(?P<name>[\w/+\-]+)\]|(?P<bare>[A-Z]\w+/[\w/]+))?"
)
_BARE_CLOCK = re.compile(r"[\d:hH ]+")
_SHIFT = re.compile(r"(?:UTC|GMT)?\s*([+\-−])(\d{1,2}):?(\d{2})?")
_OF_EUROPE = {"CET": 1, "CEST": 2}
_SERIAL_HOUR = re.compile(r"\d{5}[.,](\d+)")
_LARGEST_SHIFT = timedelta(hours=14)
_FIRST, _LAST = date(1890, 1, 1), date(2101, 1, 1)


class Hour(IntEnum):
    """What a cell says of the hour."""

    NONE = 0
    MIDNIGHT = 1
    """Midnight without an offset: an hour, or what exports write for none; the column tells."""
    WRITTEN = 2
    INSTANT = 3
    AGAIN = 4
    """An instant in the hour that comes twice when the clocks go back, the second time."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A local day and the seconds since its midnight; `other_*`: what is told differs from what is written."""

    day: date
    seconds: int
    hour: Hour
    other_day: bool = False
    other_hour: bool = False


def read_instant(text: str, newest_short_year: int, manner: Manner) -> Instant:
    """Read a day or a moment, day before month unless the column has the contrary, on the clock of the territory.

    newest_short_year: the last year that a year of two digits can mean (12/05/20). Raises Refusal: also for
    an hour that the clocks skipped, an offset that does not exist, two hours.
    """
    if manner.month_first:
        text = with_day_first(text)
    if manner.counted_from_1970 and (finer := counts_seconds(text)) >= 0:
        at = datetime.fromtimestamp(int(text) // 10**finer, UTC).astimezone(manner.zone)
        return Instant(at.date(), _of_day(at), Hour.AGAIN if at.fold else Hour.INSTANT)
    if len(text) > _LONGEST or (found := _WITH_HOUR.fullmatch(text)) is None:
        day, seconds = read_day(text, newest_short_year), 0
        if fraction := _SERIAL_HOUR.fullmatch(text):
            seconds = round(float("0." + fraction[1]) * 1440) * 60 % 86_400
        return Instant(day, seconds, Hour.WRITTEN if seconds else Hour.NONE)
    day = read_day(found["day"].strip(), newest_short_year)
    clock, zone = _zone(found["hour"].strip(), exact=found["between"].strip() in ("T", "t"))
    seconds = read_time(clock, day)
    if zone is None:
        if turns(day, manner.zone) and skipped(_clock(day, seconds), manner.zone):
            raise Refusal(SKIPPED_HOUR, CHECK_HOUR)
        return Instant(day, seconds, Hour.WRITTEN if seconds else Hour.MIDNIGHT)
    written = _clock(day, seconds)
    if skipped(written, zone):
        raise Refusal(SKIPPED_HOUR, CHECK_HOUR)
    at = written.replace(tzinfo=zone).astimezone(manner.zone)
    local = at.replace(tzinfo=None, fold=0)
    hour = Hour.AGAIN if at.fold else Hour.INSTANT
    return Instant(at.date(), _of_day(at), hour, local.date() != day, local != written)


@lru_cache(maxsize=4096)
def turns(day: date, zone: tzinfo) -> bool:
    """Tell whether the clocks of a zone change about a day: on any other, every hour is there."""
    if not _FIRST < day < _LAST:
        return False
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return len({(noon + timedelta(days=days)).astimezone(zone).utcoffset() for days in (-1, 0, 1)}) > 1


def skipped(clock: datetime, zone: tzinfo) -> bool:
    """Tell whether a clock time without offset never was in a zone: the clocks went over it."""
    if not _FIRST < clock.date() < _LAST:
        return False
    return clock.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != clock


def _clock(day: date, seconds: int) -> datetime:
    return datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)


def _of_day(at: datetime) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


def _zone(hour: str, *, exact: bool) -> tuple[str, tzinfo | None]:
    """Split an hour into its clock and the zone written after it, None when there is none.

    exact: the hour follows a « T », as computers write; elsewhere « 09:05-10:00 » is two hours. Raises Refusal.
    """
    found = None if _BARE_CLOCK.fullmatch(hour) else _OFFSET.fullmatch(hour)
    if found is None or not (found["offset"] or found["name"] or found["bare"]):
        return hour, None
    clock, offset = found["clock"], found["offset"]
    if offset and offset[0] in "-−" and not exact and clock.count(":") < 2:
        raise Refusal(NOT_AN_HOUR, _TWO_HOURS)
    zone = _fixed(offset) if offset else None
    if name := found["name"] or found["bare"]:
        if name not in available_timezones():
            raise Refusal(NO_SUCH_OFFSET, _WRITE_OFFSET)
        return clock, zone or ZoneInfo(name)
    return clock, zone


def _fixed(offset: str) -> timezone:
    if offset in _OF_EUROPE:
        return timezone(timedelta(hours=_OF_EUROPE[offset]))
    if (found := _SHIFT.fullmatch(offset)) is None:
        return UTC
    shift = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if shift > _LARGEST_SHIFT or int(found[3] or 0) % 15:
        raise Refusal(NO_SUCH_OFFSET, _WRITE_OFFSET)
    return timezone(shift if found[1] == "+" else -shift)
