"""Parrainage: who has a sponsor among the callers, whose sponsor has left, and who hears the same voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import duckdb
import pandas as pd

from visa_data import french
from visa_data.indicators.appelants import callers_listed
from visa_data.indicators.callers import LISTED, RECENT_DAYS
from visa_data.indicators.couverture import COLUMNS as COVERAGE
from visa_data.indicators.filters import EVERYBODY, ByZone, Counted, Filters
from visa_data.indicators.heures import hours_needed
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator
from visa_data.indicators.state import (
    count_people,
    count_people_by_zone,
    of_everybody,
    only_chosen,
    run,
    state_cte,
)
from visa_data.settings import Settings
from visa_data.territory.zones import read_zones

FOLLOWED = "etat LEFT JOIN voix_du_jour USING (reference)"
ORPHAN = "inscrit AND parrain IS NOT NULL AND parrain NOT IN (SELECT appelant FROM listes WHERE actif)"
COUNTS = f"""
    count(*) FILTER (inscrit) AS inscrits,
    count(*) FILTER (inscrit AND parrain IS NOT NULL) AS parraines,
    count(*) FILTER ({ORPHAN}) AS orphelins,
    count(*) FILTER (inscrit AND meme_appelant IS NOT NULL) AS suivis,
    count(*) FILTER (inscrit AND meme_appelant) AS meme_appelant
"""

NOBODY_FREE = "aucun appelant actif, connu d'elle ou de sa zone, n'a d'heures libres"


def sponsoring(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for the whole territory: counts of inscrits by sponsor and by who calls them."""
    return count_people(cursor, day, settings, filters, COUNTS, FOLLOWED, (LISTED,))


