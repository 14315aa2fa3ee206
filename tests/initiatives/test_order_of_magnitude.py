"""What an initiative would ask here: in proportion, to one figure, and never empty."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plain_text import plain
from visa_data.initiatives.catalogue import catalogue
from visa_data.initiatives.initiative import Figure, Initiative, Moyen
from visa_data.initiatives.order_of_magnitude import (
    NO_MEANS,
    NOBODY,
    NONE_SCALES,
    NOT_COUNTED,
    asked_here,
    one_figure,
)

ENTRIES = {one.key: one for one in catalogue()}
VISITS = ENTRIES["je_vous_visite"]


def with_means(*means: Figure, served: float | None = 100) -> Initiative:
    people = None if served is None else Figure("personnes inventées", served, "100", 1)
    return replace(VISITS, people=people, means=means)


def figure(value: float, means: Moyen, words: str = "inventés", *, scales: bool = True) -> Figure:
    return Figure(words, value, "", 1, means=means, scales=scales)


def said(initiative: Initiative, people: float | None) -> list[str]:
    return [plain(means.sentence) for means in asked_here(initiative, people).scaled]


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (25, 30),
        (24.9, 20),
        (32, 30),
        (96, 100),
        (0.048, 0.05),
        (0.55, 0.6),
        (7, 7),
        (1, 1),
        (149_999, 100_000),
    ],
)
def test_one_significant_figure(value: float, rounded: float) -> None:
    assert one_figure(value) == rounded


@given(st.floats(min_value=1e-6, max_value=1e12))
def test_an_order_of_magnitude_has_one_digit_and_stays_near(value: float) -> None:
    found = one_figure(value)
    assert len(f"{found:e}".split("e")[0].rstrip("0").rstrip(".")) == 1
    assert abs(found - value) <= 0.5 * 10 ** math.floor(math.log10(value)) * (1 + 1e-9)


def test_volunteers_for_the_people_of_here() -> None:
    """29 volunteers for 32 people: 25 people ask 22.7, that is 20; 40 ask 36.25, that is 40."""
    source = "d'après : 29 bénévoles visiteurs pour 32 personnes âgées visitées régulièrement."
    assert said(VISITS, 25) == [f"De l'ordre de 20 bénévoles, {source}"]
    assert said(VISITS, 40) == [f"De l'ordre de 40 bénévoles, {source}"]


def test_what_does_not_grow_is_told_as_it_is() -> None:
    fixed = [plain(text) for text in asked_here(VISITS, 25).fixed]
    assert len(fixed) == len(VISITS.means) - 1
    assert "29 444 euros, coût de l'action d'après la fiche (sans dire s'il est annuel)" in fixed
    assert not any("29 bénévoles" in text for text in fixed)


def test_each_unit_is_said() -> None:
    one = with_means(
        figure(1, Moyen.SALARIES_ETP),
        figure(12, Moyen.HEURES_SEMAINE),
        figure(32_000, Moyen.EUROS_AN),
        figure(9_000, Moyen.EUROS_UNE_FOIS),
        figure(2, Moyen.AUTRE, "camions inventés"),
    )
    assert [text.split(", d'après")[0] for text in said(one, 50)] == [
        "De l'ordre de 0,5 équivalent temps plein salarié",
        "De l'ordre de 6 heures par semaine",
        "De l'ordre de 20 000 euros par an",
        "De l'ordre de 5 000 euros, une fois",
        "De l'ordre de 1",
    ]
    assert "2 camions inventés pour 100 personnes inventées." in said(one, 50)[-1]


def test_a_volunteer_is_a_whole_person() -> None:
    assert said(with_means(figure(3, Moyen.BENEVOLES)), 2)[0].startswith("De l'ordre de 1 bénévole,")


@pytest.mark.parametrize(
    ("initiative", "people", "reason"),
    [
        (VISITS, None, NOT_COUNTED),
        (VISITS, math.nan, NOT_COUNTED),
        (VISITS, 0, NOBODY),
        (with_means(), 25, NO_MEANS),
        (with_means(figure(5, Moyen.BENEVOLES, scales=False)), 25, NONE_SCALES),
        (with_means(figure(5, Moyen.BENEVOLES), served=None), 25, NONE_SCALES),
    ],
)
def test_why_nothing_is_said(initiative: Initiative, people: float | None, reason: str) -> None:
    found = asked_here(initiative, people)
    assert (found.scaled, found.silent) == ((), reason)
    assert len(found.fixed) == len(initiative.means)


@pytest.mark.parametrize("key", ENTRIES)
@pytest.mark.parametrize("people", [None, 0, 1, 25, 3_000])
def test_every_entry_says_something_and_loses_no_means(key: str, people: float | None) -> None:
    found = asked_here(ENTRIES[key], people)
    assert bool(found.scaled) != bool(found.silent)
    assert len(found.scaled) + len(found.fixed) == len(ENTRIES[key].means)
