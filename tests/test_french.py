from datetime import date, datetime

import pytest

from visa_data import french


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1\u202f234,5"),
        (0, 0, "0"),
        (-0.2, 0, "0"),
        (1_000_000, 0, "1\u202f000\u202f000"),
        (float("nan"), 0, "–"),
        (None, 2, "–"),
    ],
)
def test_numbers(value: float | None, decimals: int, text: str) -> None:
    assert french.number(value, decimals) == text


def test_signs_percentages_and_distances() -> None:
    assert [french.signed(v) for v in (3, -2, 0, float("nan"))] == ["+3", "−2", "=", "–"]
    assert french.percent(0.7603) == "76\u00a0%"
    assert french.percent(float("nan")) == "–"
    assert french.kilometres(11.04) == "11,0\u00a0km"


def test_dates() -> None:
    assert french.day(date(2020, 5, 12)) == "12 mai 2020"
    assert french.day(None) == "–"
    assert french.moment(datetime(2020, 5, 12, 9, 5)) == "12 mai 2020 à 09:05"


@pytest.mark.parametrize(("count", "text"), [(0, "0\u00a0zone"), (1, "1\u00a0zone"), (2, "2\u00a0zones")])
def test_the_plural_starts_at_two(count: int, text: str) -> None:
    assert french.counted(count, "zone") == text


def test_lists() -> None:
    assert french.listed([]) == ""
    assert french.listed(["a"]) == "a"
    assert french.listed(["a", "b", "c"]) == "a, b et c"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bavay", "de Bavay"),
        ("Englefontaine", "d'Englefontaine"),
        ("Étrœungt", "d'Étrœungt"),
        ("Le Quesnoy", "du Quesnoy"),
        ("Les Essarteaux", "des Essarteaux"),
        ("La Flamengrie", "de La Flamengrie"),
    ],
)
def test_a_place_after_de(name: str, expected: str) -> None:
    assert french.of(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bavay", "à Bavay"),
        ("Le Quesnoy", "au Quesnoy"),
        ("Les Essarteaux", "aux Essarteaux"),
        ("La Flamengrie", "à La Flamengrie"),
    ],
)
def test_a_place_after_a(name: str, expected: str) -> None:
    assert french.at(name) == expected


def test_the_first_of_a_month_is_an_ordinal() -> None:
    assert french.day(date(2025, 11, 1)) == "1er novembre 2025"
    assert french.short_day(date(2025, 10, 1)) == "1er oct."
    assert french.moment(datetime(2025, 11, 1, 8)) == "1er novembre 2025 à 08:00"
    assert french.day(date(2025, 11, 11)) == "11 novembre 2025"
