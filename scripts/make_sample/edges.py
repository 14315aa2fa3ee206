"""Turns the straight edges of a Voronoi diagram into irregular borders that never cross."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Voronoi

Point = NDArray[np.float64]

#: First displacement as a share of the edge's length, and what is left of it at each halving.
AMPLITUDE = 0.26
PERSISTENCE = 1.1
#: Share of the diamond (edge, the two seeds) that a border may use: the rest keeps borders apart.
DIAMOND_SHARE = 0.82


def irregular_edges(diagram: Voronoi, step_km: NDArray[np.float64], rng: np.random.Generator) -> list[Point]:
    """Border lines of the finite edges of ``diagram``, in kilometres, each an (n, 2) array.

    ``step_km`` gives, for each seed, the length under which an edge is not divided any more. Both neighbours
    share the one line, and each line stays inside the diamond made by its edge and the two seeds: the
    diamonds of a Voronoi diagram do not overlap, so no two borders cross.
    """
    lines = []
    for (seed_a, seed_b), (start, end) in zip(diagram.ridge_points, diagram.ridge_vertices, strict=True):
        if start < 0 or end < 0:
            continue
        ends = diagram.vertices[start], diagram.vertices[end]
        sides = diagram.points[seed_a], diagram.points[seed_b]
        step = float(min(step_km[seed_a], step_km[seed_b]))
        lines.append(_displaced(*ends, sides, step, rng))
    return lines


def _displaced(
    start: Point, end: Point, sides: tuple[Point, Point], step: float, rng: np.random.Generator
) -> Point:
    along = end - start
    length = float(np.hypot(*along))
    if length == 0.0:
        return np.array([start, end])
    unit = along / length
    normal = np.array([-unit[1], unit[0]])
    halvings = max(0, int(np.ceil(np.log2(length / step)))) if length > step else 0
    # Offsets from the straight edge at regular abscissae: classical midpoint displacement.
    offsets = np.zeros(2)
    scale = length * AMPLITUDE
    for _ in range(halvings):
        middles = (offsets[:-1] + offsets[1:]) / 2 + rng.normal(0, 0.5, len(offsets) - 1) * scale
        woven = np.empty(len(offsets) + len(middles))
        woven[0::2], woven[1::2] = offsets, middles
        offsets = woven
        scale *= PERSISTENCE / 2
    shares = np.linspace(0, 1, len(offsets))
    points = [
        start + along * share + normal * _kept_inside(offset, share, start, unit, normal, length, sides)
        for share, offset in zip(shares, offsets, strict=True)
    ]
    points[0], points[-1] = start, end
    return np.array(points)


def _kept_inside(
    offset: float,
    share: float,
    start: Point,
    unit: Point,
    normal: Point,
    length: float,
    sides: tuple[Point, Point],
) -> float:
    """The offset, bounded by the diamond's height at this abscissa on the side where it points."""
    for seed in sides:
        height = float((seed - start) @ normal)
        if height * offset <= 0:
            continue
        foot = float((seed - start) @ unit)
        at = share * length
        # The seed's triangle is the convex hull of the edge and the seed; its foot may fall beyond the edge.
        bounds = [abs(height) * at / foot] if foot > 0 else []
        if foot < length:
            bounds.append(abs(height) * (length - at) / (length - foot))
        limit = DIAMOND_SHARE * min(bounds)
        # A soft bound: a hard one would draw the diamond's own straight sides.
        return float(np.sign(offset) * limit * np.tanh(abs(offset) / limit)) if limit > 0 else 0.0
    return 0.0
