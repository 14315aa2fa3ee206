"""The matrix of needs, their trend and what answers them, against figures worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.indicators.small_base import add_calls, add_needs, add_person, add_resource, add_zones
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.besoins import needs
from visa_data.indicators.besoins_semaines import open_needs_by_week
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.matrice_besoins import EtatBesoin, needs_matrix
from visa_data.indicators.reponses_besoin import people_in_need
from visa_data.indicators.ressources_proches import resources_for

SETTINGS = settings.load()
DAY = date(2020, 5, 27)


@pytest.fixture
def territory(empty_base: Base) -> Base:
    """Z1: three needs; Z2: evaluated, nothing open; Z3: nobody evaluated; Z4: nobody."""
    add_zones(empty_base, "Z1", "Z2", "Z3", "Z4")
    add_person(empty_base, "P1", zone="Z1", point=(50.05, 3.05))
    add_person(empty_base, "P2", zone="Z2", point=(50.05, 3.15))
    add_person(empty_base, "P3", zone="Z3")
    add_person(empty_base, "P4", since="2020-05-01")
    add_calls(
        empty_base,
        [
            ("P1", "2020-05-02 10:00", "joint", {"niveau": 2, "besoins": "parler|sortir"}),
            ("P2", "2020-05-02 10:00", "joint", {"niveau": 1}),
        ],
    )
    add_needs(
        empty_base,
        ("P1", "argent", "2020-05-25", "exprime"),
        ("P4", "parler", "2020-05-03", "exprime"),
    )
    add_resource(empty_base, "R1", "parler|arnaques", zones="Z1|Z2|Z3")
    add_resource(empty_base, "R2", "argent", radius=1, point=(50.05, 3.05), checked="2020-01-15")
    add_resource(empty_base, "R3", "argent", radius=50, point=(50.05, 3.10), checked="2020-03-15")
    add_resource(empty_base, "R4", "sortir", radius=1, point=(50.05, 3.25))
    return empty_base


def states(base: Base) -> dict[tuple[str, str], str]:
    with base.cursor() as cursor:
        frame = needs_matrix(cursor, DAY, SETTINGS, EVERYBODY)
    return {(row.code_zone, row.besoin): row.etat for row in frame.itertuples()}


@pytest.mark.parametrize(
    ("zone", "need", "state"),
    [
        ("Z1", "parler", EtatBesoin.SATURE),  # open for 25 days although R1 reaches
        ("Z1", "sortir", EtatBesoin.SANS_RESSOURCE),  # R4 is 14 km away
        ("Z1", "argent", EtatBesoin.COUVERT),  # open for two days, R2 and R3 reach
        ("Z1", "arnaques", EtatBesoin.COUVERT),  # nothing open, R1 reaches
        ("Z1", "rituels", EtatBesoin.RIEN),
        ("Z2", "arnaques", EtatBesoin.COUVERT),
        ("Z2", "rituels", EtatBesoin.RIEN),
        ("Z3", "arnaques", EtatBesoin.INCONNU),  # R1 reaches, but nobody is evaluated
        ("Z4", "argent", EtatBesoin.INCONNU),  # R3 reaches, but nobody lives there
        ("", "parler", EtatBesoin.INCONNU),
    ],
)
def test_the_state_of_a_cell(territory: Base, zone: str, need: str, state: EtatBesoin) -> None:
    assert states(territory)[zone, need] == state.value


def test_a_need_without_any_evaluation_is_not_unknown(territory: Base) -> None:
    add_needs(territory, ("P3", "rituels", "2020-05-01", "exprime"))
    assert states(territory)["Z3", "rituels"] == EtatBesoin.SANS_RESSOURCE.value


def test_zones_with_most_unmet_needs_come_first(territory: Base) -> None:
    with territory.cursor() as cursor:
        frame = needs_matrix(cursor, DAY, SETTINGS, EVERYBODY)
    assert list(dict.fromkeys(frame["code_zone"])) == ["Z1", "Z2", "Z3", "Z4", ""]
    assert len(frame) == 50


def test_open_needs_at_the_end_of_each_week(empty_base: Base) -> None:
    add_person(empty_base, "A")
    add_person(empty_base, "B", until="2020-05-20")
    add_person(empty_base, "C", since="2020-05-13")
    add_person(empty_base, "E", consent="en_attente")
    add_needs(
        empty_base,
        ("A", "parler", "2020-05-05", "exprime"),
        ("A", "parler", "2020-05-12", "pourvu"),
        ("A", "parler", "2020-05-26", "exprime"),
        ("B", "parler", "2020-05-06", "sans_solution"),
        # Expressed before the inscription: open from the inscription on.
        ("C", "parler", "2020-05-01", "en_cours"),
        # The same day: statuses apply in order, the need is met.
        ("A", "argent", "2020-05-07", "pourvu"),
        ("A", "argent", "2020-05-07", "exprime"),
        ("E", "parler", "2020-05-05", "exprime"),
    )
    with empty_base.cursor() as cursor:
        frame = open_needs_by_week(cursor, DAY, SETTINGS, EVERYBODY)
    assert sorted(set(frame["fin"])) == [date(2020, 5, day) for day in (10, 17, 24, 27)]
    by_need = frame.pivot(index="fin", columns="besoin", values="ouverts")
    # 10 May: A and B; 17 May: B and C; 24 May: C, as B left on the 20th; 27 May: C, and A again.
    assert by_need["parler"].tolist() == [2, 2, 1, 2]
    assert by_need["argent"].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "filters", [EVERYBODY, Filters(sources=("carsat", "caf")), Filters(zones=("99129",))]
)
def test_the_trend_is_the_indicator_week_by_week(sample_base: Base, filters: Filters) -> None:
    day = date(2025, 12, 6)
    with sample_base.cursor() as cursor:
        trend = open_needs_by_week(cursor, day, SETTINGS, filters, weeks=6)
        for end in sorted(set(trend["fin"])):
            expected = needs(cursor, end, SETTINGS, filters)["ouverts"].tolist()
            assert trend[trend["fin"] == end]["ouverts"].tolist() == expected
    assert len(trend) == 60
    assert trend["ouverts"].sum() > 0


def test_the_trend_of_nothing_is_empty(empty_base: Base) -> None:
    add_person(empty_base, "A")
    with empty_base.cursor() as cursor:
        assert open_needs_by_week(cursor, DAY, SETTINGS, EVERYBODY).empty


def test_who_has_the_need_open(territory: Base) -> None:
    with territory.cursor() as cursor:
        talk = people_in_need(cursor, DAY, SETTINGS, EVERYBODY, "Z1", "parler")
        nowhere = people_in_need(cursor, DAY, SETTINGS, EVERYBODY, "", "parler")
        nobody = people_in_need(cursor, DAY, SETTINGS, EVERYBODY, "Z2", "parler")
    assert talk[["reference", "niveau", "statut", "jours", "non_pourvu"]].values.tolist() == [
        ["P1", 2, "Exprimé", 25, True]
    ]
    assert nowhere["reference"].tolist() == ["P4"]
    assert nobody.empty


def test_resources_that_reach_come_first_freshest_check_first(territory: Base) -> None:
    with territory.cursor() as cursor:
        money = resources_for(cursor, DAY, SETTINGS, "Z1", "argent")
        away = resources_for(cursor, DAY, SETTINGS, "Z1", "sortir")
        none = resources_for(cursor, DAY, SETTINGS, "Z1", "rituels")
        empty_zone = resources_for(cursor, DAY, SETTINGS, "Z4", "argent")
    assert money["identifiant"].tolist() == ["R3", "R2"]
    assert money["atteint"].tolist() == [True, True]
    # One degree of longitude at 50.05° N: 111.195 × cos(50.05°) = 71.40 km.
    assert money["distance_km"].tolist() == pytest.approx([3.57, 0.0], abs=0.01)
    assert away[["identifiant", "atteint"]].values.tolist() == [["R4", False]]
    assert away["distance_km"].tolist() == pytest.approx([14.28], abs=0.01)
    assert none.empty
    # Z4's representative point is near 3.35° E: R3's 50 km reach it, R2's 1 km do not.
    assert empty_zone[["identifiant", "atteint"]].values.tolist() == [["R3", True], ["R2", False]]
