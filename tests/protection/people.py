"""Invented territories of whole persons, so that what is published can be attacked from the persons themselves."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import shapely

from visa_data.protection.marks import Mark
from visa_data.protection.screen import ProtectedTable, protect_by_zone
from visa_data.protection.totals import ProtectedTotals, protect_totals
from visa_data.territory.zones import ZoneFrame

CALLED = ("inscrits", "tentes", "joints", "evalues", "a_jour", "jamais_joints", "perdus_de_vue")
ISOLATED = ("isolees", "isolees_couvertes")
COLUMNS = (*CALLED, *ISOLATED, "non_joints")


def _kinds() -> list[dict[str, bool]]:
    """Every kind of registered person that the definitions of the indicators allow."""
    kinds = []
    for called, reached, rated, fresh, given_up, lost in product([False, True], repeat=6):
        if (reached or rated or given_up) and not called:
            continue
        if (fresh and not (reached and rated)) or (given_up and reached) or (lost and (not reached or fresh)):
            continue
        for isolated, covered in ((False, False), (True, False), (True, True)):
            flags = (True, called, reached, rated, fresh, given_up, lost, isolated, covered, not reached)
            kinds.append(dict(zip(COLUMNS, flags, strict=True)))
    return kinds


KINDS = pd.DataFrame(_kinds())
"""One row a kind, one column a count: whether a person of that kind is counted."""


def grid(rows: int, columns: int) -> ZoneFrame:
    """A territory of square communes."""
    outlines = [
        shapely.box(column / 10, row / 10, (column + 1) / 10, (row + 1) / 10)
        for row in range(rows)
        for column in range(columns)
    ]
    codes = [f"{99001 + place}" for place in range(len(outlines))]
    names = [f"Commune {place + 1}" for place in range(len(outlines))]
    nothing = np.zeros(len(codes))
    return ZoneFrame(codes, names, codes, np.array(outlines, dtype=object), nothing, nothing)


def persons(generator: np.random.Generator, zones: int, mean: float) -> np.ndarray:
    """How many persons of each kind live in each zone (zones × kinds)."""
    weights = generator.gamma(0.4, 1.0, len(KINDS))
    size = generator.poisson(mean * generator.gamma(1.2, 1 / 1.2, zones))
    return np.array([generator.multinomial(count, weights / weights.sum()) for count in size])


def table(zones: ZoneFrame, kinds: np.ndarray, columns: tuple[str, ...]) -> pd.DataFrame:
    """The counts of these columns by zone."""
    frame = pd.DataFrame(kinds @ KINDS[list(columns)].to_numpy(dtype=np.int64), columns=list(columns))
    frame.insert(0, "code_zone", zones.codes[: len(frame)])
    frame.insert(1, "nom_zone", zones.names[: len(frame)])
    return frame


def protected(frame: pd.DataFrame, zones: ZoneFrame, k: int = 11) -> tuple[ProtectedTable, ProtectedTotals]:
    """The table by zone, and the territory's counts that it adds up to, protected as the meeting does it."""
    counts = frame.drop(columns=["code_zone", "nom_zone"]).sum()
    totals = protect_totals({name: int(count) for name, count in counts.items()}, k)
    return protect_by_zone(frame, zones, k, totals.marks)[0], totals


def share(table: ProtectedTable) -> float:
    """Part of the counts that is withheld."""
    return float(table.marks.isin([Mark.SMALL, Mark.OTHER]).to_numpy().mean())
