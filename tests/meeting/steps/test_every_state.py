"""Each step on every state of a base, something true and readable, nothing broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from tests.indicators.small_base import add_calls, add_person, add_zones
from tests.meeting.steps.bases import BEFORE, DAY, empty_tables, meeting
from tests.meeting.steps.texts import drawn, strings
from tests.shared_data import shared_folder
from visa_data.base import Base
from visa_data.meeting.step import Step
from visa_data.pictures.picture import BarsPicture, CurvesPicture, MapPicture, MatrixPicture, TablePicture

LAST_CALL = date(2025, 12, 6)
WEEK_BEFORE = date(2025, 11, 29)


def one_person(base: Base) -> None:
    add_zones(base, "59001")
    add_person(base, "P1", zone="59001", point=(50.05, 3.05))
    add_calls(base, [("P1", "2020-05-04 10:00", "joint", {"niveau": 4, "besoins": "parler", "duree": 10})])


def one_zone(base: Base) -> None:
    add_zones(base, "59001")
    for number in range(30):
        add_person(base, f"P{number}", zone="59001")
    add_calls(
        base,
        [(f"P{n}", "2020-05-04 10:00", "joint", {"niveau": n % 4 + 1, "duree": 10}) for n in range(20)],
    )


def people_without_zones(base: Base) -> None:
    for number in range(15):
        add_person(base, f"P{number}")
    add_calls(base, [(f"P{n}", "2020-04-04", "joint", {"niveau": 2, "besoins": "sortir"}) for n in range(12)])


def only_waiting(base: Base) -> None:
    add_zones(base, "59001")
    add_person(base, "P1", zone="59001", consent="en_attente")


SMALL: dict[str, Callable[[Base], None]] = {
    "empty": lambda base: None,
    "zones_alone": lambda base: add_zones(base, "59001", "59002"),
    "one_person": one_person,
    "one_zone": one_zone,
    "people_without_zones": people_without_zones,
    "only_waiting": only_waiting,
}
SAMPLE: dict[str, tuple[str, ...]] = {
    "whole": (),
    "no_team": ("equipes",),
    "no_call": ("appels",),
    "no_call_no_need": ("appels", "besoins"),
    "no_resource": ("ressources",),
    "no_caller": ("appelants",),
}


def check(steps: dict[str, Step]) -> None:
    assert [step.number for step in steps.values()] == list(range(1, 11))
    for step in steps.values():
        said = list(strings(step))
        assert step.key_point.strip().endswith((".", "?")), step.key_point
        assert step.definition and step.notes
        assert "\n" not in step.key_point
        for text in said:
            assert not re.search(r"\bnan\b|\bNone\b|\bNaT\b|\bnull\b|\binf\b", text), (step.key, text)
            assert not re.search(r"\b(0|1) (personnes|zones|besoins|situations|décisions)\b", text), text
        assert all(value == value and value >= 0 for value in drawn(step))
        assert len(step.figures) <= 3
        check_picture(step)
        for table in (step.table, step.picture):
            if isinstance(table, TablePicture):
                assert all(len(row) == len(table.headers) for row in table.rows)
                assert len(table.tones) in (0, len(table.rows))


def check_picture(step: Step) -> None:
    """A picture draws something, and each of its marks has its class in the legend."""
    match step.picture:
        case BarsPicture(series=series, bars=bars):
            assert bars and all(len(bar.values) == len(series) for bar in bars)
            assert any(value for bar in bars for value in bar.values), step.key
            assert len(bars) <= 12
        case CurvesPicture(ticks=ticks, series=series, values=values):
            assert len(values) == len(series) and all(len(line) == len(ticks) for line in values)
            assert any(value is not None for line in values for value in line)
        case MapPicture(areas=areas, categories=categories):
            assert areas and {area.category for area in areas} == {c.key for c in categories}
        case MatrixPicture(rows=rows, columns=columns, texts=texts, cells=cells, categories=categories):
            assert columns and len(columns) <= 8
            assert len(texts) == len(cells) == len(rows)
            assert {cell for line in cells for cell in line} <= {c.key for c in categories}
        case TablePicture(rows=rows):
            assert rows


@pytest.mark.parametrize("name", SMALL)
def test_small_bases(empty_base: Base, name: str) -> None:
    SMALL[name](empty_base)
    check(meeting(empty_base))


@pytest.mark.parametrize("name", SAMPLE)
def test_sample(sample_base: Base, name: str) -> None:
    empty_tables(sample_base, *SAMPLE[name])
    check(meeting(sample_base, day=LAST_CALL, before=WEEK_BEFORE))


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2000, 1, 1), date(1999, 12, 25)),
        (LAST_CALL, date(2000, 1, 1)),
        (LAST_CALL, LAST_CALL),
        (WEEK_BEFORE, LAST_CALL),
        (date(2040, 1, 1), LAST_CALL),
        (date(2025, 9, 16), date(2025, 9, 9)),
    ],
)
def test_dates(sample_base: Base, day: date, before: date) -> None:
    check(meeting(sample_base, day=day, before=before))


def test_worked_example(worked_example: Base) -> None:
    check(meeting(worked_example))


def test_a_departement_of_648_communes(empty_base: Base, load_all: Callable[..., None]) -> None:
    """Few people, so that it is quick: most communes have nobody."""
    load_all(empty_base, shared_folder("data", "contours", "communes-59-nord.geojson"))
    with empty_base.cursor() as cursor:
        codes = [row[0] for row in cursor.execute("SELECT code FROM zones ORDER BY code LIMIT 6").fetchall()]
        assert cursor.execute("SELECT count(*) FROM zones_actives").fetchone() == (648,)
    for rank, code in enumerate(codes):
        for number in range(3 * rank):
            add_person(empty_base, f"P{rank}-{number}", zone=code)
    add_calls(
        empty_base,
        [(f"P{rank}-{n}", "2020-05-04 10:00", "joint", {"niveau": 2}) for rank in (2, 5) for n in range(5)],
    )
    check(meeting(empty_base))


def test_an_empty_base_says_that_nobody_is_registered(empty_base: Base) -> None:
    steps = meeting(empty_base)
    said = {step.key_point for key, step in steps.items() if key != "decisions"}
    assert said == {"Aucune personne n'est inscrite au 10 mai 2020 : il n'y a encore rien à suivre."}
    assert all(not step.figures for step in steps.values())


def test_dates_are_those_of_the_module() -> None:
    assert BEFORE < DAY
