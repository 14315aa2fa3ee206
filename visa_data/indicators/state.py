"""The state of each registered person at the end of a day: what every indicator starts from.

SQL is built here by small named functions; values are always bound by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

import duckdb
import pandas as pd

from visa_data.base.derived import DayTable, derived_value, views_of
from visa_data.indicators.among import among
from visa_data.indicators.callers import VOICES
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.registration import REGISTERED_SINCE, ground_values, grounds_mark
from visa_data.indicators.threads import THREADS
from visa_data.settings import Settings
from visa_data.vocabulary import NON_LOCALISEES, Besoin, StatutBesoin

T = TypeVar("T")

CALLS_BY_PERSON = """
appels_par_personne AS (
    SELECT
        reference,
        count(*) AS nb_appels,
        min(date_appel) FILTER (issue = 'joint') AS premier_joint,
        max(date_appel) FILTER (issue = 'joint') AS dernier_joint,
        max(date_appel) AS dernier_appel,
        arg_max(niveau, epoch(date_appel) * 10 + niveau) FILTER (niveau IS NOT NULL) AS niveau
    FROM appels
    WHERE date_appel < $lendemain
    GROUP BY reference
)
"""

STATE_COLUMNS = f"""
    p.reference,
    pl.code_zone,
    p.source,
    p.annee_naissance,
    p.latitude,
    p.longitude,
    p.date_inscription,
    p.aidant,
    p.parrain,
    coalesce({REGISTERED_SINCE} <= $jour, false) AS inscrit,
    NOT inscrit AS en_attente,
    coalesce(a.nb_appels, 0) AS nb_appels,
    a.premier_joint,
    a.dernier_joint,
    a.dernier_appel,
    coalesce(a.niveau, 0) AS niveau,
    a.dernier_joint IS NOT NULL AS joint,
    coalesce(p.vit_seul = 'oui', false) OR coalesce(a.niveau, 0) >= 2 AS isolee,
    date_diff('day', a.dernier_joint::DATE, $jour) AS jours_depuis_joint
"""

CADENCE = """CASE niveau WHEN 1 THEN $cadence_1 WHEN 2 THEN $cadence_2
    WHEN 3 THEN $cadence_3 WHEN 4 THEN $cadence_4 END"""
LOST_AFTER = f"CASE WHEN niveau = 0 THEN $perdue_sans_niveau ELSE 2 * {CADENCE} END"
UP_TO_DATE = f"niveau > 0 AND joint AND jours_depuis_joint <= {CADENCE}"
LOST = f"joint AND jours_depuis_joint > {LOST_AFTER}"
NEVER_REACHED = "NOT joint AND nb_appels >= $tentatives"


PRESENT = f"""
    WITH {CALLS_BY_PERSON}
    SELECT {STATE_COLUMNS}
    FROM personnes p
    LEFT JOIN placements pl USING (reference)
    LEFT JOIN appels_par_personne a USING (reference)
    WHERE p.date_inscription <= $jour AND (p.date_radiation IS NULL OR p.date_radiation > $jour)
