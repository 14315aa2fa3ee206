"""Visites: from the demand for a visitor to visits made, and the isolated people whom somebody visits."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.appels import CALLS_TO_REGISTERED
from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Unit
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings
from visa_data.vocabulary_of_action import StatutBinome

COUNTED_DAYS = 28
"""Visits counted: those of so many days, the last one included."""
LAPSED_DAYS = 21
"""Days without a visit, the last one included, that an active pair is told for."""

WAITING = (StatutBinome.DEMANDE, StatutBinome.RENCONTRE)
_STATUSES = ", ".join(f"'{status.value}'" for status in StatutBinome)
_WAITING = ", ".join(f"'{status.value}'" for status in WAITING)

LATEST = f"""(
    SELECT *, min(date) OVER (PARTITION BY binome) AS demande_le FROM binomes WHERE date <= $jour
    QUALIFY row_number() OVER (
        PARTITION BY binome ORDER BY date DESC, list_position([{_STATUSES}], statut) DESC
    ) = 1
)"""
"""Table: the latest row of each pair, whoever it visits. demande_le: day of its first row."""

PAIRS = f"""
paires AS (
    SELECT b.binome, b.reference, coalesce(e.code_zone, '') AS code_zone, e.niveau, e.isolee, b.statut,
        b.date AS depuis, b.demande_le, date_diff('day', b.demande_le, $jour) AS jours_attente,
        coalesce(b.benevoles, '') AS benevoles, coalesce(b.activites, '') AS activites,
        coalesce(b.creneaux, '') AS creneaux
    FROM {LATEST} AS b JOIN etat e USING (reference)
    WHERE e.inscrit
)
"""
"""CTE: each pair of the inscrits of `etat` (which must be defined) as its latest row of the day leaves it.

demande_le: day of its first row. depuis: day of the latest.
"""

VISITS = f"""
visites_faites AS (
    SELECT reference, date_appel::DATE AS jour, issue = 'joint' AS jointe,
        date_diff('day', date_appel::DATE, $jour) AS jours
    FROM appels_inscrits WHERE type_appel = 'visite'
),
visites_recues AS MATERIALIZED (
    SELECT reference, max(jour) FILTER (jointe) AS derniere_visite,
        count(*) FILTER (jours < {COUNTED_DAYS} AND jointe) AS visites_28_jours,
        count(*) FILTER (jours < {COUNTED_DAYS} AND NOT jointe) AS manquees_28_jours,
        coalesce(bool_or(jointe AND jours < {LAPSED_DAYS}), false) AS vue
    FROM visites_faites GROUP BY reference
)
"""
"""CTEs: calls of that type, one row each then one row a person; `appels_inscrits` must be defined."""


def visits(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row (contract, part 5): demands waiting and for how long, active pairs, visits, isolated people visited."""
    query = f"""
        WITH {state_cte(filters)}, {CALLS_TO_REGISTERED}, {PAIRS}, {VISITS},
        par_binome AS (
            SELECT count(*) FILTER (statut IN ({_WAITING})) AS demandes_en_attente,
                median(jours_attente) FILTER (statut IN ({_WAITING})) AS attente_mediane_jours,
                count(*) FILTER (statut = 'actif') AS binomes_actifs,
                count(*) FILTER (statut = 'actif' AND NOT coalesce(v.vue, false)) AS sans_visite_21_jours,
                count(DISTINCT reference) FILTER (statut = 'actif' AND isolee) AS isolees_visitees
            FROM paires LEFT JOIN visites_recues v USING (reference)
        ),
        par_visite AS (
            SELECT coalesce(sum(visites_28_jours), 0)::BIGINT AS visites_28_jours,
                coalesce(sum(manquees_28_jours), 0)::BIGINT AS manquees_28_jours
            FROM visites_recues
        ),
        par_personne AS (SELECT count(*) FILTER (inscrit AND isolee) AS isolees FROM etat)
        SELECT demandes_en_attente, attente_mediane_jours, binomes_actifs, visites_28_jours, manquees_28_jours,
            sans_visite_21_jours, isolees_visitees, isolees_visitees / nullif(isolees, 0) AS part_isolees_visitees
        FROM par_binome, par_visite, par_personne
    """
    return run(cursor, query, day, settings, filters)


