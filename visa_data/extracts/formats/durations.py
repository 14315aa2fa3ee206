"""Durations of calls in minutes: 22, 22 min, 1h05, 00:22:30."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Noted, Refusal
from visa_data.extracts.formats.numbers import ROUNDED, read_decimal

NOT_A_DURATION = "Durée illisible"
TOO_LONG = "Durée hors de l'intervalle de 0 à 1440 minutes"

_HOURS = re.compile(r"(\d{1,2})\s*(?:h|heures?)\s*(?:(\d{1,2})\s*(?:min|mn|m|')?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})")
_LONGEST = 1440


def read_minutes(text: str, _today: date) -> int | Noted:
    """Read a duration in whole minutes; h:mm:ss and decimals are rounded, with a note. Raises Refusal."""
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
INVALID = (("1441", TOO_LONG), ("-5", TOO_LONG), ("long", NOT_A_DURATION), ("22:15", NOT_A_DURATION))
DURATION = Format("durée en minutes", pa.int32(), read_minutes, VALID, INVALID)
