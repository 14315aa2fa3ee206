"""Hours of the day: 9h05, 09:05, 9H, 0905, 9 h 05, 09:05:30, Excel fractions of a day."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal

NOT_AN_HOUR = "Heure illisible"
NO_SUCH_HOUR = "Heure impossible"
WITH_OFFSET = "Heure écrite avec un décalage, sans son jour"
_TOGETHER = "Réunir le jour et l'heure dans une colonne, comme 2020-04-16T15:47:00Z"
_SUGGESTION = "Écrire l'heure comme 09:05"

_CLOCK = re.compile(
    r"(\d{1,2})\s*(?:[hH:]|heures?)\s*(?:(\d{1,2})\s*(?:[mM']|mn|min|[:mM']\s?(\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s*([aApP]\.?[mM]\.?)?"
)
_OFFSET_ALONE = re.compile(r".*\d(?:Z|\s*\+\d{2}:?\d{2})")
_BARE = re.compile(r"(\d{1,2}?)(\d{2})?")
_FRACTION = re.compile(r"0[.,]\d+")


def read_time(text: str, _today: date) -> int:
    """Read an hour of the day as seconds since midnight, 0 to 86,399. Raises Refusal."""
    if found := _CLOCK.fullmatch(text):
        hour, minute = int(found[1]), int(found[2] or 0)
        second = int(found[3] or 0)
        if found[4]:
            if not 1 <= hour <= 12:
                raise Refusal(NO_SUCH_HOUR, _SUGGESTION)
            hour = hour % 12 + (12 if found[4].lower().startswith("p") else 0)
    elif text.isascii() and text.isdigit() and len(text) <= 4 and (found := _BARE.fullmatch(text)):
        short = len(text) <= 2
        hour, minute, second = (int(text), 0, 0) if short else (int(text[:-2]), int(text[-2:]), 0)
    elif _FRACTION.fullmatch(text):
        return round(float(text.replace(",", ".")) * 1440) * 60 % 86_400
    elif _OFFSET_ALONE.fullmatch(text):
        raise Refusal(WITH_OFFSET, _TOGETHER)
    else:
        raise Refusal(NOT_AN_HOUR, _SUGGESTION)
    if hour > 23 or minute > 59 or second > 59:
        raise Refusal(NO_SUCH_HOUR, _SUGGESTION)
    return hour * 3600 + minute * 60 + second


VALID = (
    ("9h05", 32_700),
    ("09:05", 32_700),
    ("9H", 32_400),
    ("9 h 05", 32_700),
    ("9h05min", 32_700),
    ("0905", 32_700),
    ("905", 32_700),
    ("14", 50_400),
    ("09:05:30", 32_730),
    ("09:05:30.250", 32_730),
    ("2:05 PM", 50_700),
    ("0,378472222", 32_700),
    ("00:00", 0),
    ("23:59", 86_340),
)
INVALID = (
    ("25:00", NO_SUCH_HOUR),
    ("9h75", NO_SUCH_HOUR),
    ("2460", NO_SUCH_HOUR),
    ("matin", NOT_AN_HOUR),
    ("09:05:3", NOT_AN_HOUR),
    ("09:05-10:00", NOT_AN_HOUR),
    ("9h05 10", NOT_AN_HOUR),
    ("22:00:00Z", WITH_OFFSET),
    ("22:00+02:00", WITH_OFFSET),
    ("-1", NOT_AN_HOUR),
)
TIME = Format("heure", pa.int32(), read_time, VALID, INVALID)
