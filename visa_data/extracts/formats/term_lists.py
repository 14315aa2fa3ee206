"""Lists of needs: labels or codes separated by a bar, a comma, a semicolon, a slash or a line end."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal
from visa_data.extracts.formats.terms import code_of, suggestion
from visa_data.vocabulary import Besoin

UNKNOWN = "Besoin inconnu dans la liste"

_SEPARATORS = re.compile(r"[|,;\n\r/+]")


def read_needs(text: str, _today: date) -> str | None:
    """Read a list of needs: codes in the guide's order, without repeats, joined by a bar. Raises Refusal."""
    named = set()
    for part in filter(None, (part.strip(" \t\u00a0-•.") for part in _SEPARATORS.split(text))):
        code = code_of(part, Besoin)
        if code is None:
            raise Refusal(UNKNOWN, suggestion(part, Besoin))
        named.add(code)
    return "|".join(need.value for need in Besoin if need.value in named) or None


VALID = (
    ("se_nourrir", "se_nourrir"),
    ("parler|se_nourrir|parler", "se_nourrir|parler"),
    (
        "Se nourrir ; Organiser sa vie quotidienne ; Être informé et écouté",
        "se_nourrir|etre_informe|quotidien",
    ),
    ("Prendre soin de soi et se soigner, Parler avec autrui", "se_soigner|parler"),
    ("Retirer de l’argent", "argent"),
    (" ; ", None),
)
INVALID = (("Se nourrir, logement", UNKNOWN), ("Se nourir", UNKNOWN))
NEEDS = Format("besoins", pa.string(), read_needs, VALID, INVALID)
