"""The figures of a period, from the base: NaN where nothing says them, which is never 0."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pandas as pd

from visa_data.activity.cycles import FOLLOWED
from visa_data.activity.period import Period
from visa_data.decisions.decision import read_decisions
from visa_data.indicators.besoins import needs_together
from visa_data.indicators.callers import LISTED
from visa_data.indicators.couverture import coverage
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.registration import REGISTERED_SINCE, ground_values
from visa_data.indicators.services import active_teams
from visa_data.indicators.state import run
from visa_data.indicators.visites import visits
from visa_data.indicators.zones_blanches import isolated_in_all, zone_states
from visa_data.settings import Settings
from visa_data.vocabulary import StatutBesoin, StatutDecision, StatutZone
from visa_data.vocabulary_of_action import StatutSuite

NAN = math.nan
EMPTIED = {StatutZone.SANS_INSCRIT.value, StatutZone.SANS_ISOLEE.value}

_CALLS = f"""
    WITH {FOLLOWED},
    premiers AS (
        SELECT reference, min(date_appel)::DATE AS premier FROM appels JOIN suivies USING (reference)
        WHERE issue = 'joint' GROUP BY reference
    ),
    de_la_periode AS (
        SELECT a.*, s.reference IS NOT NULL AS suivie FROM appels a LEFT JOIN suivies s USING (reference)
        WHERE date_appel::DATE BETWEEN $debut AND $fin
    )
    SELECT (SELECT count(*) FROM suivies) AS suivies,
        count(*) FILTER (suivie) AS appels,
        count(*) FILTER (NOT suivie) AS appels_autres,
        count(*) FILTER (suivie AND issue = 'joint') AS appels_joints,
        count(DISTINCT reference) FILTER (suivie) AS personnes_appelees,
        count(DISTINCT reference) FILTER (suivie AND issue = 'joint') AS personnes_jointes,
        (SELECT count(*) FROM premiers WHERE premier BETWEEN $debut AND $fin) AS premiers_contacts,
        count(*) FILTER (suivie AND issue = 'joint' AND type_appel = 'visite') AS visites_faites,
        count(DISTINCT appelant) FILTER (appelant <> '') AS appelants_periode,
        count(duree_min) AS appels_chronometres,
        sum(duree_min) / 60 AS heures_appel
    FROM de_la_periode
"""
_REGISTER = f"""
    SELECT
        count(*) FILTER (inscrite_le BETWEEN $debut AND $fin) AS entrees,
        count(*) FILTER (date_radiation BETWEEN $debut AND $fin) AS sorties
    FROM (SELECT date_radiation, {REGISTERED_SINCE} AS inscrite_le FROM personnes p)
    WHERE inscrite_le IS NOT NULL AND (date_radiation IS NULL OR date_radiation > inscrite_le)
"""
_CALLERS = f"""
    WITH {LISTED}
    SELECT count(*) AS appelants_fin, count(*) FILTER (forme = 'oui') AS appelants_formes_fin,
        sum(heures_semaine) AS heures_semaine_fin, count(forme) AS dits, (SELECT count(*) FROM listes) AS listes
    FROM listes WHERE actif
"""
_PAIRS = """
    SELECT count(*) FILTER (demande BETWEEN $debut AND $fin) AS demandes_visite,
        count(*) FILTER (actif BETWEEN $debut AND $fin) AS binomes_formes
    FROM (
        SELECT min(date) AS demande, min(date) FILTER (statut = 'actif') AS actif FROM binomes GROUP BY binome
    )
