"""Semaines: calls, people reached and first contacts, week by week (Monday to Sunday)."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.appels import CALLS_TO_REGISTERED
from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Unit
from visa_data.indicators.state import of_everybody, run, state_cte
from visa_data.settings import Settings


def calls_by_week(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for each week of the campaign, from the first call to anybody to the day's, those without a call too.

    Columns: semaine (its Monday), appels, joints (calls), personnes_jointes, premiers_contacts
    (persons; they add up to `joints` of the coverage), complete (its Sunday is over at that day).
    No row when nobody at all was called.
    """
    query = f"""
        WITH {state_cte(filters)}, {CALLS_TO_REGISTERED},
        comptes AS (
            SELECT date_trunc('week', date_appel)::DATE AS semaine,
                count(*) AS appels,
                count(*) FILTER (issue = 'joint') AS joints,
                count(DISTINCT reference) FILTER (issue = 'joint') AS personnes_jointes
            FROM appels_inscrits GROUP BY 1
        ),
        premiers AS (
            SELECT date_trunc('week', premier_joint)::DATE AS semaine, count(*) AS premiers_contacts
            FROM etat WHERE inscrit AND joint GROUP BY 1
        ),
        calendrier AS (
            SELECT unnest(generate_series(
                date_trunc('week', $premier_appel::DATE), date_trunc('week', $jour::DATE), INTERVAL 7 DAY
            ))::DATE AS semaine
        )
        SELECT semaine, coalesce(COLUMNS(c.* EXCLUDE (semaine)), 0),
            coalesce(premiers_contacts, 0) AS premiers_contacts, semaine + 6 <= $jour AS complete
        FROM calendrier LEFT JOIN comptes c USING (semaine) LEFT JOIN premiers USING (semaine) ORDER BY semaine
    """
    first = of_everybody(cursor, "premier_appel", day, settings, lambda: _first_call(cursor, day, settings))
    return run(cursor, query, day, settings, filters, premier_appel=first)


def _first_call(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> date | None:
    query = f"""
        WITH {state_cte()}, {CALLS_TO_REGISTERED} SELECT min(date_appel)::DATE AS premier FROM appels_inscrits
    """
    first = run(cursor, query, day, settings)["premier"].iloc[0]
    return None if pd.isna(first) else first.date()


SEMAINES = Indicator(
    name="semaines",
    title="La campagne, semaine par semaine",
    question="Appelons-nous plus ou moins qu'avant ?",
    wording="Appels passés, du lundi au dimanche, aux personnes inscrites au jour dit. Personnes jointes : "
    "au moins une fois dans la semaine. Premiers contacts : personnes jointes pour la première fois.",
    source="Guide VISA (2020), partie 2 : campagne de veille.",
    columns=(
        Column("semaine", "Semaine du", "Le lundi de la semaine.", Unit.TEXT, ""),
        Column("appels", "Appels", "Tentatives, quelle qu'en soit l'issue.", about="appels"),
        Column("joints", "Appels aboutis", "Appels dont l'issue est « joint ».", about="appels", worse=-1),
        Column(
            "personnes_jointes", "Personnes jointes", "Jointes au moins une fois dans la semaine.", worse=-1
        ),
        Column("premiers_contacts", "Premiers contacts", "Jointes pour la toute première fois.", worse=-1),
        Column(
            "complete", "Semaine finie", "Non : la semaine du jour dit est encore en cours.", Unit.TEXT, ""
        ),
    ),
    compute=calls_by_week,
    rows="semaine",
    denominator="personnes inscrites",
    example=Example(
        "Semaine du {semaine} : {appels} appels, {personnes_jointes} personnes jointes, {premiers_contacts} premier "
        "contact.",
        {"semaine": date(2020, 4, 20), "appels": 2, "personnes_jointes": 2, "premiers_contacts": 1},
        {"semaine": date(2020, 4, 20)},
    ),
)
