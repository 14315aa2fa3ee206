"""Who a team or a resource reaches: by declared zones, or within its radius."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from visa_data.territory.distance import arc_km, chord, unit_vectors
from visa_data.territory.zones import ZoneFrame


def people_reached(
    services: pd.DataFrame, zones: ZoneFrame, people: pd.DataFrame, zone_row: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """For each service, the sorted rows of the people it reaches.

    services: zones_intervention, rayon_km, latitude, longitude (nulls allowed). people: latitude,
    longitude. zone_row: row of each person's zone in `zones`, -1 for nowhere. People or services
    without coordinates are reached, or reach, by declared zones only.
    """
    located = np.flatnonzero((people["latitude"].notna() & people["longitude"].notna()).to_numpy())
    tree = cKDTree(
        unit_vectors(
            people["latitude"].to_numpy(dtype=float)[located],
            people["longitude"].to_numpy(dtype=float)[located],
        )
    )
    order = np.argsort(zone_row, kind="stable")
    starts = np.searchsorted(zone_row[order], np.arange(len(zones.codes) + 1))
    reached = []
    for service in services.itertuples():
        found = [
            order[starts[row] : starts[row + 1]] for row in zones.rows_of(_text(service.zones_intervention))
        ]
        if _has_radius(service) and len(located):
            point = unit_vectors(np.array([service.latitude]), np.array([service.longitude]))[0]
            found.append(located[tree.query_ball_point(point, float(chord(service.rayon_km)))])
        reached.append(np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64))
    return reached


def zones_reached(
    services: pd.DataFrame, zones: ZoneFrame, people: pd.DataFrame, zone_row: NDArray[np.int64]
) -> list[set[int]]:
    """For each service, the rows of the zones it reaches; -1 stands for people placed nowhere.

    A zone is reached when it is declared, or when at least one of its people lives within the
    radius; a zone without anybody, when its representative point does. Same arguments as
    `people_reached`.
    """
    reached = [set(zones.rows_of(_text(listed))) for listed in services["zones_intervention"]]
    radius = services["rayon_km"].to_numpy(dtype=float)
    usable = np.flatnonzero(
        ~np.isnan(radius) & services["latitude"].notna().to_numpy() & services["longitude"].notna().to_numpy()
    )
    if not len(usable):
        return reached
    centres = unit_vectors(
        services["latitude"].to_numpy(dtype=float)[usable],
        services["longitude"].to_numpy(dtype=float)[usable],
    )
    reach = chord(radius[usable])
    points = unit_vectors(people["latitude"].to_numpy(dtype=float), people["longitude"].to_numpy(dtype=float))
    located = ~np.isnan(points[:, 0])
    anybody = np.bincount(zone_row[zone_row >= 0], minlength=len(zones.codes)) > 0
    representative = unit_vectors(zones.latitude, zones.longitude)
    order = np.flatnonzero(located)[np.argsort(zone_row[located], kind="stable")]
    starts = np.searchsorted(zone_row[order], np.arange(-1, len(zones.codes) + 1))
    for row in range(-1, len(zones.codes)):
        members = points[order[starts[row + 1] : starts[row + 2]]]
        if not len(members):
            if row < 0 or anybody[row]:
                continue
            members = representative[row : row + 1]
        for service in _within(members, centres, reach):
            reached[usable[service]].add(row)
    return reached


def _within(
    members: NDArray[np.float64], centres: NDArray[np.float64], reach: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Rows of the centres that have at least one member within their reach (chords)."""
    middle = members.mean(axis=0)
    spread = np.sqrt(((members - middle) ** 2).sum(axis=1).max())
    near = np.flatnonzero(np.sqrt(((centres - middle) ** 2).sum(axis=1)) <= reach + spread + 1e-12)
    if not len(near):
        return near
    nearest, _ = cKDTree(members).query(centres[near])
    return near[nearest <= reach[near]]


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
    medians = medians_by_zone(people, zone_row, services)
    return {
        row: int(np.nanargmin(np.round(median, 6)))
        for row, median in medians.items()
        if not np.isnan(median).all()
    }


def medians_by_zone(
    people: pd.DataFrame, zone_row: NDArray[np.int64], services: pd.DataFrame
) -> dict[int, NDArray[np.float64]]:
    """For each zone row with located people, their median distance (km) to each service; NaN to one without a place."""
    placed = np.flatnonzero((services["latitude"].notna() & services["longitude"].notna()).to_numpy())
    located = np.flatnonzero((people["latitude"].notna() & people["longitude"].notna()).to_numpy())
    if not len(placed) or not len(located):
        return {}
    points = unit_vectors(
        people["latitude"].to_numpy(dtype=float)[located], people["longitude"].to_numpy(dtype=float)[located]
    )
    centres = unit_vectors(
        services["latitude"].to_numpy(dtype=float)[placed],
        services["longitude"].to_numpy(dtype=float)[placed],
    )
    rows = zone_row[located]
    order = np.argsort(rows, kind="stable")
    edges = np.flatnonzero(np.diff(rows[order], prepend=rows[order][0] - 1))
    medians: dict[int, NDArray[np.float64]] = {}
    for start, stop in zip(edges, [*edges[1:], len(order)], strict=True):
        members = points[order[start:stop]]
        closeness = members @ centres.T
        middle = sorted({(len(members) - 1) // 2, len(members) // 2})
        ranked = np.partition(closeness, middle, axis=0)[middle]
        every = np.full(len(services), np.nan)
        every[placed] = arc_km(np.sqrt(np.maximum(0.0, 2 - 2 * ranked))).mean(axis=0)
        medians[int(rows[order[start]])] = every
    return medians


def _has_radius(service: object) -> bool:
    values = (
        getattr(service, "rayon_km", None),
        getattr(service, "latitude", None),
        getattr(service, "longitude", None),
    )
    return all(value is not None and not pd.isna(value) for value in values)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
