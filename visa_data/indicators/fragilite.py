"""Fragilité: how the declared levels are spread. Levels are declared by the evaluation, never computed."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import ByZone, Counted, Filters
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator, Unit
from visa_data.indicators.state import count_people_by_zone, run, state_cte
from visa_data.settings import Settings
from visa_data.vocabulary import NIVEAUX


def fragility(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Five rows, levels 0 to 4: niveau, libelle, personnes, part (of the inscrits, NaN when nobody)."""
    query = f"""
        WITH {state_cte(filters)}
        SELECT n.niveau, count(reference) AS personnes
        FROM range(5) AS n (niveau) LEFT JOIN (SELECT * FROM etat WHERE inscrit) e ON e.niveau = n.niveau
        GROUP BY n.niveau ORDER BY n.niveau
    """
    frame = run(cursor, query, day, settings, filters)
    frame.insert(1, "libelle", [NIVEAUX[int(level)] for level in frame["niveau"]])
    total = int(frame["personnes"].sum())
    frame["part"] = frame["personnes"] / total if total else float("nan")
    return frame


@ByZone
def fragility_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone: non_evaluees, niveau_1 … niveau_4 (counts of inscrits)."""
    counts = ", ".join(
        f"count(*) FILTER (inscrit AND niveau = {level}) AS {name}"
        for level, name in enumerate(LEVEL_COLUMNS)
    )
    return count_people_by_zone(cursor, day, settings, counted, counts)


LEVEL_COLUMNS = ("non_evaluees", "niveau_1", "niveau_2", "niveau_3", "niveau_4")

FRAGILITE = Indicator(
    name="fragilite",
    title="Niveaux de fragilité déclarés",
    question="Qui devient plus fragile, et où ?",
    wording="Niveau déclaré par l'appel le plus récent qui en donne un, parmi les personnes inscrites. "
    "Le niveau vient de l'évaluation : le tableau de bord ne le calcule jamais.",
    source="Guide VISA (2020), partie 2 : quatre orientations selon le niveau de fragilité constaté.",
    columns=(
        Column("niveau", "Niveau", "Niveau déclaré, de 1 à 4 ; 0 : non évaluée.", Unit.CODE, ""),
        Column("libelle", "Orientation", "Orientation que le niveau demande.", Unit.TEXT, ""),
        Column("personnes", "Personnes", "Personnes inscrites à ce niveau."),
        Column("part", "Part", "Rapportée aux personnes inscrites.", Unit.RATE, decimals=4, part="personnes"),
    ),
    zone_columns=(
        *ZONE_COLUMNS,
        Column("non_evaluees", "Non évaluées", "Personnes inscrites sans niveau déclaré.", worse=1),
        Column(
            "niveau_1", "Niveau 1", "Contact régulier : ni fragiles, ni isolées, sans besoin prioritaire."
        ),
        Column("niveau_2", "Niveau 2", "Isolées : besoins prioritaires à recenser.", worse=1),
        Column("niveau_3", "Niveau 3", "Isolées et vigilance médicale.", worse=1),
        Column("niveau_4", "Niveau 4", "Grande fragilité : urgence.", worse=1),
    ),
    compute=fragility,
    by_zone=fragility_by_zone,
    denominator="personnes inscrites",
    rows="niveau",
    example=Example(
        "{libelle} (niveau {niveau}) : {personnes} personnes, {part} des inscrites.",
        {"libelle": "Isolée", "niveau": 2, "personnes": 2, "part": 1 / 3},
        {"niveau": 2},
    ),
)
