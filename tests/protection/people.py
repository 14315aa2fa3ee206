"""Invented territories of whole persons, so that what is published can be attacked from the persons themselves."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from tests.protection.attacker import Known, interval
from visa_data.protection.publication import Published

LEVELS = ("niveau_1", "niveau_2", "niveau_3", "niveau_4")


def _kinds() -> pd.DataFrame:
    """Every kind of registered person that the definitions of the indicators allow; one row each, one column a count."""
    kinds = []
    for called, reached, fresh, given_up, lost, isolated, covered in product([False, True], repeat=7):
        for level in (0, 1, 2, 3, 4):
            if (reached or level or given_up) and not called:
                continue
            if (
                (fresh and not (reached and level))
                or (given_up and reached)
                or (lost and (not reached or fresh))
            ):
                continue
            if (level > 1 and not isolated) or (covered and not isolated):
                continue
            kinds.append(
                {
                    "inscrits": True,
                    "tentes": called,
                    "joints": reached,
                    "non_joints": not reached,
                    "evalues": level > 0,
                    "non_evaluees": level == 0,
                    "a_jour": fresh,
                    "jamais_joints": given_up,
                    "perdus_de_vue": lost,
                    "isolees": isolated,
                    "isolees_couvertes": covered,
                    "isolees_sans_equipe": isolated and not covered,
                    **{name: level == number for number, name in enumerate(LEVELS, 1)},
                    "niveaux_3_4": level > 2,
                    "urgences": level == 4,
                }
            )
    return pd.DataFrame(kinds).astype(int)


KINDS = _kinds()
COLUMNS = tuple(KINDS.columns)


def _pairs() -> list[tuple[str, str]]:
    """Who is counted in the first whenever in the second: found on the kinds, not in the engine."""
    inside = KINDS.to_numpy()
    return [
        (outer, inner)
        for one, outer in enumerate(COLUMNS)
        for other, inner in enumerate(COLUMNS)
        if one != other and np.all(inside[:, other] <= inside[:, one])
    ]


PAIRS = _pairs()


def kinds_of(columns: list[str]) -> np.ndarray:
    """The kinds that these counts tell apart (kinds × columns)."""
    return np.unique(KINDS[columns].to_numpy(), axis=0)


def persons(generator: np.random.Generator, sectors: int, kinds: int, mean: float) -> np.ndarray:
    """How many persons of each kind live in each sector (sectors × kinds)."""
    weights = generator.gamma(0.5, 1.0, kinds)
    size = generator.poisson(mean * generator.gamma(2.0, 1 / 2.0, sectors))
    return np.array([generator.multinomial(count, weights / weights.sum()) for count in size])


def read_book(
    known: Known,
    book: Published,
    groups: dict[str, np.ndarray],
    names: list[str],
    k: int,
    rounding: int,
    exact_totals: bool = True,
    past: bool = False,
) -> None:
    """Read every number of a book. groups: for each count, its atoms by sector, as 0/1 rows (sectors × atoms).

    past: it was read before the book that is attacked, so that nothing in that one can change what it told.
    """
    for name, members in groups.items():
        whole = members.sum(axis=0)
        known.read(
            whole,
            *interval(book.totals[name], int(book.total_marks[name]), k, rounding),
            always=exact_totals,
        )
        if not exact_totals:
            known.wanted.append(whole)
        if name in names:
            for code, row in zip(book.values.index, members, strict=True):
                value, mark = book.values.at[code, name], int(book.marks.at[code, name])
                known.read(row, *interval(value, mark, k, rounding), always=past)
                known.wanted.append(row)
    for outer, inner in PAIRS:
        if outer in names and inner in names:
            known.wanted.extend(groups[outer] - groups[inner])
        elif outer in groups and inner in groups and not exact_totals:
            known.wanted.append((groups[outer] - groups[inner]).sum(axis=0))
