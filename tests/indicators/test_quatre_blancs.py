"""The four blanks on a base small enough to count by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.indicators.small_base import add_calls, add_needs, add_person, add_resource, add_zones
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.quatre_blancs import Blank, four_blanks

DAY = date(2020, 5, 12)


@pytest.fixture
def base(empty_base: Base) -> Base:
    """Three zones; T1 goes to B only.

    A: a1 isolated, reached, talking unmet; a2 tried in vain. B: b1 isolated, reached, three needs of which one
    has a resource; b2 never called. Nowhere: n1 isolated, reached. w1 waits for consent: never counted.
    """
    add_zones(empty_base, "A", "B", "C")
    for reference, zone in (("a1", "A"), ("a2", "A"), ("b1", "B"), ("b2", "B"), ("n1", None)):
        add_person(empty_base, reference, zone=zone)
    add_person(empty_base, "w1", zone="A", consent="en_attente")
    add_calls(
        empty_base,
        [
            ("a1", "2020-05-11 10:00", "joint", {"niveau": 2}),
            ("b1", "2020-05-11 11:00", "joint", {"niveau": 3}),
            ("n1", "2020-05-11 12:00", "joint", {"niveau": 2}),
            ("a2", "2020-05-11 13:00", "absent"),
        ],
    )
    add_needs(
        empty_base,
        ("a1", "parler", "2020-05-01", "exprime"),
        ("b1", "parler", "2020-05-01", "exprime"),
        ("b1", "sortir", "2020-05-01", "sans_solution"),
        ("b1", "rituels", "2020-05-01", "exprime"),
        ("a2", "argent", "2020-05-01", "exprime"),
        ("a2", "argent", "2020-05-03", "pourvu"),
    )
    add_resource(empty_base, "R1", "rituels", zones="B")
    with empty_base.transaction() as cursor:
        cursor.execute(
            "INSERT INTO equipes (identifiant, nom, zones_intervention, capacite, statut, import_id) "
            "VALUES ('T1', 'Équipe', 'B', 5, 'active', 0)"
        )
    return empty_base


def blanks(base: Base, filters: Filters = EVERYBODY) -> dict[str, Blank]:
    with base.cursor() as cursor:
        return {blank.name: blank for blank in four_blanks(cursor, DAY, settings.load(), filters)}


def zones_of(blank: Blank) -> list[tuple[str, int]]:
    return list(zip(blank.table["code_zone"], blank.table["personnes"], strict=True))


def test_without_team(base: Base) -> None:
    blank = blanks(base)["sans_equipe"]
    assert zones_of(blank) == [("A", 1)]
    assert (blank.zones, blank.total, blank.people) == (1, 3, 2), "n1, placed nowhere, is not reached either"


def test_without_resource_counts_a_person_once(base: Base) -> None:
    blank = blanks(base)["sans_ressource"]
    assert zones_of(blank) == [("A", 1), ("B", 1)]
    assert blank.people == 2, "b1 has two needs without resource; a2's need is met"


def test_not_reached_tried_or_not(base: Base) -> None:
    blank = blanks(base)["non_appelee"]
    assert zones_of(blank) == [("A", 1), ("B", 1)]
    assert blank.people == 2


def test_blind_register_is_unknown_without_population(base: Base) -> None:
    blank = blanks(base)["registre_aveugle"]
    assert (blank.known, blank.zones, blank.people) == (False, 0, 0)


def test_blind_register_is_below_the_median(base: Base) -> None:
    with base.transaction() as cursor:
        cursor.execute(
            "INSERT INTO population VALUES ('A', 2017, 900, 100, 40, 0), ('B', 2017, 90, 10, 4, 0), "
            "('C', 2017, 90, 10, 4, 0)"
        )
    blank = blanks(base)["registre_aveugle"]
    assert zones_of(blank) == [("C", 10)], "A: 2 for 100, B: 2 for 10, C: none for 10"
    assert (blank.known, blank.total, blank.people) == (True, 3, 10)


def test_filters_keep_to_the_zones_chosen(base: Base) -> None:
    found = blanks(base, Filters(zones=("B",)))
    assert (found["sans_equipe"].zones, found["sans_equipe"].total, found["sans_equipe"].people) == (0, 1, 0)
    assert zones_of(found["non_appelee"]) == [("B", 1)]
