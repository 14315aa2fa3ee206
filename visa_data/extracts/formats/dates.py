"""Dates: 12/05/2020, 12/05/20, 2020-05-12, 12.05.2020, 12 mai 2020, Excel serials, dates with an hour."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal
from visa_data.vocabulary import fold

NOT_A_DATE = "Date illisible"
NO_SUCH_DAY = "Date impossible : ce jour n'existe pas"
OUT_OF_RANGE = "Date hors des années 1890 à 2100"

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_IN_WORDS = re.compile(r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:er)?[\s\-/]+([^\W\d]+)\.?[\s\-/]+(\d{4}|\d{2})")
_WITH_HOUR = re.compile(
    r"(?P<day>.*\d)(?:\s*[Tt]\s*|\s+(?:[àa@]\s*)?|\s*,\s*)(?P<hour>\d{1,2}\s*[hH:]\s*\d{0,2}(?:\D.*)?)"
)

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_SHORT = {"jan": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "jul": 7, "sept": 9, "dec": 12}
_FIRST_YEAR, _LAST_YEAR = 1890, 2100
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(10_000, 75_000)


def day_and_hour(text: str) -> tuple[str, str]:
    """Split a cell into its day and its hour as written, "" when there is no hour."""
    if found := _WITH_HOUR.fullmatch(text):
        return found["day"].strip(), found["hour"].strip()
    return text, ""


def read_day(text: str, newest_short_year: int) -> date:
    """Read one day, day before month.

    newest_short_year: the last year that a year of two digits can mean (12/05/20).
    Raises Refusal.
    """
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        return _date(_long_year(year, newest_short_year), int(month), int(day))
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = found.groups()
        return _date(int(year), int(month), int(day))
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        return _EXCEL_DAY_ZERO + timedelta(days=int(found[1]))
    if (found := _IN_WORDS.fullmatch(text)) and (number := _month(found[2])):
        return _date(_long_year(found[3], newest_short_year), number, int(found[1]))
    raise Refusal(NOT_A_DATE, "Écrire la date comme 12/05/2020")


def read_date(text: str, today: date) -> date:
    """Read a date; an hour written after it is left out. Raises Refusal."""
    return read_day(day_and_hour(text)[0], today.year + 1)


def _date(year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Refusal(OUT_OF_RANGE)
    try:
        return date(year, month, day)
    except ValueError:
        swapped = month > 12 and day <= 12
        suggestion = "Le mois est écrit avant le jour ?" if swapped else "Vérifier le jour et le mois"
        raise Refusal(NO_SUCH_DAY, suggestion) from None


def _long_year(year: str, newest: int) -> int:
    if len(year) == 4:
        return int(year)
    century = newest - newest % 100
    return century + int(year) if century + int(year) <= newest else century - 100 + int(year)


def _month(word: str) -> int | None:
    name = fold(word)
    if name in _MONTHS:
        return _MONTHS.index(name) + 1
    if name in _SHORT:
        return _SHORT[name]
    starts = [i for i, month in enumerate(_MONTHS, start=1) if len(name) >= 3 and month.startswith(name)]
    return starts[0] if len(starts) == 1 else None


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
)
DATE = Format("date", pa.date32(), read_date, VALID, INVALID)