@ByZone
def sponsoring_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone, same columns after code_zone and nom_zone."""
    return count_people_by_zone(cursor, day, settings, counted, COUNTS, FOLLOWED, (LISTED,))


def orphans(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """The inscrits whose sponsor has left, the frailest then longest unreached first. Person-level: coordination only.

    Columns: reference, code_zone ('' for nowhere), niveau, ancien_parrain, dernier_joint (day; NaT for never), propose
    (the active caller with most free hours among those who have already called her, else among those of her zone; ''
    when none has any), propose_pourquoi (in French).

    Free hours: those declared a week less those of the last weeks' calls, and less what each person given before in this
    list asks for at her level. Everybody's, whoever is chosen: filters choose rows.
    """
    everybody = of_everybody(cursor, "orphelins", day, settings, lambda: _orphans(cursor, day, settings))
    return only_chosen(cursor, everybody, day, settings, filters)


def _orphans(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    orphaned = run(
        cursor,
        f"""
        WITH {state_cte()}, {LISTED}
        SELECT reference, coalesce(code_zone, '') AS code_zone, niveau, parrain AS ancien_parrain,
            dernier_joint::DATE AS dernier_joint
        FROM etat WHERE {ORPHAN} ORDER BY niveau DESC, dernier_joint NULLS FIRST, reference
        """,
        day,
        settings,
    )
    callers = callers_listed(cursor, day, settings, EVERYBODY)
    free = free_hours(callers)
    called = _who_called(cursor, day, settings)
    nearby = _callers_by_zone(cursor, callers)
    cost = _hours_a_person(cursor, day, settings)
    proposed = []
    for person in orphaned.itertuples():
        calls = called.get(person.reference, {})
        caller = _freest(calls, free) or _freest(nearby.get(person.code_zone, ()), free)
        if not caller:
            proposed.append(("", NOBODY_FREE))
            continue
        why = (
            f"l'a déjà appelée {french.number(calls[caller])}{french.NBSP}fois"
            if caller in calls
            else "intervient dans sa zone"
        )
        proposed.append((caller, f"{why}, {french.number(free[caller], 1)}{french.NBSP}h libres par semaine"))
        free[caller] -= cost.get(person.niveau, 0.0)
    orphaned["propose"] = [caller for caller, _ in proposed]
    orphaned["propose_pourquoi"] = [why for _, why in proposed]
    return orphaned


def free_hours(listed: pd.DataFrame) -> dict[str, float]:
    """Hours a week that each active caller has left, by code: those declared less those of the last weeks' calls.

    listed: `callers_listed` for everybody. A caller who declares no hours is left out.
    """
    spent = listed["minutes_28_jours"] / 60 / (RECENT_DAYS / 7)
    left = (listed["heures_semaine"] - spent)[listed["actif"]].dropna()
    return dict(zip(listed["appelant"][left.index], left.tolist(), strict=True))


def _freest(callers: Iterable[str], free: Mapping[str, float]) -> str:
    """The caller with most free hours, the lower code between equals; '' when none has any."""
    able = [caller for caller in callers if free.get(caller, 0) > 0]
    return min(able, key=lambda caller: (-free[caller], caller), default="")


def _callers_by_zone(cursor: duckdb.DuckDBPyConnection, listed: pd.DataFrame) -> dict[str, list[str]]:
    """Code of each zone to the callers who declare it."""
    zones = read_zones(cursor)
    found: dict[str, list[str]] = {}
    for caller, declared in zip(listed["appelant"], listed["zones"], strict=True):
        for row in zones.rows_of(declared):
            found.setdefault(zones.codes[row], []).append(caller)
    return found


def _who_called(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings
) -> dict[str, dict[str, int]]:
    """How often each active caller has called each orphan: reference → caller → calls."""
    frame = run(
        cursor,
        f"""
        WITH {state_cte()}, {LISTED}
        SELECT reference, appelant, count(*) AS appels FROM appels
        WHERE date_appel < $lendemain AND appelant IN (SELECT appelant FROM listes WHERE actif)
            AND reference IN (SELECT reference FROM etat WHERE {ORPHAN})
        GROUP BY ALL
        """,
        day,
        settings,
    )
    found: dict[str, dict[str, int]] = {}
    for row in frame.itertuples():
        found.setdefault(row.reference, {})[row.appelant] = int(row.appels)
    return found


def _hours_a_person(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> dict[int, float]:
    """Hours a week that a person of each level asks of a caller; no level, no call said how long: not there."""
    needed = hours_needed(cursor, day, settings, EVERYBODY)
    each = (needed["heures_semaine"] / needed["personnes"].where(needed["personnes"] > 0)).dropna()
    return dict(zip(needed["niveau"][each.index].astype(int), each.tolist(), strict=True))


COLUMNS = (
    COVERAGE[0],
    Column("parraines", "Parrainées", "Personnes inscrites qui ont un parrain ou une marraine.", worse=-1),
    Column(
        "orphelins",
        "Parrain parti",
        "Personnes dont le parrain n'appelle plus, ou ne figure pas dans la liste des appelants.",
        worse=1,
        whole="parraines",
    ),
    Column(
        "suivis",
        "Suivies",
        "Personnes inscrites jointes au moins trois fois.",
        worse=-1,
    ),
    Column(
        "meme_appelant",
        "Même appelant",
        "Personnes suivies dont les trois derniers appels aboutis sont du même appelant.",
        worse=-1,
        whole="suivis",
    ),
)

PARRAINAGE = Indicator(
    name="parrainage",
    title="Parrainage",
    question="Qui entend toujours la même voix, et qui a perdu son parrain ?",
    wording="Lien dans la durée entre une personne inscrite et qui l'appelle : le parrain que donne le registre, et "
    "l'appelant de ses derniers appels aboutis. Un parrain est parti quand la liste des appelants dit qu'il n'appelle plus, "
    "ou ne le connaît pas.",
    source="Guide VISA (2020), partie 2 : parrainage des personnes avec un volontaire de leur ville.",
    columns=COLUMNS,
    zone_columns=(*ZONE_COLUMNS, *COLUMNS),
    compute=sponsoring,
    by_zone=sponsoring_by_zone,
    denominator="personnes inscrites",
    example=Example(
        "{parraines} parrainées, dont {orphelins} au parrain parti ; {suivis} suivies, dont {meme_appelant} par "
        "le même appelant.",
        {"parraines": 4, "orphelins": 2, "suivis": 3, "meme_appelant": 1},
        acting=True,
    ),
)
