"""Personal data of people who do not exist, spelled so that a search finds them and nothing else.

Names are made of syllables; telephones are from the numbers that Arcep keeps for fiction, addresses from example.org,
social security numbers and accounts from communes and banks that do not exist.
"""

from __future__ import annotations

import itertools
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

STARTS = [
    "Brin",
    "Char",
    "Dour",
    "Fau",
    "Gour",
    "Har",
    "Lan",
    "Mar",
    "Nau",
    "Pour",
    "Quen",
    "Rou",
    "Sau",
    "Tour",
    "Vau",
    "Wal",
    "Bel",
    "Cour",
    "Fres",
    "Gui",
    "Hau",
    "Jour",
]
MIDDLES = [
    "bavi",
    "chevo",
    "dami",
    "gnevi",
    "lambo",
    "marco",
    "ntabe",
    "quero",
    "ravo",
    "rnebi",
    "sselo",
    "vasca",
    "ttero",
    "lliqu",
    "gaze",
]
ENDS = ["court", "ville", "neau", "gnies", "quin", "rand", "selle", "tier", "veaux", "zelle", "met", "boin"]
GIVEN_STARTS = [
    "Ysa",
    "Théo",
    "Auber",
    "Gonza",
    "Herme",
    "Isau",
    "Odi",
    "Philo",
    "Roma",
    "Solan",
    "Urba",
    "Wilfri",
    "Cléo",
    "Évari",
    "Floren",
    "Gas",
]
GIVEN_ENDS = ["ldine", "lgarde", "rtine", "gonde", "vette", "linde", "nilde", "stasie", "ximine", "rande"]
GIVEN_MIDDLES = ["bé", "cla", "dri", "fé", "gui", "li", "mé", "no", "rou", "si", "ta", "vé"]
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
FICTION = ("019900", "026191", "035301", "046571", "053649", "063998")


@dataclass(frozen=True)
class Person:
    """Somebody invented; telephone of ten digits, birth before 1946."""

    surname: str
    given: str
    born: date
    telephone: str
    number: int


def people() -> Iterator[Person]:
    """People always in the same order; no two of ten thousand share a name, a birth date or a telephone."""
    rng = random.Random(1931)
    surnames = ["".join(parts) for parts in itertools.product(STARTS, MIDDLES, MIDDLES, ENDS)]
    givens = [
        "".join(parts) for parts in itertools.product(GIVEN_STARTS, GIVEN_MIDDLES, GIVEN_MIDDLES, GIVEN_ENDS)
    ]
    rng.shuffle(surnames)
    rng.shuffle(givens)
    days = list(range(10_400))
    rng.shuffle(days)
    telephones = [f"{start}{last:04}" for start in FICTION for last in range(1, 2000)]
    rng.shuffle(telephones)
    for number in itertools.count():
        yield Person(
            surnames[number % len(surnames)],
            givens[number % len(givens)],
            date(1917, 1, 1) + timedelta(days[number % len(days)]),
            telephones[number % len(telephones)],
            number,
        )


def social_security(person: Person) -> str:
    """Fifteen digits with their key; the commune (990 to 999) does not exist."""
    first = f"2{person.born:%y%m}99{900 + person.number % 90:03}{person.number % 900 + 100:03}"
    return f"{first}{97 - int(first) % 97:02}"


def account(person: Person) -> str:
    """An IBAN of a bank that does not exist, with its key."""
    rest = f"99999{person.number:05}00{person.telephone[1:]}42"
    key = 98 - int("".join(str(int(letter, 36)) for letter in f"{rest}FR00")) % 97
    return f"FR{key:02}{rest}"


def street(person: Person) -> str:
    """The name of a street like no other."""
    return f"Grand{person.surname.lower()}"


def _pairs(digits: str, mark: str) -> str:
    return mark.join(digits[i : i + 2] for i in range(0, len(digits), 2))


Written = Callable[[Person], object]

