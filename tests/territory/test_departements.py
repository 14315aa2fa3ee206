"""The squares of France: every département once, no two on one square."""

from __future__ import annotations

from visa_data.territory.departements import DEPARTEMENTS

PLACE = {place.code: (place.column, place.row) for place in DEPARTEMENTS}


def test_the_101_are_there_once() -> None:
    mainland = {f"{number:02}" for number in range(1, 96) if number != 20} | {"2A", "2B"}
    overseas = {"971", "972", "973", "974", "976"}
    assert sorted(place.code for place in DEPARTEMENTS) == sorted(mainland | overseas)
    assert len({place.name for place in DEPARTEMENTS}) == 101


def test_no_two_share_a_square() -> None:
    assert len(set(PLACE.values())) == 101
    assert min(column for column, _ in PLACE.values()) == min(row for _, row in PLACE.values()) == 0


def test_they_stand_where_people_look_for_them() -> None:
    """North above south, west left of east, for pairs that nobody confuses; Corsica and those overseas apart."""
    for north, south in (
        ("59", "75"),
        ("75", "45"),
        ("45", "63"),
        ("63", "34"),
        ("50", "64"),
        ("67", "06"),
        ("2B", "2A"),
    ):
        assert PLACE[north][1] < PLACE[south][1], (north, south)
    for west, east in (
        ("29", "35"),
        ("35", "75"),
        ("75", "51"),
        ("51", "67"),
        ("33", "69"),
        ("31", "13"),
        ("13", "06"),
    ):
        assert PLACE[west][0] < PLACE[east][0], (west, east)
    mainland = {code: place for code, place in PLACE.items() if len(code) == 2 and code not in ("2A", "2B")}
    assert {PLACE[code][0] for code in ("971", "972", "973", "974", "976")} == {0}
    assert 0 not in {column for column, _ in mainland.values()}
    beside = {
        (column + x, row + y) for column, row in mainland.values() for x in (-1, 0, 1) for y in (-1, 0, 1)
    }
    assert not beside & {PLACE["2A"], PLACE["2B"]}
