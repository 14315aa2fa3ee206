"""The figures of a period against plain loops over the CSV rows: the sample, and the Pays de Mormal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.activity import plain_period as plain
from tests.shared_data import ROOT, shared_folder
from visa_data import settings
from visa_data.activity.gathered import Activity, gather
from visa_data.activity.period import Period
from visa_data.base import Base
from visa_data.vocabulary import Besoin


@dataclass
class Files:
    people: list[plain.Row]
    calls: list[plain.Row]
    needs: list[plain.Row]
    sent: list[plain.Row]
    pairs: list[plain.Row]
    schemes: list[plain.Row]


def sample_files() -> Files:
    folder = ROOT / "sample_data" / "pivot"
    names = ("personnes", "appels", "besoins", "suites", "binomes", "dispositifs")
    return Files(*(plain.rows(folder / f"{name}.csv") for name in names))


def mormal_files() -> Files:
    first = shared_folder("data", "extracts", "pays_de_mormal", "clean")
    acting = shared_folder("data", "extracts", "pays_de_mormal_action", "clean")
    return Files(
        plain.rows(acting / "personnes.csv"),
        plain.rows(first / "appels.csv", acting / "visites.csv"),
        plain.rows(first / "besoins.csv"),
        *(plain.rows(acting / f"{name}.csv") for name in ("suites", "binomes", "dispositifs")),
    )


SAMPLE, MORMAL = "sample", "mormal"
PERIODS = [
    (SAMPLE, date(2025, 10, 1), date(2025, 11, 30)),
    (SAMPLE, date(2025, 9, 1), date(2025, 12, 6)),
    (SAMPLE, date(2025, 11, 17), date(2025, 11, 17)),
    (MORMAL, date(2020, 4, 1), date(2020, 6, 7)),
    (MORMAL, date(2020, 5, 1), date(2020, 5, 31)),
]


@dataclass
class Case:
    files: Files
    found: Activity
    period: Period


@pytest.fixture(scope="module", params=PERIODS, ids=lambda one: f"{one[0]}-{one[1]}-{one[2]}")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    name, since, until = request.param
    source: Path = request.getfixturevalue("sample_base_file" if name == SAMPLE else "mormal_with_action")
    path = tmp_path_factory.mktemp("activite") / "visa.duckdb"
    path.write_bytes(source.read_bytes())
    period = Period(since, until)
    with Base(path) as base, base.cursor() as cursor:
        found = gather(cursor, period, settings.load())
    files = sample_files() if name == SAMPLE else mormal_files()
    # Whoever refused is in no base, nor what was noted of them.
    refused = {row["reference"] for row in files.people if row["consentement"] == "non"}
    known = {row["reference"] for row in files.people} - refused
    for log in ("people", "calls", "needs", "sent", "pairs"):
        setattr(files, log, [row for row in getattr(files, log) if row["reference"] in known])
    yield Case(files, found, period)


def same(found: Activity, expected: dict[str, float | None]) -> None:
    wanted = {name: math.nan if value is None else value for name, value in expected.items()}
    assert {name: found.values[name] for name in wanted} == pytest.approx(wanted, nan_ok=True)


def test_campaign(case: Case) -> None:
    same(
        case.found,
        dict(plain.campaign(case.files.people, case.files.calls, case.period.since, case.period.until)),
    )


def test_the_register_adds_up(case: Case) -> None:
    values = case.found.values
    assert values["inscrits_debut"] + values["entrees"] - values["sorties"] == values["inscrits_fin"]


def test_weeks_add_up_to_the_calls(case: Case) -> None:
    values, buckets = case.found.values, case.found.buckets
    assert sum(one.calls for one in buckets) == values["appels"]
    assert sum(one.joined for one in buckets) == values["appels_joints"]
    assert sum(one.first for one in buckets) == values["premiers_contacts"]


def test_needs(case: Case) -> None:
    files, period = case.files, case.period
    same(case.found, plain.needs(files.people, files.calls, files.needs, period.since, period.until))
    for need in Besoin:
        wanted = plain.needs(files.people, files.calls, files.needs, period.since, period.until, need.value)
        found = case.found.needs[need]
        assert found == pytest.approx(
            {n: math.nan if v is None else v for n, v in wanted.items()}, nan_ok=True
        )


def test_orientations(case: Case) -> None:
    same(
        case.found,
        plain.orientations(case.files.people, case.files.sent, case.period.since, case.period.until),
    )


def test_pairs(case: Case) -> None:
    same(case.found, dict(plain.pairs(case.files.pairs, case.period.since, case.period.until)))


def test_schemes(case: Case) -> None:
    months = [f"{day:%Y-%m}" for day in case.period.whole_months]
    wanted = plain.costs(case.files.schemes, months)
    assert {one.name for one in case.found.schemes} == set(wanted)
    for one in case.found.schemes:
        euros, each = wanted[one.name]
        assert one.euros == pytest.approx(euros)
        assert one.per_contact == pytest.approx(math.nan if each is None else each, nan_ok=True)


def test_zones_blanches_move_from_one_day_s_list_to_the_other_s(case: Case) -> None:
    values, moved = case.found.values, case.found.moved
    assert (
        values["zones_blanches_debut"]
        - values["zones_fermees_equipe"]
        - values["zones_videes"]
        + values["zones_ouvertes"]
        == values["zones_blanches_fin"]
    )
    assert len(moved) == values["zones"]
