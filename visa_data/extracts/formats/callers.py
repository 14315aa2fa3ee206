"""Callers: the code of whoever calls or sponsors, never a name."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal
from visa_data.extracts.formats.references import PERSONAL, read_reference
from visa_data.vocabulary import fold

PERSON_NAME = "Nom de personne à la place du code de l'appelant"
_LONGEST_INITIALS = 4
_CIVILITIES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
_BODIES = frozenset(
    [
        "accueil",
        "agent",
        "agents",
        "antenne",
        "appel",
        "appels",
        "association",
        "astreinte",
        "benevole",
        "benevoles",
        "caf",
        "carsat",
        "ccas",
        "cellule",
        "centre",
        "cias",
        "civique",
        "clic",
        "club",
        "commune",
        "croix",
        "departement",
        "elu",
        "elue",
        "equipe",
        "france",
        "garde",
        "generations",
        "groupe",
        "ligne",
        "mairie",
        "maison",
        "monalisa",
        "pharmacie",
        "plateforme",
        "police",
        "poste",
        "pole",
        "reseau",
        "rouge",
        "saad",
        "secours",
        "secretariat",
        "service",
        "social",
        "ssiad",
        "standard",
        "ville",
        "visiteurs",
        "volontaire",
        "volontaires",
    ]
)
"""Words of an organisation or a function: « Accueil mairie » is nobody's name."""


def looks_like_a_name(text: str) -> bool:
    """Tell whether a cell can be a person's name: letters only, longer than initials, no word of a body."""
    words = fold(text).split()
    if not words or any(character.isdigit() for character in text):
        return False
    if words[0] in _CIVILITIES and len(words) > 1:
        return True
    letters = sum(map(len, words))
    return letters > _LONGEST_INITIALS and not _BODIES & set(words)


def read_caller(text: str, today: date) -> str:
    """Read a caller's code, initials or body. Raises Refusal on what can be a name."""
    kept = read_reference(text, today)
    if looks_like_a_name(kept):
        raise Refusal(PERSON_NAME, "Donner à chaque appelant un code, par exemple A012")
    return kept


VALID = (
    ("A012", "A012"),
    ("A.B.", "A.B."),
    ("Accueil mairie", "Accueil mairie"),
    ("CCAS", "CCAS"),
    ("17.0", "17"),
)
INVALID = (
    ("Marie Inventée", PERSON_NAME),
    ("Mme Exemple", PERSON_NAME),
    ("EXEMPLE", PERSON_NAME),
    ("01 00 00 00 01", PERSONAL),
)
CALLER = Format("code d'appelant", pa.string(), read_caller, VALID, INVALID)
