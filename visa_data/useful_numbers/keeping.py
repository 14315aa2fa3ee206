"""The numbers that the territory keeps: its own, and the guide's that it changed or hid. Two people may write at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import duckdb

from visa_data import french
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.decisions.checked_words import refuse
from visa_data.errors import VisaError
from visa_data.initiatives.numeros import UsefulNumber, by_name, guide_numbers, key_of
from visa_data.roles import Permission, Role
from visa_data.typography import french as typeset
from visa_data.useful_numbers.checked_number import TITLE, NumberDraft, checked_draft
from visa_data.vocabulary import Besoin

SELECT = """
    SELECT cle, nom, telephone, site, pour, horaires, besoins, verifie_le, masque, version FROM numeros
"""


class NumberChanged(VisaError):
    """Somebody else wrote first: nothing was written."""

    def __init__(self, current: UsefulNumber, at: datetime) -> None:
        super().__init__(
            "Numéro modifié entre-temps",
            typeset(
                f"quelqu'un d'autre a modifié « {current.name} » le {french.moment(at)}. Rien de ce que vous venez "
                "d'écrire n'a été enregistré : relisez ce qui est écrit, puis recommencez."
            ),
        )


def useful_numbers(cursor: duckdb.DuckDBPyConnection, *, hidden: bool = False) -> tuple[UsefulNumber, ...]:
    """The territory's over the guide's of the same key, by name. hidden: with those that the territory hid."""
    kept = {one.key: one for one in guide_numbers()}
    for row in cursor.execute(f"{SELECT} ORDER BY cle").fetchall():
        one = _number(row, kept)
        kept[one.key] = one
    return by_name([one for one in kept.values() if hidden or not one.hidden])


def save_number(
    base: Base, role: Role, key: str, version: int, draft: NumberDraft, at: datetime
) -> UsefulNumber:
    """Write a number as the territory gives it. key: '' for one more; version: the one that was read, 0 for none.

    Raises NumberChanged when it is no longer at that version, VisaError when the role may not, the draft cannot be kept,
    or there is no such number, or one of that name already: nothing is written.
    """
    role.require(Permission.KEEP_NUMBERS)
    with base.transaction(Acte.NUMEROS) as cursor:
        words = checked_draft(cursor, draft, at.date())
        known = {one.key: one for one in useful_numbers(cursor, hidden=True)}
        chosen = key or _new_key(words.name, known)
        current = known.get(chosen)
        if key and current is None:
            refuse("Numéro introuvable", "ce numéro n'est pas dans la base ouverte. Rechargez la page.")
        if current is not None and current.version != version:
            raise NumberChanged(current, _changed_at(cursor, chosen))
        cursor.execute(
            "INSERT OR REPLACE INTO numeros VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                chosen,
                words.name,
                words.telephone,
                words.site,
                words.purpose,
                words.hours,
                "|".join(need.value for need in words.needs),
                words.verified,
                words.hidden,
                version + 1,
                at,
                role.author.value,
            ],
        )
        return next(one for one in useful_numbers(cursor, hidden=True) if one.key == chosen)


def _new_key(name: str, known: dict[str, UsefulNumber]) -> str:
    key = key_of(name)
    if not key:
        refuse(TITLE, "le nom n'a ni lettre ni chiffre.")
    if key in known:
        hidden = " Il est masqué." if known[key].hidden else ""
        refuse(
            TITLE, f"« {known[key].name} » est déjà dans la liste.{hidden} Choisissez-le pour le corriger."
        )
    return key


def _changed_at(cursor: duckdb.DuckDBPyConnection, key: str) -> datetime:
    [at] = cursor.execute("SELECT modifie_le FROM numeros WHERE cle = ?", [key]).fetchone() or [None]
    assert isinstance(at, datetime)
    return at


def _number(row: tuple[Any, ...], guide: dict[str, UsefulNumber]) -> UsefulNumber:
    key, name, telephone, site, purpose, hours, needs, verified, hidden, version = row
    return UsefulNumber(
        key,
        name,
        telephone,
        site,
        purpose,
        hours,
        tuple(Besoin(code) for code in needs.split("|") if code),
        guide[key].year if key in guide else 0,
        verified,
        hidden,
        version,
    )
