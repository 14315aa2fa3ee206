"""The zones of the base, as arrays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

import duckdb
import numpy as np
import shapely
from numpy.typing import NDArray

from visa_data.base.derived import derived_value
from visa_data.territory.departements import departement_name, departement_of
from visa_data.territory.former_codes import former_codes


@dataclass(frozen=True)
class ZoneFrame:
    """Active zones sorted by code: codes, names, communes (lists of n) and representative points.

    latitude, longitude: degrees, EPSG:4326, inside the outline. outlines: n shapely geometries.
    former: codes that a zone or its commune took over, to its code.
    """

    codes: list[str]
    names: list[str]
    communes: list[str]
    outlines: NDArray[np.object_]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    former: dict[str, str] = field(default_factory=dict)

    def rows_of(self, listed: str | None) -> list[int]:
        """Rows of the zones a `zones_intervention` holds; a commune's code stands for its IRIS, a former code for today's."""
        if not listed:
            return []
        positions = self._positions
        return sorted({row for code in listed.split("|") for row in positions.get(code, ())})

    def among(self, codes: Collection[str]) -> ZoneFrame:
        """Only those of these codes."""
        wanted = set(codes)
        rows = [row for row, code in enumerate(self.codes) if code in wanted]
        return ZoneFrame(
            [self.codes[row] for row in rows],
            [self.names[row] for row in rows],
            [self.communes[row] for row in rows],
            self.outlines[rows],
            self.latitude[rows],
            self.longitude[rows],
        )

    @cached_property
    def adjacent(self) -> list[set[int]]:
        """For each zone, the rows of those that border it (see `neighbours`)."""
        return neighbours(self.outlines)

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        """Rows by zone code, by commune code and by former code."""
        found: dict[str, list[int]] = {}
        for row, (code, commune) in enumerate(zip(self.codes, self.communes, strict=True)):
            for name in {code, commune}:
                found.setdefault(name, []).append(row)
        for old, code in self.former.items():
            found.setdefault(old, found.get(code, []))
        return found


def read_zones(cursor: duckdb.DuckDBPyConnection) -> ZoneFrame:
    """The zones that count: a commune cut into IRIS gives way to them. Read once while the data do not change."""
    return derived_value(cursor, "zones", lambda: _read(cursor))


def _read(cursor: duckdb.DuckDBPyConnection) -> ZoneFrame:
    rows = cursor.execute("SELECT code, nom, commune, geometrie FROM zones_actives ORDER BY code").fetchall()
    outlines = shapely.from_wkb(np.array([row[3] for row in rows], dtype=object))
    points = shapely.point_on_surface(outlines)
    latitude, longitude = shapely.get_y(points), shapely.get_x(points)
    for shared in (outlines, latitude, longitude):
        shared.setflags(write=False)
    return ZoneFrame(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
        outlines,
        latitude,
        longitude,
        former_codes(cursor),
    )


def by_departement(zones: ZoneFrame) -> ZoneFrame:
    """The départements of the zones, under their codes and names; outlines: those of their zones together."""
    of = np.array([departement_of(commune) for commune in zones.communes])
    codes = sorted(set(of.tolist()))
    outlines = np.array([_together(zones.outlines[of == code]) for code in codes], dtype=object)
    points = shapely.point_on_surface(outlines)
    names = [departement_name(code) for code in codes]
    return ZoneFrame(codes, names, codes, outlines, shapely.get_y(points), shapely.get_x(points))


def _together(outlines: NDArray[np.object_]) -> shapely.Geometry:
    """One outline; borders that do not meet exactly leave slivers, which half a centimetre closes."""
    try:
        return shapely.coverage_union_all(outlines)
    except shapely.errors.GEOSException:
        return shapely.union_all(shapely.make_valid(outlines), grid_size=1e-7)


def neighbours(outlines: NDArray[np.object_]) -> list[set[int]]:
    """For each outline, the rows of those that touch or overlap it along a line or a surface, not at a point alone.

    A gap of up to 1e-6 degree (10 cm) between two outlines is a drawing fault, not a distance.
    """
    found: list[set[int]] = [set() for _ in outlines]
    if len(outlines) < 2:
        return found
    valid = shapely.make_valid(outlines)
    tree = shapely.STRtree(valid)
    left, right = tree.query(valid, predicate="dwithin", distance=1e-6)
    keep = left < right
    left, right = left[keep], right[keep]
    shared = shapely.length(shapely.intersection(shapely.buffer(valid[left], 1e-6), valid[right]))
    for one, other, length in zip(left.tolist(), right.tolist(), shared.tolist(), strict=True):
        if length > 1e-5:
            found[one].add(other)
            found[other].add(one)
    return found
