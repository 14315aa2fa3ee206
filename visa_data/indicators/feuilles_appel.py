"""Feuilles d'appel: whom each caller may call the next day, within the hours given. For the coordination only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import duckdb
import numpy as np
import pandas as pd

from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.heures import MINUTES_PER_MISS, hours_needed
from visa_data.indicators.state import CADENCE, NEVER_REACHED, run, state_cte
from visa_data.settings import Settings
from visa_data.territory.zones import read_zones
from visa_data.vocabulary import NON_LOCALISEES

DAYS_A_WEEK = 5
"""Days over which a caller's weekly hours are spread."""
MINUTES_UNKNOWN = 15.0
"""A call's minutes as long as no call says how long it was: an assumption, said on the page."""


ROUNDING = 1e-6
"""Minutes: what adding them up may lose."""
ANYONE = "à désigner"
"""The code of a caller whom no file lists: hours known before who gives them."""


class Lien(StrEnum):
    """Why a person is on a caller's sheet: its code and what is read."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Lien:
        """Build a member from its code and label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    PARRAIN = "parrain", "Parrainage"
    VOIX = "voix", "L'a déjà appelée"
    ZONE = "zone", "Sa zone"
    RENFORT = "renfort", "Renfort"


@dataclass(frozen=True)
class CallSheets:
    """The sheets of all callers for one day.

    day: the day they are for. calls: one row a call, by caller then rank: appelant, rang (from 1), reference, code_zone,
    nom_zone, niveau, retard_jours, dernier_contact, appels (attempts so far), a_faire (in words), lien (see `Lien`),
    minutes. callers: one row for each active caller, those without hours last: appelant, profil, minutes_disponibles,
    appels, minutes_prevues. left: people due whom no caller has time for, the most pressing first: columns of `calls`
    without those of a caller, and parrain. undeclared: active callers who give no hours. minutes: of a call by level, 0 for
    a first one. assumed: no call says how long it was.
    """

    day: date
    calls: pd.DataFrame
    callers: pd.DataFrame
    left: pd.DataFrame
    undeclared: int
    minutes: Mapping[int, float]
    assumed: bool

    def of(self, caller: str) -> pd.DataFrame:
        """One caller's calls, in order."""
        return self.calls[self.calls["appelant"] == caller].reset_index(drop=True)


def call_sheets(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    hours: tuple[tuple[str, float], ...] = (),
    most: float | None = None,
) -> CallSheets:
    """Whom each active caller calls on the day after `day`, from what is known at its end. Person-level.

    Due then: people evaluated whose cadence falls due, those of no level who were never joined or are lost from
    sight; not those to visit (never joined after several attempts). The frailest first, then the most overdue: within a
    level, each goes to the sponsor, else to who joined her last (else called her last), as long as that caller's day has
    room; then those left go to who has room: of the zone first, trained first, with most time left. Nobody goes to two.
    hours: (caller, hours of that day), in place of what the caller gives; `ANYONE` for somebody not named yet. most: hours
    of all of them together, at which the calls stop, in the order of need.
    """
    tomorrow = (pd.Timestamp(day) + pd.Timedelta(days=1)).date()
    minutes, assumed = call_minutes(cursor, day, settings)
    people = _due(cursor, day, settings)
    people["minutes"] = people["niveau"].map(minutes).astype(float)
    listed = _callers(cursor, day, settings)
    listed["minutes_disponibles"] = listed["heures_semaine"] * 60 / DAYS_A_WEEK
    for code, given_hours in hours:
        if code == ANYONE:
            listed.loc[len(listed)] = [ANYONE, "", np.nan, "", "", np.nan]
        listed.loc[listed["appelant"] == code, "minutes_disponibles"] = given_hours * 60
    silent = listed[listed["minutes_disponibles"].isna()]
    callers = listed[listed["minutes_disponibles"].notna()].reset_index(drop=True)
    zones = read_zones(cursor)
    callers["codes"] = [
        frozenset(zones.codes[row] for row in zones.rows_of(listed or None)) for listed in callers["zones"]
    ]
    takers, links = shared_out(people, callers)
    people["appelant"], people["lien"] = takers, links
    if most is not None:
        used = people["minutes"].where(people["appelant"] != "", 0.0).cumsum()
        people.loc[used > most * 60 + ROUNDING, ["appelant", "lien"]] = ""
    people["a_faire"] = call_gestures(people, settings)
    given = people[people["appelant"] != ""].sort_values("appelant", kind="stable", ignore_index=True)
    given.insert(1, "rang", given.groupby("appelant").cumcount() + 1)
    planned = given.groupby("appelant")["minutes"]
    callers["appels"] = callers["appelant"].map(planned.size()).astype(float).fillna(0).astype(int)
    callers["minutes_prevues"] = callers["appelant"].map(planned.sum()).astype(float).fillna(0.0)
    callers = pd.concat(
        [callers, silent.assign(minutes_disponibles=0.0, appels=0, minutes_prevues=0.0)], ignore_index=True
    )
    shown = [
        "reference",
        "code_zone",
        "nom_zone",
        "niveau",
        "retard_jours",
        "dernier_contact",
        "appels",
        "a_faire",
    ]
    return CallSheets(
        day=tomorrow,
        calls=given[["appelant", "rang", *shown, "lien", "minutes"]],
        callers=callers[["appelant", "profil", "minutes_disponibles", "appels", "minutes_prevues"]],
        left=people.loc[people["appelant"] == "", [*shown, "parrain", "minutes"]].reset_index(drop=True),
        undeclared=len(silent),
        minutes=minutes,
        assumed=assumed,
    )


