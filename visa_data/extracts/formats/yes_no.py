"""Yes or no: Oui, O, 1, vrai, x and their contraries; a wording of « unknown » is empty."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal, nearest
from visa_data.vocabulary import fold

NEITHER = "Ni oui ni non"

_WORDINGS = {
    **dict.fromkeys(("oui", "o", "1", "vrai", "true", "yes", "y", "x", "1 0", "seul", "seule", "ok"), "oui"),
    **dict.fromkeys(("non", "n", "0", "faux", "false", "no", "0 0"), "non"),
}


def read_yes_no(text: str, _today: date) -> str:
    """Read « oui » or « non ». Raises Refusal."""
    found = _WORDINGS.get(fold(text)) or ("oui" if text in "✓✔☑" else None)
    if not found:
        near = nearest(fold(text), {"oui": "Oui", "non": "Non", "vrai": "Oui", "faux": "Non"})
        raise Refusal(NEITHER, near or "Écrire Oui ou Non, ou laisser vide", near)
    return found


VALID = (
    ("Oui", "oui"),
    ("O", "oui"),
    ("1", "oui"),
    ("1.0", "oui"),
    ("vrai", "oui"),
    ("VRAI", "oui"),
    ("x", "oui"),
    ("✓", "oui"),
    ("Non", "non"),
    ("N", "non"),
    ("0", "non"),
    ("FAUX", "non"),
)
INVALID = (("peut-être", NEITHER), ("2", NEITHER), ("ouii", NEITHER))
YES_NO = Format("oui ou non", pa.string(), read_yes_no, VALID, INVALID, correctable=True)
