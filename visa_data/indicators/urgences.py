"""Urgences: people of declared level 4, and those whom no call reached in time, by zone."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import ByZone, Counted
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Indicator
from visa_data.indicators.state import run, state_cte, zone_rows
from visa_data.settings import Settings


@ByZone
def urgent_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """code_zone, nom_zone, urgences, urgences_sans_contact (inscrits): the zones with an urgent case only.

    Zones with most cases without contact first.
    """
    query = f"""
        WITH {state_cte(counted)}, {zone_rows()},
        comptes AS (
            SELECT coalesce(code_zone, '') AS code_zone, count(*) AS urgences,
                count(*) FILTER (NOT coalesce(jours_depuis_joint <= $cadence_4, false))
                    AS urgences_sans_contact
            FROM etat WHERE inscrit AND niveau = 4 GROUP BY 1
        )
        SELECT code_zone, nom_zone, urgences, urgences_sans_contact FROM lignes JOIN comptes USING (code_zone)
        ORDER BY urgences_sans_contact DESC, urgences DESC, code_zone
    """
    return run(cursor, query, day, settings, counted)


URGENCES = Indicator(
    name="urgences",
    title="Situations urgentes",
    question="Quelles situations urgentes sont sans contact, et où ?",
    wording="Personnes inscrites de niveau déclaré 4 (grande fragilité) ; sans contact : qu'aucun appel n'a "
    "jointes dans le délai du niveau 4, soit {cadence_niveau_4:heures}.",
    source="Guide VISA (2020), partie 2 : situations de grande fragilité.",
    columns=(
        *ZONE_COLUMNS,
        Column("urgences", "Situations urgentes", "Personnes inscrites de niveau déclaré 4.", worse=1),
        Column(
            "urgences_sans_contact",
            "Sans contact",
            "Situations urgentes qu'aucun appel n'a jointes dans le délai du niveau 4 ({cadence_niveau_4:heures}).",
            worse=1,
        ),
    ),
    compute=None,
    by_zone=urgent_by_zone,
    denominator="personnes inscrites de niveau 4",
    example="Boismont : 1 situation urgente, sans contact.",
)
