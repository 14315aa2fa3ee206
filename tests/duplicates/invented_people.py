"""Invented people, some of whom two organisations know under two references: nobody here exists.

Deterministic for a seed. Family names are made of syllables, except a few very common ones, which make
namesakes; homes are points drawn at random around 50.2° N, 3.7° E. Households are as they are in a register: couples
under one roof with one telephone, brothers and sisters, a father and a son of the same name.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from visa_data.duplicates.fingerprints import Identity

COMMON = ["Martin", "Bernard", "Dubois", "Thomas", "Robert", "Petit", "Durand", "Leroy", "Moreau", "Simon"]
STARTS = [
    "Bal",
    "Ber",
    "Bou",
    "Car",
    "Cha",
    "Cor",
    "Dau",
    "Del",
    "Des",
    "Du",
    "Fau",
    "Fla",
    "Gau",
    "Ger",
    "Gra",
    "Hau",
    "La",
    "Le",
    "Ma",
    "Mau",
    "Mon",
    "Mou",
    "Pa",
    "Per",
    "Pou",
    "Ra",
    "Rou",
    "Sa",
    "Tau",
    "Va",
    "Ver",
]
MIDDLES = [
    "ba",
    "be",
    "bi",
    "chau",
    "da",
    "den",
    "di",
    "fon",
    "ga",
    "gne",
    "la",
    "lan",
    "le",
    "li",
    "lo",
    "man",
    "ne",
    "pi",
    "quin",
    "ra",
    "ri",
    "ro",
    "sau",
    "ta",
    "ti",
    "tran",
    "vi",
]
ENDS = [
    "ault",
    "bert",
    "cot",
    "dier",
    "don",
    "eau",
    "el",
    "ert",
    "et",
    "ez",
    "fils",
    "gnon",
    "ier",
    "in",
    "lard",
    "let",
    "lier",
    "lin",
    "mont",
    "nard",
    "net",
    "on",
    "ot",
    "oux",
    "rel",
    "ret",
    "son",
    "teau",
    "tier",
    "ville",
]
WOMEN = [
    "Andrée",
    "Odette",
    "Thérèse",
    "Simone",
    "Yvette",
    "Denise",
    "Jeannine",
    "Paulette",
    "Germaine",
    "Marie-Thérèse",
    "Lucienne",
    "Huguette",
    "Colette",
    "Renée",
    "Monique",
    "Madeleine",
    "Ginette",
    "Suzanne",
    "Marcelle",
    "Raymonde",
    "Jacqueline",
    "Françoise",
    "Geneviève",
    "Éliane",
    "Marie-Louise",
    "Micheline",
]
MEN = [
    "André",
    "Roger",
    "Marcel",
    "Robert",
    "Jean-Pierre",
    "Raymond",
    "René",
    "Maurice",
    "Georges",
    "Lucien",
    "Henri",
    "Michel",
    "Louis",
    "Claude",
    "Gérard",
    "Émile",
    "Bernard",
    "Jacques",
    "Pierre",
    "Serge",
    "Francis",
    "Daniel",
    "Jean-Claude",
    "Edmond",
    "Fernand",
    "Gilbert",
]
ZONES = [f"591{number:02d}" for number in range(30)]


@dataclass(frozen=True)
class Invented:
    """One reference of an invented person. person: the same number for the same person."""

    reference: str
    person: int
    source: str
    identity: Identity
    zone: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Corruption:
    """Chance of each difference between what two organisations wrote of one person."""

    case_and_accents: float = 0.5
    typo: float = 0.12
    swapped_names: float = 0.04
    married_name: float = 0.08
    hyphen_lost: float = 0.3
    second_given_dropped: float = 0.1
    given_initial: float = 0.03
    swapped_day_month: float = 0.03
    wrong_day: float = 0.03
    year_only: float = 0.10
    no_birth: float = 0.03
    no_phone: float = 0.4
    other_phone: float = 0.1
    moved: float = 0.06
    no_place: float = 0.05


def invented_people(
    people: int, twice: float, seed: int, corruption: Corruption | None = None
) -> list[Invented]:
    """People of a register, of whom a share `twice` is also sent by another organisation."""
    draw = random.Random(seed)
    found: list[Invented] = []
    for person, first in enumerate(_register(people, draw)):
        found.append(replace(first, person=person, reference=f"R{person:05d}"))
    for first in list(found):
        if draw.random() < twice:
            found.append(_known_elsewhere(first, draw, corruption or Corruption()))
    draw.shuffle(found)
    return found


def _register(people: int, draw: random.Random) -> list[Invented]:
    found: list[Invented] = []
    while len(found) < people:
        one = _somebody(draw)
        found.append(one)
        chance = draw.random()
        if chance < 0.22:
            found.append(_spouse(one, draw))
        elif chance < 0.25:
            found.append(_sibling(one, draw))
        elif chance < 0.255:
            found.append(_namesake_child(one, draw))
    return found[:people]


def _somebody(draw: random.Random) -> Invented:
    woman = draw.random() < 0.65
    family = _family(draw)
    return Invented(
        "",
        0,
        "registre_communal",
        Identity(
            family=family,
            birth_family=_family(draw) if woman and draw.random() < 0.7 else "",
            given=_given(woman, draw),
            born=date(1922, 1, 1) + timedelta(days=int(draw.triangular(0, 12_400, 6_500))),
            phones=(f"03 27 {draw.randrange(100):02d} {draw.randrange(100):02d} {draw.randrange(100):02d}",),
        ),
        draw.choice(ZONES),
        round(50.1 + draw.random() * 0.2, 6),
        round(3.5 + draw.random() * 0.4, 6),
    )


def _spouse(one: Invented, draw: random.Random) -> Invented:
    man = bool(one.identity.birth_family) or draw.random() < 0.7
    born = one.identity.born or date(1935, 1, 1)
    other = Identity(
        family=one.identity.family,
        birth_family="" if man else _family(draw),
        given=_given(not man, draw),
        born=born + timedelta(days=draw.randrange(-1_800, 1_800)),
        phones=one.identity.phones,
    )
    return replace(one, identity=other)


def _sibling(one: Invented, draw: random.Random) -> Invented:
    born = one.identity.born or date(1935, 1, 1)
    name = one.identity.birth_family or one.identity.family
    other = replace(
        one.identity,
        family=name,
        birth_family="",
        given=_given(draw.random() < 0.5, draw),
        born=born + timedelta(days=draw.randrange(300, 3_000)),
    )
    return replace(one, identity=other)


def _namesake_child(one: Invented, draw: random.Random) -> Invented:
    born = one.identity.born or date(1930, 1, 1)
    return replace(
        one, identity=replace(one.identity, born=born + timedelta(days=draw.randrange(7_000, 11_000)))
    )


def _known_elsewhere(first: Invented, draw: random.Random, chances: Corruption) -> Invented:
    who = first.identity
    family, birth_family, given, born = who.family, who.birth_family, who.given, who.born
    birth_year = None

    def happens(chance: float) -> bool:
        return draw.random() < chance

    if birth_family and happens(chances.married_name):
        family, birth_family = birth_family, ""
    elif happens(0.5):
        birth_family = ""
    if happens(chances.hyphen_lost):
        given = given.replace("-", " ")
    if happens(chances.second_given_dropped):
        given = given.replace("-", " ").split()[0]
    if happens(chances.typo):
        family = misspelt(family, draw)
    if happens(chances.typo):
        given = misspelt(given, draw)
    if happens(chances.given_initial):
        given = given[0] + "."
    if happens(chances.swapped_names):
        family, given = given, family
    if happens(chances.case_and_accents):
        family, given = family.upper(), given.upper()
    if born and happens(chances.swapped_day_month) and born.day <= 12:
        born = date(born.year, born.day, born.month)
    elif born and happens(chances.wrong_day):
        born = born + timedelta(days=draw.choice((-10, -1, 1, 10, 30)))
    if born and happens(chances.year_only):
        born, birth_year = None, born.year
    elif happens(chances.no_birth):
        born = None
    phones = who.phones
    if happens(chances.no_phone):
        phones = ()
    elif happens(chances.other_phone):
        phones = (f"06{draw.randrange(10**8):08d}",)
    zone, latitude, longitude = first.zone, first.latitude, first.longitude
    if happens(chances.moved):
        zone = draw.choice(ZONES)
        latitude, longitude = round(50.1 + draw.random() * 0.2, 6), round(3.5 + draw.random() * 0.4, 6)
    elif happens(chances.no_place):
        latitude = longitude = None
    elif latitude is not None and longitude is not None:
        latitude = round(latitude + draw.gauss(0, 0.00012), 6)
        longitude = round(longitude + draw.gauss(0, 0.00012), 6)
    return Invented(
        f"T{first.person:05d}",
        first.person,
        draw.choice(("departement", "carsat", "caf")),
        Identity(family, birth_family, given, born, birth_year, phones),
        zone,
        latitude,
        longitude,
    )


def misspelt(name: str, draw: random.Random) -> str:
    """A name with one mistake of the kinds made at a keyboard or by ear."""
    place = draw.randrange(1, len(name)) if len(name) > 1 else 0
    kind = draw.randrange(4)
    if kind == 0:
        return name[:place] + name[place + 1 :]
    if kind == 1:
        return name[:place] + name[place] + name[place:]
    if kind == 2:
        return name[:place] + draw.choice("aeiourstnlm") + name[place + 1 :]
    return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]


def _family(draw: random.Random) -> str:
    chance = draw.random()
    if chance < 0.15:
        return draw.choice(COMMON)
    name = draw.choice(STARTS) + (draw.choice(MIDDLES) if chance < 0.7 else "") + draw.choice(ENDS)
    if chance > 0.96:
        return f"{name}-{draw.choice(COMMON)}"
    return f"{draw.choice(('De', 'Le', 'Du'))} {name}" if chance > 0.92 else name


def _given(woman: bool, draw: random.Random) -> str:
    return draw.choice(WOMEN if woman else MEN)
