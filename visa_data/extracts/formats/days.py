"""Days as they are written: 12/05/2020, 12/05/20, 2020-05-12, 12.05.2020, 12 mai 2020, Excel serials."""

from __future__ import annotations

import re
from datetime import date, timedelta

from visa_data.extracts.formats.format import Refusal
from visa_data.vocabulary import fold

NOT_A_DATE = "Date illisible"
NO_SUCH_DAY = "Date impossible : ce jour n'existe pas"
SECONDS_ALONE = "Nombre de secondes depuis 1970 ? Écrire la date comme 12/05/2020"
OUT_OF_RANGE = "Date hors des années 1890 à 2100"

TWO_NUMBERS = re.compile(r"\s*(\d{1,2})(\s*[/.\-]\s*)(\d{1,2})(?=\s*[/.\-]\s*(\d{4}|\d{2})\b)")
"""The first two numbers of a date, of which one is its day and the other its month."""
# One separator in the whole date: « 1-2/05 » is two days of May.
_DAY_FIRST = re.compile(r"(\d{1,2})\s*([/.\- ])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*([/.\- ])\s*(\d{1,2})\s*\2\s*(\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_IN_WORDS = re.compile(
    r"(?:[Ll]e\s+)?(?:([^\W\d]+)\.?,?\s+)?(\d{1,2})(?:er)?[\s\-/]+([^\W\d]+)\.?[\s\-/]+(\d{4}|\d{2})"
)

_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds or milliseconds since 1970, from 2001 to 2033."""

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_SHORT = {"jan": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "jul": 7, "sept": 9, "dec": 12}
_WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_FIRST_YEAR, _LAST_YEAR = 1890, 2100
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(10_000, 75_000)


def counts_seconds(text: str) -> int:
    """Tell how many digits more than seconds a count since 1970 has: 0, 3 (milliseconds), -1 when it is none."""
    return len(text) - 10 if _SECONDS.fullmatch(text) else -1


def with_day_first(text: str) -> str:
    """Return a date that has its month first (« 05/13/2020 ») with its day first; any other as it is."""
    return TWO_NUMBERS.sub(r"\3\2\1", text, count=1) if TWO_NUMBERS.match(text) else text


def read_day(text: str, newest_short_year: int) -> date:
    """Read one day, day before month.

    newest_short_year: the last year that a year of two digits can mean (12/05/20).
    Raises Refusal.
    """
    if found := _DAY_FIRST.fullmatch(text):
        day, _, month, year = found.groups()
        return _date(_long_year(year, newest_short_year), int(month), int(day))
    if found := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = found.groups()
        return _date(int(year), int(month), int(day))
    if found := _COMPACT.fullmatch(text):
        year, month, day = found.groups()
        return _date(int(year), int(month), int(day))
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        return _EXCEL_DAY_ZERO + timedelta(days=int(found[1]))
    if (found := _IN_WORDS.fullmatch(text)) and (number := _month(found[3])) and _of_the_week(found[1]):
        return _date(_long_year(found[4], newest_short_year), number, int(found[2]))
    if _SECONDS.fullmatch(text):
        raise Refusal(NOT_A_DATE, SECONDS_ALONE)
    raise Refusal(NOT_A_DATE, "Écrire la date comme 12/05/2020")


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


def _of_the_week(word: str | None) -> bool:
    """Tell whether what stands before a date says its day (« mardi », « mar. ») or nothing; not « avant », « vers »."""
    name = fold(word or "")
    return not name or (len(name) >= 3 and any(day.startswith(name) for day in _WEEK))


def _month(word: str) -> int | None:
    name = fold(word)
    if name in _MONTHS:
        return _MONTHS.index(name) + 1
    if name in _SHORT:
        return _SHORT[name]
    starts = [i for i, month in enumerate(_MONTHS, start=1) if len(name) >= 3 and month.startswith(name)]
    return starts[0] if len(starts) == 1 else None
