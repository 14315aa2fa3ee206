"""Outlines ready for a browser: simplified once, rounded, borders still meeting."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
import shapely
from numpy.typing import NDArray

from visa_data.settings import Settings
from visa_data.territory.zones import ZoneFrame, read_zones

TOLERANCE = 0.001
DECIMALS = 5
Bounds = tuple[float, float, float, float]
MOST_DRAWN = 2000
"""Zones that a browser draws at once; a wider territory is drawn by départements, then the zones of one."""


@dataclass(frozen=True)
class ZoneShapes:
    """Active zones sorted by code, in degrees (EPSG:4326), and where a label or a circle stands in each.

    geometries: GeoJSON geometries. bounds: (south, west, north, east). area: in square degrees, to rank zones.
    """

    codes: list[str]
    names: list[str]
    geometries: list[dict[str, Any]]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    area: NDArray[np.float64]
    bounds: Bounds

    @cached_property
    def paths(self) -> list[NDArray[np.float32]]:
        """Of each zone, its rings end to end (longitude, latitude), NaN after each; single precision is a metre or so."""
        return [_path(geometry) for geometry in self.geometries]

    def row(self, code: str) -> int | None:
        """Row of a zone's code."""
        try:
            return self.codes.index(code)
        except ValueError:
            return None


def _path(geometry: dict[str, Any]) -> NDArray[np.float32]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    gap = [(math.nan, math.nan)]
    rings = [np.asarray([*ring, *gap], dtype=np.float32) for polygon in polygons for ring in polygon]
    return np.concatenate(rings) if rings else np.empty((0, 2), dtype=np.float32)


@dataclass(frozen=True)
class Neighbours:
    """Outlines around the territory, for orientation only: names and GeoJSON geometries, label places."""

    names: list[str]
    geometries: list[dict[str, Any]]
    latitude: list[float]
    longitude: list[float]


def zone_shapes(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    *,
    pixels: int | None = None,
) -> ZoneShapes:
    """The active zones, simplified as one coverage so that common borders still meet.

    pixels: height of a small map that never zooms, for which less detail is enough (about half a pixel).
    """
    return frame_shapes(read_zones(cursor), pixels=pixels)


def frame_shapes(zones: ZoneFrame, *, pixels: int | None = None) -> ZoneShapes:
    """The same for any zones: sectors, for instance."""
    if not len(zones.codes):
        nothing = np.empty(0)
        return ZoneShapes([], [], [], nothing, nothing, nothing, (0.0, 0.0, 0.0, 0.0))
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(zones.outlines))
    tolerance = (
        TOLERANCE if pixels is None else max(TOLERANCE, 0.5 * max(north - south, east - west) / pixels)
    )
    return ZoneShapes(
        zones.codes,
        zones.names,
        _geojson(shapely.coverage_simplify(zones.outlines, tolerance)),
        zones.latitude,
        zones.longitude,
        shapely.area(zones.outlines),
        (south, west, north, east),
    )


def neighbours(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> Neighbours:
    """The outlines of `voisins`, each with a label place near the territory, where the map shows it."""
    rows = cursor.execute("SELECT nom, geometrie FROM voisins ORDER BY nom").fetchall()
    outlines = shapely.from_wkb(np.array([row[1] for row in rows], dtype=object))
    return frame_neighbours([row[0] for row in rows], outlines, read_zones(cursor))


def frame_neighbours(names: list[str], outlines: NDArray[np.object_], zones: ZoneFrame) -> Neighbours:
    """The same for outlines around any zones. outlines: EPSG:4326, one a name."""
    if not names:
        return Neighbours([], [], [], [])
    places = shapely.point_on_surface(outlines)
    if len(zones.codes):
        west, south, east, north = shapely.total_bounds(zones.outlines)
        margin = 0.12 * max(east - west, north - south)
        near = shapely.intersection(
            outlines, shapely.box(west - margin, south - margin, east + margin, north + margin)
        )
        near = shapely.difference(near, shapely.union_all(zones.outlines))
        seen = np.flatnonzero(~shapely.is_empty(near))
        widest = shapely.maximum_inscribed_circle(near[seen], tolerance=0.01)
        places[seen] = shapely.get_point(widest, 0)
    return Neighbours(
        names,
        _geojson(shapely.coverage_simplify(outlines, TOLERANCE)),
        [float(y) for y in shapely.get_y(places)],
        [float(x) for x in shapely.get_x(places)],
    )


def _geojson(outlines: NDArray[np.object_]) -> list[dict[str, Any]]:
    """GeoJSON geometries with 5 decimals (about a metre)."""
    rounded = shapely.transform(outlines, lambda points: np.round(points, DECIMALS))
    return [json.loads(text) for text in shapely.to_geojson(rounded)]
