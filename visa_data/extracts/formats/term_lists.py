"""Lists of needs: labels or codes separated by a bar, a comma, a semicolon, a slash or a line end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal
from visa_data.extracts.formats.terms import admitted, code_of, near_label
from visa_data.vocabulary import Besoin

UNKNOWN = "Besoin inconnu dans la liste"

_SEPARATORS = re.compile(r"[|,;\n\r/+]")


def read_needs(text: str, _today: date) -> str | None:
    """Read a list of needs: codes in the guide's order, without repeats, joined by a bar. Raises Refusal."""
    named = set()
    parts = [part for part in (part.strip(" \t\u00a0-•.") for part in _SEPARATORS.split(text)) if part]
    for part in parts:
        code = code_of(part, Besoin)
        if code is None:
            near = near_label(part, Besoin)
            raise Refusal(UNKNOWN, near or admitted(Besoin), _all_near(parts))
        named.add(code)
    return "|".join(need.value for need in Besoin if need.value in named) or None


def _all_near(parts: Sequence[str]) -> str:
    """Return the labels of a list whose every part is worded or nearly, or ""."""
    labels = []
    for part in parts:
        code = code_of(part, Besoin)
        labels.append(Besoin(code).label if code else near_label(part, Besoin))
    return ", ".join(dict.fromkeys(labels)) if all(labels) else ""


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
NEEDS = Format("besoins", pa.string(), read_needs, VALID, INVALID, correctable=True)
