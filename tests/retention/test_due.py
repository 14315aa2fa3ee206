"""What is due and what comes next, held against plain loops over the people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.indicators.small_base import add_person
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.retention.due import due, months_after, tables_about_people
from visa_data.retention.sentences import due_sentences, legal_ground_rows
from visa_data.settings import LegalGround, load
from visa_data.vocabulary import Source

USUAL = load()
FIRST = date(2020, 3, 1)
days = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))


@given(
    st.lists(st.none() | days, min_size=1, max_size=7),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=3),
    st.integers(0, 9),
    days,
)
@hypothesis_settings(max_examples=30)
def test_radiated_people_and_the_countdown(
    tmp_path_factory: pytest.TempPathFactory,
    left: list[date | None],
    joined: list[tuple[int, int]],
    wait: int,
    day: date,
) -> None:
    person = list(range(len(left)))
    with Base(tmp_path_factory.mktemp("du") / "b.duckdb") as base:
        for rank, gone in enumerate(left):
            add_person(base, f"R{rank}", until=gone.isoformat() if gone else None)
        for one, other in joined:
            if one < len(left) and other < len(left) and person[one] != person[other]:
                at = datetime(2020, 5, 1, 9)
                decide(base, f"R{one}", f"R{other}", PairDecision.SAME, at=at, by="coordination")
                person = [person[one] if number == person[other] else number for number in person]
        with base.references() as cursor:
            part = due(cursor, day, replace(USUAL, conservation_radiation_jours=wait)).parts[1]
    ends = []
    for number in set(person):
        own = [gone for gone, whose in zip(left, person, strict=True) if whose == number]
        known = [gone for gone in own if gone is not None]
        if len(known) == len(own):
            ends.append(max(known) + timedelta(days=wait))
    now, later = [end for end in ends if end <= day], [end for end in ends if end > day]
    assert (part.people, part.since) == (len(now), min(now, default=None))
    assert part.next_on == min(later, default=None)
    assert part.next_count == sum(end == min(later) for end in later)
    assert part.rows.get("personnes", 0) == sum(
        gone is not None and all(other is not None for other, whose in zip(left, person, strict=True) if whose == number)
        and max(o for o, w in zip(left, person, strict=True) if w == number and o) + timedelta(days=wait) <= day
        for gone, number in zip(left, person, strict=True)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2020, 7, 10), 3, date(2020, 10, 10)),
        (date(2020, 11, 30), 3, date(2021, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2020, 12, 31), 0, date(2020, 12, 31)),
        (date(2020, 12, 31), 12, date(2021, 12, 31)),
    ],
)
def test_months_end_as_the_base_counts_them(empty_base: Base, day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then
    with empty_base.references() as cursor:
        assert cursor.execute("SELECT (?::DATE + to_months(?))::DATE", [day, months]).fetchone() == (then,)


def test_the_crisis_counts_down_then_is_due_that_day(empty_base: Base) -> None:
    add_person(empty_base, "R1", until="2020-03-02")
    add_person(empty_base, "R2")
    settings = replace(USUAL, crise_fin=date(2020, 7, 10))
    with empty_base.references() as cursor:
        before = due(cursor, date(2020, 10, 9), settings)
        then = due(cursor, date(2020, 10, 10), settings)
        never = due(cursor, date(2020, 10, 10), USUAL)
    assert [part.cause for part in before.due] == ["radiation"]
    assert "Dans 1 jour, le 10 octobre 2020 : toutes les données sur les personnes (2 personnes)." in plain(
        "\n".join(due_sentences(before))
    )
    assert [(part.cause, part.people) for part in then.due] == [("fin_de_crise", 2)]
    assert [part.cause for part in never.due] == ["radiation"]


def test_what_the_end_of_a_crisis_empties_is_what_is_about_people() -> None:
    """Written out: a table that is added must be thought of."""
    kinds = ("personnes", "appels", "besoins", "suites", "signalements", "binomes", "appelants", "empreintes")
    derived = {"placements", "placements_signalements", "personnes_reunies", "rapprochements"}
    assert set(tables_about_people()) == {*kinds, *(f"anciens_{name}" for name in kinds), *derived}


def test_each_source_says_what_founds_it() -> None:
    settings = replace(USUAL, bases_legales=(LegalGround("carsat", "Un texte", date(2024, 4, 8)),))
    rows = legal_ground_rows(settings)
    assert [row[0] for row in rows] == [source.label for source in Source]
    assert [row[1:] for row in rows if row[0] == "Carsat"] == [
        ("Sauf opposition\u00a0: Un texte", "8 avril 2024")
    ]
    assert all("Consentement" in row[1] for row in rows if row[0] != "Carsat")
