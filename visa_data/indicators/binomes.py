"""Where the demands for visits are, and how long those that wait have waited: counts, for a chart."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data import french
from visa_data.indicators.filters import Filters
from visa_data.indicators.state import run, state_cte
from visa_data.indicators.visites import PAIRS, WAITING
from visa_data.settings import Settings
from visa_data.vocabulary_of_action import StatutBinome

LONG_WEEKS = 12
"""Waits of so many weeks or more stand together."""


def pairs_by_status(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Five rows, in the order of the pipeline: statut, libelle, binomes (those of inscrits, as of the day)."""
    query = (
        f"WITH {state_cte(filters)}, {PAIRS} SELECT statut, count(*) AS binomes FROM paires GROUP BY statut"
    )
    counts = run(cursor, query, day, settings, filters).set_index("statut")["binomes"]
    return pd.DataFrame(
        [(status.value, status.label, int(counts.get(status.value, 0))) for status in StatutBinome],
        columns=["statut", "libelle", "binomes"],
    )


def waits_by_week(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """A row for each whole number of weeks waited, from 0 to LONG_WEEKS (or more): semaines, libelle, demandes."""
    waiting = ", ".join(f"'{status.value}'" for status in WAITING)
    query = f"""
        WITH {state_cte(filters)}, {PAIRS}
        SELECT least(jours_attente // 7, {LONG_WEEKS})::INTEGER AS semaines, count(*) AS demandes
        FROM paires WHERE statut IN ({waiting}) GROUP BY 1
    """
    counts = run(cursor, query, day, settings, filters).set_index("semaines")["demandes"]
    return pd.DataFrame(
        [(weeks, _label(weeks), int(counts.get(weeks, 0))) for weeks in range(LONG_WEEKS + 1)],
        columns=["semaines", "libelle", "demandes"],
    )


def _label(weeks: int) -> str:
    if not weeks:
        return "Moins d'une semaine"
    return french.counted(weeks, "semaine") + (" ou plus" if weeks == LONG_WEEKS else "")