"""


def one_row(cursor: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, Any]) -> dict[str, float]:
    """The only row of a query, NaN for a null."""
    row = cursor.execute(query, {name: value for name, value in values.items() if f"${name}" in query})
    return {
        description[0]: NAN if value is None else float(value)
        for description, value in zip(row.description or (), row.fetchone() or (), strict=True)
    }


def campaign(cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings) -> dict[str, float]:
    """The register and the calls; unknown where no call was ever loaded."""
    days = {"debut": period.since, "fin": period.until} | ground_values(settings)
    found = one_row(cursor, _CALLS, days) | one_row(cursor, _REGISTER, days)
    for suffix, day in (("debut", period.eve), ("fin", period.until)):
        row = coverage(cursor, day, settings, EVERYBODY).iloc[0]
        for name in ("inscrits", "a_jour", "perdus_de_vue"):
            found[f"{name}_{suffix}"] = float(row[name])
    if not _has(cursor, "appels"):
        registered = ("suivies", "entrees", "sorties", "inscrits_debut", "inscrits_fin")
        found |= dict.fromkeys((name for name in found if name not in registered), NAN)
    return found


def orientations(cycles: pd.DataFrame, period: Period) -> dict[str, float]:
    """Of `orientation_cycles`; unknown where no follow-up was ever loaded (see `gathered`)."""
    closed = _closed(cycles, period, [status.value for status in StatutSuite if status.closes])
    answered = closed[closed["statut"] == StatutSuite.PRISE_EN_CHARGE.value]
    waiting = cycles["reste"] & cycles["statut"].isin(
        [status.value for status in StatutSuite if not status.closes]
    )
    return {
        "orientations_ouvertes": float(_within(cycles["ouvert_le"], period).sum()),
        "orientations_closes": float(len(closed)),
        "prises_en_charge": float(len(answered)),
        "refus_ou_sans_suite": float(len(closed) - len(answered)),
        "orientations_en_attente_fin": float(waiting.sum()),
        "delai_orientation": _delay(answered),
    }


def needs_of(cycles: pd.DataFrame, period: Period) -> dict[str, float]:
    """Of `need_cycles`, or of those of one need: opened, closed, met, and the delay."""
    closed = _closed(cycles, period, [StatutBesoin.POURVU.value, StatutBesoin.ABANDONNE.value])
    met = closed[closed["statut"] == StatutBesoin.POURVU.value]
    return {
        "besoins_ouverts_periode": float(_within(cycles["ouvert_le"], period).sum()),
        "besoins_clos": float(len(closed)),
        "besoins_pourvus": float(len(met)),
        "delai_besoin": _delay(met),
    }


def needs(
    cursor: duckdb.DuckDBPyConnection, cycles: pd.DataFrame, period: Period, settings: Settings
) -> dict[str, float]:
    """All needs together, and those left at the end; without any follow-up, only calls that name one are known."""
    row = needs_together(cursor, period.until, settings, EVERYBODY).iloc[0]
    found = needs_of(cycles, period) | {
        f"{name}_fin": float(row[name]) for name in ("besoins_ouverts", "besoins_non_pourvus")
    }
    if not _has(cursor, "besoins"):
        found |= dict.fromkeys(("besoins_clos", "besoins_pourvus"), NAN)
        if cycles.empty:
            found = dict.fromkeys(found, NAN)
    return found


def zones_moved(cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings) -> pd.DataFrame:
    """Each zone at both ends: code_zone, nom_zone, avant, apres (codes of `StatutZone`)."""
    then = zone_states(cursor, period.eve, settings, EVERYBODY)
    now = zone_states(cursor, period.until, settings, EVERYBODY)
    joined = now[now["code_zone"] != ""].merge(
        then[["code_zone", "statut"]], on="code_zone", suffixes=("", "_avant")
    )
    return joined.rename(columns={"statut": "apres", "statut_avant": "avant"})[
        ["code_zone", "nom_zone", "avant", "apres"]
    ]


def zones(
    cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings, moved: pd.DataFrame
) -> dict[str, float]:
    """Zones blanches at both ends, and what became of them; unknown where no team was ever loaded."""
    white, was = moved["apres"] == StatutZone.BLANCHE.value, moved["avant"] == StatutZone.BLANCHE.value
    emptied = moved["apres"].isin(EMPTIED)
    found = {
        "zones": float(len(moved)),
        "zones_blanches_debut": float(was.sum()),
        "zones_blanches_fin": float(white.sum()),
        "zones_fermees_equipe": float((was & ~white & ~emptied).sum()),
        "zones_videes": float((was & emptied).sum()),
        "zones_ouvertes": float((white & ~was).sum()),
    }
    for suffix, day in (("debut", period.eve), ("fin", period.until)):
        row = isolated_in_all(cursor, day, settings, EVERYBODY).iloc[0]
        found[f"isolees_sans_equipe_{suffix}"] = float(row["isolees_sans_equipe"])
        found["isolees_fin"] = float(row["isolees"])
    if not _has(cursor, "equipes"):
        kept = {"zones", "isolees_fin"}
        found |= dict.fromkeys((name for name in found if name not in kept), NAN)
    return found


def decisions(cursor: duckdb.DuckDBPyConnection, period: Period) -> dict[str, float]:
    """Decisions taken, done, to do and late; what nobody recorded here was not decided here: these are counts."""
    until = read_decisions(cursor, period.until)
    taken = [one for one in until if one.meeting >= period.since]
    done = [one for one in until if one.status is StatutDecision.FAITE]
    held = one_row(
        cursor,
        "SELECT count(*) AS reunions FROM reunions WHERE jour BETWEEN $debut AND $fin",
        {"debut": period.since, "fin": period.until},
    )
    return held | {
        "decisions_prises": float(len(taken)),
        "decisions_prises_faites": float(sum(one in done for one in taken)),
        "decisions_faites": float(sum(period.since <= one.status_day <= period.until for one in done)),
        "decisions_ouvertes_fin": float(sum(one.status is StatutDecision.A_FAIRE for one in until)),
        "decisions_en_retard_fin": float(sum(one.late(period.until) for one in until)),
    }


def volunteers(cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings) -> dict[str, float]:
    """Callers, hours, teams and pairs; unknown where no file says them."""
    row = run(cursor, _CALLERS, period.until, settings).iloc[0]
    found = {
        name: float(row[name]) for name in ("appelants_fin", "appelants_formes_fin", "heures_semaine_fin")
    }
    if not row["listes"]:
        found = dict.fromkeys(found, NAN)
    elif row["appelants_fin"] and not row["dits"]:
        found["appelants_formes_fin"] = NAN
    teams = active_teams(cursor, period.until)
    found["equipes_fin"] = float(len(teams)) if _has(cursor, "equipes") else NAN
    told = teams["benevoles"].dropna()
    found["benevoles_equipes_fin"] = float(told.sum()) if len(told) else NAN
    pairs = visits(cursor, period.until, settings, EVERYBODY).iloc[0]
    visited = one_row(cursor, _PAIRS, {"debut": period.since, "fin": period.until}) | {
        "binomes_actifs_fin": float(pairs["binomes_actifs"]),
        "demandes_en_attente_fin": float(pairs["demandes_en_attente"]),
    }
    if not _has(cursor, "binomes"):
        visited = dict.fromkeys(visited, NAN)
    return found | visited


def unknown_without(
    cursor: duckdb.DuckDBPyConnection, table: str, figures: Callable[[], dict[str, float]]
) -> dict[str, float]:
    """Those figures; all unknown where the table that they are told by never received a line."""
    found = figures()
    return found if _has(cursor, table) else dict.fromkeys(found, NAN)


def _has(cursor: duckdb.DuckDBPyConnection, table: str) -> bool:
    return cursor.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def _within(days: pd.Series, period: Period) -> pd.Series:
    return pd.Series([period.since <= day <= period.until for day in days], index=days.index, dtype=bool)


def _closed(cycles: pd.DataFrame, period: Period, closing: list[str]) -> pd.DataFrame:
    return cycles[cycles["statut"].isin(closing) & _within(cycles["depuis"], period)]


def _delay(cycles: pd.DataFrame) -> float:
    """Median days from the opening; NaN for none."""
    waits = [(row.depuis - row.ouvert_le).days for row in cycles.itertuples(index=False)]
    return float(pd.Series(waits, dtype=float).median()) if waits else NAN