def waiting_listed(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Demands that wait for visits to start, the oldest first. Person-level: never asked for the committee.

    Columns: binome, reference, code_zone ('' for nowhere), niveau, statut, demande_le (day of the demand),
    jours_attente, activites, creneaux, benevoles (codes joined by a vertical bar, '' for none).
    """
    query = f"""
        WITH {state_cte(filters)}, {PAIRS}
        SELECT binome, reference, code_zone, niveau, statut, demande_le, jours_attente, activites, creneaux,
            benevoles
        FROM paires WHERE statut IN ({_WAITING}) ORDER BY jours_attente DESC, binome
    """
    return run(cursor, query, day, settings, filters)


def pairs_listed(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Pairs whose visits have started, active ones first, those longest without a visit on top. Person-level.

    Columns: binome, reference, code_zone ('' for nowhere), niveau, statut, depuis (day of that status), benevoles,
    activites, derniere_visite (day of the last joint visit, null for none), visites_28_jours, manquees_28_jours,
    sans_visite (active, and nobody joined her in the last LAPSED_DAYS).
    """
    query = f"""
        WITH {state_cte(filters)}, {CALLS_TO_REGISTERED}, {PAIRS}, {VISITS}
        SELECT binome, reference, code_zone, niveau, statut, depuis, benevoles, activites, v.derniere_visite,
            coalesce(v.visites_28_jours, 0) AS visites_28_jours,
            coalesce(v.manquees_28_jours, 0) AS manquees_28_jours,
            statut = 'actif' AND NOT coalesce(v.vue, false) AS sans_visite
        FROM paires LEFT JOIN visites_recues v USING (reference)
        WHERE statut NOT IN ({_WAITING})
        ORDER BY list_position([{_STATUSES}], statut), v.derniere_visite NULLS FIRST, binome
    """
    return run(cursor, query, day, settings, filters)


VISITES = Indicator(
    name="visites",
    title="Visites",
    question="Qui attend une visite, quelles visites ont lieu, et quelles personnes isolées sont visitées ?",
    wording="Binômes de bénévoles qui rendent visite à des personnes inscrites, d'après le journal des binômes et les "
    "appels de type visite : de la demande à la première rencontre, puis aux visites régulières.",
    source="« Je vous visite » (Pays de Mormal) : des visiteurs bénévoles, en binôme, chez des personnes isolées.",
    columns=(
        Column(
            "demandes_en_attente",
            "Demandes en attente",
            "Demandes de visite, première rencontre comprise, dont les visites n'ont pas commencé.",
            about="demandes",
            worse=1,
        ),
        Column(
            "attente_mediane_jours",
            "Attente médiane",
            "Jours depuis la demande : la moitié de celles qui attendent le font depuis moins longtemps.",
            Unit.DAYS,
            "",
            worse=1,
        ),
        Column(
            "binomes_actifs",
            "Binômes actifs",
            "Binômes dont les visites sont en cours.",
            about="binômes",
            worse=-1,
        ),
        Column(
            "visites_28_jours",
            "Visites",
            f"Visites faites à des personnes inscrites, dans les {COUNTED_DAYS} jours qui finissent au jour dit.",
            about="visites",
            worse=-1,
        ),
        Column(
            "manquees_28_jours",
            "Visites manquées",
            f"Visites de ces {COUNTED_DAYS} jours où la personne n'a pas été jointe.",
            about="visites",
            worse=1,
        ),
        Column(
            "sans_visite_21_jours",
            "Actifs sans visite",
            f"Binômes actifs dont la personne n'a été jointe par aucune visite depuis {LAPSED_DAYS} jours.",
            about="binômes",
            worse=1,
            whole="binomes_actifs",
        ),
        Column(
            "isolees_visitees",
            "Isolées visitées",
            "Personnes isolées (vivant seules, ou de niveau déclaré 2 ou plus) qui ont un binôme actif.",
            worse=-1,
            whole="isolees",
        ),
        Column(
            "part_isolees_visitees",
            "Part visitée",
            "Personnes isolées qui ont un binôme actif, rapportées aux personnes isolées.",
            Unit.RATE,
            worse=-1,
            decimals=4,
            part="isolees_visitees",
            whole="isolees",
        ),
    ),
    compute=visits,
    denominator="personnes isolées",
    example=Example(
        "{demandes_en_attente} demandes en attente, {binomes_actifs} binômes actifs ; {visites_28_jours} visites, "
        "{manquees_28_jours} manquée ; {part_isolees_visitees} des personnes isolées sont visitées.",
        {
            "demandes_en_attente": 3,
            "binomes_actifs": 2,
            "visites_28_jours": 2,
            "manquees_28_jours": 1,
            "part_isolees_visitees": 0.5,
        },
        acting=True,
    ),
)
