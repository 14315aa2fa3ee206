"""Who a team or a resource reaches: by declared zones, or within its radius."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from visa_data.territory.distance import EARTH_RADIUS_KM, arc_km, chord, unit_vectors
from visa_data.territory.zones import ZoneFrame

NEIGHBOURHOOD_KM = 2.0
SERVICES_AT_A_TIME = 4096
AT_A_TIME = 2_000_000
SLACK = 1e-12
"""Of chords: what the last digit of a sum may lose."""
CLOSE = 1e-9
"""Of chords: what is equal once rounded, to a millimetre, and more."""


def people_reached(
    services: pd.DataFrame, zones: ZoneFrame, people: pd.DataFrame, zone_row: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """For each service, the sorted rows of the people it reaches.

    services: zones_intervention, rayon_km, latitude, longitude (nulls allowed). people: latitude,
    longitude. zone_row: row of each person's zone in `zones`, -1 for nowhere. People or services
    without coordinates are reached, or reach, by declared zones only.
    """
    points = unit_vectors(people["latitude"].to_numpy(dtype=float), people["longitude"].to_numpy(dtype=float))
    located = np.flatnonzero(~np.isnan(points).any(axis=1))
    usable, centres, reach = _circles(services)
    within: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)] * len(services)
    if len(located):
        near = cKDTree(points[located]).query_ball_point(centres, reach, return_sorted=True)
        for service, rows in zip(usable.tolist(), near, strict=True):
            within[service] = located[rows]
    order = np.argsort(zone_row, kind="stable")
    starts = np.searchsorted(zone_row[order], np.arange(len(zones.codes) + 1))
    reached = []
    for listed, circle in zip(services["zones_intervention"], within, strict=True):
        declared = [order[starts[row] : starts[row + 1]] for row in zones.rows_of(_text(listed))]
        reached.append(np.unique(np.concatenate([*declared, circle])) if declared else circle)
    return reached


def zones_reached(
    services: pd.DataFrame, zones: ZoneFrame, people: pd.DataFrame, zone_row: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """For each service, the sorted rows of the zones it reaches; -1 stands for people placed nowhere.

    A zone is reached when it is declared, or when at least one of its people lives within the
    radius; a zone without anybody, when its representative point does. Same arguments as
    `people_reached`.
    """
    usable, centres, reach = _circles(services)
    neighbourhoods = _neighbourhoods(zones, people, zone_row)
    declared = [zones.rows_of(_text(listed)) for listed in services["zones_intervention"]]
    numbers = [np.repeat(np.arange(len(services)), [len(rows) for rows in declared])]
    rows = [np.fromiter(chain.from_iterable(declared), dtype=np.int64)]
    for start in range(0, len(usable), SERVICES_AT_A_TIME):
        part = slice(start, start + SERVICES_AT_A_TIME)
        number, row = neighbourhoods.within(centres[part], reach[part])
        numbers.append(usable[part][number])
        rows.append(row)
    number, row = _pairs(np.concatenate(numbers), np.concatenate(rows))
    return np.split(row, np.searchsorted(number, np.arange(1, len(services))))[: len(services)]


def _pairs(left: NDArray[np.int64], right: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different pairs, sorted; right: from -1 up."""
    width = right.max(initial=-1) + 2
    found = np.sort(left * width + right + 1)
    found = found[np.diff(found, prepend=-1) > 0]
    return found // width, found % width - 1


