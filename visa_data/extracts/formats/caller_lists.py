"""Lists of callers' codes: « V047|V055 », « V047 et V055 », « V047, V055 »."""

from __future__ import annotations

import re
from datetime import date

from visa_data.extracts.formats.callers import CALLER
from visa_data.extracts.formats.format import free_text
from visa_data.extracts.texts.persons import Nature
from visa_data.extracts.texts.stored_text import CALLER_TEXT

_SEPARATORS = re.compile(r"\s*(?:[|,;\n\r/+&]|\bet\b)\s*")


def read_callers(text: str, today: date) -> str | None:
    """Read a list of callers' codes: in their order, without repeats, joined by a bar. Raises Refusal."""
    parts = filter(None, (part.strip() for part in _SEPARATORS.split(text)))
    return "|".join(dict.fromkeys(str(CALLER.parse(part, today)) for part in parts)) or None


_NAME = CALLER_TEXT.reason(Nature.NAME)
VALID = (
    ("V047|V055", "V047|V055"),
    ("V047 et V055", "V047|V055"),
    ("V047, V055 ; V047", "V047|V055"),
    ("V047", "V047"),
    ("V047 + V055", "V047|V055"),
    (" | ", None),
)
INVALID = (
    ("Mme Exemple et V055", _NAME),
    ("Odette et Marcel", _NAME),
    ("V047, 01 00 00 00 01", CALLER_TEXT.reason(Nature.PHONE)),
)
CALLERS = free_text("codes d'appelants", CALLER_TEXT, read_callers, VALID, INVALID)
