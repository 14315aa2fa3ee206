"""Sources: declared levels by where the registered people come from."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.ages import LEVEL_COUNTS
from visa_data.indicators.filters import Filters
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings
from visa_data.vocabulary import Source

DEFINITION = (
    "Niveau déclaré des personnes inscrites, selon l'organisme ou la voie par où elles sont arrivées."
)


def fragility_by_source(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for each source of the vocabulary, in its order.

    Columns: source, libelle, personnes, non_evaluees, niveau_1 … niveau_4 (inscrits).
    """
    order = ", ".join(f"('{source.value}', {rank})" for rank, source in enumerate(Source))
    query = f"""
        WITH {state_cte(filters)},
        comptes AS (
            SELECT source, count(*) AS personnes, {LEVEL_COUNTS} FROM etat WHERE inscrit GROUP BY 1
        )
        SELECT s.source, coalesce(COLUMNS(c.* EXCLUDE (source)), 0)
        FROM (VALUES {order}) AS s (source, rang) LEFT JOIN comptes c ON c.source = s.source ORDER BY s.rang
    """
    frame = run(cursor, query, day, settings, filters)
    frame.insert(1, "libelle", [Source(code).label for code in frame["source"]])
    return frame
