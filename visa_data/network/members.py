"""The cooperations enrolled in a lake: who they are, and the public key that their books are signed by."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime
from enum import StrEnum

import duckdb
import pandas as pd

from visa_data.errors import VisaError
from visa_data.network.lake import Place, attached, writing
from visa_data.territory.departements import NAMES
from visa_data.vocabulary_of_action import Maturite


class Milieu(StrEnum):
    """What kind of territory a cooperation is of, for who compares it with its like."""

    RURAL = "rural"
    INTERMEDIAIRE = "intermediaire"
    URBAIN = "urbain"

    @property
    def label(self) -> str:
        """As read on screen."""
        return {"rural": "Rural", "intermediaire": "Intermédiaire", "urbain": "Urbain"}[self.value]


@dataclass(frozen=True)
class Member:
    """A cooperation. inhabitants: None when unknown. agrees: to be named to the others. key: public, in hex."""

    code: str
    name: str
    departement: str
    maturity: Maturite
    milieu: Milieu
    inhabitants: int | None
    agrees: bool
    key: str
    since: datetime


def enrol(place: Place, member: Member, *, new_key: bool = False) -> bool:
    """Enrol a cooperation, or change what is said of it; the lake is made at the first. False: nothing to change.

    new_key: whether its public key may be another than the one enrolled. Raises VisaError.
    """
    if member.departement not in NAMES:
        raise VisaError(
            "Département inconnu", f"« {member.departement} » n'est le code d'aucun des 101 départements."
        )
    if not member.code or not member.code.isascii() or not member.code.replace("-", "").isalnum():
        raise VisaError(
            "Code refusé",
            "le code d'une coopération est fait de lettres sans accent, de chiffres et de traits d'union.",
        )
    with attached(place, create=True) as connection, writing(connection, place):
        known = members_of(connection).get(member.code)
        if known is not None:
            member = replace(member, since=known.since)
            if known == member:
                return False
            if known.key != member.key and not new_key:
                raise VisaError(
                    "Autre clé",
                    f"la coopération « {member.code} » a déjà une clé publique, et celle-ci est une autre. Assurez-vous auprès "
                    "d'elle que c'est bien la sienne, puis ajoutez --remplacer-la-cle.",
                )
            connection.execute("DELETE FROM lac.cooperations WHERE cooperation = ?", [member.code])
        marks = ", ".join("?" * len(fields(Member)))
        connection.execute(
            f"INSERT INTO lac.cooperations VALUES ({marks})", list(map(_plain, astuple(member)))
        )
    return True


def _plain(value: object) -> object:
    return value.value if isinstance(value, StrEnum) else value


def members_of(connection: duckdb.DuckDBPyConnection) -> dict[str, Member]:
    """Every cooperation, by code."""
    rows = connection.execute("FROM lac.cooperations ORDER BY cooperation").fetchall()
    return {
        code: Member(code, name, departement, Maturite(maturity), Milieu(milieu), *rest)
        for code, name, departement, maturity, milieu, *rest in rows
    }


def members_listed(place: Place) -> pd.DataFrame:
    """Every cooperation, by code, with its number of books and the day of the last."""
    with attached(place) as connection:
        return connection.execute("""
            SELECT c.* EXCLUDE (cle_publique), count(l.numero) AS livres, max(l.jour) AS dernier
            FROM lac.cooperations c LEFT JOIN (SELECT cooperation, numero, jour FROM lac.livres) l USING (cooperation)
            GROUP BY ALL ORDER BY cooperation
        """).df()
