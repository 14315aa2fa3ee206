"""The four blanks, in words."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.plain_text import plain
from visa_data.indicators.quatre_blancs import Blank
from visa_data.meeting.blanks import NONE, blank_people, blank_sentence


def blank(*zones: tuple[str, int], people: int, name: str = "sans_equipe", known: bool = True) -> Blank:
    table = pd.DataFrame(
        [(f"99{row}", zone, count) for row, (zone, count) in enumerate(zones)],
        columns=["code_zone", "nom_zone", "personnes"],
    )
    return Blank(name, "Titre", "Définition", ("isolée", "isolées"), table, 52, people, known)


@pytest.mark.parametrize(
    ("zones", "people", "expected"),
    [
        ([], 0, "Aucune zone blanche."),
        ([], 4, "Aucune zone entièrement concernée."),
        ([("Corvilly", 1)], 1, "Zone concernée : Corvilly (1)."),
        ([("Corvilly", 3), ("Orme", 1)], 4, "Zones concernées : Corvilly (3) et Orme (1)."),
        (
            [("Corvilly", 1200), ("Orme", 5), ("Sart", 2), ("Val", 1)],
            1208,
            "Les plus concernées : Corvilly (1 200), Orme (5) et Sart (2).",
        ),
    ],
)
def test_zones_named(zones: list[tuple[str, int]], people: int, expected: str) -> None:
    assert plain(blank_sentence(blank(*zones, people=people))) == expected


@pytest.mark.parametrize("name", NONE)
def test_each_blank_says_that_there_is_none(name: str) -> None:
    assert blank_sentence(blank(people=0, name=name)) == NONE[name]


def test_unknown_is_never_said_to_be_nothing() -> None:
    assert (
        plain(blank_sentence(blank(people=0, known=False)))
        == "Population non chargée : chargez le fichier de population par zone pour le savoir."
    )


def test_people_are_counted_in_french() -> None:
    assert plain(blank_people(blank(people=1))) == "1 isolée"
    assert plain(blank_people(blank(people=2))) == "2 isolées"
