"""Years of birth, from a year or from a full date of birth: only the year is ever kept."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.days import NO_SUCH_DAY, OUT_OF_RANGE
from visa_data.extracts.formats.format import BY_ITSELF, Format, Manner, Refusal
from visa_data.extracts.formats.instants import read_instant

NOT_A_BIRTH_YEAR = "Année de naissance illisible"
NOT_PLAUSIBLE = "Année de naissance hors de l'intervalle de 1890 à aujourd'hui"

_FIRST = 1890
_OLDEST_AGE = 110
_YEAR = re.compile(r"(\d{4})(?:[.,]0+)?")


def read_birth_date(text: str, today: date, manner: Manner = BY_ITSELF) -> date:
    """Read a full date of birth, a year of two digits as `read_birth_year` does. Raises Refusal."""
    return read_instant(text, today.year - _OLDEST_AGE + 99, manner).day


def read_birth_year(text: str, today: date, manner: Manner = BY_ITSELF) -> int:
    """Read the year of birth.

    A year of two digits means the person who is at most 110 years old in `today`'s year and the oldest
    such: 12/05/32 is 1932. Raises Refusal.
    """
    if found := _YEAR.fullmatch(text):
        year = int(found[1])
    else:
        try:
            year = read_birth_date(text, today, manner).year
        except Refusal as refusal:
            if refusal.reason == NO_SUCH_DAY:
                raise
            if refusal.reason == OUT_OF_RANGE:
                raise Refusal(NOT_PLAUSIBLE) from None
            raise Refusal(NOT_A_BIRTH_YEAR, "Écrire l'année en quatre chiffres, comme 1932") from None
    if not _FIRST <= year <= today.year:
        raise Refusal(NOT_PLAUSIBLE)
    return year


VALID = (
    ("1932", 1932),
    ("1932.0", 1932),
    ("16/11/1932", 1932),
    ("16/11/32", 1932),
    ("16/11/08", 2008),
    ("1932-11-16", 1932),
    ("16 novembre 1932", 1932),
    ("12009", 1932),
    ("1960-12-31T23:00:00.000Z", 1961),
    ("1890", 1890),
    ("2020", 2020),
)
INVALID = (
    ("31/02/1938", NO_SUCH_DAY),
    ("1889", NOT_PLAUSIBLE),
    ("2021", NOT_PLAUSIBLE),
    ("16/11/1832", NOT_PLAUSIBLE),
    ("32", NOT_A_BIRTH_YEAR),
    ("87 ans", NOT_A_BIRTH_YEAR),
    ("16/11/1932 ou 17/11/1933", NOT_A_BIRTH_YEAR),
)
BIRTH_YEAR = Format(
    "année de naissance", pa.int32(), read_birth_year, VALID, INVALID, in_column=read_birth_year
)
