"""Créneaux: how often a call reaches somebody, by weekday and hour."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.appels import CALLS_TO_REGISTERED
from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Unit
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings

FEW_CALLS = 20
"""Under this many calls a rate says little: the screen shows it apart."""

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def reach_by_slot(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for each weekday (0: Monday) and hour (0–23) with at least one call.

    Columns: jour_semaine, jour, heure, appels, joints (calls), taux_joints, peu (fewer than FEW_CALLS).
    Calls without a known hour and visits are left out.
    """
    query = f"""
        WITH {state_cte(filters)}, {CALLS_TO_REGISTERED}
        SELECT isodow(date_appel)::INTEGER - 1 AS jour_semaine, hour(date_appel)::INTEGER AS heure,
            count(*) AS appels, count(*) FILTER (issue = 'joint') AS joints
        FROM appels_inscrits
        WHERE heure_connue AND type_appel IS DISTINCT FROM 'visite'
        GROUP BY 1, 2 ORDER BY 1, 2
    """
    frame = run(cursor, query, day, settings, filters)
    frame.insert(1, "jour", [WEEKDAYS[int(weekday)] for weekday in frame["jour_semaine"]])
    frame["taux_joints"] = frame["joints"] / frame["appels"]
    frame["peu"] = frame["appels"] < FEW_CALLS
    return frame


CRENEAUX = Indicator(
    name="creneaux",
    title="Quand appeler ?",
    question="À quels jours et heures joint-on les personnes ?",
    wording="Part des appels qui ont joint la personne, selon le jour et l'heure de l'appel. Appels aux "
    "personnes inscrites dont l'heure est connue, visites exclues. "
    f"Sous {FEW_CALLS} appels, la part dit peu : la case reste sans couleur.",
    source="Journal des appels de la campagne.",
    columns=(
        Column("jour", "Jour", "Jour de la semaine.", Unit.TEXT, ""),
        Column("heure", "Heure", "De cette heure à la suivante.", Unit.CODE, ""),
        Column("appels", "Appels", "Appels passés sur ce créneau.", about="appels"),
        Column("joints", "Aboutis", "Appels qui ont joint la personne.", about="appels", worse=-1),
        Column(
            "taux_joints",
            "Part aboutie",
            "Aboutis, rapportés aux appels.",
            Unit.RATE,
            "",
            -1,
            4,
            part="joints",
            whole="appels",
        ),
    ),
    compute=reach_by_slot,
    rows="creneau",
    denominator="appels dont l'heure est connue",
    example=Example(
        "Le {jour} à {heure} h : {appels} appel, {joints} abouti, soit {taux_joints}.",
        {"jour": "jeudi", "heure": 10, "appels": 1, "joints": 1, "taux_joints": 1.0},
        {"jour": "jeudi", "heure": 10},
    ),
)
