"""Dispositifs: what the territory's schemes were asked, what they did of it, and at what cost."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Unit
from visa_data.indicators.state import run
from visa_data.settings import Settings

COUNTED_MONTHS = 12
"""Months counted, that of the day included."""

_LAST = "date_trunc('month', $jour)::DATE"
MONTHS = f"""
mois_comptes AS (
    SELECT * FROM dispositifs
    WHERE mois BETWEEN {_LAST} - INTERVAL {COUNTED_MONTHS - 1} MONTH AND {_LAST}
)
"""
"""CTE: the totals of the last months, as schemes send them."""


def schemes(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for each scheme that has a total in the last months, by name. Totals hold nobody: filters choose none.

    Columns: dispositif, mois (how many have a total), sums of demandes, acceptees, honorees and cout_eur over those that
    say them (NaN when none does), beneficiaires (the largest month), taux_acceptees, taux_honorees, cout_par_honoree
    (of these sums, NaN where the denominator is 0).
    """
    query = f"""
        WITH {MONTHS}
        SELECT dispositif, count(*) AS mois, sum(demandes)::DOUBLE AS demandes, sum(acceptees)::DOUBLE AS acceptees,
            sum(honorees)::DOUBLE AS honorees, sum(acceptees) / nullif(sum(demandes), 0) AS taux_acceptees,
            sum(honorees) / nullif(sum(acceptees), 0) AS taux_honorees,
            max(beneficiaires)::DOUBLE AS beneficiaires, sum(cout_eur) AS cout_eur,
            sum(cout_eur) / nullif(sum(honorees), 0) AS cout_par_honoree
        FROM mois_comptes GROUP BY dispositif ORDER BY dispositif
    """
    return run(cursor, query, day, settings, filters)


def schemes_by_month(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for each of these schemes and each of the last months, in order.

    Columns: dispositif, mois (its first day), demandes, acceptees, honorees, beneficiaires, benevoles, heures, cout_eur;
    NaN where nothing was sent.
    """
    query = f"""
        WITH {MONTHS},
        tous_les_mois AS (
            SELECT ({_LAST} - to_months(rang))::DATE AS mois FROM range({COUNTED_MONTHS}) AS rangs (rang)
        )
        SELECT d.dispositif, t.mois, m.* EXCLUDE (dispositif, mois, import_id)
        FROM (SELECT DISTINCT dispositif FROM mois_comptes) AS d CROSS JOIN tous_les_mois t
        LEFT JOIN mois_comptes m ON m.dispositif = d.dispositif AND m.mois = t.mois
        ORDER BY d.dispositif, t.mois
    """
    return run(cursor, query, day, settings, filters)


DISPOSITIFS = Indicator(
    name="dispositifs",
    title="Dispositifs",
    question="Que demande-t-on aux dispositifs du territoire, qu'en font-ils, et à quel coût ?",
    wording=f"Totaux mensuels que chaque dispositif transmet, sur les {COUNTED_MONTHS} mois qui finissent par celui du jour "
    "dit. Un mois qui ne dit pas un chiffre n'y compte pas. Personne n'y figure : les filtres n'y changent rien.",
    source="Totaux transmis par les dispositifs, mois par mois.",
    columns=(
        Column("dispositif", "Dispositif", "Nom du dispositif.", Unit.TEXT, ""),
        Column("mois", "Mois", "Mois pour lesquels le dispositif a transmis un total.", about="mois"),
        Column("demandes", "Demandes", "Demandes reçues.", about="demandes"),
        Column(
            "acceptees",
            "Acceptées",
            "Demandes acceptées.",
            about="demandes",
            worse=-1,
            whole="demandes",
        ),
        Column(
            "honorees",
            "Honorées",
            "Demandes acceptées à la suite desquelles le service a été rendu.",
            about="demandes",
            worse=-1,
            whole="acceptees",
        ),
        Column(
            "taux_acceptees",
            "Part acceptée",
            "Demandes acceptées, rapportées aux demandes reçues.",
            Unit.RATE,
            "",
            worse=-1,
            decimals=4,
            part="acceptees",
            whole="demandes",
        ),
        Column(
            "taux_honorees",
            "Part honorée",
            "Demandes honorées, rapportées aux demandes acceptées.",
            Unit.RATE,
            "",
            worse=-1,
            decimals=4,
            part="honorees",
            whole="acceptees",
        ),
        Column(
            "beneficiaires",
            "Bénéficiaires",
            "Bénéficiaires du mois qui en compte le plus : d'un mois à l'autre, ce sont souvent les mêmes.",
            about="bénéficiaires",
            worse=-1,
        ),
        Column("cout_eur", "Coût (€)", "Coût total.", Unit.RATIO, "euros", decimals=2),
        Column(
            "cout_par_honoree",
            "Coût par demande honorée (€)",
            "Coût total, rapporté aux demandes honorées.",
            Unit.RATIO,
            "euros",
            worse=1,
            decimals=2,
        ),
    ),
    compute=schemes,
    rows="dispositif",
    denominator="demandes reçues, demandes acceptées",
    example=Example(
        "{dispositif} : {demandes} demandes en {mois} mois, {acceptees} acceptées, {honorees} honorées "
        "({taux_honorees} des acceptées), à {cout_par_honoree} euros chacune.",
        {
            "dispositif": "Portage de livres",
            "mois": 2,
            "demandes": 16,
            "acceptees": 12,
            "honorees": 10,
            "taux_honorees": 0.8333,
            "cout_par_honoree": 15.0,
        },
        {"dispositif": "Portage de livres"},
        acting=True,
    ),
)
