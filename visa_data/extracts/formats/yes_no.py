"""Yes or no: Oui, O, 1, vrai, x and their contraries; a wording of « unknown » is empty."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal, doubtful, nearest, undoubted
from visa_data.extracts.formats.terms import DOUBTED
from visa_data.vocabulary import fold

NEITHER = "Ni oui ni non"

_WORDINGS = {
    **dict.fromkeys(
        ("oui", "o", "1", "vrai", "true", "yes", "y", "x", "xx", "xxx", "seul", "seule", "ok"), "oui"
    ),
    **dict.fromkeys(("non", "n", "0", "faux", "false", "no"), "non"),
}
_DECIMAL = re.compile(r"([01])[.,]0+")
_TICKS = ("✓", "✔", "☑", "✅", "×")


def read_yes_no(text: str, _today: date) -> str:
    """Read « oui » or « non ». Raises Refusal."""
    bare = whole[1] if (whole := _DECIMAL.fullmatch(text)) else text
    read = _WORDINGS.get(fold(bare)) or ("oui" if text in _TICKS else None)
    if doubtful(text) and (meant := _WORDINGS.get(fold(undoubted(text)))):
        raise Refusal(DOUBTED, meant.capitalize(), meant.capitalize())
    if not read:
        near = nearest(fold(text), {"oui": "Oui", "non": "Non", "vrai": "Oui", "faux": "Non"})
        raise Refusal(NEITHER, near or "Écrire Oui ou Non, ou laisser vide", near)
    return read


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
INVALID = (
    ("peut-être", NEITHER),
    ("2", NEITHER),
    ("ouii", NEITHER),
    ("1/0", NEITHER),
    ("oui mais non", NEITHER),
    ("Oui ?", DOUBTED),
)
YES_NO = Format("oui ou non", pa.string(), read_yes_no, VALID, INVALID, correctable=True, closed=True)
