"""How far each active team is from each zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
from numpy.typing import NDArray

from visa_data.indicators.everybody import isolated_people
from visa_data.indicators.services import active_teams
from visa_data.settings import Settings
from visa_data.territory.distance import haversine_km
from visa_data.territory.reach import medians_by_zone
from visa_data.territory.zones import ZoneFrame, read_zones


@dataclass(frozen=True)
class TeamDistances:
    """codes: of the zones; teams: identifiers of the active teams; km: zones × teams, NaN for a team without a place.

    of_people: whether a zone's distances are the medians of its isolated people, else those of the zone's own point.
    """

    codes: tuple[str, ...]
    teams: tuple[str, ...]
    km: NDArray[np.float64]
    of_people: NDArray[np.bool_]

    def of(self, code: str) -> dict[str, float]:
        """Team → kilometres from that zone; empty for a code that is none's."""
        if code not in self.codes:
            return {}
        return dict(zip(self.teams, self.km[self.codes.index(code)].tolist(), strict=True))

    def from_people(self, code: str) -> bool:
        """Whether those of that zone are the medians of its isolated people."""
        return code in self.codes and bool(self.of_people[self.codes.index(code)])


def from_own_points(
    zones: ZoneFrame, teams: Sequence[str], latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> TeamDistances:
    """From each zone's own point, or each sector's, to the teams (degrees, EPSG:4326, NaN for no place)."""
    km = haversine_km(
        zones.latitude[:, None], zones.longitude[:, None], latitude[None, :], longitude[None, :]
    )
    return TeamDistances(tuple(zones.codes), tuple(teams), km, np.zeros(len(zones.codes), dtype=bool))


def team_distances(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> TeamDistances:
    """As the crow flies, at the end of the day."""
    zones, teams = read_zones(cursor), active_teams(cursor, day)
    isolated = isolated_people(cursor, day, settings)
    medians = medians_by_zone(isolated, isolated["zone"].to_numpy(dtype=np.int64), teams)
    found = from_own_points(
        zones,
        teams["identifiant"].tolist(),
        teams["latitude"].to_numpy(dtype=float),
        teams["longitude"].to_numpy(dtype=float),
    )
    for row, median in medians.items():
        # The last row stands for people placed nowhere.
        if row < len(zones.codes):
            found.km[row], found.of_people[row] = median, True
    return found
