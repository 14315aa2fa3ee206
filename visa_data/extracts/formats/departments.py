"""Codes of départements: 59, 2 (for 02), 2A, 974, « 59 - Nord »."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.codes import PADDED
from visa_data.extracts.formats.format import Format, Noted, Refusal

NOT_A_DEPARTMENT = "Code de département illisible"


_CODE = re.compile(r"(\d{1,3}|2[ABab])(?:[.,]0+)?(?:\s*[\-–—:]\s*[^\W\d_][^\d]*)?")
_OVERSEAS = frozenset(("971", "972", "973", "974", "975", "976", "977", "978", "984", "986", "987", "988"))


def read_department(text: str, _today: date) -> str | Noted:
    """Read the code of a département, with its name after a dash or not. Raises Refusal."""
    found = _CODE.fullmatch(text) if len(text) <= 60 else None
    code = found[1].upper() if found else ""
    if (
        code in ("2A", "2B")
        or code in _OVERSEAS
        or (code.isdigit() and 1 <= int(code) <= 95 and code != "20")
    ):
        return Noted(code.zfill(2), PADDED) if len(code) == 1 else code.removeprefix("0").zfill(2)
    raise Refusal(NOT_A_DEPARTMENT, "Écrire le code du département : 02, 59, 2A, 974")


VALID = (
    ("59", "59"),
    ("02", "02"),
    ("2", Noted("02", PADDED)),
    ("59.0", "59"),
    ("2a", "2A"),
    ("974", "974"),
    ("062", "62"),
    ("59 - Nord", "59"),
)
INVALID = (
    ("96", NOT_A_DEPARTMENT),
    ("20", NOT_A_DEPARTMENT),
    ("000", NOT_A_DEPARTMENT),
    ("Nord", NOT_A_DEPARTMENT),
    ("59350", NOT_A_DEPARTMENT),
    ("59 - 62", NOT_A_DEPARTMENT),
)
DEPARTMENT = Format("code de département", pa.string(), read_department, VALID, INVALID, closed=True)
