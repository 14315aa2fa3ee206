"""Reach and 2SFCA against plain loops, and PySAL where it is installed."""

import numpy as np
import pandas as pd
import pytest
import shapely

from visa_data.territory.catchment import accessibility
from visa_data.territory.distance import haversine_km
from visa_data.territory.reach import nearest_by_zone, nearest_km, people_reached, zones_reached
from visa_data.territory.zones import ZoneFrame

GENERATOR = np.random.default_rng(7)


def grid(side: int = 4) -> ZoneFrame:
    codes = [f"99{i:03d}" for i in range(side * side)]
    west = np.array([3 + 0.05 * (i % side) for i in range(side * side)])
    south = np.array([50 + 0.05 * (i // side) for i in range(side * side)])
    return ZoneFrame(
        codes, codes, codes, shapely.box(west, south, west + 0.05, south + 0.05), south + 0.025, west + 0.025
    )


def somewhere(count: int) -> tuple[pd.DataFrame, np.ndarray]:
    lat, lon = GENERATOR.uniform(50, 50.2, count), GENERATOR.uniform(3, 3.2, count)
    rows = (np.minimum((lat - 50) // 0.05, 3) * 4 + np.minimum((lon - 3) // 0.05, 3)).astype(np.int64)
    people = pd.DataFrame({"latitude": lat, "longitude": lon})
    nowhere = GENERATOR.random(count) < 0.1
    people.loc[nowhere, ["latitude", "longitude"]] = np.nan
    rows[GENERATOR.random(count) < 0.05] = -1
    return people, rows


def scattered(people: pd.DataFrame) -> pd.DataFrame:
    """The same, a few of them put far from where they live, as a wrong geocoding does."""
    far = GENERATOR.random(len(people)) < 0.3
    return people.assign(
        latitude=people["latitude"].where(~far, GENERATOR.uniform(-60, 60, len(people))),
        longitude=people["longitude"].where(~far, GENERATOR.uniform(-180, 180, len(people))),
    )


def services(count: int, zones: ZoneFrame) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "latitude": GENERATOR.uniform(50, 50.2, count),
            "longitude": GENERATOR.uniform(3, 3.2, count),
            "rayon_km": GENERATOR.uniform(0.5, 6, count),
            "zones_intervention": [
                "|".join(GENERATOR.choice(zones.codes, 2, replace=False)) for _ in range(count)
            ],
            "capacite": GENERATOR.integers(1, 30, count).astype(float),
        }
    )
    frame.loc[::4, "zones_intervention"] = None
    frame.loc[1::4, "rayon_km"] = np.nan
    return frame


def reaches(service: object, person: object, row: int, zones: ZoneFrame) -> bool:
    listed = service.zones_intervention
    if isinstance(listed, str) and row >= 0 and zones.codes[row] in listed.split("|"):
        return True
    if np.isnan(service.rayon_km) or np.isnan(person.latitude):
        return False
    distance = haversine_km(service.latitude, service.longitude, person.latitude, person.longitude)
    return bool(distance <= service.rayon_km)


@pytest.mark.parametrize("trial", range(10))
def test_people_and_zones_reached_as_in_plain_loops(trial: int) -> None:
    zones = grid()
    people, rows = somewhere(120)
    if trial >= 5:
        people = scattered(people)
    teams = services(9, zones)
    found = people_reached(teams, zones, people, rows)
    touched = zones_reached(teams, zones, people, rows)
    located = list(zip(people.itertuples(), rows, strict=True))
    for team, reached, zone_rows in zip(teams.itertuples(), found, touched, strict=True):
        expected = [i for i, (person, row) in enumerate(located) if reaches(team, person, row, zones)]
        assert reached.tolist() == expected
        listed = team.zones_intervention
        declared = set(zones.rows_of(listed)) if isinstance(listed, str) else set()
        by_radius = {int(row) for person, row in located if reaches(team, person, -1, zones)}
        assert zone_rows.tolist() == sorted(declared | by_radius)


def test_an_empty_zone_is_reached_at_its_representative_point() -> None:
    zones = grid(2)
    nobody = pd.DataFrame({"latitude": [], "longitude": []}, dtype=float)
    team = pd.DataFrame(
        {"latitude": [50.025], "longitude": [3.025], "rayon_km": [1.0], "zones_intervention": [None]}
    )
    assert zones_reached(team, zones, nobody, np.empty(0, dtype=np.int64))[0].tolist() == [0]


def test_a_commune_code_stands_for_its_iris() -> None:
    zones = ZoneFrame(
        ["991010101", "991010102", "99102"],
        ["a", "b", "c"],
        ["99101", "99101", "99102"],
        np.array([]),
        np.zeros(3),
        np.zeros(3),
    )
    assert zones.rows_of("99101") == [0, 1]
    assert zones.rows_of("991010102|99102") == [1, 2]


@pytest.mark.parametrize("trial", range(10))
def test_nearest_team_by_median_distance(trial: int) -> None:
    zones = grid()
    people, rows = somewhere(20 + 30 * trial)
    if trial % 2:
        people = scattered(people)
    teams = services(6 + trial, zones)
    # Two teams at one place: the first is told.
    teams.loc[teams.index[-1], ["latitude", "longitude"]] = teams.loc[0, ["latitude", "longitude"]]
    teams.loc[1, ["latitude", "longitude"]] = np.nan
    nearest = nearest_by_zone(people, rows, teams)
    distances = haversine_km(
        people["latitude"].to_numpy()[:, None],
        people["longitude"].to_numpy()[:, None],
        teams["latitude"].to_numpy()[None, :],
        teams["longitude"].to_numpy()[None, :],
    )
    placed = people["latitude"].notna().to_numpy()
    assert sorted(nearest) == sorted(set(rows[placed].tolist()))
    for row, team in nearest.items():
        medians = np.median(distances[(rows == row) & placed], axis=0)
        assert team == int(np.nanargmin(np.round(medians, 6)))
    least = np.nanmin(distances, axis=1, initial=np.inf, where=~np.isnan(distances))
    expected = np.where(placed, least, np.nan)
    assert nearest_km(people, teams) == pytest.approx(expected, nan_ok=True, rel=1e-7, abs=1e-7)


def test_nobody_and_no_team_are_near_nothing() -> None:
    zones = grid(2)
    people, rows = somewhere(5)
    assert nearest_by_zone(people.assign(latitude=np.nan), rows, services(3, zones)) == {}
    assert nearest_by_zone(people, rows, services(3, zones).assign(latitude=np.nan)) == {}


# access 1.1.10 still calls pandas in ways that pandas 3 announces it will drop.
@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning", "ignore::FutureWarning")
def test_two_step_floating_catchment_against_pysal() -> None:
    from access import Access

    people = pd.DataFrame({"id": range(6), "population": 1})
    teams = pd.DataFrame({"id": range(3), "capacite": [4.0, 10.0, 3.0]})
    reached = [[0, 1, 2], [2, 3], [4]]
    pairs = pd.DataFrame(
        [(person, team, 1.0) for team, rows in enumerate(reached) for person in rows],
        columns=["origin", "dest", "cost"],
    )
    reference = Access(
        demand_df=people,
        demand_index="id",
        demand_value="population",
        supply_df=teams,
        supply_index="id",
        supply_value="capacite",
        cost_df=pairs,
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    ).two_stage_fca(name="places", max_cost=2)
    ours, covered = accessibility(
        teams["capacite"].to_numpy(), [np.array(rows, dtype=np.int64) for rows in reached], 6
    )
    assert ours == pytest.approx(reference["places_capacite"].fillna(0).to_numpy())
    assert covered.tolist() == [True, True, True, True, True, False]
