"""The words of a decision: one line of plain text, about functions, with nothing that points at a person."""

from __future__ import annotations

import re
from typing import NoReturn

import duckdb

from visa_data import french
from visa_data.errors import VisaError
from visa_data.extracts.texts.masking import looks_personal
from visa_data.typography import french as typeset

LONGEST_TEXT = 300
LONGEST_OWNER = 80

OWNER_HELP = typeset(
    "Une fonction ou un service, jamais le nom d'une personne : « coordinatrice », « CCAS », "
    "« équipe citoyenne »…"
)
OWNER_SUGGESTIONS = (
    "Coordination",
    "CCAS",
    "Mairie",
    "Élus référents",
    "Équipe citoyenne",
    "Appelants",
    "Analyste",
    "CLIC",
    "Service d'aide à domicile",
    "Département",
)

TITLE = "Décision à reformuler"
PERSONAL = "contient ce qui ressemble à un numéro de téléphone, un courriel ou un numéro de sécurité sociale"
NAMED = "nomme une personne"
REGISTERED = "contient la référence d'une personne du registre"

_NAMED = re.compile(r"\b(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle)\s*[A-ZÀ-ÖØ-Þ][\w'’-]")
_ABOUT_A_PERSON = (
    r"(?:références?|reference|réf\.?|ref\.?|dossiers?|fiches?|personnes?|inscrit(?:e|es|s)?|registre|"
    r"bénéficiaires?|n[°º]|numéro|no)\s*(?:n[°º]\s*|numéro\s*)?[:#]?\s*"
)
_SHORT_NUMBER = 5
_SHORT_WORD = 4
_SQUEEZED = 5


def refuse(title: str, message: str) -> NoReturn:
    """Raise the VisaError of this title and sentence, typeset."""
    raise VisaError(title, typeset(message))


def checked_text(cursor: duckdb.DuckDBPyConnection, text: str) -> str:
    """The decision on one line. Raises VisaError when empty, too long or about a person."""
    return _checked(cursor, text, "le texte", LONGEST_TEXT, "Écrivez ce qui est décidé.")


def checked_owner(cursor: duckdb.DuckDBPyConnection, owner: str) -> str:
    """The function in charge, on one line. Raises VisaError as `checked_text` does."""
    return _checked(cursor, owner, "le responsable", LONGEST_OWNER, OWNER_HELP)


def _checked(cursor: duckdb.DuckDBPyConnection, text: str, field: str, longest: int, expected: str) -> str:
    kept = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not kept:
        refuse(TITLE, f"{field} est vide. {expected}")
    if len(kept) > longest:
        refuse(
            TITLE,
            f"{field} compte {french.counted(len(kept), 'caractère')}, {french.number(longest)} au plus. "
            "Raccourcissez-le.",
        )
    reason = about_somebody(cursor, kept)
    if reason:
        refuse(
            TITLE,
            f"{field} {reason}. Une décision est lue par tout le comité : retirez-le et "
            "parlez d'une zone, d'un besoin ou d'une fonction.",
        )
    return kept


def about_somebody(cursor: duckdb.DuckDBPyConnection, text: str) -> str:
    """What points at a person in words that the committee will read, as a verb and its object; "" for nothing."""
    for found, reason in (
        (looks_personal(text), PERSONAL),
        (_NAMED.search(text) is not None, NAMED),
        (names_somebody_registered(cursor, text), REGISTERED),
    ):
        if found:
            return reason
    return ""


def names_somebody_registered(cursor: duckdb.DuckDBPyConnection, text: str) -> bool:
    """Whether the text holds the reference of a person of the register.

    Compared without case, and without spaces and dashes inside a reference made of letters and digits.
    A reference that reads as an ordinary number (« 12 », « 2020 ») or a very short word is told from one
    only by the word before it (« référence », « dossier », « personne »…).
    """
    folded = text.casefold()
    candidates = cursor.execute(
        r"""
        SELECT reference FROM (
            SELECT reference, regexp_replace(lower(reference), '[^\p{L}\p{N}]', '', 'g') AS bare FROM personnes
        )
        WHERE bare <> '' AND contains($squeezed, bare) ORDER BY reference
        """,
        {"squeezed": "".join(c for c in folded if c.isalnum())},
    ).fetchall()
    return any(re.search(_pattern(reference.casefold()), folded) for (reference,) in candidates)


def _pattern(reference: str) -> str:
    """What to look for in a folded text: the reference between the edges of words."""
    bare = "".join(c for c in reference if c.isalnum())
    exact = r"\s*".join(re.escape(part) for part in reference.split())
    if bare.isdigit() or bare.isalpha():
        ordinary = (
            len(bare) < _SHORT_NUMBER and not bare.startswith("0")
            if bare.isdigit()
            else len(bare) < _SHORT_WORD
        )
        if ordinary and bare == reference:
            return rf"(?<!\w){_ABOUT_A_PERSON}{exact}(?!\w)"
    elif len(bare) >= _SQUEEZED:
        exact = r"[\s.\-_/]*".join(re.escape(c) for c in bare)
    return rf"(?<!\w){exact}(?!\w)"
