"""Couverture: how far the call campaign has got, and whom it is losing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import ByZone, Counted, Filters
from visa_data.indicators.indicator import CALLS, PEOPLE, ZONE_COLUMNS, Column, Example, Indicator, Unit
from visa_data.indicators.state import (
    LOST,
    NEVER_REACHED,
    UP_TO_DATE,
    count_people,
    count_people_by_zone,
)
from visa_data.settings import Settings

COUNTS = f"""
    count(*) FILTER (inscrit) AS inscrits,
    count(*) FILTER (en_attente) AS en_attente,
    count(*) FILTER (inscrit AND nb_appels > 0) AS tentes,
    count(*) FILTER (inscrit AND joint) AS joints,
    count(*) FILTER (inscrit AND niveau > 0) AS evalues,
    count(*) FILTER (inscrit AND {UP_TO_DATE}) AS a_jour,
    count(*) FILTER (inscrit AND {NEVER_REACHED}) AS jamais_joints,
    count(*) FILTER (inscrit AND {LOST}) AS perdus_de_vue
"""


def coverage(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for the whole territory; counts of persons, rates as fractions (NaN when nobody)."""
    return _rates(count_people(cursor, day, settings, filters, COUNTS))


@ByZone
def coverage_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone, same columns after code_zone and nom_zone."""
    return _rates(count_people_by_zone(cursor, day, settings, counted, COUNTS))


def _rates(frame: pd.DataFrame) -> pd.DataFrame:
    registered = frame["inscrits"].where(frame["inscrits"] > 0)
    frame["taux_joints"] = frame["joints"] / registered
    frame["taux_a_jour"] = frame["a_jour"] / registered
    return frame


COLUMNS = (
    Column(
        "inscrits",
        "Inscrites",
        "Personnes inscrites, consentement recueilli, non radiées au jour dit.",
        whole="",
    ),
    Column(
        "en_attente",
        "En attente",
        "Personnes transmises par un organisme, dont le consentement reste à recueillir : "
        "comptées à part, jamais parmi les inscrites.",
        worse=1,
        whole="",
    ),
    Column("tentes", "Appelées", "Personnes inscrites appelées au moins une fois, jointes ou non.", worse=-1),
    Column("joints", "Jointes", "Personnes inscrites jointes au moins une fois.", worse=-1),
    Column("evalues", "Évaluées", "Personnes inscrites dont un appel a déclaré le niveau (1 à 4).", worse=-1),
    Column(
        "a_jour",
        "À jour",
        "Personnes évaluées jointes dans le délai de leur niveau : {cadence_niveau_1}, {cadence_niveau_2}, "
        "{cadence_niveau_3} ou {cadence_niveau_4:jours} pour les niveaux 1, 2, 3 ou 4.",
        worse=-1,
    ),
    Column(
        "jamais_joints",
        "À visiter",
        "Personnes inscrites appelées au moins {tentatives_jamais_joints:fois}, toujours sans réponse.",
        worse=1,
    ),
    Column(
        "perdus_de_vue",
        "Perdues de vue",
        "Personnes déjà jointes, mais plus depuis deux fois le délai de leur niveau "
        "({perdue_de_vue_non_evaluee:jours} sans niveau déclaré).",
        worse=1,
    ),
    Column(
        "taux_joints",
        "Part jointe",
        "Personnes jointes au moins une fois, rapportées aux inscrites.",
        Unit.RATE,
        worse=-1,
        decimals=4,
        part="joints",
    ),
    Column(
        "taux_a_jour",
        "Part à jour",
        "Personnes à jour, rapportées aux inscrites.",
        Unit.RATE,
        worse=-1,
        decimals=4,
        part="a_jour",
    ),
)

SAID_ALONE = {
    "inscrits": "Personnes inscrites",
    "en_attente": "Consentement en attente",
    "tentes": "Personnes appelées",
    "joints": "Personnes jointes",
    "jamais_joints": "Personnes à visiter",
    "evalues": "Personnes évaluées",
    "a_jour": "Contacts à jour",
}
"""What these are called on the meeting's first screen, away from the others."""

COUVERTURE = Indicator(
    name="couverture",
    title="Couverture de la campagne",
    question="Qui a été appelé, qui a été joint, qui perdons-nous ?",
    wording="Avancée de la campagne d'appels parmi les personnes inscrites, à la fin du jour dit : "
    "de l'inscription au contact à jour selon le niveau déclaré.",
    source="Guide VISA (2020), partie 2 : campagne de veille, appels d'évaluation, de vigilance, de convivialité.",
    columns=COLUMNS,
    zone_columns=(*ZONE_COLUMNS, *COLUMNS),
    key_columns=tuple(
        replace(
            column,
            label=SAID_ALONE.get(column.name, column.label),
            behind=PEOPLE if column.name in ("inscrits", "en_attente") else CALLS,
        )
        for column in COLUMNS
    ),
    key=coverage,
    compute=coverage,
    by_zone=coverage_by_zone,
    denominator="personnes inscrites",
    example=Example(
        "{inscrits} inscrites, {en_attente} en attente, {tentes} appelées, {joints} jointes : {taux_joints} jointes.",
        {"inscrits": 6, "en_attente": 1, "tentes": 5, "joints": 3, "taux_joints": 0.5},
    ),
)
