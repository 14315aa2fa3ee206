"""Réponses à un besoin: who has it open in a zone, and which resources reach that zone or come nearest."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd

from visa_data.indicators.besoins import needs_cte
from visa_data.indicators.filters import Filters
from visa_data.indicators.services import active_resources
from visa_data.indicators.state import people, run, state_cte
from visa_data.settings import Settings
from visa_data.territory.distance import haversine_km
from visa_data.territory.reach import zones_reached
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary import StatutBesoin


def people_in_need(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters, zone: str, need: str
) -> pd.DataFrame:
    """The inscrits of a zone whose need is open. Person-level: never asked for the committee.

    Columns: reference, niveau, statut (label), ouvert_le, jours, non_pourvu, dernier_contact; unmet first, then
    the longest open.
    """
    query = f"""
        WITH {state_cte(filters)}, {needs_cte()}
        SELECT b.reference, e.niveau, b.statut, b.ouvert_le, date_diff('day', b.ouvert_le, $jour) AS jours,
            b.non_pourvu, e.dernier_joint::DATE AS dernier_contact
        FROM etat_besoins b JOIN etat e USING (reference)
        WHERE b.ouvert AND b.besoin = $besoin AND coalesce(b.code_zone, '') = $zone
        ORDER BY b.non_pourvu DESC, b.ouvert_le, b.reference
    """
    frame = run(cursor, query, day, settings, filters, besoin=need, zone=zone)
    frame["statut"] = [StatutBesoin(code).label for code in frame["statut"]]
    return frame


def resources_for(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters, zone: str, need: str
) -> pd.DataFrame:
    """The active resources for a need, seen from a zone: those that reach it, then by distance.

    Columns: identifiant, nom, categorie, date_verification, capacite, atteint, distance_km (median distance
    to the zone's located inscrits, whatever the filters; to its representative point when it has none; NaN for
    a resource without coordinates). Within those that reach it, the most freshly checked first.
    """
    resources = active_resources(cursor, day, settings)
    answers = resources["besoins"].astype(str).str.split("|").map(lambda codes: need in codes)
    resources = resources[answers.astype(bool)].reset_index(drop=True)
    zones = read_zones(cursor)
    if zone not in zones.codes:
        return _columns(resources.assign(atteint=False, distance_km=np.nan))
    alone = _only(zones, zones.codes.index(zone))
    inscrits = people(cursor, day, settings, Filters(zones=(zone,)))
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
