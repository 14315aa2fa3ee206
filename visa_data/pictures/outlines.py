"""Where the zones of a map are: outlines on one plane, in kilometres, as every map of the meeting draws them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from visa_data.territory.zones import ZoneFrame

AROUND = 0.04
"""Margin beside the zones, as a share of the longest side."""
DETAIL = 1000
"""Details kept along the longest side: beyond, no reader of a screen or a page sees them."""
KM_PER_DEGREE = 6371.0088 * math.pi / 180


@dataclass(frozen=True)
class Outlines:
    """Zones and their neighbours in kilometres: x eastward, y southward, from (0, 0) to (width, height).

    codes: of the zones, as `shapes` has their outlines; around: what lies beside them. west, north: degrees
    (EPSG:4326) of the origin; squeeze: cosine of the middle latitude (equirectangular projection, enough for a
    département).
    """

    codes: tuple[str, ...]
    shapes: NDArray[np.object_]
    around: NDArray[np.object_]
    width: float
    height: float
    west: float = 0.0
    north: float = 0.0
    squeeze: float = 1.0

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point stands on the plane."""
        return (longitude - self.west) * self.squeeze * KM_PER_DEGREE, (self.north - latitude) * KM_PER_DEGREE


NO_OUTLINES = Outlines((), np.empty(0, dtype=object), np.empty(0, dtype=object), 1.0, 1.0)


def on_a_plane(zones: ZoneFrame, around: NDArray[np.object_]) -> Outlines:
    """Zones and what lies around (degrees, EPSG:4326) on the plane, simplified, common borders kept."""
    if not len(zones.codes):
        return NO_OUTLINES
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(zones.outlines))
    squeeze = math.cos(math.radians((south + north) / 2))
    margin = AROUND * max((east - west) * squeeze, north - south, 1e-6)
    west, east = west - margin / squeeze, east + margin / squeeze
    south, north = south - margin, north + margin
    width, height = (east - west) * squeeze * KM_PER_DEGREE, (north - south) * KM_PER_DEGREE
    factors = np.array([squeeze, -1.0]) * KM_PER_DEGREE

    def plane(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        return shapely.transform(shapes, lambda points: (points - (west, north)) * factors)

    beside = shapely.intersection(around, shapely.box(west, south, east, north))
    tolerance = max(width, height) / DETAIL
    return Outlines(
        tuple(zones.codes),
        shapely.coverage_simplify(plane(zones.outlines), tolerance),
        shapely.simplify(plane(beside[~shapely.is_empty(beside)]), tolerance),
        width,
        height,
        west,
        north,
        squeeze,
    )
