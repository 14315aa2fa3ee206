"""Issues des appels: how the calls ended."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.appels import CALLS_TO_REGISTERED
from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Unit
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings
from visa_data.vocabulary import Issue


def outcomes(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    since: date | None = None,
) -> pd.DataFrame:
    """Six rows in the vocabulary's order: issue, libelle, appels, part (of all, NaN when none), recents.

    since: calls after the end of that day are counted in `recents` (all of them when None).
    """
    order = ", ".join(f"('{outcome.value}', {rank})" for rank, outcome in enumerate(Issue))
    query = f"""
        WITH {state_cte(filters)}, {CALLS_TO_REGISTERED}
        SELECT i.issue, count(a.reference) AS appels,
            count(a.reference) FILTER ($depuis IS NULL OR a.date_appel::DATE > $depuis::DATE) AS recents
        FROM (VALUES {order}) AS i (issue, rang) LEFT JOIN appels_inscrits a ON a.issue = i.issue
        GROUP BY i.issue, i.rang ORDER BY i.rang
    """
    frame = run(cursor, query, day, settings, filters, depuis=since)
    frame.insert(1, "libelle", [Issue(code).label for code in frame["issue"]])
    total = int(frame["appels"].sum())
    frame.insert(3, "part", frame["appels"] / total if total else float("nan"))
    return frame


ISSUES = Indicator(
    name="issues",
    title="Issues des appels",
    question="Comment finissent les appels ?",
    wording="Issue de chaque appel passé aux personnes inscrites depuis le début de la campagne, "
    "rapportée à l'ensemble de ces appels.",
    source="Journal des appels de la campagne.",
    columns=(
        Column("libelle", "Issue", "Comment l'appel a fini.", Unit.TEXT, ""),
        Column("appels", "Appels", "Appels ayant eu cette issue.", about="appels"),
        Column(
            "part", "Part", "Rapportée à tous les appels.", Unit.RATE, "", decimals=4, part="appels", whole=""
        ),
        Column(
            "recents", "Depuis la date comparée", "Dont passés après la date de comparaison.", about="appels"
        ),
    ),
    compute=outcomes,
    rows="issue",
    denominator="appels aux personnes inscrites",
    example=Example(
        "{libelle} : {appels} appels, {part} de tous les appels.",
        {"libelle": "Joint", "appels": 5, "part": 5 / 9},
        {"libelle": "Joint"},
    ),
)
