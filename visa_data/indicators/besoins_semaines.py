"""Besoins par semaine: how many people had each need open at the end of each week."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import numpy as np
import pandas as pd

from visa_data.indicators.filters import Filters
from visa_data.indicators.registration import REGISTERED_SINCE
from visa_data.indicators.state import run
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin, StatutBesoin

WEEKS = 26
STATUSES = ", ".join(f"'{status.value}'" for status in StatutBesoin)
CLOSED = f"('{StatutBesoin.POURVU.value}', '{StatutBesoin.ABANDONNE.value}')"

DEFINITION = (
    "Personnes inscrites dont le besoin est ouvert à la fin de chaque semaine (dimanche), et au jour dit pour "
    "la semaine en cours. Une baisse peut venir d'une réponse, d'un abandon ou d'un départ du registre."
)


def open_needs_by_week(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    weeks: int = WEEKS,
) -> pd.DataFrame:
    """One row for each week end and need: semaine (its Monday), fin (its Sunday, or the day), besoin, ouverts.

    At most `weeks` weeks, the last being the day's, none before the first event; each count is that of
    `besoins.needs` at the end of `fin`. No row when no need was ever named.
    """
    changes = run(cursor, _changes_query(filters), day, settings, filters)
    if changes.empty:
        return pd.DataFrame({"semaine": [], "fin": [], "besoin": [], "ouverts": []})
    changes["jour"] = pd.to_datetime(changes["jour"])
    monday = day - timedelta(days=day.weekday())
    first = changes["jour"].min().date()
    first_monday = max(first - timedelta(days=first.weekday()), monday - timedelta(weeks=weeks - 1))
    mondays = [first_monday + timedelta(weeks=rank) for rank in range((monday - first_monday).days // 7 + 1)]
    ends = [min(start + timedelta(days=6), day) for start in mondays]
    at = pd.DatetimeIndex(ends).to_numpy()
    frames = []
    for need in Besoin:
        own = changes[changes["besoin"] == need.value]
        running = np.concatenate([[0], own["ecart"].cumsum().to_numpy(dtype=np.int64)])
        known = np.searchsorted(own["jour"].to_numpy(), at, side="right")
        frames.append(
            pd.DataFrame({"semaine": mondays, "fin": ends, "besoin": need.value, "ouverts": running[known]})
        )
    return pd.concat(frames, ignore_index=True)


def _changes_query(filters: Filters) -> str:
    """jour, besoin, ecart: by how much the people with that need open change that day.

    A status holds from its day to the day before the next one; within a day the last one in the order of
    statuses counts. Each open spell is cut to the days when the person is inscrit.
    """
    conditions = [f"{REGISTERED_SINCE} <= $jour"]
    if filters.zones:
        conditions.append("list_contains($zones, l.code_zone)")
    if filters.sources:
        conditions.append("list_contains($sources, p.source)")
    if filters.callers:
        conditions.append(
            "p.reference IN (SELECT reference FROM appels "
            "WHERE list_contains($appelants, appelant) AND date_appel < $lendemain)"
        )
    return f"""
        WITH retenues AS (
            SELECT p.reference, {REGISTERED_SINCE} AS inscrite_le, p.date_radiation
            FROM personnes p LEFT JOIN placements l USING (reference) WHERE {" AND ".join(conditions)}
        ),
        evenements AS (
            SELECT reference, besoin, jour, arg_max(statut, list_position([{STATUSES}], statut)) AS statut
            FROM (
                SELECT reference, besoin, date AS jour, statut FROM besoins WHERE date <= $jour
                UNION ALL
                SELECT reference, unnest(string_split(besoins, '|')), date_appel::DATE, 'exprime'
                FROM appels WHERE besoins IS NOT NULL AND date_appel < $lendemain
            )
            WHERE reference IN (SELECT reference FROM retenues) GROUP BY 1, 2, 3
        ),
        suites AS (
            SELECT *, lead(jour) OVER (PARTITION BY reference, besoin ORDER BY jour) AS suivant
            FROM evenements
        ),
        ouverts AS (
            SELECT s.besoin, greatest(s.jour, c.inscrite_le) AS debut,
                least(coalesce(s.suivant, DATE '9999-01-01'), coalesce(c.date_radiation, DATE '9999-01-01'))
                    AS fin
            FROM suites s JOIN retenues c USING (reference) WHERE s.statut NOT IN {CLOSED}
        ),
        ecarts AS (
            SELECT besoin, debut AS jour, 1 AS ecart FROM ouverts WHERE debut < fin
            UNION ALL SELECT besoin, fin, -1 FROM ouverts WHERE debut < fin AND fin <= $jour
        )
        SELECT jour, besoin, sum(ecart)::BIGINT AS ecart FROM ecarts GROUP BY 1, 2 ORDER BY 1
    """