NAMES: dict[str, Written] = {
    "NOM Prénom": lambda p: f"{p.surname.upper()} {p.given}",
    "Prénom Nom": lambda p: f"{p.given} {p.surname}",
    "NOM PRÉNOM": lambda p: f"{p.surname} {p.given}".upper(),
    "nom prénom": lambda p: f"{p.surname} {p.given}".lower(),
    "Nom, Prénom": lambda p: f"{p.surname}, {p.given}",
    "Mme Nom Prénom": lambda p: f"Mme {p.surname} {p.given}",
    "M. et Mme NOM": lambda p: f"M. et Mme {p.surname.upper()}",
    "P. NOM": lambda p: f"{p.given[0]}. {p.surname.upper()}",
    "Nom P.": lambda p: f"{p.surname} {p.given[0]}.",
    "de la Nom Prénom": lambda p: f"de la {p.surname} {p.given}",
    "D'Nom Prénom": lambda p: f"D'{p.surname} {p.given}",
    "Nom-Nom Marie-Prénom": lambda p: f"{p.surname}-{p.surname[::-1].capitalize()} Marie-{p.given}",
    "NOM née NOM Prénom": lambda p: f"{p.surname.upper()} née {p.surname[::-1].upper()} {p.given}",
    "NOM": lambda p: p.surname.upper(),
    "nom": lambda p: p.surname.lower(),
    "Prénom": lambda p: p.given,
    "NOM Prénom date": lambda p: f"{p.surname.upper()} {p.given} {p.born:%d/%m/%Y}",
    "NOM Prénom (année)": lambda p: f"{p.surname.upper()} {p.given} ({p.born.year})",
    "NOM Prénom téléphone": lambda p: f"{p.surname.upper()} {p.given} {_pairs(p.telephone, ' ')}",
    "12 - NOM Prénom": lambda p: f"{p.number % 90 + 10} - {p.surname.upper()} {p.given}",
    "NOM/Prénom": lambda p: f"{p.surname.upper()}/{p.given}",
    "R00012 NOM Prénom": lambda p: f"R{p.number:05} {p.surname.upper()} {p.given}",
    "NOM Prénom (R00012)": lambda p: f"{p.surname.upper()} {p.given} (R{p.number:05})",
    "NOM Prénom insécable": lambda p: f"{p.surname.upper()}\u00a0{p.given}\u200b",
    "Prénom Nom décomposés": lambda p: unicodedata.normalize("NFD", f"  {p.given}  {p.surname}é"),
    "Mlle NOM (fille de M. Prénom)": lambda p: f"Mlle {p.surname.upper()} (fille de M. {p.given})",
    "NOM Prénom - numéro": lambda p: f"{p.surname.upper()} {p.given} - {p.number % 90 + 10}",
}
NUMBERS: dict[str, Written] = {
    "06 39 98 00 00": lambda p: _pairs(p.telephone, " "),
    "0639980000": lambda p: p.telephone,
    "06.39.98.00.00": lambda p: _pairs(p.telephone, "."),
    "+33 6 39 98 00 00": lambda p: f"+33 {p.telephone[1]} {_pairs(p.telephone[2:], ' ')}",
    "639980000 (nombre)": lambda p: int(p.telephone),
    "06/39/98/00/00": lambda p: _pairs(p.telephone, "/"),
    "0033639980000": lambda p: f"0033{p.telephone[1:]}",
    "+33639980000": lambda p: f"+33{p.telephone[1:]}",
    "(0)6 39 98 00 00 (fille)": lambda p: (
        f"({p.telephone[0]}){p.telephone[1]} {_pairs(p.telephone[2:], ' ')} (fille)"
    ),
    "tél. 0639980000": lambda p: f"tél. {p.telephone}",
    "NIR 15 chiffres": social_security,
    "NIR espacé": lambda p: re.sub(
        r"^(.)(..)(..)(..)(...)(...)(..)$", r"\1 \2 \3 \4 \5 \6 \7", social_security(p)
    ),
    "NIR 13 chiffres": lambda p: social_security(p)[:13],
    "NIR corse": lambda p: f"2{p.born:%y%m}2A{p.number % 900 + 100:03}{p.number % 900 + 100:03}",
    "COURRIEL": lambda p: f"<{p.surname.upper()}.{p.given.upper()}@EXAMPLE.ORG>",
    "courriel": lambda p: f"{p.surname.lower()}{p.number}@example.org",
    "adresse": lambda p: f"{p.number % 90 + 1} rue {street(p)}",
    "adresse, code postal": lambda p: f"{p.number % 90 + 1} bis avenue {street(p)}, 59990 Sainte-Absente",
    "lieu-dit": lambda p: f"Appt {p.number % 40}, rés. {street(p)}, 3e étage",
    "JJ/MM/AA": lambda p: f"{p.born:%d/%m/%y}",
    "JJ.MM.AAAA": lambda p: f"{p.born:%d.%m.%Y}",
    "né le JJ/MM/AAAA": lambda p: f"né le {p.born:%d/%m/%Y}",
    "JJ/MM/AAAA": lambda p: f"{p.born:%d/%m/%Y}",
    "AAAA-MM-JJ": lambda p: f"{p.born:%Y-%m-%d}",
    "J mois AAAA": lambda p: f"{p.born.day} {MONTHS[p.born.month - 1]} {p.born.year}",
    "date du classeur": lambda p: p.born,
    "IBAN": account,
    "IBAN espacé": lambda p: " ".join(account(p)[i : i + 4] for i in range(0, 27, 4)),
}
KINDS = NAMES | NUMBERS
DOUBTFUL: dict[str, Written] = {
    "JJMMAAAA": lambda p: f"{p.born:%d%m%Y}",
    "nom.prenom": lambda p: f"{p.surname}.{p.given}".lower(),
    "nom1931": lambda p: f"{p.surname.lower()}{p.born.year}",
    "NOM_Prénom": lambda p: f"{p.surname.upper()}_{p.given}",
    "Nom 12": lambda p: f"{p.surname} {p.number % 90 + 10}",
}
"""Those that a reference may look like: told apart, not asked of every field."""


def folded(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def needles(person: Person, kind: str) -> set[str]:
    """What of a person betrays that a value of this kind was kept: folded words, or digits alone.

    A birth date is searched as the day it is, whichever way it is written.
    """
    text = folded(str((KINDS | DOUBTFUL)[kind](person)))
    found = {word for word in (folded(person.surname), folded(person.given), street(person)) if word in text}
    days = {
        f"{person.born:%Y-%m-%d}",
        f"{person.born:%d/%m/%Y}",
        f"{person.born:%d%m%Y}",
        f"{person.born:%Y%m%d}",
    }
    days.add(f"{person.born:%d.%m.%Y}")
    days.add(folded(f"{person.born.day} {MONTHS[person.born.month - 1]} {person.born.year}"))
    if any(day in text for day in days):
        found |= days
    if f"{person.born:%d/%m/%y}" == text:
        found |= days | {text}
    if kind == "NIR corse":
        found.add(text)
    digits = re.sub(r"\D", "", text)
    for number in (
        person.telephone[1:],
        social_security(person)[:13],
        re.sub(r"\D", "", account(person)[4:]),
    ):
        if number in digits:
            found.add(number)
    return found
