"""Évolution: each figure of the committee's first screen at two dates."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pandas as pd

from visa_data.indicators import known
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Option, Unit
from visa_data.settings import Settings

COMPARED_DAYS = 7
"""Days between the two dates when nobody chose the first."""


def compared_by_default(day: date) -> date:
    """The day with which a day is compared when nobody chose it."""
    return day - timedelta(days=COMPARED_DAYS)


def key_columns() -> tuple[Column, ...]:
    """The first screen's figures: columns of the indicators under the names of that screen."""
    return tuple(column for indicator in known.KNOWN for column in indicator.key_columns)


def key_figures(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters = EVERYBODY
) -> dict[str, float]:
    """The first screen's figures at the end of a day (NaN for a rate whose denominator is 0)."""
    figures: dict[str, float] = {}
    for indicator in known.KNOWN:
        if indicator.key is not None:
            row = indicator.key(cursor, day, settings, filters).iloc[0]
            figures |= {column.name: float(row[column.name]) for column in indicator.key_columns}
    return figures


def evolution(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    before: date | None = None,
) -> pd.DataFrame:
    """indicateur, avant, apres, ecart for each key figure between the ends of two days.

    before: COMPARED_DAYS earlier than `day` where nobody chose it.
    """
    first = key_figures(cursor, before or compared_by_default(day), settings, filters)
    second = key_figures(cursor, day, settings, filters)
    return pd.DataFrame(
        {
            "indicateur": list(first),
            "avant": list(first.values()),
            "apres": list(second.values()),
            "ecart": [second[name] - first[name] for name in first],
        }
    )


EVOLUTION = Indicator(
    name="evolution",
    title="Chiffres de la réunion",
    question="Qu'est-ce qui a changé entre deux dates ?",
    wording="Chaque chiffre clé du comité de pilotage à la fin de chacune des dates, calculé sur les données "
    "d'aujourd'hui, et l'écart entre les deux.",
    source="Les chiffres clés sont des colonnes des autres indicateurs.",
    columns=(
        Column("indicateur", "Chiffre clé", "Nom du chiffre clé.", Unit.CODE, ""),
        Column("avant", "Avant", "Sa valeur à la fin du premier jour.", Unit.COUNT, ""),
        Column("apres", "Après", "Sa valeur à la fin du second jour.", Unit.COUNT, ""),
        Column("ecart", "Écart", "La seconde moins la première.", Unit.COUNT, ""),
    ),
    compute=evolution,
    rows="indicateur",
    denominator="celui de chaque chiffre",
    example=Example(
        "Personnes appelées : {avant} une semaine plus tôt, {apres} ce jour-là, soit {ecart} de plus.",
        {"avant": 4, "apres": 5, "ecart": 1},
        {"indicateur": "tentes"},
    ),
    options=(
        Option(
            "--de",
            "AAAA-MM-JJ",
            f"evolution : premier jour comparé (sinon, {COMPARED_DAYS} jours avant)",
            "before",
            date,
        ),
    ),
)
