"""References: the register's number of a person, the code of a caller, a team's identifier."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal
from visa_data.extracts.values.masking import looks_personal

PERSONAL = "Téléphone, courriel ou numéro de sécurité sociale à la place de la référence"
TOO_LONG = "Référence de plus de 64 caractères"
_LONGEST = 64
_SHORTEST_PERSONAL = 10
_DECIMAL = re.compile(r"(\d+)\.0+")


def read_reference(text: str, _today: date) -> str:
    """Read a reference; a number that a spreadsheet wrote with decimals loses them. Raises Refusal."""
    if len(text) < _SHORTEST_PERSONAL and text.isalnum():
        return text
    if found := _DECIMAL.fullmatch(text):
        return found[1]
    kept = " ".join(text.split())
    if len(kept) > _LONGEST:
        raise Refusal(TOO_LONG)
    if looks_personal(kept):
        raise Refusal(PERSONAL, "Donner la référence du registre")
    return kept


VALID = (("R000002", "R000002"), ("1066.0", "1066"), ("00042", "00042"), ("2020 / 17", "2020 / 17"))
INVALID = (
    ("03 53 01 00 01", PERSONAL),
    ("odette@exemple.fr", PERSONAL),
    ("2 32 00 99 999 999 99", PERSONAL),
    ("R" * 65, TOO_LONG),
)
REFERENCE = Format("référence", pa.string(), read_reference, VALID, INVALID)
