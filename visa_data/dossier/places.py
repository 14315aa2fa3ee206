"""What services give each place, from public facts alone: where they stand, how far they go, what they declare.

The coordination's tables say whether a radius holds somebody registered in a zone; told of a sector, that would say that
somebody lives in the sliver where circle and sector meet. Here a radius serves a zone when it touches its outline.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import shapely

from visa_data.indicators.reaching import DECLARED, REACHING, RESOURCE, TEAM, WITHIN
from visa_data.indicators.services import active_resources, active_teams
from visa_data.settings import Settings
from visa_data.territory.distance import haversine_km
from visa_data.territory.zones import ZoneFrame
from visa_data.vocabulary import Besoin

KM_PER_DEGREE = 111.195


def served(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    zones: ZoneFrame,
    of_zone: dict[str, str],
) -> pd.DataFrame:
    """`reaching`, one row a sector × active service that serves a zone of it; isolees_atteintes is unknown (NaN).

    of_zone: zone's code → its sector's.
    """
    kinds = ((TEAM, active_teams(cursor, day)), (RESOURCE, active_resources(cursor, day, settings)))
    around, records = Around(zones, of_zone), []
    for kind, services in kinds:
        for service in services.itertuples():
            declared = {of_zone[zones.codes[row]] for row in zones.rows_of(_text(service.zones_intervention))}
            within = around.touched(*map(float, (service.latitude, service.longitude, service.rayon_km)))
            records += [
                (
                    sector,
                    kind,
                    service.identifiant,
                    service.nom,
                    DECLARED if sector in declared else WITHIN,
                    np.nan,
                    service.besoins if kind == RESOURCE else None,
                    service.capacite,
                    service.date_verification if kind == RESOURCE else None,
                )
                for sector in sorted(declared | within)
            ]
    frame = pd.DataFrame(records, columns=list(REACHING))
    return frame.sort_values(["code_zone", "genre", "nom"], kind="stable").reset_index(drop=True)


def resources_by_sector(reached: pd.DataFrame, sectors: list[str]) -> pd.DataFrame:
    """code_zone, besoin, ressources: active resources that serve each sector for each need, nowhere ('') having none.

    reached: see `served`.
    """
    listed = reached.loc[reached["genre"] == RESOURCE, ["code_zone", "besoins"]]
    answers = listed.assign(besoin=listed["besoins"].astype(str).str.split("|")).explode("besoin")
    counts = answers.groupby(["code_zone", "besoin"]).size()
    rows = [(sector, need.value) for sector in sectors for need in Besoin]
    return pd.DataFrame(
        [(sector, need, int(counts.get((sector, need), 0))) for sector, need in rows],
        columns=["code_zone", "besoin", "ressources"],
    )


def needs_served(resources: pd.DataFrame, column: str, number: int) -> pd.DataFrame:
    """code_zone, column: the needs that so many resources serve in the sector, joined by a bar."""
    found = (
        resources[resources["ressources"] == number].groupby("code_zone", sort=False)["besoin"].agg("|".join)
    )
    codes = list(dict.fromkeys(resources["code_zone"]))
    return pd.DataFrame({"code_zone": codes, column: [found.get(code, "") for code in codes]})


def white_zones_listed(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    zones: ZoneFrame,
    white: pd.DataFrame,
    of_zone: Mapping[str, str],
) -> pd.DataFrame:
    """`Book.white_zones`, by name. white: code_zone and isolees of the zones blanches. of_zone: zone's code → its place's."""
    teams = active_teams(cursor, day).dropna(subset=["latitude", "longitude"])
    rows = [zones.codes.index(code) for code in white["code_zone"]]
    distances = haversine_km(
        zones.latitude[rows][:, None],
        zones.longitude[rows][:, None],
        teams["latitude"].to_numpy(dtype=float)[None, :],
        teams["longitude"].to_numpy(dtype=float)[None, :],
    )
    names = teams["nom"].tolist()
    listed = pd.DataFrame(
        {
            "code_zone": [zones.codes[row] for row in rows],
            "nom_zone": [zones.names[row] for row in rows],
            "secteur": [of_zone[zones.codes[row]] for row in rows],
            "equipe": [names[team] for team in distances.argmin(axis=1)] if names else "",
            "distance_km": distances.min(axis=1) if names else np.nan,
            "isolees": white["isolees"].to_numpy(dtype=float),
        }
    )
    return listed.sort_values(["nom_zone", "code_zone"]).reset_index(drop=True)


class Around:
    """The zones on a plane: which sectors a circle touches. Distances are true to 1 % within a région."""

    def __init__(self, zones: ZoneFrame, of_zone: Mapping[str, str]) -> None:
        middle = float(zones.latitude.mean()) if len(zones.codes) else 0.0
        self._scale = np.array([np.cos(np.radians(middle)), 1.0]) * KM_PER_DEGREE
        self._sectors = [of_zone[code] for code in zones.codes]
        self._tree = shapely.STRtree(shapely.transform(zones.outlines, lambda points: points * self._scale))

    def touched(self, latitude: float, longitude: float, radius_km: float) -> set[str]:
        """The sectors with a zone whose outline is within that distance of a point; none for an unknown place."""
        if np.isnan(latitude + longitude + radius_km):
            return set()
        centre = shapely.Point(longitude * self._scale[0], latitude * self._scale[1])
        return {self._sectors[row] for row in self._tree.query(centre, "dwithin", radius_km)}


def _text(listed: object) -> str | None:
    return listed if isinstance(listed, str) else None
