"""Évolution: each figure of the committee's first screen at two dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pandas as pd

from visa_data.indicators.besoins import BESOINS, needs_cte
from visa_data.indicators.couverture import COUVERTURE, coverage
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.indicator import Column
from visa_data.indicators.state import run, state_cte
from visa_data.indicators.urgences import URGENCES
from visa_data.indicators.zones_blanches import ZONES_BLANCHES, zone_states
from visa_data.settings import Settings
from visa_data.vocabulary import StatutZone

COMPARED_DAYS = 7
"""Days between the two dates when nobody chose the first."""


def compared_by_default(day: date) -> date:
    """The day with which a day is compared when nobody chose it."""
    return day - timedelta(days=COMPARED_DAYS)


KEY_FIGURES = (
    replace(COUVERTURE.column("inscrits"), label="Personnes inscrites"),
    replace(COUVERTURE.column("en_attente"), label="Consentement en attente"),
    replace(COUVERTURE.column("tentes"), label="Personnes appelées"),
    replace(COUVERTURE.column("joints"), label="Personnes jointes"),
    replace(COUVERTURE.column("evalues"), label="Personnes évaluées"),
    replace(COUVERTURE.column("a_jour"), label="Contacts à jour"),
    COUVERTURE.column("jamais_joints"),
    COUVERTURE.column("perdus_de_vue"),
    COUVERTURE.column("taux_joints"),
    COUVERTURE.column("taux_a_jour"),
    URGENCES.column("urgences"),
    replace(URGENCES.column("urgences_sans_contact"), label="Urgences sans contact"),
    replace(ZONES_BLANCHES.column("isolees"), label="Personnes isolées"),
    ZONES_BLANCHES.column("isolees_couvertes"),
    Column(
        "isolees_sans_equipe",
        "Isolées sans équipe",
        "Personnes isolées qu'aucune équipe active n'atteint.",
        worse=1,
    ),
    Column(
        "zones_blanches",
        "Zones blanches",
        "Zones où vivent des personnes isolées et où aucune équipe n'en atteint.",
        about="zones",
        worse=1,
        own=True,
    ),
    replace(
        BESOINS.column("ouverts"),
        name="besoins_ouverts",
        label="Besoins ouverts",
        wording="Besoins exprimés, en cours ou sans solution.",
        about="besoins",
    ),
    replace(
        BESOINS.column("non_pourvus"),
        name="besoins_non_pourvus",
        label="Besoins non pourvus",
        about="besoins",
    ),
)
"""The first screen's figures: columns of the indicators under the names of that screen, and what they add up to."""


def key_figures(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters = EVERYBODY
) -> dict[str, float]:
    """The first screen's figures at the end of a day (NaN for a rate whose denominator is 0)."""
    figures = {name: float(value) for name, value in coverage(cursor, day, settings, filters).iloc[0].items()}
    query = f"""
        WITH {state_cte(filters)}, {needs_cte()}
        SELECT
            count(*) FILTER (inscrit AND niveau = 4) AS urgences,
            count(*) FILTER (inscrit AND niveau = 4
                AND NOT coalesce(jours_depuis_joint <= $cadence_4, false)) AS urgences_sans_contact,
            (SELECT count(*) FROM etat_besoins WHERE ouvert) AS besoins_ouverts,
            (SELECT count(*) FROM etat_besoins WHERE non_pourvu) AS besoins_non_pourvus
        FROM etat
    """
    row = run(cursor, query, day, settings, filters).iloc[0]
    figures |= {str(name): float(value) for name, value in row.items()}
    zones = zone_states(cursor, day, settings, filters)
    isolated, covered = int(zones["isolees"].sum()), int(zones["isolees_couvertes"].sum())
    blank = (zones["statut"] == StatutZone.BLANCHE.value) & (zones["code_zone"] != "")
    figures["isolees"] = float(isolated)
    figures["isolees_couvertes"] = float(covered)
    figures["isolees_sans_equipe"] = float(isolated - covered)
    figures["zones_blanches"] = float(blank.sum())
    return {figure.name: figures[figure.name] for figure in KEY_FIGURES}


def evolution(
    cursor: duckdb.DuckDBPyConnection,
    before: date,
    after: date,
    settings: Settings,
    filters: Filters = EVERYBODY,
) -> pd.DataFrame:
    """indicateur, avant, apres, ecart for each key figure between the ends of two days."""
    first = key_figures(cursor, before, settings, filters)
    second = key_figures(cursor, after, settings, filters)
    return pd.DataFrame(
        {
            "indicateur": list(first),
            "avant": list(first.values()),
            "apres": list(second.values()),
            "ecart": [second[name] - first[name] for name in first],
        }
    )
