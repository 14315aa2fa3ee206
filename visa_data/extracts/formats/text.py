"""Free text of public things: the name of a team, of a resource, a category."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal

TOO_LONG = "Texte de plus de 300 caractères"
_LONGEST = 300


def read_text(text: str, _today: date) -> str:
    """Read a text, inner spaces and line ends brought to one space. Raises Refusal."""
    kept = " ".join(text.split())
    if len(kept) > _LONGEST:
        raise Refusal(TOO_LONG)
    return kept


VALID = (
    ("Équipe citoyenne", "Équipe citoyenne"),
    ("CCAS  de\nBavay", "CCAS de Bavay"),
    ("Club\u00a0des aînés", "Club des aînés"),
)
INVALID = (("a" * 301, TOO_LONG),)
TEXT = Format("texte", pa.string(), read_text, VALID, INVALID)
