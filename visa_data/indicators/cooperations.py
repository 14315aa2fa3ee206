"""Coopérations: the territorial cooperations of the Monalisa network, by how far they are."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Unit
from visa_data.indicators.state import run
from visa_data.settings import Settings
from visa_data.vocabulary_of_action import Maturite

LATEST = """
dernieres AS (
    SELECT * FROM cooperations WHERE date <= $jour
    QUALIFY row_number() OVER (PARTITION BY code ORDER BY date DESC) = 1
)
"""
"""CTE: the row of each cooperation that counts at the end of the day."""


def cooperations(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Five rows in the order of maturity: maturite, libelle, cooperations, signataires, equipes (sums, 0 for none).

    Of the whole network: filters choose none.
    """
    order = ", ".join(f"('{stage.value}', {rank})" for rank, stage in enumerate(Maturite))
    query = f"""
        WITH {LATEST}
        SELECT m.maturite, count(d.code) AS cooperations, coalesce(sum(d.signataires), 0)::BIGINT AS signataires,
            coalesce(sum(d.equipes), 0)::BIGINT AS equipes
        FROM (VALUES {order}) AS m (maturite, rang) LEFT JOIN dernieres d ON d.maturite = m.maturite
        GROUP BY m.maturite, m.rang ORDER BY m.rang
    """
    frame = run(cursor, query, day, settings, filters)
    frame.insert(1, "libelle", [Maturite(code).label for code in frame["maturite"]])
    return frame


def cooperations_listed(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Each cooperation as its latest row of the day leaves it, by code.

    Columns: code (a département's), nom, maturite, date (of that row), signataires, equipes, animateurs (NaN: not said).
    """
    query = f"""
        WITH {LATEST}
        SELECT code, nom, maturite, date, signataires, equipes, animateurs FROM dernieres ORDER BY code
    """
    return run(cursor, query, day, settings, filters)


COOPERATIONS = Indicator(
    name="cooperations",
    title="Coopérations du réseau",
    question="Où en sont les coopérations territoriales du réseau Monalisa ?",
    wording="Coopérations territoriales du réseau, selon leur maturité : la dernière connue à la fin du jour dit. Tout le "
    "réseau compte : les filtres n'y changent rien.",
    source="Monalisa, rapport d'activité 2018 : maturité des coopérations territoriales.",
    columns=(
        Column("maturite", "Code", "Code de la maturité.", Unit.CODE, ""),
        Column("libelle", "Maturité", "Du premier contact à la coopération mature.", Unit.TEXT, ""),
        Column(
            "cooperations",
            "Coopérations",
            "Coopérations dont c'est la dernière maturité connue.",
            about="coopérations",
        ),
        Column(
            "signataires",
            "Signataires",
            "Organisations signataires de ces coopérations.",
            about="signataires",
            worse=-1,
        ),
        Column("equipes", "Équipes", "Équipes citoyennes de ces coopérations.", about="équipes", worse=-1),
    ),
    compute=cooperations,
    rows="maturite",
    denominator="coopérations du réseau",
    example=Example(
        "{libelle} : {cooperations} coopération, {signataires} signataires, {equipes} équipes.",
        {"libelle": Maturite.MATURE.label, "cooperations": 1, "signataires": 12, "equipes": 14},
        {"maturite": Maturite.MATURE.value},
        acting=True,
    ),
)
