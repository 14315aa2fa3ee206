"""The maximal covering optimum against trying every set."""

from itertools import combinations
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from visa_data.territory import siting
from visa_data.territory.siting import best_sites


def brute_force(covered_by: list[list[int]], number: int) -> tuple[int, tuple[int, ...]]:
    best: tuple[int, tuple[int, ...]] = (-1, ())
    for sites in combinations(range(len(covered_by)), min(number, len(covered_by))):
        value = len(set().union(*(covered_by[site] for site in sites)))
        if value > best[0]:
            best = (value, sites)
    return best


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 19), max_size=8, unique=True), min_size=1, max_size=7),
    st.integers(1, 4),
)
def test_covers_as_many_as_the_best_set(covered_by: list[list[int]], number: int) -> None:
    found = best_sites([np.array(sorted(rows), dtype=np.int64) for rows in covered_by], 20, number, 20)
    value, _ = brute_force(covered_by, number)
    assert found.optimal
    assert sum(found.gains) == max(0, value) == found.bound
    assert len(set().union(*(covered_by[site] for site in found.sites), set())) == sum(found.gains)
    assert found.gains == sorted(found.gains, reverse=True)
    assert all(gain > 0 for gain in found.gains)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 19), max_size=8, unique=True), min_size=1, max_size=9),
    st.integers(1, 4),
)
def test_who_is_left_out_beforehand_is_in_no_best_set(covered_by: list[list[int]], number: int) -> None:
    value, lowest = brute_force(covered_by, number)
    with mock.patch.object(siting, "FEW", 0):
        found = best_sites([np.array(sorted(rows), dtype=np.int64) for rows in covered_by], 20, number, 20)
    assert sum(found.gains) == value == found.bound
    if all(found.gains) and len(found.sites) == min(number, len(covered_by)):
        assert tuple(sorted(found.sites)) == lowest


@pytest.mark.parametrize("number", [1, 3, 8])
def test_a_town_of_candidates_is_solved_as_the_whole_problem(number: int) -> None:
    draw = np.random.default_rng(number)
    places, people = draw.random((300, 2)), draw.random((900, 2))
    near = np.linalg.norm(places[:, None] - people[None], axis=2) < 0.07
    found = best_sites([np.flatnonzero(row) for row in near], len(people), number, 60)
    # Church and ReVelle's program, whole: x places, y people.
    whole = milp(
        np.concatenate([np.zeros(len(places)), -np.ones(len(people))]),
        integrality=np.ones(len(places) + len(people)),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(np.hstack([-near.T.astype(float), np.eye(len(people))]), -np.inf, 0),
            LinearConstraint(np.concatenate([np.ones(len(places)), np.zeros(len(people))]), 0, number),
        ],
    )
    assert found.optimal
    assert sum(found.gains) == found.bound == round(-whole.fun)


def test_greedy_would_be_wrong_here() -> None:
    covered_by = [[0, 1, 2, 3], [0, 1, 4], [2, 3, 5]]
    found = best_sites([np.array(rows) for rows in covered_by], 6, 2, 20)
    assert (found.sites, found.gains) == ([1, 2], [3, 3])


def test_ties_go_to_the_lower_code() -> None:
    covered_by = [[9], [0, 1], [2, 3], [0, 1], [2, 3]]
    found = best_sites([np.array(rows) for rows in covered_by], 10, 2, 20)
    assert (found.sites, found.gains) == ([1, 2], [2, 2])


def test_more_teams_than_useful_places() -> None:
    found = best_sites([np.array([0]), np.array([0, 1])], 2, 2, 20)
    assert (found.sites, found.gains) == ([1], [2])


def test_nobody_to_cover() -> None:
    found = best_sites([np.empty(0, dtype=np.int64)] * 3, 0, 2, 20)
    assert (found.sites, found.optimal, found.bound) == ([], True, 0)
