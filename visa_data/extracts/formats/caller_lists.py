"""Lists of callers' codes: « V047|V055 », « V047 et V055 », « V047, V055 »."""

from __future__ import annotations

import re
from datetime import date

from visa_data.extracts.formats.callers import CALLER
from visa_data.extracts.formats.format import free_text
from visa_data.extracts.texts.persons import Nature
from visa_data.extracts.texts.stored_text import CALLER_TEXT

_SEPARATORS = re.compile(r"\s*(?:[|,;\n\r/+&]|\bet\b)\s*|\s+[\-–—]\s+")
_ONLY_SPACES = re.compile(r"[A-Za-z]{0,3}\d{1,6}(?:\s+[A-Za-z]{0,3}\d{1,6})+")


def read_callers(text: str, today: date) -> str | None:
    """Read a list of callers' codes: in their order, without repeats, joined by a bar. Raises Refusal."""
    written = text.split() if _ONLY_SPACES.fullmatch(text) else _SEPARATORS.split(text)
    parts = filter(None, (part.strip() for part in written))
    return "|".join(dict.fromkeys(str(CALLER.parse(part, today)) for part in parts)) or None


_NAME = CALLER_TEXT.reason(Nature.NAME)
VALID = (
    ("V047|V055", "V047|V055"),
    ("V047 et V055", "V047|V055"),
    ("V047, V055 ; V047", "V047|V055"),
    ("V047", "V047"),
    ("V047 + V055", "V047|V055"),
    ("V047 - V055", "V047|V055"),
    ("V047 V055 V061", "V047|V055|V061"),
    ("Accueil mairie, A012", "Accueil mairie|A012"),
    (" | ", None),
)
INVALID = (
    ("Mme Exemple et V055", _NAME),
    ("Odette et Marcel", _NAME),
    ("A.B., 01 00 00 00 01", CALLER_TEXT.reason(Nature.PHONE)),
)
CALLERS = free_text("codes d'appelants", CALLER_TEXT, read_callers, VALID, INVALID)
