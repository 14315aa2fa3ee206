"""Two places in words: what differs notably, and nothing of what is withheld or unknown."""

from __future__ import annotations

import math

import pandas as pd

from tests.plain_text import plain
from visa_data.indicators.compared import NOTHING, differences
from visa_data.indicators.zone_card import CardLine, ZoneCard, first_columns

COLUMNS = first_columns()


def place(name: str, words: str = "", **values: float) -> ZoneCard:
    lines = tuple(CardLine(COLUMNS[column], value, math.nan, words) for column, value in values.items())
    empty = pd.DataFrame()
    return ZoneCard("1", name, "", "", "", math.nan, (("", lines),), (), empty, empty)


def test_what_differs_is_said_of_the_place_that_has_more() -> None:
    said = differences(
        place("Le Quesnoy", taux_joints=0.8, isolees=45, perdus_de_vue=9, besoins_non_pourvus=51),
        place("Bavay", taux_joints=0.56, isolees=30, perdus_de_vue=0, besoins_non_pourvus=2),
    )
    assert list(map(plain, said)) == [
        "Part jointe : 24 points de plus au Quesnoy (80 % contre 56 %).",
        "Personnes isolées : 1,5 fois plus au Quesnoy (45 contre 30).",
        "Perdues de vue : 9 au Quesnoy, 0 à Bavay.",
        "Besoins non pourvus : 26 fois plus au Quesnoy (51 contre 2).",
    ]


def test_small_gaps_are_not_told() -> None:
    assert differences(place("A", isolees=4, taux_joints=0.5), place("B", isolees=1, taux_joints=0.45)) == [
        NOTHING
    ]


def test_nothing_is_said_of_what_is_withheld_or_unknown() -> None:
    assert differences(place("A", "< 11", isolees=math.nan), place("B", isolees=60)) == [NOTHING]
    assert differences(place("A"), place("B", isolees=60)) == [NOTHING]


def test_rounded_counts_are_said_to_be() -> None:
    said = differences(place("A", isolees=60), place("B", isolees=20), "environ")
    assert list(map(plain, said)) == ["Personnes isolées : environ 3 fois plus à A (60 contre 20)."]
