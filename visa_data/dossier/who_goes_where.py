"""Who may go to each place of a base or of a book: one answer, for the card of a place and for the row that names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.team_places import TeamPlaces, open_places, places_of
from visa_data.dossier.who_goes import WhoGoes, who_goes
from visa_data.indicators.reaching import TEAM, reaching
from visa_data.indicators.team_distances import TeamDistances, from_own_points


@dataclass(frozen=True)
class WhoGoesWhere:
    """teams: every one, by identifier. here: place → identifier → isolated people reached there (NaN: not told), of those that go there."""

    teams: Mapping[str, TeamPlaces]
    distances: TeamDistances
    here: Mapping[str, Mapping[str, float]]
    _kept: dict[str, WhoGoes] = field(default_factory=dict, init=False, repr=False)

    def at(self, code: str) -> WhoGoes:
        """Of one place, found once; of a code that is none's, the teams at no known distance."""
        if code not in self._kept:
            self._kept[code] = who_goes(self.teams, self.here.get(code, {}), self.distances.of(code))
        return self._kept[code]


def who_goes_in_zones(loads: pd.DataFrame, distances: TeamDistances, reached: pd.DataFrame) -> WhoGoesWhere:
    """Where small counts are readable; each as the indicator of that name gives it (`team_loads`, `team_distances`, `reaching`)."""
    return WhoGoesWhere(open_places(loads), distances, _here(reached))


def who_goes_in_sectors(book: FrozenBook) -> WhoGoesWhere:
    """As a book publishes it: every distance is from the sector's own point, nothing is drawn from people."""
    teams = places_of(book)
    active = [team for team in teams.values() if team.active]
    distances = from_own_points(
        book.zones,
        [team.identifier for team in active],
        np.array([team.latitude for team in active]),
        np.array([team.longitude for team in active]),
    )
    return WhoGoesWhere(teams, distances, _here(book.ask(reaching)))


def _here(reached: pd.DataFrame) -> dict[str, dict[str, float]]:
    """reached: see `reaching`."""
    found: dict[str, dict[str, float]] = {}
    of_teams = reached[reached["genre"] == TEAM]
    columns = (of_teams[name].tolist() for name in ("code_zone", "identifiant", "isolees_atteintes"))
    for code, identifier, people in zip(*columns, strict=True):
        found.setdefault(str(code), {})[str(identifier)] = float(people)
    return found
