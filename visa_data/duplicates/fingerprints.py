"""From a person's names, birth date and phone to keyed fingerprints: all that is ever kept of them.

Each fingerprint is 64 bits of an HMAC-SHA256 of one normalised fact, under a key that is not in the base.
Two are compared by equality alone. No family or given name is hashed by itself: always with the year
of birth or with the other name, so that the frequency of a name does not give it away
(docs/decisions/doublons.md).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visa_data.duplicates.key import Key
from visa_data.duplicates.names import family_variants, given_variants, initial, sound


class Sort(StrEnum):
    """What a fingerprint is of: its code in the base."""

    NOM_PRENOM = "nom_prenom"
    NOM_PRENOM_SONS = "nom_prenom_sons"
    NOM_INITIALE = "nom_initiale"
    NOM_ANNEE = "nom_annee"
    PRENOM_ANNEE = "prenom_annee"
    NAISSANCE = "naissance"
    NAISSANCE_SANS_ORDRE = "naissance_sans_ordre"
    TELEPHONE = "telephone"


@dataclass(frozen=True)
class Identity:
    """What a line of an extract says of who a person is; "" or None where it does not.

    It lives as long as the line is read.
    """

    family: str = ""
    birth_family: str = ""
    given: str = ""
    born: date | None = None
    birth_year: int | None = None
    phones: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Nothing of the person: a traceback or a log shows this."""
        return "Identity(…)"


def fingerprints(identity: Identity, key: Key) -> set[tuple[Sort, int]]:
    """Every fingerprint of a person, as (sort, 64-bit number); empty when nothing is known."""
    family = family_variants(identity.family, identity.birth_family)
    given = given_variants(identity.given)
    year = identity.born.year if identity.born else identity.birth_year
    facts: set[tuple[Sort, str]] = set()
    for name in family:
        for first in given:
            facts.add((Sort.NOM_PRENOM, _pair(name, first)))
            facts.add((Sort.NOM_PRENOM_SONS, _pair(sound(name), sound(first))))
        if year:
            facts.add((Sort.NOM_ANNEE, f"{sound(name)}|{year}"))
            if letter := initial(identity.given):
                facts.add((Sort.NOM_INITIALE, f"{sound(name)}|{letter}|{year}"))
    if year:
        facts |= {(Sort.PRENOM_ANNEE, f"{sound(first)}|{year}") for first in given}
    if identity.born:
        born = identity.born
        low, high = sorted((born.day, born.month))
        facts.add((Sort.NAISSANCE, born.isoformat()))
        facts.add((Sort.NAISSANCE_SANS_ORDRE, f"{born.year}|{low}|{high}"))
    facts |= {(Sort.TELEPHONE, phone) for text in identity.phones if (phone := bare_phone(text))}
    return {(sort, keyed(sort, fact, key)) for sort, fact in facts}


def keyed(sort: Sort, fact: str, key: Key) -> int:
    """64 bits of the HMAC-SHA256 of a fact: the same fact of another sort gives another number."""
    digest = hmac.digest(key.secret, f"{sort.value}\x00{fact}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], signed=True)


def bare_phone(text: str) -> str:
    """The nine digits of a French number without its prefix; "" when there are not nine."""
    digits = "".join(c for c in text if c.isascii() and c.isdigit())
    for prefix in ("0033", "33", "0"):
        if digits.startswith(prefix) and len(digits) - len(prefix) == 9:
            return digits[len(prefix) :]
    return digits if len(digits) == 9 else ""


def _pair(one: str, other: str) -> str:
    """A family and a given name in no order: exports swap their columns."""
    return "|".join(sorted((one, other)))
