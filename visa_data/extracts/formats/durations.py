"""Durations of calls in minutes: 22, 22 min, 1h05, 00:22:30; fractions of a day where a whole column has them."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import BY_ITSELF, Format, Manner, Noted, Refusal
from visa_data.extracts.formats.numbers import ROUNDED, read_decimal

NOT_A_DURATION = "Durée illisible"
LESS_THAN_A_MINUTE = "Durée de moins d'une minute"
OTHER_UNIT = "Durée dans une autre unité que le reste de la colonne"
FROM_DAYS = "fraction de jour lue en minutes"
TOO_LONG = "Durée hors de l'intervalle de 0 à 1440 minutes"

_HOURS = re.compile(r"(\d{1,2})\s*(?:h|heures?)\s*(?:(\d{1,2})\s*(?:min|mn|m|')?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})")
_DAY_FRACTION = re.compile(r"0[.,]\d*[1-9]\d*(?:[eE]-\d{1,2})?|[1-9](?:[.,]\d+)?[eE]-\d{1,2}")
_LONGEST = 1440


def is_day_fraction(text: str) -> bool:
    """Tell whether a cell can be a fraction of a day, as spreadsheets write 15 min 0,0104."""
    return _DAY_FRACTION.fullmatch(text) is not None


def read_minutes(text: str, _today: date, manner: Manner = BY_ITSELF) -> int | Noted:
    """Read a duration in whole minutes; h:mm:ss and decimals are rounded, with a note. Raises Refusal.

    Less than a minute by itself is refused: it is a fraction of a day, where the column has nothing else.
    """
    if manner.in_days and not is_day_fraction(text) and text.strip("0.,"):
        raise Refusal(OTHER_UNIT, "Écrire toute la colonne dans la même unité, comme 22 (minutes)")
    if manner.in_days and is_day_fraction(text):
        return Noted(round(read_decimal(text) * _LONGEST), FROM_DAYS)
    if is_day_fraction(text):
        meant = round(read_decimal(text) * _LONGEST)
        raise Refusal(LESS_THAN_A_MINUTE, f"Fraction de jour ? Écrire {meant} (minutes)")
    if found := _HOURS.fullmatch(text):
        minutes = int(found[1]) * 60.0 + int(found[2] or 0)
    elif found := _CLOCK.fullmatch(text):
        minutes = int(found[1]) * 60 + int(found[2]) + int(found[3]) / 60
    else:
        try:
            minutes = read_decimal(text, "minutes", "minute", "min.", "min", "mn", "'")
        except Refusal:
            raise Refusal(NOT_A_DURATION, "Écrire la durée en minutes, comme 22") from None
    if not 0 <= minutes <= _LONGEST:
        raise Refusal(TOO_LONG)
    return int(minutes) if minutes == int(minutes) else Noted(round(minutes), ROUNDED)


VALID = (
    ("22", 22),
    ("22 min", 22),
    ("22,0", 22),
    ("1h05", 65),
    ("2 h", 120),
    ("00:22:00", 22),
    ("00:22:40", Noted(23, ROUNDED)),
    ("12,5", Noted(12, ROUNDED)),
    ("0", 0),
    ("1440", 1440),
)
INVALID = (
    ("1441", TOO_LONG),
    ("-5", TOO_LONG),
    ("long", NOT_A_DURATION),
    ("22:15", NOT_A_DURATION),
    ("10 à 15 min", NOT_A_DURATION),
    ("0,0104", LESS_THAN_A_MINUTE),
)


def _resembles(text: str) -> bool:
    try:
        read_minutes(text, date.max)
    except Refusal:
        return is_day_fraction(text)
    return True


DURATION = Format(
    "durée en minutes",
    pa.int32(),
    read_minutes,
    VALID,
    INVALID,
    resembles=_resembles,
    in_column=read_minutes,
)
