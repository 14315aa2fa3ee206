"""Ressources proches: which resources answer a need in a zone, and which come nearest."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd

from visa_data.indicators.services import active_resources
from visa_data.indicators.state import everybody
from visa_data.settings import Settings
from visa_data.territory.distance import haversine_km
from visa_data.territory.reach import zones_reached
from visa_data.territory.zones import ZoneFrame, read_zones


def resources_for(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, zone: str, need: str
) -> pd.DataFrame:
    """The active resources for a need, seen from a zone: those that reach it, then by distance.

    Columns: identifiant, nom, categorie, date_verification, capacite, atteint, distance_km (median distance
    to the zone's located inscrits; to its representative point when it has none; NaN for
    a resource without coordinates). Within those that reach it, the most freshly checked first.
    """
    resources = active_resources(cursor, day, settings)
    answers = resources["besoins"].astype(str).str.split("|").map(lambda codes: need in codes)
    resources = resources[answers.astype(bool)].reset_index(drop=True)
    zones = read_zones(cursor)
    if zone not in zones.codes:
        return _columns(resources.assign(atteint=False, distance_km=np.nan))
    alone = _only(zones, zones.codes.index(zone))
    inscrits = everybody(cursor, day, settings)
    inscrits = inscrits[inscrits["code_zone"] == zone].reset_index(drop=True)
    reached = zones_reached(resources, alone, inscrits, np.zeros(len(inscrits), dtype=np.int64))
    # An empty list would be a column of objects, which selects columns and not rows.
    resources["atteint"] = np.array([0 in rows for rows in reached], dtype=bool)
    located = inscrits[inscrits["latitude"].notna() & inscrits["longitude"].notna()]
    latitude = located["latitude"].to_numpy(dtype=float) if len(located) else alone.latitude
    longitude = located["longitude"].to_numpy(dtype=float) if len(located) else alone.longitude
    distances = haversine_km(
        resources["latitude"].to_numpy(dtype=float)[:, None],
        resources["longitude"].to_numpy(dtype=float)[:, None],
        latitude[None, :],
        longitude[None, :],
    )
    resources["distance_km"] = np.median(distances, axis=1)
    reaching = resources[resources["atteint"]].sort_values(
        ["date_verification", "distance_km"], ascending=[False, True], na_position="last"
    )
    others = resources[~resources["atteint"]].sort_values("distance_km", na_position="last")
    return _columns(pd.concat([reaching, others], ignore_index=True))


def _columns(resources: pd.DataFrame) -> pd.DataFrame:
    names = ["identifiant", "nom", "categorie", "date_verification", "capacite", "atteint", "distance_km"]
    return resources[names]


def _only(zones: ZoneFrame, row: int) -> ZoneFrame:
    """The same zones, cut down to one."""
    return ZoneFrame(
        [zones.codes[row]],
        [zones.names[row]],
        [zones.communes[row]],
        zones.outlines[row : row + 1],
        zones.latitude[row : row + 1],
        zones.longitude[row : row + 1],
    )
