"""How large a circle is: its area in proportion to a count, in pixels, the same at every zoom and every date."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from visa_data.maps.shapes import ZoneShapes

LARGEST, LEAST_LARGEST = 30.0, 16.0
"""Pixels of radius of the largest circle: what fits between both."""
SMALLEST = 2.0
"""Pixels of radius under which a circle is not seen: those of fewer people keep it, and the legend says so."""
FRAME = (1366, 640)
"""Pixels of the frame in which circles are kept apart: a map of the whole territory on a common screen."""
_TILE = 256


@dataclass(frozen=True)
class CircleScale:
    """The count of the largest circle, and its radius in pixels."""

    most: float
    largest: float

    def radius(self, count: float) -> float:
        """Pixels; 0 for nobody and for what is unknown."""
        if not count > 0 or not self.most:
            return 0.0
        return round(max(SMALLEST, self.largest * math.sqrt(count / self.most)), 2)

    @property
    def floor(self) -> float:
        """The count under which circles keep the smallest size."""
        return self.most * (SMALLEST / self.largest) ** 2


def circle_scale(shapes: ZoneShapes, every: Iterable[Mapping[str, float]]) -> CircleScale:
    """The scale of one map, or of one that is played: of all its dates. every: zone code → count, by date.

    The largest circle is of LARGEST pixels, or less, down to LEAST_LARGEST, where circles would cover the middle of
    each other on the whole territory: each zone's own point stays in sight, or is under a smaller circle drawn over.
    """
    counts = np.zeros(len(shapes.codes))
    for values in every:
        found = np.array([values.get(code, 0.0) for code in shapes.codes], dtype=float)
        counts = np.fmax(counts, np.nan_to_num(found))
    drawn = np.flatnonzero(counts > 0)
    if not len(drawn):
        return CircleScale(0.0, LARGEST)
    most = float(counts.max())
    x, y = _pixels(shapes)
    shares = np.sqrt(counts[drawn] / most)
    apart = np.hypot(x[drawn][:, None] - x[drawn], y[drawn][:, None] - y[drawn])
    np.fill_diagonal(apart, np.inf)
    # The larger of two circles must not reach the middle of the other.
    fits = float((apart / np.maximum(shares[:, None], shares)).min())
    return CircleScale(most, round(min(LARGEST, max(LEAST_LARGEST, fits)), 2))


def _pixels(shapes: ZoneShapes) -> tuple[np.ndarray, np.ndarray]:
    """Where each zone's point stands when the whole territory fills the frame (web Mercator, as Leaflet draws)."""
    south, west, north, east = shapes.bounds
    edges_x, edges_y = _mercator(np.array([west, east]), np.array([north, south]))
    x, y = _mercator(shapes.longitude, shapes.latitude)
    width, height = float(edges_x[1] - edges_x[0]), float(edges_y[1] - edges_y[0])
    ratio = min(size / extent for size, extent in zip(FRAME, (width, height), strict=True) if extent > 0)
    return x * ratio, y * ratio


def _mercator(longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x = (longitude + 180) / 360 * _TILE
    y = (1 - np.arcsinh(np.tan(np.radians(latitude))) / np.pi) / 2 * _TILE
    return x, y


def round_counts(most: float) -> list[float]:
    """Up to three round counts for a legend, the largest first: 100, 20, 5 for at most 135."""
    found: list[float] = []
    top = round_under(most)
    while top >= 1 and len(found) < 3:
        found.append(top)
        top = round_under(top / 4)
    return found


def round_under(value: float) -> float:
    """The largest of 1, 2, 5, 10, 20, 50… (or 0,1, 0,2, 0,5…) that is no more than the value; 0 for none."""
    if not value > 0:
        return 0.0
    power = math.floor(math.log10(value))
    return max(round(step * 10.0**power, 6) for step in (1, 2, 5) if step * 10.0**power <= value)
