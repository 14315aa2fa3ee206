"""Teams and resources that count at a day."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from visa_data.base.derived import derived_value
from visa_data.indicators.state import name_of_day, places
from visa_data.settings import Settings
from visa_data.territory.reach import zones_reached
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary import Besoin


def active_teams(cursor: duckdb.DuckDBPyConnection, day: date) -> pd.DataFrame:
    """Citizen teams active at the end of the day, by identifiant: those that reach people."""
    return cursor.execute(
        """
        SELECT identifiant, nom, type_porteur, code_zone, latitude, longitude, zones_intervention, rayon_km,
            benevoles, capacite
        FROM equipes WHERE statut = 'active' AND (date_creation IS NULL OR date_creation <= $jour)
        ORDER BY identifiant
        """,
        {"jour": day},
    ).df()


def active_resources(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """Resources active and checked recently enough (or never checked), by identifiant."""
    return cursor.execute(
        """
        SELECT identifiant, nom, categorie, besoins, code_zone, latitude, longitude, zones_intervention,
            rayon_km, capacite, date_verification
        FROM ressources
        WHERE statut = 'active'
            AND (date_verification IS NULL OR date_diff('day', date_verification, $jour) <= $verifiee)
        ORDER BY identifiant
        """,
        {"jour": day, "verifiee": settings.ressource_verifiee},
    ).df()


def zone_rows_of(codes: pd.Series, zones: ZoneFrame) -> NDArray[np.int64]:
    """Row in `zones` of each code; -1 for an empty or unknown one."""
    position = pd.Series(np.arange(len(zones.codes)), index=pd.Index(zones.codes, dtype=object))
    return position.reindex(codes.astype(object)).fillna(-1).to_numpy(dtype=np.int64)


def resources_by_zone(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> NDArray[np.int64]:
    """Active resources that reach each zone, by need: array (zones sorted by code + 1) × 10, kept for the day.

    The last row stands for people placed nowhere. Columns follow the order of the ten needs.
    """
    return _kept(cursor, day, settings)[:, : len(Besoin)]


def only_resource_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings
) -> NDArray[np.int64]:
    """Same rows and columns: the row in `active_resources` of the only one there is; -1 for none or several."""
    return _kept(cursor, day, settings)[:, len(Besoin) :]


def _kept(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> NDArray[np.int64]:
    name = f"{name_of_day('ressources_par_zone', day, settings)}_{settings.ressource_verifiee}"
    return derived_value(cursor, name, lambda: _resources_by_zone(cursor, day, settings, read_zones(cursor)))


def _resources_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, zones: ZoneFrame
) -> NDArray[np.int64]:
    """How many there are for each need, then the only one's row."""
    resources = active_resources(cursor, day, settings)
    inscrits = places(cursor, day, settings)
    reached = zones_reached(resources, zones, inscrits, inscrits["zone"].to_numpy(dtype=np.int64))
    order = {need.value: i for i, need in enumerate(Besoin)}
    number = np.repeat(np.arange(len(resources)), [len(rows) for rows in reached])
    rows = np.concatenate([np.empty(0, dtype=np.int64), *reached]) % (len(zones.codes) + 1)
    touched = csr_array(
        (np.ones(len(rows), dtype=np.int64), (rows, number)), shape=(len(zones.codes) + 1, len(resources))
    )
    answers = np.zeros((len(resources), len(order)), dtype=np.int64)
    for row, needs in enumerate(resources["besoins"]):
        answers[row, [order[need] for need in str(needs).split("|") if need in order]] = 1
    counts = touched @ answers
    # Where there is one, the sum of the rows is its own.
    alone = touched @ (answers * np.arange(len(resources))[:, None])
    only = np.where(counts == 1, alone, -1)
    kept: NDArray[np.int64] = np.hstack([counts, only])
    kept.setflags(write=False)
    return kept