def _circles(
    services: pd.DataFrame,
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Rows of the services that have a place and a radius, their centres (unit vectors), their reach (chords)."""
    radius = services["rayon_km"].to_numpy(dtype=float)
    centres = unit_vectors(
        services["latitude"].to_numpy(dtype=float), services["longitude"].to_numpy(dtype=float)
    )
    usable = np.flatnonzero(~np.isnan(radius) & ~np.isnan(centres).any(axis=1))
    return usable, centres[usable], chord(radius[usable])


@dataclass(frozen=True)
class _Neighbourhoods:
    """The people of each zone, by square of two kilometres: those of one are near each other, wherever others were put.

    points: unit vectors, those of a neighbourhood together; starts: where each begins, then their number; zone: its
    row, -1 for nowhere; middle: a point; spread, core: how far (chords) its furthest member and its nearest are.
    """

    points: NDArray[np.float64]
    starts: NDArray[np.int64]
    zone: NDArray[np.int64]
    middle: NDArray[np.float64]
    spread: NDArray[np.float64]
    core: NDArray[np.float64]

    def within(
        self, centres: NDArray[np.float64], reach: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of centres and of zones, one of whose members at least is within the reach (chords); some pairs twice."""
        if not len(self.zone) or not len(centres):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        near = cKDTree(self.middle).query_ball_point(centres, reach + self.spread.max() + SLACK)
        number = np.repeat(np.arange(len(centres)), [len(one) for one in near])
        found = np.fromiter(chain.from_iterable(near), dtype=np.int64, count=len(number))
        away = np.linalg.norm(centres[number] - self.middle[found], axis=1)
        kept = away <= reach[number] + self.spread[found] + SLACK
        number, found, away = number[kept], found[kept], away[kept]
        sure = away + self.core[found] <= reach[number] - SLACK
        doubtful = np.flatnonzero(~sure)
        sizes = np.diff(self.starts)[found[doubtful]]
        members = _ranges(self.starts[found[doubtful]], sizes)
        asked = np.repeat(doubtful, sizes)
        gap = np.linalg.norm(centres[number[asked]] - self.points[members], axis=1)
        sure[asked[gap <= reach[number[asked]]]] = True
        return number[sure], self.zone[found[sure]]


def _neighbourhoods(zones: ZoneFrame, people: pd.DataFrame, zone_row: NDArray[np.int64]) -> _Neighbourhoods:
    """Of the located people, and of the representative point of each zone without anybody."""
    points = unit_vectors(people["latitude"].to_numpy(dtype=float), people["longitude"].to_numpy(dtype=float))
    located = ~np.isnan(points[:, 0])
    empty = np.bincount(zone_row[zone_row >= 0], minlength=len(zones.codes)) == 0
    points = np.concatenate([points[located], unit_vectors(zones.latitude, zones.longitude)[empty]])
    zone = np.concatenate([zone_row[located], np.flatnonzero(empty)])
    square = np.floor(points * (EARTH_RADIUS_KM / NEIGHBOURHOOD_KM)).astype(np.int64)
    order = np.lexsort((*square.T, zone))
    points, zone, square = points[order], zone[order], square[order]
    parted = (np.diff(zone) != 0) | (np.diff(square, axis=0) != 0).any(axis=1)
    starts = np.concatenate([[0], np.flatnonzero(parted) + 1, [len(zone)]])[: None if len(zone) else 1]
    first = starts[:-1]
    if not len(first):
        nothing = np.empty(0)
        return _Neighbourhoods(points, starts, zone, points, nothing, nothing)
    sizes = np.diff(starts)
    middle = np.add.reduceat(points, first, axis=0) / sizes[:, None]
    away = np.linalg.norm(points - np.repeat(middle, sizes, axis=0), axis=1)
    return _Neighbourhoods(
        points,
        starts,
        zone[first],
        middle,
        np.maximum.reduceat(away, first),
        np.minimum.reduceat(away, first),
    )


def _ranges(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """start, start + 1… of each range, one after the other."""
    return np.arange(sizes.sum()) + np.repeat(starts - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)


def nearest_km(people: pd.DataFrame, services: pd.DataFrame) -> NDArray[np.float64]:
    """Distance (km) from each person to the nearest service; NaN where either has no coordinates."""
    distances = np.full(len(people), np.nan)
    placed = services[services["latitude"].notna() & services["longitude"].notna()]
    located = (people["latitude"].notna() & people["longitude"].notna()).to_numpy()
    if len(placed) and located.any():
        tree = cKDTree(unit_vectors(placed["latitude"].to_numpy(), placed["longitude"].to_numpy()))
        chords, _ = tree.query(
            unit_vectors(people["latitude"].to_numpy()[located], people["longitude"].to_numpy()[located])
        )
        distances[located] = arc_km(chords)
    return distances


def nearest_by_zone(
    people: pd.DataFrame, zone_row: NDArray[np.int64], services: pd.DataFrame
) -> dict[int, int]:
    """For each zone row with located people, the row of the service with the smallest median distance.

    services: in order of preference for ties. Rows are positions in `services`.
    """
    placed = np.flatnonzero((services["latitude"].notna() & services["longitude"].notna()).to_numpy())
    points, zone, starts = _by_zone(people, zone_row)
    if not len(placed) or not len(points):
        return {}
    centres = unit_vectors(
        services["latitude"].to_numpy(dtype=float)[placed],
        services["longitude"].to_numpy(dtype=float)[placed],
    )
    sizes = np.diff(starts)
    middle, half = _middles(points, starts)
    tree = cKDTree(centres)
    nearest, only = tree.query(middle)
    # More than half of a zone's people live within `half` of its middle: so do the medians, by as much.
    near = tree.query_ball_point(middle, nearest + 2 * half + CLOSE, return_sorted=True)
    several = np.flatnonzero(np.array([len(one) for one in near]) > 1)
    answer = placed[only]
    work = np.cumsum(sizes[several] * np.array([len(near[row]) for row in several], dtype=np.int64))
    for part in np.split(several, np.searchsorted(work, np.arange(AT_A_TIME, work[-1:].sum(), AT_A_TIME))):
        for row, service in _least_medians(points, starts, centres, part, near[part]).items():
            answer[row] = placed[service]
    return dict(zip(zone.tolist(), answer.tolist(), strict=True))


def _least_medians(
    points: NDArray[np.float64],
    starts: NDArray[np.int64],
    centres: NDArray[np.float64],
    rows: NDArray[np.int64],
    near: NDArray[np.object_],
) -> dict[int, int]:
    """Among the centres near each of these zones, the one of smallest median distance; the first of those equal."""
    counts = np.array([len(one) for one in near], dtype=np.int64)
    number = np.repeat(rows, counts)
    service = np.fromiter(chain.from_iterable(near), dtype=np.int64, count=len(number))
    sizes = np.diff(starts)[number]
    pair = np.repeat(np.arange(len(number)), sizes)
    gap = np.linalg.norm(points[_ranges(starts[number], sizes)] - centres[service[pair]], axis=1)
    gap = gap[np.lexsort((gap, pair))]
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    km = (arc_km(gap[first + (sizes - 1) // 2]) + arc_km(gap[first + sizes // 2])) / 2
    best = pd.DataFrame({"number": number, "km": np.round(km, 6), "service": service})
    chosen = best.sort_values(["number", "km", "service"]).drop_duplicates("number")
    return dict(zip(chosen["number"].tolist(), chosen["service"].tolist(), strict=True))


def _by_zone(
    people: pd.DataFrame, zone_row: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Points (unit vectors) of the located people by zone, the zones, and where each begins, then their number."""
    points = unit_vectors(people["latitude"].to_numpy(dtype=float), people["longitude"].to_numpy(dtype=float))
    located = np.flatnonzero(~np.isnan(points).any(axis=1))
    order = located[np.argsort(zone_row[located], kind="stable")]
    rows = zone_row[order]
    starts = np.flatnonzero(np.diff(rows, prepend=rows[:1] - 1))
    return points[order], rows[starts], np.append(starts, len(order))


def _middles(
    points: NDArray[np.float64], starts: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The member of each zone nearest to its mean, and how far (chord) more than half of them live from it."""
    first, sizes = starts[:-1], np.diff(starts)
    owner = np.repeat(np.arange(len(first)), sizes)
    mean = np.add.reduceat(points, first, axis=0) / sizes[:, None]
    away = np.linalg.norm(points - mean[owner], axis=1)
    middle = points[np.lexsort((away, owner))[first]]
    away = np.linalg.norm(points - middle[owner], axis=1)
    return middle, away[np.lexsort((away, owner))][first + sizes // 2]


def medians_by_zone(
    people: pd.DataFrame, zone_row: NDArray[np.int64], services: pd.DataFrame
) -> dict[int, NDArray[np.float64]]:
    """For each zone row with located people, their median distance (km) to each service; NaN to one without a place."""
    placed = np.flatnonzero((services["latitude"].notna() & services["longitude"].notna()).to_numpy())
    points, zone, starts = _by_zone(people, zone_row)
    if not len(placed) or not len(points):
        return {}
    centres = unit_vectors(
        services["latitude"].to_numpy(dtype=float)[placed],
        services["longitude"].to_numpy(dtype=float)[placed],
    )
    medians: dict[int, NDArray[np.float64]] = {}
    for row, start, stop in zip(zone.tolist(), starts[:-1], starts[1:], strict=True):
        members = points[start:stop]
        closeness = members @ centres.T
        middle = sorted({(len(members) - 1) // 2, len(members) // 2})
        ranked = np.partition(closeness, middle, axis=0)[middle]
        every = np.full(len(services), np.nan)
        every[placed] = arc_km(np.sqrt(np.maximum(0.0, 2 - 2 * ranked))).mean(axis=0)
        medians[row] = every
    return medians


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
