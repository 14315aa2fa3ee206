"""Visits: drawn at random, the SQL and plain loops over the same rows count the same; joined references count once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.indicators import plain
from tests.indicators.small_base import add_calls, add_person, add_zones
from tests.indicators.test_against_plain import store
from visa_data import settings
from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.visites import pairs_listed, visits, waiting_listed

SETTINGS = settings.load()
START = date(2020, 3, 1)
DAYS = st.integers(0, 60).map(lambda number: START + timedelta(days=number))
STATUSES = ("demande", "rencontre", "actif", "suspendu", "termine")
"""In the order in which those of one day apply."""
PERSON = st.tuples(
    st.none() | DAYS,
    st.sampled_from(["oui", "oui", "en_attente"]),
    st.sampled_from(["oui", "non", None]),
    st.none() | st.integers(1, 4),
)
"""The day she leaves, her consent, whether she lives alone, the level declared on the first day."""
LOG = st.lists(
    st.tuples(st.integers(0, 2), DAYS, st.sampled_from(STATUSES), st.integers(0, 4)),
    max_size=10,
    unique_by=lambda row: row[:3],
)
"""Rows of pairs: which pair, the day, the status, the person's number (a fifth one is in no register)."""
VISITS = st.lists(
    st.tuples(st.integers(0, 3), DAYS, st.sampled_from(["joint", "absent"]), st.booleans()), max_size=10
)
"""Whose, the day, the outcome, whether it is a visit at all."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    with Base(Path(tmp_path_factory.mktemp("visites")) / "visa.duckdb") as made:
        yield made


@examples(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(people=st.lists(PERSON, min_size=4, max_size=4), log=LOG, made=VISITS, day=DAYS)
def test_same_counts(
    base: Base,
    people: list[tuple[date | None, str, str | None, int | None]],
    log: list[tuple[int, date, str, int]],
    made: list[tuple[int, date, str, bool]],
    day: date,
) -> None:
    morning = datetime(2020, 3, 1, 8)
    register = [
        plain.Person(f"R{number}", date(2020, 1, 1), left, alone, consent, [(morning, "joint", level, ())])
        for number, (left, consent, alone, level) in enumerate(people)
    ]
    store(base, register)
    add_calls(
        base,
        [
            (f"R{number}", when.isoformat(), issue, {"type": "visite" if visit else "vigilance"})
            for number, when, issue, visit in made
        ],
    )
    with base.transaction() as cursor:
        cursor.execute("DELETE FROM binomes")
        for pair, when, status, number in log:
            cursor.execute(
                "INSERT INTO binomes VALUES (?, ?, ?, ?, NULL, NULL, NULL, 1)",
                [f"B{pair}", when, status, f"R{number}"],
            )
    with base.cursor() as cursor:
        row = visits(cursor, day, SETTINGS, EVERYBODY).iloc[0]
        waiting = waiting_listed(cursor, day, SETTINGS, EVERYBODY)
        started = pairs_listed(cursor, day, SETTINGS, EVERYBODY)

    registered = {p.reference: p for p in register if p.present(day) and p.consentement == "oui"}
    latest, first = {}, {}
    for pair, when, status, number in sorted(log, key=lambda one: (one[1], STATUSES.index(one[2]))):
        if when <= day:
            latest[f"B{pair}"] = (status, f"R{number}")
            first.setdefault(f"B{pair}", when)
    latest = {pair: found for pair, found in latest.items() if found[1] in registered}
    waits = {pair: (day - first[pair]).days for pair, found in latest.items() if found[0] in STATUSES[:2]}
    active = {pair: who for pair, (status, who) in latest.items() if status == "actif"}
    isolated = {who for who, person in registered.items() if person.isolated(day)}
    past = [
        (f"R{number}", (day - when).days, issue)
        for number, when, issue, visit in made
        if visit and when <= day and f"R{number}" in registered
    ]
    seen = {who for who, ago, issue in past if ago < 21 and issue == "joint"}
    visited = isolated & set(active.values())
    expected = {
        "demandes_en_attente": len(waits),
        "attente_mediane_jours": median(waits.values()) if waits else None,
        "binomes_actifs": len(active),
        "visites_28_jours": sum(ago < 28 and issue == "joint" for _, ago, issue in past),
        "manquees_28_jours": sum(ago < 28 and issue != "joint" for _, ago, issue in past),
        "sans_visite_21_jours": sum(who not in seen for who in active.values()),
        "isolees_visitees": len(visited),
        "part_isolees_visitees": len(visited) / len(isolated) if isolated else None,
    }
    assert {name: None if row[name] != row[name] else row[name] for name in expected} == expected
    assert dict(zip(waiting["binome"], waiting["jours_attente"], strict=True)) == waits
    assert waiting["jours_attente"].tolist() == sorted(waits.values(), reverse=True)
    assert dict(zip(started["binome"], started["statut"], strict=True)) == {
        pair: status for pair, (status, _) in latest.items() if status in STATUSES[2:]
    }
    assert set(started.loc[started["sans_visite"], "binome"]) == {
        pair for pair, who in active.items() if who not in seen
    }
    for listed in started.to_dict("records"):
        mine = [ago for who, ago, issue in past if who == listed["reference"] and issue == "joint"]
        last = day - timedelta(days=min(mine)) if mine else None
        assert (
            None if listed["derniere_visite"] != listed["derniere_visite"] else listed["derniere_visite"]
        ) == (None if last is None else datetime.combine(last, datetime.min.time()))


def test_nothing_anywhere_is_zero_and_no_share(empty_base: Base) -> None:
    with empty_base.cursor() as cursor:
        row = visits(cursor, START, SETTINGS, EVERYBODY).iloc[0]
        assert waiting_listed(cursor, START, SETTINGS, EVERYBODY).empty
    counts = row.drop(["attente_mediane_jours", "part_isolees_visitees"])
    assert set(counts) == {0}
    assert row[["attente_mediane_jours", "part_isolees_visitees"]].isna().all()


def test_a_person_under_two_references_is_visited_once(empty_base: Base) -> None:
    """Her pair is known under one reference, her visits under the other; filters choose people."""
    add_zones(empty_base, "99001", "99002")
    add_person(empty_base, "R1", zone="99001")
    add_person(empty_base, "T1", zone="99001", source="caf")
    add_person(empty_base, "R2", zone="99002", source="carsat")
    add_calls(
        empty_base,
        [
            ("R1", "2020-03-02 09:00", "joint", {"niveau": 2}),
            ("R2", "2020-03-02 09:00", "joint", {"niveau": 3}),
            ("T1", "2020-04-30 15:00", "joint", {"type": "visite", "appelant": "V1"}),
        ],
    )
    with empty_base.transaction() as cursor:
        for pair, reference in (("B1", "R1"), ("B2", "T1")):
            cursor.execute(
                "INSERT INTO binomes VALUES (?, '2020-04-01', 'actif', ?, 'V1|V2', NULL, NULL, 1)",
                [pair, reference],
            )
    decide(empty_base, "R1", "T1", PairDecision.SAME, at=datetime(2020, 5, 11, 8, 0), by="coordination")
    names = ["binomes_actifs", "visites_28_jours", "sans_visite_21_jours", "isolees_visitees"]
    everybody, there, elsewhere, of_another, called = (
        EVERYBODY,
        Filters(zones=("99001",)),
        Filters(zones=("99002",)),
        Filters(sources=("carsat",)),
        Filters(callers=("V1",)),
    )
    with empty_base.cursor() as cursor:

        def read(filters: Filters) -> list[float]:
            row = visits(cursor, date(2020, 5, 10), SETTINGS, filters).iloc[0]
            return [*row[names], row["part_isolees_visitees"]]

        assert read(everybody) == [2, 1, 0, 1, 0.5]
        assert read(there) == read(called) == [2, 1, 0, 1, 1]
        assert read(elsewhere) == read(of_another) == [0, 0, 0, 0, 0]
        assert pairs_listed(cursor, date(2020, 5, 10), SETTINGS, everybody)["reference"].tolist() == [
            "R1",
            "R1",
        ]
