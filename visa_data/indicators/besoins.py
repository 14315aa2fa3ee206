"""Besoins: which of the ten essential needs are open, unmet, met, and what answers them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import ByZone, Counted, Filters
from visa_data.indicators.indicator import NEEDS as NEEDED
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator, Unit
from visa_data.indicators.services import active_resources, resources_by_zone
from visa_data.indicators.state import NEEDS, run, state_cte, zone_rows
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin


def needs_cte() -> str:
    """CTEs `dix_besoins` and `etat_besoins`: one row for each inscrit and need ever named, `etat` being defined.

    Columns: reference, code_zone, besoin, statut, ouvert_le, clos_le (day of the latest event), ouvert,
    non_pourvu. A need opens on the first event after the last one that closed it (or the first ever).
    """
    return f"""
dix_besoins (besoin, rang) AS (VALUES {NEEDS}),
etat_besoins AS (
    SELECT b.reference, e.code_zone, b.besoin, b.statut, b.ouvert_le, b.clos_le, b.ouvert,
        b.ouvert AND (b.statut = 'sans_solution' OR date_diff('day', b.ouvert_le, $jour) >= $non_pourvu)
            AS non_pourvu
    FROM besoins_du_jour b JOIN etat e USING (reference)
    WHERE e.inscrit
)
"""


def needs(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters) -> pd.DataFrame:
    """Ten rows in the guide's order: open, unmet and met needs (persons), median delay, active resources."""
    query = f"""
        WITH {state_cte(filters)}, {needs_cte()}
        SELECT n.besoin,
            count(*) FILTER (b.ouvert) AS ouverts,
            count(*) FILTER (b.non_pourvu) AS non_pourvus,
            count(*) FILTER (b.statut = 'pourvu') AS pourvus,
            median(date_diff('day', b.ouvert_le, b.clos_le)) FILTER (b.statut = 'pourvu')
                AS delai_median_jours
        FROM dix_besoins n LEFT JOIN etat_besoins b ON b.besoin = n.besoin
        GROUP BY n.besoin, n.rang ORDER BY n.rang
    """
    frame = run(cursor, query, day, settings, filters)
    frame.insert(1, "libelle", [Besoin(code).label for code in frame["besoin"]])
    answered = active_resources(cursor, day, settings)["besoins"].astype(str).str.split("|").explode()
    counts = answered.value_counts()
    frame["ressources_actives"] = [int(counts.get(code, 0)) for code in frame["besoin"]]
    return frame


def needs_together(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row: besoins_ouverts, besoins_non_pourvus, the ten needs together."""
    query = f"""
        WITH {state_cte(filters)}, {needs_cte()}
        SELECT count(*) FILTER (ouvert) AS besoins_ouverts, count(*) FILTER (non_pourvu) AS besoins_non_pourvus
        FROM etat_besoins
    """
    return run(cursor, query, day, settings, filters)


@ByZone
def needs_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone and need: open and unmet needs (persons), resources that reach the zone."""
    query = f"""
        WITH {state_cte(counted)}, {needs_cte()}, {zone_rows()},
        comptes AS (
            SELECT coalesce(code_zone, '') AS code_zone, besoin,
                count(*) FILTER (ouvert) AS ouverts, count(*) FILTER (non_pourvu) AS non_pourvus
            FROM etat_besoins GROUP BY 1, 2
        )
        SELECT l.code_zone, l.nom_zone, n.besoin,
            coalesce(c.ouverts, 0) AS ouverts, coalesce(c.non_pourvus, 0) AS non_pourvus
        FROM lignes l CROSS JOIN dix_besoins n
        LEFT JOIN comptes c ON c.code_zone = l.code_zone AND c.besoin = n.besoin
        ORDER BY l.rang, l.code_zone, n.rang
    """
    frame = run(cursor, query, day, settings, counted)
    # Every zone by code, then nowhere if anybody is: the rows of the resources, need by need.
    frame["ressources"] = resources_by_zone(cursor, day, settings).ravel()[: len(frame)]
    return frame


COLUMNS = (
    Column("besoin", "Code", "Code du besoin.", Unit.CODE, ""),
    Column("libelle", "Besoin", "L'un des dix besoins essentiels.", Unit.TEXT, ""),
    Column("ouverts", "Ouverts", "Personnes dont ce besoin est exprimé, en cours ou sans solution.", worse=1),
    Column(
        "non_pourvus",
        "Non pourvus",
        "Besoins ouverts déclarés sans solution, ou ouverts depuis {besoin_non_pourvu:jours} ou plus.",
        worse=1,
    ),
    Column("pourvus", "Pourvus", "Personnes dont ce besoin a reçu une réponse.", worse=-1),
    Column(
        "delai_median_jours",
        "Délai médian",
        "Jours entre l'ouverture du besoin et sa réponse : la moitié des besoins pourvus l'ont été plus vite.",
        Unit.DAYS,
        "",
        worse=1,
    ),
    Column(
        "ressources_actives",
        "Ressources",
        "Ressources actives pour ce besoin, vérifiées depuis {ressource_verifiee:jours} au plus, ou jamais vérifiées.",
        Unit.COUNT,
        "ressources",
        worse=-1,
    ),
)
CODE, OPEN, UNMET = COLUMNS[0], COLUMNS[2], COLUMNS[3]

BESOINS = Indicator(
    name="besoins",
    title="Besoins essentiels",
    question="Quels besoins restent sans réponse, où, et qu'est-ce qui y répondrait ?",
    wording="État de chacun des dix besoins essentiels des personnes inscrites, d'après le suivi des "
    "besoins et les appels. Un besoin est ouvert tant qu'il n'est ni pourvu ni abandonné.",
    source="Guide VISA (2020), partie 4 : plan d'actions autour des dix besoins essentiels.",
    columns=COLUMNS,
    zone_columns=(
        *ZONE_COLUMNS,
        CODE,
        OPEN,
        UNMET,
        Column(
            "ressources",
            "Ressources",
            "Ressources actives pour ce besoin qui interviennent dans la zone, ou dont le rayon "
            "atteint au moins une personne inscrite de la zone.",
            Unit.COUNT,
            "ressources",
            worse=-1,
            own=True,
        ),
    ),
    rows="besoin",
    key_columns=(
        replace(
            OPEN,
            name="besoins_ouverts",
            label="Besoins ouverts",
            wording="Besoins exprimés, en cours ou sans solution.",
            about="besoins",
            behind=NEEDED,
        ),
        replace(
            UNMET,
            name="besoins_non_pourvus",
            label="Besoins non pourvus",
            about="besoins",
            behind=NEEDED,
        ),
    ),
    key=needs_together,
    compute=needs,
    by_zone=needs_by_zone,
    denominator="personnes inscrites",
    example=Example(
        "{libelle} : {ouverts} ouverts, {non_pourvus} non pourvu, {ressources_actives} ressource active.",
        {"libelle": Besoin.PARLER.label, "ouverts": 2, "non_pourvus": 1, "ressources_actives": 1},
        {"besoin": Besoin.PARLER.value},
    ),
)
