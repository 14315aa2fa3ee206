"""Mouvements: who moved from one declared level to another between two days, in counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import Filters
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings
from visa_data.vocabulary import NIVEAUX

DEFINITION = (
    "Personnes inscrites aux deux dates, selon leur niveau déclaré à chacune. Monter ou descendre se compte "
    "entre niveaux déclarés (1 à 4) ; passer de non évaluée à évaluée est une première évaluation. "
    "Les personnes arrivées ou parties entre-temps sont comptées à part."
)


@dataclass(frozen=True)
class Moves:
    """Counts of persons between two days.

    flows: de, vers (levels 0–4), de_libelle, vers_libelle, personnes; only the pairs with somebody, by level.
    arrived, left: inscrits at the second day only, at the first day only.
    """

    flows: pd.DataFrame
    arrived: int
    left: int

    @property
    def both(self) -> int:
        """Inscrits at both days."""
        return int(self.flows["personnes"].sum())

    @property
    def up(self) -> int:
        """Declared at both days, more fragile at the second."""
        return self._count((self.flows["de"] > 0) & (self.flows["vers"] > self.flows["de"]))

    @property
    def down(self) -> int:
        """Declared at both days, less fragile at the second."""
        return self._count((self.flows["vers"] > 0) & (self.flows["vers"] < self.flows["de"]))

    @property
    def evaluated(self) -> int:
        """Declared for the first time between the two days."""
        return self._count((self.flows["de"] == 0) & (self.flows["vers"] > 0))

    def _count(self, rows: pd.Series) -> int:
        return int(self.flows.loc[rows, "personnes"].sum())


def moves(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters, before: date
) -> Moves:
    """The moves between the ends of `before` and of `day`; only counts leave this function."""
    first = _levels(cursor, before, settings, filters)
    second = _levels(cursor, day, settings, filters)
    joined = first.merge(second, on="reference", how="outer", suffixes=("_avant", "_apres"))
    arrived, left = joined["niveau_avant"].isna(), joined["niveau_apres"].isna()
    stayed = joined[~arrived & ~left].astype({"niveau_avant": int, "niveau_apres": int})
    flows = (
        stayed.groupby(["niveau_avant", "niveau_apres"])
        .size()
        .rename_axis(["de", "vers"])
        .reset_index(name="personnes")
    )
    flows.insert(2, "de_libelle", [NIVEAUX[level] for level in flows["de"]])
    flows.insert(3, "vers_libelle", [NIVEAUX[level] for level in flows["vers"]])
    return Moves(flows, int(arrived.sum()), int(left.sum()))


def _levels(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    query = f"WITH {state_cte(filters)} SELECT reference, niveau FROM etat WHERE inscrit"
    return run(cursor, query, day, settings, filters)
