"""The coordinator's lists, against people placed by hand on each side of each rule."""

from __future__ import annotations

from datetime import date

import pytest

from tests.indicators.small_base import add_calls, add_person, add_zones
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.couverture import coverage
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.listes import Liste, people_listed

SETTINGS = settings.load()
DAY = date(2020, 5, 31)


@pytest.fixture
def people(empty_base: Base) -> Base:
    add_zones(empty_base, "Z1")
    for reference in ("never", "tried", "unreached", "due", "early", "lost", "urgent", "unheard"):
        add_person(empty_base, reference, zone="Z1")
    add_person(empty_base, "waiting", consent="en_attente")
    add_person(empty_base, "gone", until="2020-05-31")
    add_person(empty_base, "later", since="2020-06-01")
    add_person(empty_base, "sponsored", sponsor="S9")
    add_calls(
        empty_base,
        [
            ("tried", "2020-05-01", "absent", {"appelant": "A1"}),
            ("tried", "2020-05-02", "absent", {"appelant": "A1"}),
            *[("unreached", f"2020-05-0{n}", "absent") for n in (1, 2, 3)],
            # Level 3, seven days: on the seventh it is due and still up to date.
            ("due", "2020-05-24", "joint", {"niveau": 3, "appelant": "A2"}),
            ("early", "2020-05-25", "joint", {"niveau": 3}),
            # Fifteen days, more than twice seven.
            ("lost", "2020-05-16", "joint", {"niveau": 3}),
            ("urgent", "2020-05-28", "joint", {"niveau": 4}),
            # A level declared although nobody was joined: due, and first.
            ("unheard", "2020-05-28", "message", {"niveau": 4}),
            ("sponsored", "2020-05-30", "joint", {"niveau": 1, "appelant": "A3"}),
            ("sponsored", "2020-01-30", "joint", {"niveau": 1, "appelant": "A4"}),
        ],
    )
    return empty_base


def listed(base: Base, liste: Liste, filters: Filters = EVERYBODY) -> list[str]:
    with base.cursor() as cursor:
        return people_listed(cursor, DAY, SETTINGS, filters, liste)["reference"].tolist()


@pytest.mark.parametrize(
    ("liste", "expected"),
    [
        (Liste.JAMAIS_APPELEES, ["never"]),
        (Liste.JAMAIS_JOINTES, ["unreached"]),
        (Liste.PERDUES_DE_VUE, ["lost"]),
        # Level × days overdue: 4 × 149 since she registered, 3 × 8, 4 × 1, then 3 × 0.
        (Liste.A_RAPPELER, ["unheard", "lost", "urgent", "due"]),
        (Liste.URGENCES, ["unheard", "urgent"]),
    ],
)
def test_who_is_on_the_list(people: Base, liste: Liste, expected: list[str]) -> None:
    assert listed(people, liste) == expected


def test_lists_count_as_the_coverage_does(people: Base) -> None:
    with people.cursor() as cursor:
        counts = coverage(cursor, DAY, SETTINGS, EVERYBODY).iloc[0]
    assert len(listed(people, Liste.JAMAIS_JOINTES)) == counts["jamais_joints"]
    assert len(listed(people, Liste.PERDUES_DE_VUE)) == counts["perdus_de_vue"]
    assert len(listed(people, Liste.JAMAIS_APPELEES)) == counts["inscrits"] - counts["tentes"]


def test_each_line_says_zone_level_last_contact_and_caller(people: Base) -> None:
    with people.cursor() as cursor:
        due = people_listed(cursor, DAY, SETTINGS, EVERYBODY, Liste.A_RAPPELER).set_index("reference")
        later = people_listed(cursor, date(2020, 7, 15), SETTINGS, EVERYBODY, Liste.A_RAPPELER)
    assert due.loc["due", ["nom_zone", "niveau", "appels", "appelant"]].tolist() == ["Zone Z1", 3, 1, "A2"]
    assert due.loc["due", "dernier_contact"].date() == date(2020, 5, 24)
    assert due["dernier_contact"].isna().to_dict()["unheard"]
    sponsored = later.set_index("reference").loc["sponsored"]
    # The sponsor comes before the caller of the last call; nowhere is said in words.
    assert sponsored[["nom_zone", "appelant"]].tolist() == ["Non localisées", "S9"]


def test_days_overdue_are_those_beyond_the_cadence(people: Base) -> None:
    with people.cursor() as cursor:
        due = people_listed(cursor, DAY, SETTINGS, EVERYBODY, Liste.A_RAPPELER).set_index("reference")
        never = people_listed(cursor, DAY, SETTINGS, EVERYBODY, Liste.JAMAIS_APPELEES)
    assert due["jours_attente"].to_dict() == {"unheard": 151, "lost": 15, "urgent": 3, "due": 7}
    assert due["retard_jours"].to_dict() == {"unheard": 149, "lost": 8, "urgent": 1, "due": 0}
    assert never[["jours_attente", "retard_jours"]].values.tolist() == [[151, 0]], "no level, no cadence"


def test_filters_apply(people: Base) -> None:
    assert listed(people, Liste.JAMAIS_APPELEES, Filters(sources=("caf",))) == []
