"""Urgences: people of declared level 4, and those whom no call reached in time, by zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import ByZone, Counted, Filters
from visa_data.indicators.indicator import CALLS, ZONE_COLUMNS, Column, Example, Indicator
from visa_data.indicators.state import count_people, count_people_by_zone
from visa_data.settings import Settings

COUNTS = """
    count(*) FILTER (inscrit AND niveau = 4) AS urgences,
    count(*) FILTER (inscrit AND niveau = 4 AND NOT coalesce(jours_depuis_joint <= $cadence_4, false))
        AS urgences_sans_contact
"""


def urgent(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for the whole territory: urgences, urgences_sans_contact (inscrits)."""
    return count_people(cursor, day, settings, filters, COUNTS)


@ByZone
def urgent_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone, same columns after code_zone and nom_zone."""
    return count_people_by_zone(cursor, day, settings, counted, COUNTS)


def waiting_first(table: pd.DataFrame) -> pd.DataFrame:
    """The zones of `urgent_by_zone` with an urgent case only, those with most cases without contact first."""
    return table[table["urgences"] > 0].sort_values(
        ["urgences_sans_contact", "urgences", "code_zone"], ascending=[False, False, True], ignore_index=True
    )


COLUMNS = (
    Column("urgences", "Situations urgentes", "Personnes inscrites de niveau déclaré 4.", worse=1),
    Column(
        "urgences_sans_contact",
        "Sans contact",
        "Situations urgentes qu'aucun appel n'a jointes dans le délai du niveau 4 ({cadence_niveau_4:heures}).",
        worse=1,
        whole="urgences",
    ),
)


URGENCES = Indicator(
    name="urgences",
    title="Situations urgentes",
    question="Quelles situations urgentes sont sans contact, et où ?",
    wording="Personnes inscrites de niveau déclaré 4 (grande fragilité) ; sans contact : qu'aucun appel n'a "
    "jointes dans le délai du niveau 4, soit {cadence_niveau_4:heures}.",
    source="Guide VISA (2020), partie 2 : situations de grande fragilité.",
    columns=COLUMNS,
    zone_columns=(*ZONE_COLUMNS, *COLUMNS),
    compute=urgent,
    by_zone=urgent_by_zone,
    key_columns=(
        replace(COLUMNS[0], behind=CALLS),
        replace(COLUMNS[1], label="Urgences sans contact", behind=CALLS),
    ),
    key=urgent,
    denominator="personnes inscrites de niveau 4",
    example=Example(
        "{nom_zone} : {urgences} situation urgente, dont {urgences_sans_contact} sans contact.",
        {"nom_zone": "Boismont", "urgences": 1, "urgences_sans_contact": 1},
        {"code_zone": "99002"},
        by_zone=True,
    ),
)
