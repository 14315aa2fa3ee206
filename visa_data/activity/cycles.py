"""What was asked and what it became, one row a cycle: from its opening to what closed it, as of the end of a period.

A cycle opens on the first event after the one that closed the cycle before (or on the first ever), as a need or a thread
does in the indicators; the same closing written again on a later day closes nothing new.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from visa_data.activity.period import Period
from visa_data.indicators.registration import REGISTERED_SINCE, ground_values
from visa_data.indicators.state import FIRST_CLOSED, STATUSES
from visa_data.settings import Settings
from visa_data.vocabulary_of_action import ObjetSuite, StatutSuite

FOLLOWED = f"""
enregistrees AS (SELECT reference, date_radiation, {REGISTERED_SINCE} AS inscrite_le FROM personnes p),
suivies AS (
    SELECT reference, coalesce(date_radiation > $fin, true) AS reste FROM enregistrees
    WHERE inscrite_le <= $fin AND (date_radiation IS NULL OR date_radiation > greatest(inscrite_le, $debut))
)
"""
"""CTEs: since when each counts; the people registered at the end of one day of the period at least; reste: still at the end of the last one."""

_FOLLOW_UPS = ", ".join(f"'{status.value}'" for status in StatutSuite)
_FIRST_ANSWER = min(rank for rank, status in enumerate(StatutSuite) if status.closes)

_CYCLES = """
    WITH {followed},
    evenements AS ({events}),
    rangs AS (
        SELECT *, lag(rang) OVER fil AS avant FROM evenements WINDOW fil AS (PARTITION BY reference, objet ORDER BY jour, rang)
    ),
    cycles AS (
        SELECT *, sum((coalesce(avant, -1) >= {closed})::INTEGER) OVER (
            PARTITION BY reference, objet ORDER BY jour, rang ROWS UNBOUNDED PRECEDING
        ) AS cycle
        FROM rangs WHERE rang < {closed} OR avant IS NULL OR avant <> rang
    )
    SELECT objet, min(jour) AS ouvert_le, max(jour) AS depuis, arg_max(rang, (jour, rang)) AS rang, reste
    FROM cycles JOIN suivies USING (reference) GROUP BY reference, objet, cycle, reste ORDER BY objet, ouvert_le, depuis, rang
"""


def need_cycles(cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings) -> pd.DataFrame:
    """Needs of the people followed, asked up to the end: objet (the need), ouvert_le, depuis (last event), statut, reste."""
    events = f"""
        SELECT DISTINCT reference, besoin AS objet, date AS jour, list_position([{STATUSES}], statut) - 1 AS rang
        FROM besoins JOIN suivies USING (reference) WHERE date <= $fin
        UNION
        SELECT reference, unnest(string_split(besoins, '|')), date_appel::DATE, 0
        FROM appels JOIN suivies USING (reference) WHERE besoins IS NOT NULL AND date_appel::DATE <= $fin
    """
    return _cycles(cursor, period, settings, events, FIRST_CLOSED, STATUSES)


def orientation_cycles(cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings) -> pd.DataFrame:
    """Orientations of the people followed, likewise; their object is always `orientation`."""
    events = f"""
        SELECT DISTINCT reference, objet, date AS jour, list_position([{_FOLLOW_UPS}], statut) - 1 AS rang
        FROM suites JOIN suivies USING (reference)
        WHERE objet = '{ObjetSuite.ORIENTATION.value}' AND date <= $fin
    """
    return _cycles(cursor, period, settings, events, _FIRST_ANSWER, _FOLLOW_UPS)


def _cycles(
    cursor: duckdb.DuckDBPyConnection,
    period: Period,
    settings: Settings,
    events: str,
    closed: int,
    statuses: str,
) -> pd.DataFrame:
    query = _CYCLES.format(followed=FOLLOWED, events=events, closed=closed)
    days = {"debut": period.since, "fin": period.until}
    frame = cursor.execute(query, days | ground_values(settings)).df()
    names = [status.strip().strip("'") for status in statuses.split(",")]
    frame["statut"] = [names[int(rank)] for rank in frame.pop("rang")]
    for column in ("ouvert_le", "depuis"):
        frame[column] = [day.date() for day in pd.to_datetime(frame[column])]
    return frame
