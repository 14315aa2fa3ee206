"""A team that moves: from everywhere, the figures of « et si ? » with the same team there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.moved_team import Outcome, lay_ground, outcome_of
from visa_data.indicators.services import active_teams
from visa_data.indicators.what_if import ImaginedTeam, compared, what_if
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.settings import load
from visa_data.territory.zones import ZoneFrame, read_zones

BASES = [("sample_base_file", date(2025, 12, 6)), ("mormal_base", date(2020, 6, 7))]
STAYS = ImaginedTeam("Halte", 0.0, 0.0, 3.0, 20)


@pytest.fixture(scope="module", params=BASES, ids=["sample", "mormal"])
def territory(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, date]:
    name, day = request.param
    path = tmp_path_factory.mktemp("bouge") / "base.duckdb"
    path.write_bytes(Path(request.getfixturevalue(name)).read_bytes())
    return path, day


def some_zones(cursor: duckdb.DuckDBPyConnection, day: date) -> Filters:
    return Filters(zones=tuple(read_zones(cursor).codes[::3]))


def middle(zones: ZoneFrame) -> tuple[float, float]:
    return float(zones.latitude.mean()), float(zones.longitude.mean())


@pytest.mark.parametrize(
    "choose",
    [lambda cursor, day: EVERYBODY, some_zones, lambda cursor, day: Filters(sources=("registre_communal",))],
)
@pytest.mark.parametrize("more", ["alone", "beside another, two teams stopped"])
def test_from_everywhere_the_figures_of_what_if(
    territory: tuple[Path, date], choose: Callable[..., Filters], more: str
) -> None:
    path, day = territory
    random = np.random.default_rng(7)
    with Base(path) as base, base.cursor() as cursor:
        zones, filters, settings = read_zones(cursor), choose(cursor, day), load()
        dropped = () if more == "alone" else tuple(active_teams(cursor, day)["identifiant"][:2])
        stays = replace(STAYS, latitude=float(zones.latitude[0]), longitude=float(zones.longitude[0]))
        others = () if more == "alone" else (stays,)
        ground = lay_ground(cursor, day, settings, filters, others=others, dropped=dropped)
        before = zones_blanches_by_zone(cursor, day, settings, filters)
        assert ground.at(50.0, 3.0, 0.01).reached < ground.at(*middle(zones), 50.0).reached
        for _ in range(5):
            row = int(random.integers(len(zones.codes)))
            latitude, longitude = (
                float(axis[row] + random.normal(scale=0.03)) for axis in (zones.latitude, zones.longitude)
            )
            radius = float(random.choice([0.5, 3.0, 8.0, 20.0]))
            team = ImaginedTeam("Ici", latitude, longitude, radius, 30)
            after = what_if(cursor, day, settings, filters, added=(*others, team), dropped=dropped)
            moved = ground.at(latitude, longitude, radius)
            assert moved == outcome_of(compared(before, after))


def test_far_from_everybody_it_reaches_nobody(territory: tuple[Path, date]) -> None:
    path, day = territory
    with Base(path) as base, base.cursor() as cursor:
        away = lay_ground(cursor, day, load(), EVERYBODY).at(-60.0, 10.0, 5.0)
    assert away == Outcome(0, away.waiting, 0, 0) and away.waiting > 0


def test_a_territory_without_anybody(territory: tuple[Path, date], tmp_path: Path) -> None:
    path, day = territory
    empty = tmp_path / "personne.duckdb"
    empty.write_bytes(path.read_bytes())
    with Base(empty) as base:
        with base.transaction() as cursor:
            cursor.execute("DELETE FROM personnes")
        with base.cursor() as cursor:
            ground = lay_ground(cursor, day, load(), EVERYBODY)
            assert ground.at(50.0, 3.0, 50.0) == Outcome(0, 0, 0, 0)
