"""Useful numbers and portals, as the guide gave them in 2020: one file, refused with a sentence when it is not whole."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from visa_data import french
from visa_data.errors import VisaError
from visa_data.initiatives.fields import Fields
from visa_data.initiatives.initiative import Document
from visa_data.typography import french as typeset
from visa_data.vocabulary import Besoin, fold

FILE = "numeros.toml"


@dataclass(frozen=True, slots=True)
class UsefulNumber:
    """A number to call or a portal to open.

    key: its name folded, known for good. telephone, site, hours: '' for none. purpose: for whom and what, in a sentence.
    needs: none for what serves everybody who acts. year: of the guide that gives it, 0 for the territory's own.
    verified: the day that the territory checked it. version: 0 as long as the territory has not written it.
    """

    key: str
    name: str
    telephone: str
    site: str
    purpose: str
    hours: str
    needs: tuple[Besoin, ...]
    year: int = 0
    verified: date | None = None
    hidden: bool = False
    version: int = 0

    @property
    def checked(self) -> str:
        """When it was last verified, and that it is to be when the territory has not."""
        if self.verified is not None:
            return f"vérifié le {french.day(self.verified)}"
        return f"vérifié en {self.year}, à vérifier" if self.year else "à vérifier"


def key_of(name: str) -> str:
    """What a number is known by: « Je veux aider » is je_veux_aider."""
    return fold(name).replace(" ", "_")


@cache
def guide_numbers() -> tuple[UsefulNumber, ...]:
    """Those of the guide, by name. Raises VisaError, naming the file, when it is not whole."""
    return read_numbers((files("visa_data.initiatives") / FILE).read_text(encoding="utf-8"))


def read_numbers(text: str) -> tuple[UsefulNumber, ...]:
    """The file of the guide's numbers, by name. Raises VisaError with the field at fault."""
    try:
        whole = Fields(tomllib.loads(text))
        found = [_number(Fields(one)) for one in whole.whole("numeros", list)]
        whole.nothing_left()
        if len({one.key for one in found}) < len(found):
            raise ValueError("nom donné deux fois")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise VisaError(
            "Numéros utiles refusés",
            typeset(f"« {FILE} » n'est pas complet ({type(error).__name__} : {error}). Corrigez ce champ."),
        ) from error
    return by_name(found)


def by_name(numbers: list[UsefulNumber]) -> tuple[UsefulNumber, ...]:
    """Numbers in the order in which they are read."""
    return tuple(sorted(numbers, key=lambda one: (fold(one.name), one.key)))


def _number(take: Fields) -> UsefulNumber:
    name = take.whole("nom", str)
    # Where the guide gives it: for the tests, which open the document at that line.
    Document(take.whole("document", str))
    take.whole("ligne", int)
    found = UsefulNumber(
        key=key_of(name),
        name=name,
        telephone=take.whole("telephone", str),
        site=take.whole("site", str),
        purpose=take.whole("pour", str),
        hours=take.whole("horaires", str),
        needs=take.several("besoins", Besoin),
        year=int(take.whole("verifie_le", str)),
    )
    take.nothing_left()
    return found
