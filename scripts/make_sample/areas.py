"""The areas of the story: who is called late, whose team sleeps, which valley has no transport."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from scripts.make_sample.outlines import Outlines
from scripts.make_sample.territory import BELLEVUE, IRIS_CODES, TOWN_CODE

#: Direction of each area seen from the town (degrees, counted from the east, anticlockwise) and its size.
DIRECTIONS = {"late": (42, 7), "asleep": (172, 4), "valley": (242, 6)}


@dataclass(frozen=True)
class Areas:
    """Codes of zones, each list sorted; ``blind`` mixes villages and one IRIS."""

    late: tuple[str, ...]
    asleep: tuple[str, ...]
    valley: tuple[str, ...]
    blind: tuple[str, ...]

    def elsewhere(self, codes: list[str]) -> list[str]:
        """The codes outside the three first areas, in the order given."""
        return [code for code in codes if code not in {*self.late, *self.asleep, *self.valley}]


def centres(zones: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    """A point inside each zone: ``code -> (latitude, longitude)``, degrees, 6 decimals."""
    points = zones.geometry.representative_point()
    return {
        code: (round(point.y, 6), round(point.x, 6))
        for code, point in zip(zones["code"], points, strict=True)
    }


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude), km (haversine, R = 6371.0088 km)."""
    lat1, lon1, lat2, lon2 = np.radians([*one, *other])
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return float(2 * 6371.0088 * np.arcsin(np.sqrt(half)))


def choose_areas(outlines: Outlines) -> Areas:
    """Each area is the outermost village of its direction and the villages nearest to it."""
    villages = outlines.communes[outlines.communes["code"] != TOWN_CODE]
    places = centres(villages)
    town = centres(outlines.iris.rename(columns={"code_iris": "code"}))[IRIS_CODES[0]]
    taken: set[str] = set()
    chosen: dict[str, tuple[str, ...]] = {}
    for name, (degrees, size) in DIRECTIONS.items():
        free = {code: place for code, place in places.items() if code not in taken}
        east, north = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        reach = {
            code: (lon - town[1]) * np.cos(np.radians(town[0])) * east + (lat - town[0]) * north
            for code, (lat, lon) in free.items()
        }
        tip = max(sorted(reach), key=lambda code: reach[code])
        near = sorted(free, key=lambda code: (distance_km(free[code], free[tip]), code))[:size]
        chosen[name] = tuple(sorted(near))
        taken |= set(near)
    # The registers that see little: an IRIS of the town, a bourg of the first ring, a village further out.
    return Areas(chosen["late"], chosen["asleep"], chosen["valley"], (BELLEVUE, "99108", "99134"))
