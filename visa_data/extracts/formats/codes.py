"""Zone codes: INSEE commune (5), IRIS (9) or a territory's own code, with or without the name beside.

A name alone is read as it is written, and so is « 59530 Le Quesnoy », which may begin with a postcode: they
become codes, or are refused, where the zones are known (`visa_data.extracts.values.zone_codes`).
"""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Noted, Refusal, free_text
from visa_data.extracts.texts.persons import Nature
from visa_data.extracts.texts.stored_text import CODE_TEXT

NOT_A_CODE = "Code de zone illisible"
PADDED = "zéro initial rétabli"
SUGGESTION = "Écrire le code INSEE de la commune (5 caractères) ou de l'IRIS (9 chiffres)"

_INSEE = r"(?:\d{9}|\d{5}|2[ABab]\d{3}(?:\d{4})?)"
_ANOTHER = r"\d{4}|\d{2}\s\d{3}|2[ABab]\d{3}|[^\W\d]\d|\s(?:ou|puis|mais)\s"
_INSEE_ONLY = re.compile(_INSEE)
# Beside a code its name, which holds no other code and does not go on with « ou ».
_WITH_NAME = re.compile(
    rf"({_INSEE}|\d{{4}})\s*[\-–—:_/ (]\s*(?=[^\W\d])(?!(?:ou|et|puis|à|mais|sauf)\s)(?:(?!{_ANOTHER}).)+"
)
_BEFORE_NAME = re.compile(r"(\d{5}) (?!(?:ou|et|puis|à|mais|sauf) )([^\W\d_].{0,59})")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’.\-–()/]){0,59}")
_NAME_FIRST = re.compile(rf"(?=[^\W\d])(?:(?!{_ANOTHER})[^()])+[(\-–—:]\s*({_INSEE})\s*\)?")
_FIVE = re.compile(r"\d{5}|2[AB]\d{3}")
_SPACED = re.compile(r"(\d{2})[\s\u00a0\u202f](\d{3})")
_DECIMAL = re.compile(r"(\d+)[.,]0+")
_OWN = re.compile(r"(?=[A-Za-z0-9_.\-]*\d)[A-Za-z0-9][A-Za-z0-9_.\-]{0,19}|[A-Z]{1,10}")


def read_code(text: str, _today: date) -> str | Noted:
    """Read a zone code or the name of a zone; four (or eight) digits are an INSEE (or IRIS) code without its
    first zero. Raises Refusal.
    """
    if _INSEE_ONLY.fullmatch(text):
        return text.upper()
    if found := _BEFORE_NAME.fullmatch(" ".join(text.split())):
        return f"{found[1]} {found[2]}"
    if found := _DECIMAL.fullmatch(text):
        text = found[1]
    elif found := _WITH_NAME.fullmatch(text) or _NAME_FIRST.fullmatch(text):
        text = found[1].upper()
    elif found := _SPACED.fullmatch(text):
        text = found[1] + found[2]
    if text.isascii() and text.isdigit() and len(text) in (4, 8):
        return Noted("0" + text, PADDED)
    if not _OWN.fullmatch(text) and not _NAME.fullmatch(text):
        raise Refusal(NOT_A_CODE, SUGGESTION)
    return text


def is_code(text: str) -> bool:
    """Tell a code from a name among the texts that `read_code` gives: letters alone may be somebody's name."""
    return _OWN.fullmatch(text) is not None and any(c.isdigit() for c in text)


def read_insee(text: str, today: date) -> str | Noted:
    """Read a code of five characters and nothing else, its first zero given back. Raises Refusal."""
    code = read_code(text, today) if len(text) < 10 else text
    if not _FIVE.fullmatch(code.value if isinstance(code, Noted) else code):
        raise Refusal(NOT_A_CODE, "Écrire les 5 caractères du code")
    return code


def code_and_name(text: str) -> tuple[str, str] | None:
    """Split « 59530 Le Quesnoy » as `read_code` gives it; None for anything else."""
    found = _BEFORE_NAME.fullmatch(text)
    return (found[1], found[2]) if found else None


VALID = (
    ("59363", "59363"),
    ("2A004", "2A004"),
    ("2b033", "2B033"),
    ("593500101", "593500101"),
    ("1001", Noted("01001", PADDED)),
    ("10040101", Noted("010040101", PADDED)),
    ("59057.0", "59057"),
    ("1001,0", Noted("01001", PADDED)),
    ("59363 – Louvignies-Quesnoy", "59363"),
    ("59363 - Louvignies-Quesnoy", "59363"),
    ("59363 Louvignies-Quesnoy", "59363 Louvignies-Quesnoy"),
    ("59530\u00a0 LE QUESNOY", "59530 LE QUESNOY"),
    ("1001 L'Abergement", Noted("01001", PADDED)),
    ("Louvignies-Quesnoy (59363)", "59363"),
    ("59 363", "59363"),
    ("Q12", "Q12"),
    ("quartier-3", "quartier-3"),
    ("NORD", "NORD"),
    ("Le Quesnoy", "Le Quesnoy"),
    ("Villers-s/-Exemple (Le)", "Villers-s/-Exemple (Le)"),
)
INVALID = (
    ("59363, 59057", NOT_A_CODE),
    ("12 rue de l'Exemple", NOT_A_CODE),
    ("exemple@exemple.fr", CODE_TEXT.reason(Nature.EMAIL)),
    ("0353010001", CODE_TEXT.reason(Nature.PHONE)),
    ("08-02-1931", CODE_TEXT.reason(Nature.DATE)),
    ("a" * 61, CODE_TEXT.too_long),
    ("?", NOT_A_CODE),
    ("59363 ou Bavay", NOT_A_CODE),
    ("59363 – Louvignies-Quesnoy / 59057 – Beaudignies", NOT_A_CODE),
    ("Louvignies-Quesnoy 59363 – 59057", NOT_A_CODE),
)
CODE = free_text("code de zone", CODE_TEXT, read_code, VALID, INVALID, correctable=True)
INSEE = Format(
    "code à cinq caractères",
    pa.string(),
    read_insee,
    (("59363", "59363"), ("2b033", "2B033"), ("1001", Noted("01001", PADDED)), ("59057.0", "59057")),
    (("Le Quesnoy", NOT_A_CODE), ("593500101", NOT_A_CODE), ("0353010001", NOT_A_CODE), ("Q12", NOT_A_CODE)),
    closed=True,
)