"""


def state_cte(filters: Filters = EVERYBODY) -> str:
    """CTE `etat`: one row for each person inscrit or en attente at the end of the day, filtered.

    To be run by `run`, which gives `etat_du_jour`, and binds the filters.
    """
    conditions = []
    if filters.zones:
        conditions.append("list_contains($zones, coalesce(code_zone, ''))")
    if filters.sources:
        conditions.append("list_contains($sources, source)")
    if filters.callers:
        conditions.append(
            "reference IN (SELECT reference FROM appels "
            "WHERE list_contains($appelants, appelant) AND date_appel < $lendemain)"
        )
    return f"etat AS (SELECT * FROM etat_du_jour WHERE {' AND '.join(conditions) or 'true'})"


NEEDS = ", ".join(f"('{need.value}', {rank})" for rank, need in enumerate(Besoin))
STATUSES = ", ".join(f"'{status.value}'" for status in StatutBesoin)
FIRST_CLOSED = list(StatutBesoin).index(StatutBesoin.ABANDONNE)
"""Statuses from this rank on close a need."""

NEEDS_OF_THE_DAY = f"""
    WITH dix_besoins (besoin, rang) AS (VALUES {NEEDS}),
    evenements AS (
        SELECT evenement.reference, n.rang, min(ordre) AS premier, max(ordre) AS dernier, list(ordre) AS ordres,
            bool_or(ordre % 8 >= {FIRST_CLOSED}) AS se_clot
        FROM (
            SELECT reference, besoin,
                (date_diff('day', DATE '1970-01-01', date) * 8 + list_position([{STATUSES}], statut) - 1)::INTEGER AS ordre
            FROM besoins WHERE date <= $jour
            UNION ALL
            SELECT reference, unnest(string_split(besoins, '|')),
                (date_diff('day', DATE '1970-01-01', date_appel::DATE) * 8)::INTEGER
            FROM appels WHERE besoins IS NOT NULL AND date_appel < $lendemain
        ) AS evenement
        SEMI JOIN personnes USING (reference)
        JOIN dix_besoins n USING (besoin)
        GROUP BY ALL
    ),
    cycles AS (
        SELECT reference, rang, dernier,
            CASE WHEN se_clot THEN list_max(list_filter(ordres, x -> x % 8 >= {FIRST_CLOSED} AND x < dernier)) END AS cloture,
            CASE WHEN cloture IS NULL THEN premier ELSE list_min(list_filter(ordres, x -> x > cloture)) END AS ouverture
        FROM evenements
    )
    SELECT
        c.reference,
        n.besoin,
        ([{STATUSES}])[c.dernier % 8 + 1] AS statut,
        DATE '1970-01-01' + c.ouverture // 8 AS ouvert_le,
        DATE '1970-01-01' + c.dernier // 8 AS clos_le,
        c.dernier % 8 < {FIRST_CLOSED} AS ouvert
    FROM cycles c
    JOIN dix_besoins n USING (rang)
"""
"""Each need ever named, at the end of the day: an event is one integer, eight times its day plus the rank
of its status, so that a day's statuses apply in order. A need opens on the first event after the last one that closed it
before the latest."""

DAY_TABLES = {
    "etat_du_jour": PRESENT,
    "besoins_du_jour": NEEDS_OF_THE_DAY,
    "voix_du_jour": VOICES,
    "fils_du_jour": THREADS,
}


def values(query: str, day: date, settings: Settings, filters: Filters, **more: Any) -> dict[str, Any]:
    """The bound values that this query names (DuckDB refuses those it does not)."""
    known: dict[str, Any] = {
        "jour": day,
        "lendemain": day + timedelta(days=1),
        "cadence_1": settings.cadences[0],
        "cadence_2": settings.cadences[1],
        "cadence_3": settings.cadences[2],
        "cadence_4": settings.cadences[3],
        "perdue_sans_niveau": settings.perdue_de_vue_non_evaluee,
        "tentatives": settings.tentatives_jamais_joints,
        "non_pourvu": settings.besoin_non_pourvu,
        "zones": list(filters.zones),
        "sources": list(filters.sources),
        "appelants": list(filters.callers),
        "non_localisees": NON_LOCALISEES,
        **ground_values(settings),
        **more,
    }
    return {name: value for name, value in known.items() if f"${name}" in query}


def run(
    cursor: duckdb.DuckDBPyConnection,
    query: str,
    day: date,
    settings: Settings,
    filters: Filters = EVERYBODY,
    **more: Any,
) -> pd.DataFrame:
    """Run a query on the state, with what it names bound.

    `etat_du_jour`, `besoins_du_jour`, `voix_du_jour` and `fils_du_jour`, where the query names them, are the day's people,
    their needs, who calls them and what was asked for them, made once for each day while the data do not change. They are
    there for this query only.
    """
    tables = {
        view: DayTable(name_of_day(view, day, settings), select, values(select, day, settings, EVERYBODY))
        for view, select in DAY_TABLES.items()
        if view in query
    }
    with views_of(cursor, tables):
        return cursor.execute(query, values(query, day, settings, filters, **more)).df()


def of_everybody(
    cursor: duckdb.DuckDBPyConnection, what: str, day: date, settings: Settings, compute: Callable[[], T]
) -> T:
    """What `compute` says of everybody at the end of a day, said once while the data do not change. Not to be changed."""
    return derived_value(cursor, (what, day, settings), compute)


def only_chosen(
    cursor: duckdb.DuckDBPyConnection, listed: pd.DataFrame, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """The rows of the people of the day whom the filters choose, by their column reference, in the same order."""
    if filters == EVERYBODY:
        return listed.copy(deep=False)

    def choose() -> pd.Series:
        query = f"WITH {state_cte(filters)} SELECT reference FROM etat"
        return run(cursor, query, day, settings, filters)["reference"]

    chosen = derived_value(cursor, ("references", day, settings, filters), choose)
    return listed[among(listed["reference"], chosen)].reset_index(drop=True)


def name_of_day(table: str, day: date, settings: Settings) -> str:
    """Name of a table derived from the people of the day: of what they are, no setting decides but the legal grounds."""
    return f"{table}_{day:%Y%m%d}{grounds_mark(settings)}"


def zone_rows() -> str:
    """CTE `lignes`: every zone sorted by code, then an empty code when people of the day are placed nowhere.

    Columns: code_zone ('' for nowhere), nom_zone, rang. Filters choose rows afterwards (see `ByZone`).
    """
    return """
