"""The outlines of sectors: those of their zones, without the borders between them."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from visa_data.territory.sectors import Division
from visa_data.territory.zones import ZoneFrame

SNAP = 1e-6
"""Degrees: outlines drawn apart by 10 cm at most are one border (see `zones.neighbours`)."""
MIDDLE = 0.002
"""Degrees: how near the middle of the widest part of a sector a name stands."""
SLIVER = 1e-3
"""A hole smaller than this share of its sector is a fault of drawing between two outlines."""


def sector_frame(zones: ZoneFrame, division: Division) -> ZoneFrame:
    """The sectors as zones: whatever draws zones draws them. Codes, names, outlines (EPSG:4326) and points inside.

    In the order of the division. communes: the sector's own code. former: the codes of its zones, to its code: what a
    list of zones holds (`rows_of`) finds the sector.
    """
    rows = {code: row for row, code in enumerate(zones.codes)}
    outlines = np.array(
        [
            _dissolved(zones.outlines[[rows[zone] for zone in sector.zones if zone in rows]])
            for sector in division.sectors
        ],
        dtype=object,
    )
    codes = [sector.code for sector in division.sectors]
    # In the middle of the widest part: there a name covers the sector and not its neighbours.
    points = shapely.get_point(shapely.maximum_inscribed_circle(outlines, tolerance=MIDDLE), 0)
    return ZoneFrame(
        codes,
        [sector.name for sector in division.sectors],
        codes,
        outlines,
        shapely.get_y(points),
        shapely.get_x(points),
        division.of_zone(),
    )


def _dissolved(outlines: NDArray[np.object_]) -> shapely.Geometry:
    """The union of some outlines; that of one is itself, so that no point of it moves."""
    if len(outlines) == 1:
        return outlines[0]
    whole = shapely.union_all(shapely.make_valid(outlines), grid_size=SNAP)
    least = SLIVER * shapely.area(whole)
    parts = [
        shapely.Polygon(
            part.exterior,
            [ring for ring in part.interiors if shapely.Polygon(ring).area > least],
        )
        for part in shapely.get_parts(whole)
        if isinstance(part, shapely.Polygon)
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
