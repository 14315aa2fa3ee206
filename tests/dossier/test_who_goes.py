"""Who may go to a place: those with room first by distance, the full last, and what is said where none has room."""

from __future__ import annotations

import math

import pytest

from tests.plain_text import plain
from visa_data.dossier.shown import marked_count, open_count
from visa_data.dossier.team_places import TeamPlaces
from visa_data.dossier.who_goes import who_goes
from visa_data.protection.marks import Mark

UNKNOWN = math.nan


def team(name: str, capacity: float, reached: int, *, active: bool = True, about: str = "") -> TeamPlaces:
    return TeamPlaces(
        name, f"Équipe {name}", active, 50.0, 3.0, capacity, open_count(reached), about, 5 if about else 1
    )


TEAMS = {
    one.identifier: one
    for one in (
        team("A", 26, 135),
        team("B", 12, 8),
        team("C", UNKNOWN, 4),
        team("D", 30, 10),
        team("E", 50, 0, active=False),
    )
}
KM = {"A": 0.5, "B": 7.2, "C": 1.0, "D": 3.2}


def names(going: dict[str, float], km: dict[str, float] = KM) -> list[str]:
    return [one.team.identifier for one in who_goes(TEAMS, going, km).goers]


def test_those_with_room_come_first_and_the_full_last() -> None:
    assert names({"A": 9, "B": 3, "C": 1, "D": 2}) == ["D", "B", "C", "A"]


def test_where_those_that_go_have_no_room_the_nearest_with_some_are_named() -> None:
    found = who_goes(TEAMS, {"A": 9}, KM)
    assert plain(found.first) == (
        "Aucune équipe qui y va n'a de place libre connue, et aucune n'a de place à moins de 3 km."
    )
    assert [(one.team.identifier, one.goes) for one in found.goers] == [
        ("D", False),
        ("B", False),
        ("A", True),
    ]
    assert found.full


def test_where_nobody_goes() -> None:
    found = who_goes(TEAMS, {}, KM)
    assert plain(found.first).startswith(
        "Aucune équipe citoyenne n'y va, et aucune n'a de place à moins de 3 km"
    )
    assert [one.team.identifier for one in found.goers] == ["D", "B"] and not found.full


def test_where_the_territory_has_no_room_left() -> None:
    found = who_goes({"A": TEAMS["A"]}, {}, KM)
    assert plain(found.first) == "Aucune équipe citoyenne n'y va, et aucune du territoire n'a de place libre."
    assert [one.team.identifier for one in found.goers] == ["A"]
    assert not who_goes({"E": TEAMS["E"]}, {}, KM).goers


def test_a_team_without_a_place_comes_after_those_whose_distance_is_known() -> None:
    assert names({"B": 1, "D": 1}, {"B": 7.2, "D": UNKNOWN}) == ["B", "D"]
    assert who_goes(TEAMS, {"D": 1}, {"D": UNKNOWN}).goers[0].far == ""


@pytest.mark.parametrize(
    ("one", "said", "sentence"),
    [
        (team("A", 26, 135), "pleine : 135 personnes isolées pour 26 places",
         "26 places, 135 personnes isolées à sa portée : pleine."),
        (team("B", 12, 8), "4 places libres", "12 places, 8 personnes isolées à sa portée : 4 places libres."),
        (team("B", 1, 1), "pleine : 1 personne isolée pour 1 place",
         "1 place, 1 personne isolée à sa portée : pleine."),
        (team("C", UNKNOWN, 4), "capacité inconnue", "Capacité inconnue, 4 personnes isolées à sa portée."),
        (team("E", 50, 0, active=False), "50 places libres", "N'agit pas à cette date."),
        (team("F", 20, 10, about="environ"), "environ 10 places libres",
         "20 places, environ 10 personnes isolées à sa portée : environ 10 places libres."),
        # Ten, rounded, may stand for eight: nine places are not known to be taken.
        (team("G", 9, 10, about="environ"), "environ 10 personnes isolées pour 9 places",
         "9 places, environ 10 personnes isolées à sa portée."),
        (team("H", 8, 10, about="environ"), "pleine : environ 10 personnes isolées pour 8 places",
         "8 places, environ 10 personnes isolées à sa portée : pleine."),
        (TeamPlaces("I", "I", True, 50.0, 3.0, 8, marked_count(0, Mark.SMALL, 11), "environ", 5),
         "moins de 11 personnes isolées pour 8 places", "8 places, moins de 11 personnes isolées à sa portée."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_team(one: TeamPlaces, said: str, sentence: str) -> None:
    assert (plain(one.said), plain(one.sentence)) == (said, sentence)


@pytest.mark.parametrize(
    ("places", "going", "sentence"),
    [
        (TEAMS, {"A": 9}, "Équipe D, à 3,2 km : 20 places libres."),
        (TEAMS, {"B": 3}, "Équipe B, à 7,2 km : 4 places libres."),
        ({"A": TEAMS["A"]}, {"A": 9}, "Aucune place libre connue ; Équipe A, à 0,5 km, pleine : "
         "135 personnes isolées pour 26 places."),
        ({"C": TEAMS["C"]}, {}, "Aucune place libre connue ; Équipe C, à 1,0 km : capacité inconnue."),
        ({"E": TEAMS["E"]}, {}, "Aucune équipe citoyenne n'est active à cette date."),
        ({"F": team("F", 20, 10, about="environ")}, {}, "Équipe F : environ 10 places libres."),
    ],
)  # fmt: skip
def test_the_first_who_may_go_in_one_sentence(
    places: dict[str, TeamPlaces], going: dict[str, float], sentence: str
) -> None:
    assert plain(who_goes(places, going, KM).sentence) == sentence
