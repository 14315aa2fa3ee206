"""Callers' profiles: those that everybody has become codes, any other stays as it is written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from visa_data.extracts.formats.format import free_text
from visa_data.extracts.formats.text import LABEL, read_text
from visa_data.extracts.texts.stored_text import LABEL_TEXT
from visa_data.vocabulary import fold
from visa_data.vocabulary_of_action import Profil


def read_profile(text: str, today: date) -> str:
    """Read a caller's profile: a code, or the text, inner spaces brought to one."""
    return Profil.wordings().get(fold(text)) or read_text(text, today)


PROFILE = replace(
    free_text(
        "profil d'appelant",
        replace(LABEL_TEXT, plain=re.compile("|".join(Profil))),
        read_profile,
        (
            ("agent municipal", "agent"),
            ("Bénévole", "benevole"),
            ("Service civique", "service_civique"),
            ("étudiante", "etudiant"),
            ("service_civique", "service_civique"),
            ("Retraité de la commune", "Retraité de la commune"),
        ),
        LABEL.invalid,
    ),
    terms=Profil,
)