def shared_out(people: pd.DataFrame, callers: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Who takes each person ('' for nobody) and why (a `Lien`, '' too): see `call_sheets`.

    people: in the order of need: niveau, code_zone, minutes (the same for all of a level), parrain, derniere_voix. callers: by code: appelant,
    minutes_disponibles, codes (of the zones declared, empty for everywhere), forme.
    """
    rows = {code: row for row, code in enumerate(callers["appelant"])}
    codes = callers["appelant"].tolist()
    left = callers["minutes_disponibles"].to_numpy(dtype=float).copy()
    untrained = (callers["forme"] == "non").to_numpy(dtype=bool)
    declared = callers["codes"].tolist()
    anywhere = np.array([not known for known in declared], dtype=bool)
    ranks: dict[str, np.ndarray] = {}

    def rank_for(zone: str) -> np.ndarray:
        """Lower is better: of the zone, then of no zone in particular, then the others; trained before untrained."""
        if zone not in ranks:
            here = np.array([zone in known for known in declared], dtype=bool)
            ranks[zone] = np.where(here, 0, np.where(anywhere, 2, 4)) + untrained
        return ranks[zone]

    takers, links = [""] * len(people), [""] * len(people)

    def give(person: int, row: int, link: Lien, minutes: float) -> None:
        takers[person], links[person] = codes[row], link.value
        left[row] -= minutes

    table = list(
        people[["niveau", "code_zone", "minutes", "parrain", "derniere_voix"]].itertuples(index=False)
    )
    for level in sorted({one.niveau for one in table}, reverse=True):
        band = [number for number, one in enumerate(table) if one.niveau == level]
        for number in band:
            one = table[number]
            for code, link in ((one.parrain, Lien.PARRAIN), (one.derniere_voix, Lien.VOIX)):
                if code in rows:
                    if left[rows[code]] >= one.minutes:
                        give(number, rows[code], link, one.minutes)
                    break
        for number in band:
            one = table[number]
            able = left >= one.minutes
            if not able.any():
                # A level's calls all take the same time: nobody has room for the next one either.
                break
            if takers[number]:
                continue
            ranked = np.where(able, rank_for(one.code_zone), 9)
            best = ranked == ranked.min()
            row = int(np.argmax(np.where(best, left, -1.0)))
            give(number, row, Lien.ZONE if one.code_zone in declared[row] else Lien.RENFORT, one.minutes)
    return takers, links


def call_gestures(people: pd.DataFrame, settings: Settings) -> list[str]:
    """What a call is for, in words. people: niveau, dernier_contact (null: never joined), appels."""
    last = settings.tentatives_jamais_joints - 1
    told = []
    for one in people[["niveau", "dernier_contact", "appels"]].itertuples(index=False):
        gesture = "Rappeler" if one.niveau else "Évaluer"
        final = pd.isna(one.dernier_contact) and one.appels >= last
        told.append(f"{gesture}, sinon visiter" if final else gesture)
    return told


def call_minutes(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings
) -> tuple[dict[int, float], bool]:
    """Minutes that reaching a person of each level takes, misses included (see `hours_needed`), and if they are assumed.

    Level 0: a first call takes what evaluations took, else what the others take on average.
    """
    found = hours_needed(cursor, day, settings, EVERYBODY)
    misses = found["tentatives_par_contact"].fillna(1) - 1
    by_level = found["duree_min"] + misses * MINUTES_PER_MISS
    first = run(
        cursor,
        f"""
        WITH {state_cte()}
        SELECT avg(duree_min) FILTER (type_appel = 'evaluation') AS evaluation, avg(duree_min) AS toutes
        FROM appels SEMI JOIN etat USING (reference) WHERE issue = 'joint' AND date_appel < $lendemain
        """,
        day,
        settings,
    ).iloc[0]
    duration = first["evaluation"] if pd.notna(first["evaluation"]) else first["toutes"]
    assumed = bool(pd.isna(duration))
    minutes = {
        0: (MINUTES_UNKNOWN if assumed else float(duration)) + float(misses.iloc[0]) * MINUTES_PER_MISS
    }
    for level, value in zip(found["niveau"], by_level, strict=True):
        minutes[int(level)] = minutes[0] if pd.isna(value) else float(value)
    return minutes, assumed


def _due(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """People to call the next day, in the order of need, with their active sponsor's code and the last voice they heard."""
    query = f"""
        WITH {state_cte()},
        dues AS MATERIALIZED (
            SELECT *, coalesce(jours_depuis_joint, date_diff('day', date_inscription, $jour)) + 1 AS attente,
                coalesce(greatest(0, attente - {CADENCE}), 0) AS retard_jours
            FROM etat WHERE inscrit AND NOT ({NEVER_REACHED}) AND CASE
                WHEN niveau > 0 THEN NOT joint OR jours_depuis_joint + 1 >= {CADENCE}
                ELSE NOT joint OR jours_depuis_joint + 1 > $perdue_sans_niveau
            END
        ),
        voix AS (
            SELECT reference, appelant FROM appels SEMI JOIN dues USING (reference)
            WHERE date_appel < $lendemain AND appelant <> ''
            QUALIFY row_number() OVER (
                PARTITION BY reference ORDER BY issue = 'joint' DESC, date_appel DESC, appelant
            ) = 1
        )
        SELECT d.reference, coalesce(d.code_zone, '') AS code_zone,
            coalesce(z.nom, d.code_zone, '{NON_LOCALISEES}') AS nom_zone, d.niveau, d.retard_jours,
            d.dernier_joint::DATE AS dernier_contact, d.nb_appels AS appels, coalesce(d.parrain, '') AS parrain,
            coalesce(v.appelant, '') AS derniere_voix
        FROM dues d LEFT JOIN zones_actives z ON z.code = d.code_zone LEFT JOIN voix v USING (reference)
        ORDER BY d.niveau DESC, d.retard_jours DESC, d.attente DESC, d.reference
    """
    return run(cursor, query, day, settings)


def _callers(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """The callers active on the next day, by code."""
    return run(
        cursor,
        """
        SELECT appelant, coalesce(profil, '') AS profil, heures_semaine, coalesce(zones, '') AS zones,
            coalesce(forme, '') AS forme
        FROM appelants
        WHERE coalesce(date_debut <= $lendemain, true) AND coalesce(date_fin > $lendemain, true)
        ORDER BY appelant
        """,
        day,
        settings,
    )
