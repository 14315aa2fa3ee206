"""Callers: the code of whoever calls or sponsors, never a name."""

from __future__ import annotations

from visa_data.extracts.formats.format import free_text
from visa_data.extracts.formats.references import read_reference
from visa_data.extracts.texts.persons import Nature
from visa_data.extracts.texts.stored_text import CALLER_TEXT

_NAME = CALLER_TEXT.reason(Nature.NAME)
VALID = (
    ("A012", "A012"),
    ("A.B.", "A.B."),
    ("Accueil mairie", "Accueil mairie"),
    ("CCAS", "CCAS"),
    ("17.0", "17"),
)
INVALID = (
    ("Marie Inventée", _NAME),
    ("Mme Exemple", _NAME),
    ("EXEMPLE", _NAME),
    ("Marie", _NAME),
    ("Léa", _NAME),
    ("Jean 2", _NAME),
    ("01 00 00 00 01", CALLER_TEXT.reason(Nature.PHONE)),
)
CALLER = free_text("code d'appelant", CALLER_TEXT, read_reference, VALID, INVALID)
