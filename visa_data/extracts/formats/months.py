"""Months: 2020-06, 06/2020, « juin 2020 », or any date of that month."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.dates import read_date
from visa_data.extracts.formats.format import BY_ITSELF, Format, Manner, Noted, Refusal
from visa_data.vocabulary import fold

NOT_A_MONTH = "Mois illisible"
_MONTHS = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_YEAR_FIRST = re.compile(r"((?:19|20|21)\d{2})\s*[-/.]?\s*(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*((?:19|20|21)\d{2})")
_IN_WORDS = re.compile(r"([a-z]{3,9}) ((?:19|20|21)\d{2})")


def read_month(text: str, today: date, manner: Manner = BY_ITSELF) -> date:
    """Read a month: its first day. Raises Refusal."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _first_day(int(found[1]), int(found[2]))
    if found := _YEAR_LAST.fullmatch(text):
        return _first_day(int(found[2]), int(found[1]))
    if found := _IN_WORDS.fullmatch(fold(text)):
        meant = [rank for rank, name in enumerate(_MONTHS, start=1) if name.startswith(found[1])]
        if len(meant) == 1:
            return _first_day(int(found[2]), meant[0])
    try:
        day = read_date(text, today, manner)
    except Refusal:
        raise Refusal(NOT_A_MONTH, "Écrire le mois comme 2020-06 ou 06/2020") from None
    return (day.value if isinstance(day, Noted) else day).replace(day=1)


def _first_day(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise Refusal(NOT_A_MONTH, "Écrire le mois comme 2020-06 ou 06/2020")
    return date(year, month, 1)


VALID = (
    ("2020-06", date(2020, 6, 1)),
    ("06/2020", date(2020, 6, 1)),
    ("6/2020", date(2020, 6, 1)),
    ("202006", date(2020, 6, 1)),
    ("juin 2020", date(2020, 6, 1)),
    ("févr. 2020", date(2020, 2, 1)),
    ("Août 2020", date(2020, 8, 1)),
    ("2020-06-15", date(2020, 6, 1)),
    ("01/06/2020", date(2020, 6, 1)),
)
INVALID = (
    ("13/2020", NOT_A_MONTH),
    ("2020-00", NOT_A_MONTH),
    ("ju 2020", NOT_A_MONTH),
    ("juin", NOT_A_MONTH),
    ("2020", NOT_A_MONTH),
    ("T2 2020", NOT_A_MONTH),
)
MONTH = Format("mois", pa.date32(), read_month, VALID, INVALID, in_column=read_month)