lignes AS (
    SELECT code AS code_zone, nom AS nom_zone, 0 AS rang FROM zones_actives
    UNION ALL
    SELECT '', $non_localisees, 1 WHERE EXISTS (SELECT 1 FROM etat_du_jour WHERE code_zone IS NULL)
)
"""


def count_people(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    counts: str,
    people: str = "etat",
    needed: Sequence[str] = (),
) -> pd.DataFrame:
    """One row: what `counts` (SQL aggregates with their names) says of the people of the day.

    people: `etat`, or a FROM clause that has one row for each of its people and more columns. needed: CTEs that
    this clause reads.
    """
    query = f"WITH {', '.join((state_cte(filters), *needed))} SELECT {counts} FROM {people}"
    return run(cursor, query, day, settings, filters)


def count_people_by_zone(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    counts: str,
    people: str = "etat",
    needed: Sequence[str] = (),
) -> pd.DataFrame:
    """One row for each of `zone_rows`: code_zone, nom_zone, then what `counts` says, 0 where there is nobody.

    people, needed: as for `count_people`.
    """
    query = f"""
        WITH {", ".join((state_cte(filters), zone_rows(), *needed))},
        comptes AS (SELECT coalesce(code_zone, '') AS code_zone, {counts} FROM {people} GROUP BY 1)
        SELECT code_zone, nom_zone, coalesce(COLUMNS(c.* EXCLUDE (code_zone)), 0)
        FROM lignes LEFT JOIN comptes c USING (code_zone) ORDER BY rang, code_zone
    """
    return run(cursor, query, day, settings, filters)


def people(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    *,
    isolated: bool = False,
) -> pd.DataFrame:
    """The inscrits chosen, or the isolated ones, one row each by reference. Person-level: never handed to the committee's pages.

    Columns: reference, code_zone ('' for nowhere), latitude, longitude, isolee, joint, niveau.
    """
    query = f"""
        WITH {state_cte(filters)}
        SELECT reference, coalesce(code_zone, '') AS code_zone, latitude, longitude, isolee, joint, niveau
        FROM etat WHERE inscrit {"AND isolee" if isolated else ""} ORDER BY reference
    """
    return run(cursor, query, day, settings, filters)


def places(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """Where each inscrit is placed, and whether a call reached her; no reference, no order.

    Columns: zone (row of `read_zones`, -1 for nowhere), latitude, longitude, joint.
    """
    query = """
        WITH rangs AS (SELECT code AS code_zone, row_number() OVER (ORDER BY code) - 1 AS rang FROM zones_actives)
        SELECT coalesce(rang, -1) AS zone, latitude, longitude, joint
        FROM etat_du_jour LEFT JOIN rangs USING (code_zone) WHERE inscrit
    """
    return run(cursor, query, day, settings)


def everybody(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, *, isolated: bool = False
) -> pd.DataFrame:
    """`people` without a choice: what reach, access, loads and states are computed on."""
    return people(cursor, day, settings, EVERYBODY, isolated=isolated)


def first_call_day(cursor: duckdb.DuckDBPyConnection) -> date | None:
    """Day of the first call; None when there is no call."""
    row = cursor.execute("SELECT min(date_appel)::DATE FROM appels").fetchone()
    return row[0] if row else None


def last_call_day(cursor: duckdb.DuckDBPyConnection) -> date | None:
    """Day of the last call: the default observation date; None when there is no call."""
    row = cursor.execute("SELECT max(date_appel)::DATE FROM appels").fetchone()
    return row[0] if row else None
