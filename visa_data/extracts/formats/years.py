"""Years: 2020, 2020.0, « 1er janvier 2020 » (a census's reference day)."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import BY_ITSELF, Format, Manner, Refusal
from visa_data.extracts.formats.instants import read_instant

NOT_A_YEAR = "Année illisible"
_YEAR = re.compile(r"(?:RP\s*)?((?:18|19|20|21)\d{2})(?:[.,]0+)?", re.IGNORECASE)


def read_year(text: str, today: date, manner: Manner = BY_ITSELF) -> int:
    """Read a year of four digits, or that of a full date. Raises Refusal."""
    if found := _YEAR.fullmatch(text):
        return int(found[1])
    try:
        return read_instant(text, today.year + 1, manner).day.year
    except Refusal:
        raise Refusal(NOT_A_YEAR, "Écrire l'année en quatre chiffres, comme 2020") from None


VALID = (
    ("2020", 2020),
    ("2020.0", 2020),
    ("2020,0", 2020),
    ("RP2020", 2020),
    ("01/01/2017", 2017),
    ("2019-12-31T23:00:00Z", 2020),
)
INVALID = (
    ("20", NOT_A_YEAR),
    ("deux mille vingt", NOT_A_YEAR),
    ("3020", NOT_A_YEAR),
    ("31/02/2017", NOT_A_YEAR),
)
YEAR = Format("année", pa.int32(), read_year, VALID, INVALID, in_column=read_year)
