"""Parrainage: who has a sponsor among the callers, whose sponsor has left, and who hears the same voice."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.callers import LISTED
from visa_data.indicators.couverture import COLUMNS as COVERAGE
from visa_data.indicators.filters import ByZone, Counted, Filters
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator
from visa_data.indicators.state import count_people, count_people_by_zone
from visa_data.settings import Settings

FOLLOWED = "etat LEFT JOIN voix_du_jour USING (reference)"
ORPHAN = "inscrit AND parrain IS NOT NULL AND parrain NOT IN (SELECT appelant FROM listes WHERE actif)"
COUNTS = f"""
    count(*) FILTER (inscrit) AS inscrits,
    count(*) FILTER (inscrit AND parrain IS NOT NULL) AS parraines,
    count(*) FILTER ({ORPHAN}) AS orphelins,
    count(*) FILTER (inscrit AND meme_appelant IS NOT NULL) AS suivis,
    count(*) FILTER (inscrit AND meme_appelant) AS meme_appelant
"""


def sponsoring(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for the whole territory: counts of inscrits by sponsor and by who calls them."""
    return count_people(cursor, day, settings, filters, COUNTS, FOLLOWED, (LISTED,))


@ByZone
def sponsoring_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone, same columns after code_zone and nom_zone."""
    return count_people_by_zone(cursor, day, settings, counted, COUNTS, FOLLOWED, (LISTED,))


COLUMNS = (
    COVERAGE[0],
    Column("parraines", "Parrainées", "Personnes inscrites qui ont un parrain ou une marraine.", worse=-1),
    Column(
        "orphelins",
        "Parrain parti",
        "Personnes dont le parrain n'appelle plus, ou ne figure pas dans la liste des appelants.",
        worse=1,
        whole="parraines",
    ),
    Column(
        "suivis",
        "Suivies",
        "Personnes inscrites jointes au moins trois fois.",
        worse=-1,
    ),
    Column(
        "meme_appelant",
        "Même appelant",
        "Personnes suivies dont les trois derniers appels aboutis sont du même appelant.",
        worse=-1,
        whole="suivis",
    ),
)

PARRAINAGE = Indicator(
    name="parrainage",
    title="Parrainage",
    question="Qui entend toujours la même voix, et qui a perdu son parrain ?",
    wording="Lien dans la durée entre une personne inscrite et qui l'appelle : le parrain que donne le registre, et "
    "l'appelant de ses derniers appels aboutis. Un parrain est parti quand la liste des appelants dit qu'il n'appelle plus, "
    "ou ne le connaît pas.",
    source="Guide VISA (2020), partie 2 : parrainage des personnes avec un volontaire de leur ville.",
    columns=COLUMNS,
    zone_columns=(*ZONE_COLUMNS, *COLUMNS),
    compute=sponsoring,
    by_zone=sponsoring_by_zone,
    denominator="personnes inscrites",
    example=Example(
        "{parraines} parrainées, dont {orphelins} au parrain parti ; {suivis} jointes trois fois, dont {meme_appelant} par "
        "le même appelant.",
        {"parraines": 4, "orphelins": 2, "suivis": 3, "meme_appelant": 1},
        acting=True,
    ),
)
