"""Outlines of the invented EPCI: one Voronoi coverage for communes, IRIS and neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi

from scripts.make_sample.edges import irregular_edges
from scripts.make_sample.seeds import rng_for
from scripts.make_sample.territory import (
    CENTRE_LAT,
    CENTRE_LON,
    IRIS_CODES,
    IRIS_NAMES,
    NEIGHBOUR_NAMES,
    TOWN_CODE,
    TOWN_NAME,
    VILLAGE_NAMES,
)

KM_PER_DEGREE_LAT = 111.195
KM_PER_DEGREE_LON = KM_PER_DEGREE_LAT * float(np.cos(np.radians(CENTRE_LAT)))
#: Outer radius of the ring of neighbours, km.
RING_KM = 44.0


@dataclass(frozen=True)
class Outlines:
    """The coverage, EPSG:4326, sorted by code (``voisins``: by name)."""

    communes: gpd.GeoDataFrame
    iris: gpd.GeoDataFrame
    neighbours: gpd.GeoDataFrame

    def zones(self) -> gpd.GeoDataFrame:
        """The zones people live in: the villages and the town's IRIS (columns code, nom, geometry)."""
        villages = self.communes[self.communes["code"] != TOWN_CODE][["code", "nom", "geometry"]]
        iris = self.iris.rename(columns={"code_iris": "code", "nom_iris": "nom"})[["code", "nom", "geometry"]]
        both = gpd.GeoDataFrame(
            {
                "code": [*villages["code"], *iris["code"]],
                "nom": [*villages["nom"], *iris["nom"]],
            },
            geometry=[*villages.geometry, *iris.geometry],
            crs="EPSG:4326",
        )
        return both.sort_values("code", ignore_index=True)


def draw_outlines() -> Outlines:
    """Draws communes, IRIS and neighbours; ``ValueError`` when they overlap or leave gaps."""
    rng = rng_for("outlines")
    town = _town_seeds(rng)
    around = _village_seeds(rng)
    inside = _chosen_villages(around)
    seeds = np.vstack([town, around])
    faces = _faces(seeds, rng_for("edges"))

    iris = list(range(len(town)))
    villages = [len(town) + index for index in inside]
    communes = gpd.GeoDataFrame(
        {
            "code": [TOWN_CODE] + [str(int(TOWN_CODE) + 1 + rank) for rank in range(len(villages))],
            "nom": [TOWN_NAME, *VILLAGE_NAMES],
        },
        geometry=[shapely.coverage_union_all([faces[i] for i in iris]), *(faces[i] for i in villages)],
        crs="EPSG:4326",
    )
    outlines = Outlines(
        communes,
        gpd.GeoDataFrame(
            {"code_iris": IRIS_CODES, "nom_iris": IRIS_NAMES, "code_commune": TOWN_CODE},
            geometry=[faces[i] for i in iris],
            crs="EPSG:4326",
        ),
        _neighbours(seeds, faces, set(iris) | set(villages)),
    )
    whole = [*outlines.zones().geometry, *outlines.neighbours.geometry]
    if not shapely.coverage_is_valid(whole):
        raise ValueError("The outlines overlap or leave gaps.")
    return outlines


def _town_seeds(rng: np.random.Generator) -> NDArray[np.float64]:
    """A small centre, four quarters around it, four wider ones outside (km from the centre)."""
    inner = [(0.95, angle) for angle in (35, 125, 215, 305)]
    outer = [(2.5, angle) for angle in (80, 170, 260, 350)]
    seeds = [(0.0, 0.0)] + [
        (radius * np.cos(np.radians(angle)), radius * np.sin(np.radians(angle)))
        for radius, angle in inner + outer
    ]
    return np.array(seeds) + rng.normal(0, 0.14, (len(seeds), 2))


def _village_seeds(rng: np.random.Generator) -> NDArray[np.float64]:
    """Seeds of the villages, inside and outside the EPCI, closer together near the town (km)."""
    kept: list[NDArray[np.float64]] = []
    # Dart throwing with a distance that grows with the distance to the town.
    for _ in range(9000):
        point = rng.uniform(-RING_KM - 8, RING_KM + 8, 2)
        from_town = float(np.hypot(*point))
        if not 6.2 <= from_town <= RING_KM + 8:
            continue
        spacing = 3.7 + 0.075 * from_town
        if all(np.hypot(*(point - other)) >= spacing for other in kept):
            kept.append(point)
    return np.array(sorted(kept, key=lambda seed: (float(np.hypot(*seed)), float(seed[0]))))


def _chosen_villages(seeds: NDArray[np.float64]) -> list[int]:
    """The villages of the EPCI, nearest first: an uneven shape, longer along the valley (south-west)."""
    angle = np.arctan2(seeds[:, 1], seeds[:, 0])
    stretch = 1 + 0.16 * np.cos(2 * (angle - np.radians(50))) + 0.10 * np.cos(3 * angle + 0.6)
    distance = np.hypot(seeds[:, 0], seeds[:, 1]) / stretch
    chosen = np.argsort(distance, kind="stable")[: len(VILLAGE_NAMES)]
    return [int(index) for index in chosen]


def _faces(seeds: NDArray[np.float64], rng: np.random.Generator) -> list[shapely.Polygon | None]:
    """One polygon for each seed, EPSG:4326, 6 decimals; ``None`` for a cell that the ring leaves open."""
    diagram = Voronoi(seeds)
    near_town = np.hypot(seeds[:, 0], seeds[:, 1]) < 4
    step = np.where(near_town, 0.16, 0.34)
    lines = []
    for line in irregular_edges(diagram, step, rng):
        if np.hypot(line[:, 0], line[:, 1]).max() > RING_KM + 14:
            continue
        degrees = np.column_stack(
            [CENTRE_LON + line[:, 0] / KM_PER_DEGREE_LON, CENTRE_LAT + line[:, 1] / KM_PER_DEGREE_LAT]
        )
        lines.append(shapely.LineString(degrees.round(6)))
    polygons = shapely.get_parts(shapely.polygonize([shapely.union_all(lines, grid_size=1e-6)]))
    tree = shapely.STRtree(polygons)
    points = shapely.points(
        CENTRE_LON + seeds[:, 0] / KM_PER_DEGREE_LON, CENTRE_LAT + seeds[:, 1] / KM_PER_DEGREE_LAT
    )
    faces: list[shapely.Polygon | None] = [None] * len(seeds)
    for seed, polygon in tree.query(points, predicate="within").T:
        face = shapely.transform(polygons[polygon], lambda xy: xy.round(6))
        faces[seed] = shapely.geometry.polygon.orient(face)
    return faces


def _neighbours(
    seeds: NDArray[np.float64], faces: list[shapely.Polygon | None], inside: set[int]
) -> gpd.GeoDataFrame:
    """Neighbouring EPCI: the communes of the ring, grouped by the nearest of eleven directions."""
    count = len(NEIGHBOUR_NAMES)
    members: list[list[shapely.Polygon]] = [[] for _ in range(count)]
    for index, face in enumerate(faces):
        if index in inside or face is None or np.hypot(*seeds[index]) > RING_KM - 5:
            continue
        angle = np.degrees(np.arctan2(seeds[index][1], seeds[index][0])) % 360
        members[int(angle // (360 / count))].append(face)
    return gpd.GeoDataFrame(
        {"nom": NEIGHBOUR_NAMES},
        geometry=[shapely.coverage_union_all(group) for group in members],
        crs="EPSG:4326",
    ).sort_values("nom", ignore_index=True)
