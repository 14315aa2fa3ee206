"""References: the register's number of a person, an organisation's identifier."""

from __future__ import annotations

import re
from datetime import date

from visa_data.extracts.formats.format import free_text
from visa_data.extracts.texts.persons import Nature
from visa_data.extracts.texts.stored_text import IDENTIFIER_TEXT, NUMBER_TEXT, REFERENCE_TEXT

_SHORT = 10
_DECIMAL = re.compile(r"(\d+)\.0+")


def read_reference(text: str, _today: date) -> str:
    """Read a reference; a number that a spreadsheet wrote with decimals loses them."""
    if len(text) < _SHORT and text.isalnum():
        return text
    if found := _DECIMAL.fullmatch(text):
        return found[1]
    return " ".join(text.split())


VALID = (("R000002", "R000002"), ("1066.0", "1066"), ("00042", "00042"), ("2020 / 17", "2020 / 17"))
_NAME, _PHONE = REFERENCE_TEXT.reason(Nature.NAME), REFERENCE_TEXT.reason(Nature.PHONE)
INVALID = (
    ("03 53 01 00 01", _PHONE),
    ("353010001", _PHONE),
    ("353010001.0", _PHONE),
    ("+32 455 00 00 00", _PHONE),
    ("odette@exemple.fr", REFERENCE_TEXT.reason(Nature.EMAIL)),
    ("2 32 00 99 999 999 99", REFERENCE_TEXT.reason(Nature.NATIONAL_NUMBER)),
    ("2320099999999.0", REFERENCE_TEXT.reason(Nature.NATIONAL_NUMBER)),
    ("Mme Exemple", _NAME),
    ("EXEMPLE", _NAME),
    ("EXEMPLE, Odette", _NAME),
    ("Odette E.", _NAME),
    ("EXEMPLE Odette 1931", _NAME),
    ("R12 08/02/1931", REFERENCE_TEXT.reason(Nature.DATE)),
    ("FR76 0000 0000 0000 0000 0000 000", REFERENCE_TEXT.reason(Nature.BANK)),
    ("R" * 65, REFERENCE_TEXT.too_long),
)
REFERENCE = free_text("référence", REFERENCE_TEXT, read_reference, VALID, INVALID)
IDENTIFIER = free_text(
    "identifiant",
    IDENTIFIER_TEXT,
    read_reference,
    (
        ("E001", "E001"),
        ("12000101100010", "12000101100010"),
        ("732829320", "732829320"),
        ("CCAS-Bavay", "CCAS-Bavay"),
    ),
    (
        ("Mme Exemple", IDENTIFIER_TEXT.reason(Nature.NAME)),
        ("EXEMPLE", IDENTIFIER_TEXT.reason(Nature.NAME)),
        ("03 53 01 00 01", IDENTIFIER_TEXT.reason(Nature.PHONE)),
    ),
)
NUMBER = free_text(
    "numéro",
    NUMBER_TEXT,
    read_reference,
    (("G0001", "G0001"), ("B012", "B012"), ("2020 / 17", "2020 / 17"), ("17.0", "17")),
    (
        ("Mme Exemple", NUMBER_TEXT.reason(Nature.NAME)),
        ("Odette et Marcel", NUMBER_TEXT.reason(Nature.NAME)),
        ("03 53 01 00 01", NUMBER_TEXT.reason(Nature.PHONE)),
    ),
)
"""The number of a report or of a pair: as a reference is read, of nobody in the register."""
