"""Invented books of every shape, from a seed, and what their readers know."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.protection.attacker import ROUNDED, SHOWN, SMALL, Known
from tests.protection.people import COLUMNS, kinds_of, persons, read_book
from visa_data.protection.marks import Mark
from visa_data.protection.nesting import Sum
from visa_data.protection.publication import Published, publish
from visa_data.protection.rules import Rules

SPINE = ("inscrits", "tentes", "joints", "evalues", "isolees")
"""Counts that every book gives, for the territory at least."""


@dataclass(frozen=True)
class Invented:
    """A book to make. groups: the atoms of each count by sector; given: those that the book gives by sector."""

    atoms: np.ndarray
    groups: dict[str, np.ndarray]
    given: list[str]
    rules: Rules
    exact_totals: bool
    sums: tuple[Sum, ...] = ()

    @property
    def counts(self) -> pd.DataFrame:
        """Persons by sector."""
        codes = [f"S{number + 1}" for number in range(len(self.groups[self.given[0]]))]
        return pd.DataFrame({name: self.groups[name] @ self.atoms for name in self.given}, index=codes)

    @property
    def totals(self) -> dict[str, int]:
        """Persons of the territory."""
        return {name: int(members.sum(axis=0) @ self.atoms) for name, members in self.groups.items()}

    def published(self) -> Published:
        """The book."""
        return publish(self.counts, self.totals, self.rules, exact_totals=self.exact_totals, sums=self.sums)

    def naive(self) -> Published:
        """The same when the rule alone is applied."""
        counts, totals, k = self.counts, self.totals, self.rules.k
        marks = counts.map(lambda count: SHOWN if count == 0 else SMALL if count < k else ROUNDED)
        near = (counts / self.rules.rounding + 1e-9).round().astype(int) * self.rules.rounding
        return Published(
            near.astype(float).mask(marks == SMALL),
            marks,
            {name: float(count) for name, count in totals.items()},
            dict.fromkeys(totals, Mark.SHOWN),
        )

    def known(self, book: Published) -> Known:
        """What its reader knows."""
        known = Known(self.atoms)
        read_book(known, book, self.groups, self.given, self.rules.k, self.rules.rounding, self.exact_totals)
        return known


def in_sectors(kinds: np.ndarray, names: list[str], sectors: int) -> dict[str, np.ndarray]:
    """For each count, its atoms by sector: one atom for each kind in each sector."""
    each = np.eye(sectors, dtype=int)
    return {name: np.kron(each, kinds[:, number]) for number, name in enumerate(names)}


def territory(seed: int) -> Invented:
    """Counts of one register, by the indicators' definitions, some of them for the territory alone."""
    generator = np.random.default_rng(seed)
    rules = Rules(int(generator.choice([11, 11, 11, 5, 7, 20])), int(generator.choice([5, 5, 3, 1])))
    chosen = map(str, generator.choice(COLUMNS, generator.integers(1, 6), replace=False))
    names = sorted({*SPINE, *chosen})
    given = [name for name in names if generator.random() < 0.6] or names[:1]
    sectors = int(generator.integers(1, 8))
    kinds = kinds_of(names)
    people = persons(generator, sectors, len(kinds), float(generator.choice([3, 8, 15, 40])))
    exact = bool(generator.random() < 0.75)
    return Invented(people.ravel(), in_sectors(kinds, names, sectors), given, rules, exact)


def crossed(seed: int) -> Invented:
    """Two divisions of the same people (ages and lodgings), each with its total, under names of no definition."""
    generator = np.random.default_rng(seed)
    rules = Rules(int(generator.choice([11, 11, 5, 8, 20])), int(generator.choice([5, 3])))
    sectors, ages, lodgings = generator.integers(1, 7), generator.integers(1, 4), generator.integers(1, 4)
    kinds, names = [], ["tous"]
    names += [f"age_{number}" for number in range(ages)] + [
        f"logement_{number}" for number in range(lodgings)
    ]
    for age in range(ages):
        for lodging in range(lodgings):
            kinds.append([1, *(age == np.arange(ages)), *(lodging == np.arange(lodgings))])
    people = persons(generator, int(sectors), len(kinds), float(generator.choice([5, 15, 40])))
    if generator.random() < 0.4:
        people[generator.random(people.shape) < 0.5] = 0
    sums = (
        Sum("tous", tuple(name for name in names if name.startswith("age"))),
        Sum("tous", tuple(name for name in names if name.startswith("logement"))),
    )
    given = [name for name in names if generator.random() < 0.85] or names[:1]
    return Invented(
        people.ravel(), in_sectors(np.array(kinds, dtype=int), names, int(sectors)), given, rules, True, sums
    )
