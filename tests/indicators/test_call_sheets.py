"""Callers' sheets: by hand on each rule, then against plain loops over invented people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.indicators import plain_action as plain
from tests.indicators.small_base import add_zones
from tests.indicators.test_action_against_plain import CALLERS, DAYS, PEOPLE, store
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.feuilles_appel import ANYONE, CallSheets, Lien, call_sheets, shared_out

SETTINGS = settings.load()
LEVEL_0 = SETTINGS.perdue_de_vue_non_evaluee


def people(*rows: tuple[int, str, str, str]) -> pd.DataFrame:
    """(level, zone, sponsor, last voice), ten minutes each."""
    frame = pd.DataFrame(rows, columns=["niveau", "code_zone", "parrain", "derniere_voix"])
    return frame.assign(minutes=10.0)


def callers(*rows: tuple[str, float, tuple[str, ...], str]) -> pd.DataFrame:
    """(code, minutes of the day, zones declared, trained)."""
    frame = pd.DataFrame(rows, columns=["appelant", "minutes_disponibles", "codes", "forme"])
    return frame.assign(codes=frame["codes"].map(frozenset))


def shared(persons: pd.DataFrame, listed: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(*shared_out(persons, listed), strict=True))


def test_the_sponsor_first_then_who_called_last() -> None:
    two = callers(("A1", 30, (), "oui"), ("A2", 30, (), "oui"))
    assert shared(people((3, "Z1", "A2", "A1"), (3, "Z1", "", "A1"), (3, "Z1", "A9", "A1")), two) == [
        ("A2", Lien.PARRAIN),
        ("A1", Lien.VOIX),
        ("A1", Lien.VOIX),
    ]


def test_a_frailer_stranger_comes_before_a_sponsored_person_of_a_lower_level() -> None:
    one = callers(("A1", 10, (), "oui"))
    assert shared(people((4, "Z1", "", ""), (2, "Z1", "A1", "")), one) == [("A1", Lien.RENFORT), ("", "")]


def test_within_a_level_ties_are_kept_before_strangers_are_given() -> None:
    one = callers(("A1", 10, (), "oui"))
    assert shared(people((2, "Z1", "", ""), (2, "Z1", "A1", "")), one) == [("", ""), ("A1", Lien.PARRAIN)]


def test_a_stranger_goes_to_her_zone_then_to_no_zone_then_elsewhere() -> None:
    three = callers(("A1", 10, ("Z2",), ""), ("A2", 10, (), ""), ("A3", 10, ("Z1", "Z3"), ""))
    assert shared(people(*[(1, "Z1", "", "")] * 4), three) == [
        ("A3", Lien.ZONE),
        ("A2", Lien.RENFORT),
        ("A1", Lien.RENFORT),
        ("", ""),
    ]


def test_among_equals_the_trained_then_who_has_most_time_then_the_lower_code() -> None:
    four = callers(("A1", 90, (), "non"), ("A2", 20, (), "oui"), ("A3", 30, (), ""), ("A4", 30, (), ""))
    assert [code for code, _ in shared(people(*[(1, "Z1", "", "")] * 4), four)] == ["A3", "A4", "A2", "A3"]


def test_a_full_sponsor_hands_over_and_never_goes_beyond_the_day() -> None:
    two = callers(("A1", 19.9, (), ""), ("A2", 15, (), ""))
    persons = people((3, "Z1", "A1", ""), (3, "Z1", "A1", ""), (3, "Z1", "A1", ""))
    assert shared(persons, two) == [("A1", Lien.PARRAIN), ("A2", Lien.RENFORT), ("", "")]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    with Base(tmp_path_factory.mktemp("feuilles") / "invente.duckdb") as base:
        add_zones(base, "Z1", "Z2")
        yield base


@examples(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(
    PEOPLE,
    CALLERS,
    DAYS,
    st.lists(st.sampled_from([None, "Z1", "Z2", "Z1|Z2"]), min_size=3, max_size=3),
    st.sampled_from([1.0, 12.0, 40.0]),
)
def test_as_plain_loops_give_them(
    kept: Base,
    invented: Sequence[plain.Person],
    listed: Sequence[plain.Caller],
    day: date,
    zones: Sequence[str | None],
    times: float,
) -> None:
    """times: how many times the hours, so that days are short, middling and long."""
    for number, person in enumerate(invented):
        person.reference = f"P{number}"
    for caller in listed:
        caller.hours = None if caller.hours is None else caller.hours * times
    store(kept, invented, listed)
    declared = {caller.code: zone for caller, zone in zip(listed, zones, strict=False)}
    with kept.transaction() as cursor:
        for code, zone in declared.items():
            cursor.execute("UPDATE appelants SET zones = ? WHERE appelant = ?", [zone, code])
    with kept.cursor() as cursor:
        sheets = call_sheets(cursor, day, SETTINGS)
    calls, left = by_hand(invented, listed, day, declared, sheets.minutes)
    found = {
        code: list(zip(rows["reference"], rows["lien"], strict=True))
        for code, rows in sheets.calls.groupby("appelant")
    }
    assert found == calls
    assert sheets.left["reference"].tolist() == left
    assert_whole(sheets)
    tomorrow = day + timedelta(days=1)
    assert sheets.undeclared == sum(c.active(tomorrow) and c.hours is None for c in listed)


def assert_whole(sheets: CallSheets) -> None:
    """Nobody on two sheets, no day exceeded, ranks from 1, and nobody both called and left."""
    assert sheets.calls["reference"].is_unique
    assert not set(sheets.calls["reference"]) & set(sheets.left["reference"])
    assert (sheets.callers["minutes_prevues"] <= sheets.callers["minutes_disponibles"] + 1e-9).all()
    for _, rows in sheets.calls.groupby("appelant"):
        assert rows["rang"].tolist() == list(range(1, len(rows) + 1))
        assert rows["niveau"].is_monotonic_decreasing


def by_hand(
    invented: Sequence[plain.Person],
    listed: Sequence[plain.Caller],
    day: date,
    declared: dict[str, str | None],
    minutes: dict[int, float],
) -> tuple[dict[str, list[tuple[str, str]]], list[str]]:
    """What each caller gets, and who is left, by the rules read aloud."""
    tomorrow = day + timedelta(days=1)
    due = sorted((rank(p, day), p.reference, p) for p in invented if is_due(p, day))
    room = {
        c.code: c.hours * 60 / 5
        for c in sorted(listed, key=lambda c: c.code)
        if c.active(tomorrow) and c.hours is not None
    }
    trained = {c.code: c.trained != "non" for c in listed}
    given: dict[str, tuple[str, str]] = {}
    for level in (4, 3, 2, 1, 0):
        band = [p for _, _, p in due if p.level(day) == level]
        for person in band:
            known = [(person.sponsor, "parrain"), (last_voice(person, day), "voix")]
            code, why = next(((c, why) for c, why in known if c in room), (None, ""))
            if code and room[code] >= minutes[level]:
                given[person.reference] = (code, why)
                room[code] -= minutes[level]
        for person in band:
            able = [code for code in room if room[code] >= minutes[level]]
            if person.reference in given or not able:
                continue

            def place(code: str, person: plain.Person = person) -> int:
                zones = declared.get(code)
                return 1 if not zones else 0 if person.zone and person.zone in zones.split("|") else 2

            code = min(able, key=lambda c: (place(c), not trained[c], -room[c], c))
            given[person.reference] = (code, "renfort" if place(code) else "zone")
            room[code] -= minutes[level]
    calls: dict[str, list[tuple[str, str]]] = {}
    for _, reference, _ in due:
        if reference in given:
            calls.setdefault(given[reference][0], []).append((reference, given[reference][1]))
    return calls, [reference for _, reference, _ in due if reference not in given]


def joined(person: plain.Person, day: date) -> list[date]:
    return [m.date() for m, _, outcome, _, _ in person.calls if m.date() <= day and outcome == "joint"]


def waited(person: plain.Person, day: date) -> int:
    """Days on the morrow."""
    return (day - max(joined(person, day), default=person.since)).days + 1


def is_due(person: plain.Person, day: date) -> bool:
    if not person.inscrit(day):
        return False
    level, met = person.level(day), bool(joined(person, day))
    tries = sum(m.date() <= day for m, *_ in person.calls)
    if not met:
        return tries < SETTINGS.tentatives_jamais_joints
    return waited(person, day) >= plain.CADENCE[level] if level else waited(person, day) > LEVEL_0


def rank(person: plain.Person, day: date) -> tuple[int, int, int]:
    level = person.level(day)
    late = max(0, waited(person, day) - plain.CADENCE[level]) if level else 0
    return (-level, -late, -waited(person, day))


def last_voice(person: plain.Person, day: date) -> str | None:
    heard = [
        (outcome != "joint", -m.timestamp(), caller)
        for m, caller, outcome, _, _ in person.calls
        if m.date() <= day and caller
    ]
    return min(heard)[2] if heard else None


@pytest.mark.real_data
def test_minutes_are_those_of_the_calls_made(acting_example: Base) -> None:
    """Without any length of call, an assumption, and it is told."""
    with acting_example.cursor() as cursor:
        known = call_sheets(cursor, date(2020, 5, 10), SETTINGS)
    assert not known.assumed and known.day == date(2020, 5, 11)
    with acting_example.transaction() as cursor:
        cursor.execute("UPDATE appels SET duree_min = NULL")
    with acting_example.cursor() as cursor:
        unknown = call_sheets(cursor, date(2020, 5, 10), SETTINGS)
    assert unknown.assumed and len(set(unknown.minutes.values())) == 1


@pytest.mark.real_data
def test_hours_typed_are_those_of_the_day_wherever_they_stop(acting_example: Base) -> None:
    """Fewer for all: the same people less the least pressing. None for one: her share goes to the others."""
    day = date(2020, 5, 10)
    with acting_example.cursor() as cursor:
        given = call_sheets(cursor, day, SETTINGS)
        hours = float(given.calls["minutes"].sum()) / 60
        assert call_sheets(cursor, day, SETTINGS, most=hours).calls.equals(given.calls)
        fewer = call_sheets(cursor, day, SETTINGS, most=hours / 2)
        caller = given.calls["appelant"].iloc[0]
        none = call_sheets(cursor, day, SETTINGS, hours=((caller, 0.0),))
    assert len(fewer.calls) < len(given.calls)
    assert fewer.calls["minutes"].sum() <= hours * 30 + 1e-6
    kept, before = set(fewer.calls["reference"]), set(given.calls["reference"])
    assert kept <= before and set(fewer.left["reference"]) >= before - kept
    assert caller not in set(none.calls["appelant"])


def test_no_caller_no_sheet(empty_base: Base) -> None:
    with empty_base.cursor() as cursor:
        sheets = call_sheets(cursor, date(2020, 5, 10), SETTINGS)
    assert sheets.calls.empty and sheets.callers.empty and sheets.left.empty
    with empty_base.cursor() as cursor:
        somebody = call_sheets(cursor, date(2020, 5, 10), SETTINGS, hours=((ANYONE, 2.0),))
    assert somebody.callers["appelant"].tolist() == [ANYONE] and somebody.undeclared == 0
