"""Invented cooperations and their books, as the dossier writes them, quickly: nobody in them exists, no base is read.

A book here has its totals, its counts by sector under the rules, its outlines and zones blanches: what the network reads. It has no
answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

import numpy as np
import pandas as pd
import shapely
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from visa_data.dossier.book import DECIDED, WHITE_ZONES, week_ends
from visa_data.dossier.file import write_book
from visa_data.dossier.sources import FILES, FRESHNESS
from visa_data.dossier.tables import NOW, Manifest, Tables
from visa_data.network.members import Member, Milieu
from visa_data.network.publishing import Sent
from visa_data.network.signature import Signed, Statement, print_of, public_key
from visa_data.protection.rules import Rules
from visa_data.settings import load
from visa_data.territory.departements import DEPARTEMENTS
from visa_data.vocabulary import Besoin
from visa_data.vocabulary_of_action import Maturite

FIRST = date(2025, 1, 4)
RULES = Rules()
SMALL = 100
"""Registered people under which a territory is told as a sector is."""


@dataclass(frozen=True)
class Town:
    """An invented cooperation: registered people at the end of the first year, sectors, a place on a map."""

    number: int
    registered: int
    sectors: int
    secret: bytes

    @property
    def code(self) -> str:
        """Its code."""
        return f"coop-{self.number:03d}"

    @property
    def member(self) -> Member:
        """As it is enrolled."""
        place = DEPARTEMENTS[self.number * 7 % 96]
        kinds = list(Milieu)
        return Member(
            self.code,
            f"Coopération inventée {self.number}",
            place.code,
            list(Maturite)[2 + self.number % 3],
            kinds[self.number % 3],
            self.registered * 50,
            self.number % 4 == 0,
            public_key(self.secret),
            datetime(2025, 1, 1),
        )


def towns(number: int, seed: int = 14) -> list[Town]:
    """That many, of all sizes, one in eight small enough to be told as a sector is."""
    draw = np.random.default_rng(seed)
    return [
        Town(
            one,
            int(draw.integers(30, 95)) if one % 8 == 7 else int(draw.integers(200, 4000)),
            int(draw.integers(3, 12)),
            draw.bytes(32),
        )
        for one in range(number)
    ]


def counts(town: Town, week: int) -> dict[str, np.ndarray]:
    """True counts by sector at the end of a week: never written, but under the rules."""
    draw = np.random.default_rng([town.number, week // 4])
    share = draw.dirichlet(np.full(town.sectors, 5.0))
    registered = np.floor(share * town.registered * min(1.0, 0.3 + week / 60)).astype(np.int64)
    found = {"inscrits": registered}
    for name, whole, part in PARTS:
        found[name] = draw.binomial(found[whole], part)
    found["non_joints"] = found["inscrits"] - found["joints"]
    found["isolees_sans_equipe"] = found["isolees"] - found["isolees_couvertes"]
    for need in Besoin:
        found[f"ouverts@{need.value}"] = draw.binomial(found["inscrits"], 0.03)
        found[f"non_pourvus@{need.value}"] = draw.binomial(found[f"ouverts@{need.value}"], 0.4)
    for name, of in (("besoins_ouverts", "ouverts"), ("besoins_non_pourvus", "non_pourvus")):
        found[name] = np.sum([found[f"{of}@{need.value}"] for need in Besoin], axis=0)
    return found


PARTS = (
    ("tentes", "inscrits", 0.9),
    ("joints", "tentes", 0.85),
    ("evalues", "joints", 0.9),
    ("a_jour", "joints", 0.7),
    ("perdus_de_vue", "joints", 0.05),
    ("isolees", "inscrits", 0.4),
    ("isolees_couvertes", "isolees", 0.75),
    ("niveau_3", "evalues", 0.1),
    ("niveau_4", "evalues", 0.02),
    ("urgences", "evalues", 0.02),
)


def tables(town: Town, number: int) -> Tables:
    """The book of that number: one a week from FIRST."""
    week, day = number - 1, FIRST + timedelta(weeks=number - 1)
    now = counts(town, week)
    small = int(now["inscrits"].sum()) < SMALL
    codes = [f"S{one + 1}" for one in range(town.sectors)]
    rows, whole = [], []
    for name, values in now.items():
        marks = RULES.marks(values)
        shown = np.where(np.isin(marks, (1, 2)), np.nan, RULES.rounded(values))
        shown = np.where(values == 0, 0, shown)
        rows.append(
            pd.DataFrame({"moment": NOW, "code": codes, "nom": name, "valeur": shown, "marque": marks})
        )
    back = day - timedelta(weeks=1)
    for when in sorted({*week_ends(day), back}):
        at = week - (day - when).days // 7
        if at < 0:
            continue
        for name, values in counts(town, at).items():
            total = np.array([int(values.sum())])
            if small:
                mark = int(RULES.marks(total)[0])
                value = np.nan if mark in (1, 2) else float(RULES.rounded(total)[0])
                whole.append((name, when, 0.0 if total[0] == 0 else value, mark))
            else:
                whole.append((name, when, float(total[0]), 0))
        whole.append(("zones_blanches", when, float(1 + (town.number + at) % 3), 0))
    manifest = Manifest(
        town.member.name,
        True,
        number,
        day,
        back,
        back if number > 1 else None,
        1,
        not small,
        datetime(2025, 1, 1),
        {name: float(value) for name, value in load().numbers.items()},
    )
    return Tables(
        manifest,
        pd.DataFrame(whole, columns=["nom", "jour", "valeur", "marque"]),
        pd.concat(rows, ignore_index=True),
        _sectors(town),
        pd.DataFrame({"nom": pd.Series(dtype=str), "geometrie": pd.Series(dtype=object)}),
        pd.DataFrame(columns=list(WHITE_ZONES)),
        pd.DataFrame(columns=list(DECIDED)),
        pd.DataFrame(columns=list(FRESHNESS)),
        pd.DataFrame(columns=list(FILES)),
    )


@cache
def _sectors(town: Town) -> pd.DataFrame:
    side = 0.05
    west, south = -3 + town.number % 20 * 0.5, 43.5 + town.number // 20 * 0.5
    outlines = [
        shapely.box(west + one * side, south, west + (one + 1) * side, south + 4 * side)
        for one in range(town.sectors)
    ]
    codes = [f"S{one + 1}" for one in range(town.sectors)]
    return pd.DataFrame(
        {
            "code": codes,
            "nom": [f"Secteur inventé {one + 1}" for one in range(town.sectors)],
            "zones": [f"Z{town.number:03d}{one:02d}" for one in range(town.sectors)],
            "membres": [f"Zone inventée {one + 1}" for one in range(town.sectors)],
            "habitants": pd.array([None] * town.sectors, dtype="Int64"),
            "geometrie": list(shapely.to_wkb(np.array(outlines, dtype=object))),
        }
    )


def sign(town: Town, number: int, content: bytes, previous: str) -> Sent:
    """A book signed by its town."""
    day = FIRST + timedelta(weeks=number - 1)
    statement = Statement(town.code, number, day, print_of(content), previous)
    signature = Ed25519PrivateKey.from_private_bytes(town.secret).sign(statement.written()).hex()
    return Sent(content, Signed(statement, signature), f"{town.code} n° {number}")


def books(town: Town, weeks: int) -> Iterator[Sent]:
    """Its books, from the first."""
    previous = ""
    for number in range(1, weeks + 1):
        content = write_book(tables(town, number))
        sent = sign(town, number, content, previous)
        previous = sent.signed.statement.book
        yield sent
