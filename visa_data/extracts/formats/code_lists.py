"""Lists of zone codes, or of names of zones: separated by a bar, a comma, a semicolon, a slash, a line end or spaces."""

from __future__ import annotations

import re
from datetime import date

from visa_data.extracts.formats.codes import CODE, PADDED
from visa_data.extracts.formats.format import Noted, Refusal, free_text
from visa_data.extracts.texts.stored_text import CODE_LIST_TEXT

NOT_A_LIST = "Code de zone illisible dans la liste"

_SEPARATORS = re.compile(r"\s*[|,;\n\r/+]\s*")
_ONLY_SPACES = re.compile(r"(?:\d{4,5}|2[AB]\d{3}|\d{9})(?:\s+(?:\d{4,5}|2[AB]\d{3}|\d{9}))+")


def read_codes(text: str, today: date) -> str | Noted | None:
    """Read a list of zone codes: sorted, without repeats, joined by a bar. Raises Refusal."""
    parts = text.split() if _ONLY_SPACES.fullmatch(text) else _SEPARATORS.split(text)
    codes, padded = set(), False
    for part in filter(None, (part.strip() for part in parts)):
        try:
            code = CODE.parse(part, today)
        except Refusal as refusal:
            if refusal.personal:
                raise
            raise Refusal(NOT_A_LIST, refusal.suggestion) from None
        if isinstance(code, Noted):
            code, padded = code.value, True
        codes.add(code)
    joined = "|".join(sorted(codes)) or None
    return Noted(joined, PADDED) if padded else joined


VALID = (
    ("59619, 59481", "59481|59619"),
    ("59619|59481|59619", "59481|59619"),
    ("59619;59481", "59481|59619"),
    ("59619 59481", "59481|59619"),
    ("59619\n59481", "59481|59619"),
    ("59363 – Louvignies-Quesnoy, 59057 – Beaudignies", "59057|59363"),
    ("59619", "59619"),
    ("1001, 59619", Noted("01001|59619", PADDED)),
    ("Le Quesnoy / 59619", "59619|Le Quesnoy"),
    (" | ", None),
)
INVALID = (("59619, 12 rue", NOT_A_LIST), ("les 3 cantons", NOT_A_LIST))
CODES = free_text("codes de zones", CODE_LIST_TEXT, read_codes, VALID, INVALID, correctable=True)
