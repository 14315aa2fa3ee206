"""What hangs on one service alone: drawn at random, held against loops over people, services and distances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.indicators.small_base import add_calls, add_person, add_resource, add_zones
from visa_data import settings
from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.fragile import fragile_by_zone, if_stopped
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.vocabulary import Besoin

SETTINGS = settings.load()
DAY = date(2020, 5, 10)
ZONES = ("99001", "99002", "99003")
NEEDS = ("se_nourrir", "parler", "sortir")
Point = tuple[float, float]
POINTS = st.tuples(st.integers(1, 9), st.integers(1, 29)).map(
    lambda place: (50 + place[0] / 100, 3 + place[1] / 100)
)
"""Latitude and longitude in the three squares of `add_zones`, never on a border but of the grid of a hundredth."""


@dataclass(frozen=True)
class Someone:
    zone: str | None
    point: Point | None
    level: int
    source: str
    consent: str


@dataclass(frozen=True)
class Service:
    zones: tuple[str, ...]
    point: Point | None
    radius: float | None
    needs: tuple[str, ...]


PEOPLE = st.lists(
    st.builds(
        Someone,
        zone=st.sampled_from([*ZONES, None]),
        point=st.none() | POINTS,
        level=st.sampled_from([1, 2, 3]),
        source=st.sampled_from(["caf", "carsat"]),
        consent=st.sampled_from(["oui", "oui", "oui", "en_attente"]),
    ),
    max_size=8,
)
SERVICES = st.lists(
    st.builds(
        Service,
        zones=st.sets(st.sampled_from(ZONES), max_size=2).map(lambda codes: tuple(sorted(codes))),
        point=st.none() | POINTS,
        radius=st.none() | st.sampled_from([0.9, 2.5, 6.1]),
        needs=st.sets(st.sampled_from(NEEDS), min_size=1).map(lambda codes: tuple(sorted(codes))),
    ),
    max_size=4,
)


def kilometres(one: Point, other: Point) -> float:
    latitude, longitude = radians(other[0] - one[0]), radians(other[1] - one[1])
    haversine = (
        sin(latitude / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(longitude / 2) ** 2
    )
    return 2 * 6371.0088 * asin(sqrt(haversine))


def within(service: Service, point: Point | None) -> bool:
    if service.point is None or service.radius is None or point is None:
        return False
    return kilometres(service.point, point) <= service.radius


def goes_to(service: Service, someone: Someone) -> bool:
    return someone.zone in service.zones or within(service, someone.point)


def answers_in(service: Service, zone: str, people: list[Someone]) -> bool:
    """people: the inscrits; a zone without any is reached when its middle is."""
    middle = (50.05, 3.05 + ZONES.index(zone) / 10)
    there = [one.point for one in people if one.zone == zone] or [middle]
    return zone in service.zones or any(within(service, point) for point in there)


def store(base: Base, people: list[Someone], teams: list[Service], resources: list[Service]) -> None:
    with base.transaction() as cursor:
        for table in ("personnes", "placements", "appels", "equipes", "ressources"):
            cursor.execute(f"DELETE FROM {table}")
        for number, team in enumerate(teams):
            latitude, longitude = team.point or (None, None)
            cursor.execute(
                "INSERT INTO equipes (identifiant, nom, latitude, longitude, zones_intervention, rayon_km, statut, "
                "import_id) VALUES (?, ?, ?, ?, ?, ?, 'active', 1)",
                [f"E{number}", f"Équipe {number}", latitude, longitude, "|".join(team.zones), team.radius],
            )
    for number, someone in enumerate(people):
        add_person(
            base,
            f"R{number}",
            zone=someone.zone,
            point=someone.point,
            source=someone.source,
            consent=someone.consent,
        )
    add_calls(base, [(f"R{n}", "2020-05-01", "joint", {"niveau": p.level}) for n, p in enumerate(people)])
    for number, resource in enumerate(resources):
        add_resource(
            base,
            f"S{number}",
            "|".join(resource.needs),
            zones="|".join(resource.zones) or None,
            radius=resource.radius,
            point=resource.point,
        )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    with Base(Path(tmp_path_factory.mktemp("fragile")) / "visa.duckdb") as made:
        add_zones(made, *ZONES)
        yield made


@examples(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    people=PEOPLE,
    teams=SERVICES,
    resources=SERVICES,
    zones=st.sampled_from([(), ("99001", "99003"), ("",)]),
    source=st.sampled_from([None, "caf"]),
)
def test_same_as_by_loops(
    base: Base,
    people: list[Someone],
    teams: list[Service],
    resources: list[Service],
    zones: tuple[str, ...],
    source: str | None,
) -> None:
    store(base, people, teams, resources)
    filters = Filters(zones=zones, sources=(source,) if source else ())
    with base.cursor() as cursor:
        by_zone = fragile_by_zone(cursor, DAY, SETTINGS, filters)
        stopped = if_stopped(cursor, DAY, SETTINGS, filters)

    inscrits = [one for one in people if one.consent == "oui"]
    isolated = [one for one in inscrits if one.level >= 2]
    reached = {one: [n for n, team in enumerate(teams) if goes_to(team, one)] for one in isolated}
    chosen = [code for code in ZONES if not zones or code in zones]
    nowhere = any(one.zone is None for one in people) and (not zones or "" in zones)

    def counts(one: Someone) -> bool:
        return (not zones or (one.zone or "") in zones) and source in (None, one.source)

    hanging = [one for one in isolated if len(reached[one]) == 1 and counts(one)]
    there = {
        (code, need): [
            n for n, one in enumerate(resources) if need in one.needs and answers_in(one, code, inscrits)
        ]
        for code in ZONES
        for need in (one.value for one in Besoin)
    }
    single = {place: found[0] for place, found in there.items() if len(found) == 1 and place[0] in chosen}
    rows = by_zone.set_index("code_zone")
    assert rows.index.tolist() == [*chosen, *([""] if nowhere else [])]
    for code in rows.index:
        assert rows.at[code, "isolees_une_equipe"] == sum((one.zone or "") == code for one in hanging)
        if code:
            needs = [need.value for need in Besoin if (code, need.value) in single]
            assert rows.at[code, "besoins_une_ressource"] == "|".join(needs)

    expected: list[tuple[object, ...]] = []
    for number in range(len(teams)):
        lost = 0
        for code in chosen:
            covered = [one for one in isolated if one.zone == code and reached[one]]
            lost += bool(covered) and all(reached[one] == [number] for one in covered)
        mine = sum(reached[one] == [number] for one in hanging)
        expected.append(("equipe", f"E{number}", f"Équipe {number}", mine, lost))
    for number in range(len(resources)):
        alone = [code for (code, _), found in single.items() if found == number]
        mine = sum(one.zone in alone and counts(one) for one in inscrits)
        expected.append(("ressource", f"S{number}", f"Ressource S{number}", mine, len(alone)))
    assert list(stopped.itertuples(index=False, name=None)) == expected


def test_a_team_stopped_indeed_turns_its_zones_blank(sample_base: Base) -> None:
    """What is foretold of each team of the sample is what happens when it stops."""
    day = date(2025, 12, 6)
    with sample_base.cursor() as cursor:
        foretold = if_stopped(cursor, day, SETTINGS, EVERYBODY).set_index("identifiant")
        before = zones_blanches_by_zone(cursor, day, SETTINGS, EVERYBODY)
        teams = foretold.index[foretold["nature"] == "equipe"].tolist()
    blank = (before["statut"] == "blanche") & (before["code_zone"] != "")
    covered = int(before["isolees_couvertes"].sum())
    assert (
        foretold.loc[teams, "personnes_perdues"].max() > 0 and foretold.loc[teams, "zones_perdues"].max() > 0
    )
    for team in teams:
        with sample_base.transaction() as cursor:
            cursor.execute("UPDATE equipes SET statut = 'arretee' WHERE identifiant = ?", [team])
        with sample_base.cursor() as cursor:
            after = zones_blanches_by_zone(cursor, day, SETTINGS, EVERYBODY)
        with sample_base.transaction() as cursor:
            cursor.execute("UPDATE equipes SET statut = 'active' WHERE identifiant = ?", [team])
        now_blank = (after["statut"] == "blanche") & (after["code_zone"] != "")
        assert foretold.at[team, "zones_perdues"] == int(now_blank.sum()) - int(blank.sum())
        assert foretold.at[team, "personnes_perdues"] == covered - int(after["isolees_couvertes"].sum())


def test_nothing_anywhere(empty_base: Base) -> None:
    with empty_base.cursor() as cursor:
        assert fragile_by_zone(cursor, DAY, SETTINGS, EVERYBODY).empty
        assert if_stopped(cursor, DAY, SETTINGS, EVERYBODY).empty


def test_without_zones_a_team_loses_people_and_no_zone(empty_base: Base) -> None:
    here = (50.02, 3.02)
    store(empty_base, [Someone(None, here, 3, "caf", "oui")], [Service((), here, 1.0, ())], [])
    with empty_base.cursor() as cursor:
        [row] = if_stopped(cursor, DAY, SETTINGS, EVERYBODY).to_dict("records")
        assert (row["personnes_perdues"], row["zones_perdues"]) == (1, 0)
        [row] = fragile_by_zone(cursor, DAY, SETTINGS, EVERYBODY).to_dict("records")
        assert (row["code_zone"], row["isolees_une_equipe"], row["besoins_une_ressource"]) == ("", 1, "")


def test_a_person_under_two_references_is_lost_once(empty_base: Base) -> None:
    add_zones(empty_base, *ZONES)
    store(
        empty_base, [Someone("99001", None, 2, "caf", "oui")] * 2, [Service(("99001",), None, None, ())], []
    )
    decide(empty_base, "R0", "R1", PairDecision.SAME, at=datetime(2020, 5, 11, 8, 0), by="coordination")
    with empty_base.cursor() as cursor:
        [row] = if_stopped(cursor, DAY, SETTINGS, EVERYBODY).to_dict("records")
        assert (row["personnes_perdues"], row["zones_perdues"]) == (1, 1)
        assert fragile_by_zone(cursor, DAY, SETTINGS, EVERYBODY)["isolees_une_equipe"].tolist() == [1, 0, 0]
