"""The words of a number that the territory writes: public ones, of a service; nothing of a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import duckdb

from visa_data import french
from visa_data.decisions.checked_words import NAMED, about_somebody, refuse
from visa_data.extracts.texts.persons import names_somebody
from visa_data.vocabulary import Besoin

TITLE = "Numéro à corriger"
LONGEST_NAME, LONGEST_PURPOSE, LONGEST_HOURS, LONGEST_SITE = 80, 200, 80, 200
MOBILE = (
    "ce téléphone est un mobile (06 ou 07), sans doute celui d'une personne : cette liste est lue par tous. "
    "Écrivez le numéro d'un service."
)
NO_TELEPHONE = (
    "ce téléphone n'a pas la forme d'un numéro français. Écrivez les dix chiffres d'un service, ou un numéro court "
    "comme « 3977 »."
)
NO_SITE = "ce site n'a pas la forme d'une adresse. Écrivez-la comme « www.exemple.fr/page »."

_BETWEEN = re.compile(r"[\s.\-/]+")
_FROM_ABROAD = re.compile(r"^(?:\+|00)33(?:\(0\))?0?")
_MOBILE = re.compile(r"0?[67]\d{8}")
_TEN = re.compile(r"0[1-589]\d{8}")
_SHORT = re.compile(r"1\d{1,2}|1[01]\d{2}|3\d{3}|118\d{3}|116\d{3}")
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/[^\s\"'<>\\]*)?")


@dataclass(frozen=True, slots=True)
class NumberDraft:
    """What the territory writes of a number; see `checked_draft`."""

    name: str
    telephone: str
    site: str
    purpose: str
    hours: str
    needs: tuple[Besoin, ...]
    verified: date | None
    hidden: bool = False


def checked_draft(cursor: duckdb.DuckDBPyConnection, draft: NumberDraft, today: date) -> NumberDraft:
    """The draft as it is kept. Raises VisaError with what to correct, and never with the number that was written."""
    name = _words(cursor, draft.name, "le nom", LONGEST_NAME, required=True)
    if names_somebody(name):
        _about("le nom", NAMED)
    found = NumberDraft(
        name,
        checked_telephone(draft.telephone),
        checked_site(cursor, draft.site),
        _words(cursor, draft.purpose, "« pour qui, pour quoi »", LONGEST_PURPOSE, required=True),
        _words(cursor, draft.hours, "l'horaire", LONGEST_HOURS),
        tuple(need for need in Besoin if need in draft.needs),
        draft.verified,
        draft.hidden,
    )
    if not found.telephone and not found.site:
        refuse(TITLE, "il faut un téléphone ou un site.")
    if found.verified is None and not found.hidden:
        refuse(TITLE, "dites quel jour ce numéro a été vérifié, ou masquez-le.")
    if found.verified is not None and found.verified > today:
        refuse(
            TITLE,
            f"le {french.day(found.verified)} n'est pas encore passé. Écrivez le jour où il a été vérifié.",
        )
    return found


def checked_telephone(text: str) -> str:
    """A service's telephone, in groups of two digits, or as 08 numbers are read; '' for none."""
    typed = _BETWEEN.sub("", text)
    if not typed:
        return ""
    digits = _FROM_ABROAD.sub("0", typed)
    if _MOBILE.fullmatch(digits):
        refuse(TITLE, MOBILE)
    if _SHORT.fullmatch(digits):
        return digits
    if not (digits.isascii() and _TEN.fullmatch(digits)):
        refuse(TITLE, NO_TELEPHONE)
    if digits.startswith("08"):
        return f"{digits[0]} {digits[1:4]} {digits[4:7]} {digits[7:]}"
    return " ".join(digits[start : start + 2] for start in range(0, 10, 2))


def checked_site(cursor: duckdb.DuckDBPyConnection, text: str) -> str:
    """An address without its « https:// »; '' for none."""
    site = _words(cursor, text, "le site", LONGEST_SITE)
    site = re.sub(r"^https?://", "", site, flags=re.IGNORECASE)
    if site and not _SITE.fullmatch(site):
        refuse(TITLE, NO_SITE)
    return site


def _words(
    cursor: duckdb.DuckDBPyConnection, text: str, field: str, longest: int, *, required: bool = False
) -> str:
    kept = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if required and not kept:
        refuse(TITLE, f"{field} est vide.")
    if len(kept) > longest:
        refuse(
            TITLE,
            f"{field} compte {french.counted(len(kept), 'caractère')}, {longest} au plus. Raccourcissez-le.",
        )
    if reason := about_somebody(cursor, kept):
        _about(field, reason)
    return kept


def _about(field: str, reason: str) -> None:
    refuse(
        TITLE,
        f"{field} {reason}. Cette liste est lue par tous : retirez-le et écrivez ce qui est d'un service.",
    )
