"""Moves, ages, sources and urgent cases, against figures worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.indicators.small_base import add_calls, add_person, add_zones
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.ages import BANDS, fragility_by_age
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.fragilite import LEVEL_COLUMNS, fragility
from visa_data.indicators.mouvements import moves
from visa_data.indicators.sources import fragility_by_source
from visa_data.indicators.urgences import urgent, urgent_by_zone, waiting_first

SETTINGS = settings.load()
BEFORE, DAY = date(2020, 5, 1), date(2020, 5, 31)


@pytest.fixture
def people(empty_base: Base) -> Base:
    add_zones(empty_base, "Z1", "Z2")
    add_person(empty_base, "up", zone="Z1", born=1955)  # 65
    add_person(empty_base, "down", zone="Z1", born=1956)  # 64
    add_person(empty_base, "same", zone="Z2", born=1945, source="caf")  # 75
    add_person(empty_base, "first", zone="Z2", born=1935, source="caf")  # 85
    add_person(empty_base, "still", born=None)
    add_person(empty_base, "new", zone="Z1", since="2020-05-15", born=2030)  # not yet born: unknown
    add_person(empty_base, "gone", zone="Z1", until="2020-05-10", born=1936)
    add_calls(
        empty_base,
        [
            ("up", "2020-04-20", "joint", {"niveau": 2}),
            ("up", "2020-05-29 08:00", "joint", {"niveau": 4}),
            ("down", "2020-04-20", "joint", {"niveau": 4}),
            ("down", "2020-05-20", "joint", {"niveau": 1}),
            ("same", "2020-04-20", "joint", {"niveau": 4}),
            ("same", "2020-05-28", "joint"),
            ("first", "2020-05-05", "joint", {"niveau": 3}),
            ("new", "2020-05-16", "joint", {"niveau": 2}),
            ("gone", "2020-04-02", "joint", {"niveau": 4}),
        ],
    )
    return empty_base


def test_moves_between_two_days(people: Base) -> None:
    with people.cursor() as cursor:
        found = moves(cursor, DAY, SETTINGS, EVERYBODY, before=BEFORE)
    flows = {(row.de, row.vers): row.personnes for row in found.flows.itertuples()}
    assert flows == {(2, 4): 1, (4, 1): 1, (4, 4): 1, (0, 3): 1, (0, 0): 1}
    assert (found.both, found.up, found.down, found.evaluated) == (5, 1, 1, 1)
    assert (found.arrived, found.left) == (1, 1)
    assert set(found.flows.columns) == {"de", "vers", "de_libelle", "vers_libelle", "personnes"}


def test_moves_account_for_everybody(people: Base) -> None:
    with people.cursor() as cursor:
        found = moves(cursor, DAY, SETTINGS, EVERYBODY, before=BEFORE)
        at_day = fragility(cursor, DAY, SETTINGS, EVERYBODY)["personnes"].sum()
        at_before = fragility(cursor, BEFORE, SETTINGS, EVERYBODY)["personnes"].sum()
    assert found.both + found.arrived == at_day
    assert found.both + found.left == at_before


def test_moves_of_nobody(empty_base: Base) -> None:
    with empty_base.cursor() as cursor:
        found = moves(cursor, DAY, SETTINGS, EVERYBODY, before=BEFORE)
    assert (found.both, found.up, found.arrived, found.left) == (0, 0, 0, 0)


def test_ages_are_the_years_between(people: Base) -> None:
    with people.cursor() as cursor:
        table = fragility_by_age(cursor, DAY, SETTINGS, EVERYBODY).set_index("tranche")
    assert table.index.tolist() == list(BANDS)
    assert table["personnes"].tolist() == [1, 1, 1, 1, 2]
    assert table.loc["65 à 74 ans", "niveau_4"] == 1
    assert table.loc["Âge inconnu", ["non_evaluees", "niveau_2"]].tolist() == [1, 1]
    assert (table[list(LEVEL_COLUMNS)].sum(axis=1) == table["personnes"]).all()


def test_sources_are_all_there(people: Base) -> None:
    with people.cursor() as cursor:
        table = fragility_by_source(cursor, DAY, SETTINGS, EVERYBODY).set_index("source")
    assert len(table) == 6
    assert table["personnes"].to_dict() | {"registre_communal": 4, "caf": 2} == table["personnes"].to_dict()
    assert table.loc["caf", ["niveau_3", "niveau_4"]].tolist() == [1, 1]
    assert table.loc["carsat", "personnes"] == 0


def test_urgent_cases_without_contact_come_first(people: Base) -> None:
    with people.cursor() as cursor:
        every = urgent_by_zone(cursor, DAY, SETTINGS, EVERYBODY)
        one = urgent_by_zone(cursor, DAY, SETTINGS, Filters(zones=("Z1",)))
        whole = urgent(cursor, DAY, SETTINGS, EVERYBODY)
    table = waiting_first(every)
    # `up` was joined two days before, `same` three: 48 hours are over for the second.
    assert table[["code_zone", "urgences", "urgences_sans_contact"]].values.tolist() == [
        ["Z2", 1, 1],
        ["Z1", 1, 0],
    ]
    assert one["code_zone"].tolist() == ["Z1"]
    assert set(every["code_zone"]) > set(table["code_zone"]), "a zone without any urgent case has its row too"
    assert whole.iloc[0].to_dict() == {"urgences": 2, "urgences_sans_contact": 1}
