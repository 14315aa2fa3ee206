"""A team that moves on the map: whom it would reach from each place that it passes, without computing every zone anew.

What does not move is laid once (`lay_ground`); a place then costs one search among the isolated people. The figures
are those of `what_if` with the same team there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from visa_data.indicators.among import among
from visa_data.indicators.everybody import isolated_people
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.services import active_teams
from visa_data.indicators.state import people
from visa_data.indicators.what_if import ImaginedTeam, with_imagined
from visa_data.settings import Settings
from visa_data.territory.distance import chord, unit_vectors
from visa_data.vocabulary import StatutZone


@dataclass(frozen=True)
class Outcome:
    """What changes would bring, beside the teams as they are.

    reached: isolated people counted who would be reached more (fewer when negative); waiting: those whom no team
    reaches today. opened, closed: zones that stop being blanches, and that become so. zone: code of the zone where the
    team stands; None when it stands in none, '' where that is not asked.
    """

    reached: int
    waiting: int
    opened: int
    closed: int


@dataclass(frozen=True, eq=False)
class Ground:
    """All that a moving team is measured against. Person-level: it stays on the server.

    Arrays of n isolated people: counted (whom the reader counts), before (reached by the teams as they are), others
    (reached by all the teams but the one that moves), zone (row of `read_zones`, their number for nowhere). located:
    rows of those with coordinates, in the order of `tree`. chosen: the zones of the filters, never nowhere.
    """

    counted: NDArray[np.bool_]
    before: NDArray[np.bool_]
    others: NDArray[np.bool_]
    zone: NDArray[np.int64]
    located: NDArray[np.int64]
    tree: cKDTree
    chosen: NDArray[np.bool_]

    def at(self, latitude: float, longitude: float, radius_km: float) -> Outcome:
        """What the moving team brings from there (degrees, EPSG:4326), with no zone but those its radius holds."""
        point = unit_vectors(np.array([latitude]), np.array([longitude]))[0]
        found = self.located[self.tree.query_ball_point(point, float(chord(radius_km)))]
        new = found[~self.others[found]]
        reached = int(self.others[self.counted].sum()) + int(self.counted[new].sum())
        already = int(self.before[self.counted].sum())
        inhabited, was, remains = (self._zones(who) for who in (None, self.before, self.others))
        served = remains.copy()
        served[self.zone[new]] = True
        opened = inhabited & ~was & served & self.chosen
        closed = inhabited & was & ~served & self.chosen
        return Outcome(
            reached - already,
            int(self.counted.sum()) - already,
            int(opened.sum()),
            int(closed.sum()),
        )

    def _zones(self, who: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
        """Whether somebody among those people lives in each zone, then nowhere."""
        rows = self.zone if who is None else self.zone[who]
        return np.bincount(rows, minlength=len(self.chosen)) > 0


def lay_ground(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    *,
    others: tuple[ImaginedTeam, ...] = (),
    dropped: tuple[str, ...] = (),
) -> Ground:
    """others: the imagined teams that stay where they are. dropped: identifiants of the teams that stop."""
    codes = [code for (code,) in cursor.execute("SELECT code FROM zones_actives ORDER BY code").fetchall()]
    today = isolated_people(cursor, day, settings)
    staying = today
    if others or dropped:
        teams = with_imagined(active_teams(cursor, day), others, dropped)
        staying = isolated_people(cursor, day, settings, teams)
    counted = np.ones(len(today), dtype=bool)
    if filters != EVERYBODY:
        counted = among(today["reference"], people(cursor, day, settings, filters)["reference"])
    located = np.flatnonzero((today["latitude"].notna() & today["longitude"].notna()).to_numpy())
    places = today.iloc[located]
    return Ground(
        counted,
        today["couverte"].to_numpy(dtype=bool),
        staying["couverte"].to_numpy(dtype=bool),
        today["zone"].to_numpy(dtype=np.int64),
        located,
        cKDTree(unit_vectors(places["latitude"].to_numpy(float), places["longitude"].to_numpy(float))),
        np.array([not filters.zones or code in filters.zones for code in codes] + [False]),
    )


def outcome_of(table: pd.DataFrame) -> Outcome:
    """The same from a table of every zone, before and after (see `what_if.compared`)."""
    white = StatutZone.BLANCHE.value
    zones = table[table["code_zone"] != ""]
    was, is_now = zones["statut_avant"] == white, zones["statut"] == white
    already = int(table["isolees_couvertes_avant"].sum())
    return Outcome(
        int(table["isolees_couvertes"].sum()) - already,
        int(table["isolees"].sum()) - already,
        int((was & ~is_now).sum()),
        int((~was & is_now).sum()),
    )
