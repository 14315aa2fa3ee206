"""Âges: declared levels by age band. Ages are approximate: only the year of birth is kept."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import Filters
from visa_data.indicators.fragilite import LEVEL_COLUMNS
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings

BANDS = ("Moins de 65 ans", "65 à 74 ans", "75 à 84 ans", "85 ans ou plus", "Âge inconnu")

DEFINITION = (
    "Niveau déclaré des personnes inscrites, par tranche d'âge. Âge approché : année du jour dit moins année "
    "de naissance, seule conservée ; il peut être trop élevé d'un an."
)

LEVEL_COUNTS = ", ".join(
    f"count(*) FILTER (niveau = {level}) AS {name}" for level, name in enumerate(LEVEL_COLUMNS)
)


def fragility_by_age(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Five rows, the bands in order: tranche, personnes, non_evaluees, niveau_1 … niveau_4 (inscrits).

    A year of birth after the day's is taken for unknown.
    """
    query = f"""
        WITH {state_cte(filters)},
        ages AS (
            SELECT niveau, CASE
                WHEN age < 0 OR age IS NULL THEN 4
                WHEN age < 65 THEN 0 WHEN age < 75 THEN 1 WHEN age < 85 THEN 2 ELSE 3 END AS tranche
            FROM (SELECT niveau, year($jour::DATE) - annee_naissance AS age FROM etat WHERE inscrit)
        ),
        comptes AS (SELECT tranche, count(*) AS personnes, {LEVEL_COUNTS} FROM ages GROUP BY 1)
        SELECT t.tranche, coalesce(COLUMNS(c.* EXCLUDE (tranche)), 0)
        FROM range({len(BANDS)}) AS t (tranche) LEFT JOIN comptes c USING (tranche) ORDER BY t.tranche
    """
    frame = run(cursor, query, day, settings, filters)
    frame["tranche"] = [BANDS[int(rank)] for rank in frame["tranche"]]
    return frame
