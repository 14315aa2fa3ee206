"""The best loop against trying every set of stops in every order, and what is said when the time runs out."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from visa_data.territory.touring import Tour, best_tour

PLACES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.frozensets(st.integers(0, 11), max_size=6)),
    min_size=1,
    max_size=6,
)
"""On a small grid, so that loops are often equally long, and two places often one."""


def distances_between(points: list[tuple[int, int]]) -> NDArray[np.float64]:
    where = np.array(points, dtype=float).reshape(-1, 2)
    return np.asarray(np.hypot(*(where[:, None] - where[None]).transpose(2, 0, 1)))


def loop(stops: tuple[int, ...], start: int, distances: NDArray[np.float64]) -> float:
    every = [start, *stops, start]
    return float(sum(distances[one, other] for one, other in pairwise(every)))


def tried(
    reached: list[frozenset[int]], distances: NDArray[np.float64], start: int, number: int, loop_km: float
) -> tuple[int, float, tuple[int, ...]]:
    """People, length and stops of the best loop: every set, every order."""
    best: tuple[int, float, int, tuple[int, ...]] = (0, 0.0, 0, ())
    for size in range(1, number + 1):
        for stops in combinations(range(len(reached)), size):
            length = min(loop(order, start, distances) for order in permutations(stops))
            people = len(frozenset().union(*(reached[stop] for stop in stops)))
            found = (-people, round(length, 6), size, stops)
            if length <= loop_km + 1e-9 and found < best:
                best = found
    return -best[0], best[1], best[3]


def searched(
    reached: list[frozenset[int]],
    distances: NDArray[np.float64],
    start: int,
    number: int,
    loop_km: float,
    seconds: float = 20,
) -> Tour:
    rows = [np.array(sorted(people), dtype=np.int64) for people in reached]
    return best_tour(rows, 12, distances, start, number, loop_km, seconds)


@settings(max_examples=300, deadline=None)
@given(PLACES, st.data(), st.integers(1, 4), st.sampled_from([0.0, 4.0, 8.0, 10.5, 15.0, 40.0]))
def test_reaches_as_many_as_the_best_loop_and_is_as_short(
    places: list[tuple[int, int, frozenset[int]]], data: st.DataObject, number: int, loop_km: float
) -> None:
    reached = [people for _, _, people in places]
    distances = distances_between([(x, y) for x, y, _ in places])
    start = data.draw(st.integers(0, len(places) - 1))
    found = searched(reached, distances, start, number, loop_km)
    people, length, stops = tried(reached, distances, start, number, loop_km)
    assert (sum(found.gains), tuple(sorted(found.stops))) == (people, stops)
    assert found.optimal and found.bound == people
    assert abs(found.length_km - length) < 1e-6
    assert abs(loop(tuple(found.stops), start, distances) - length) < 1e-6
    assert len(frozenset().union(*(reached[stop] for stop in found.stops))) == people
    if start in found.stops:
        assert found.stops[0] == start
    else:
        assert not found.stops or found.stops[0] <= found.stops[-1]


def test_going_where_most_are_first_would_be_wrong() -> None:
    """Five people alone on one side, or three and three on the other: the loop allows one side."""
    distances = distances_between([(0, 0), (-5, 0), (4, 0), (5, 0)])
    reached = [frozenset[int](), frozenset(range(5)), frozenset({5, 6, 7}), frozenset({8, 9, 10})]
    found = searched(reached, distances, 0, 2, 10.0)
    assert (found.stops, found.gains, found.length_km, found.optimal) == ([2, 3], [3, 3], 10.0, True)


def test_the_start_serves_nobody_unless_it_is_a_stop() -> None:
    distances = distances_between([(0, 0), (1, 0)])
    reached = [frozenset({1}), frozenset({2, 3})]
    assert searched(reached, distances, 0, 1, 10.0).stops == [1]
    assert searched(reached, distances, 0, 2, 10.0).stops == [0, 1]


def test_of_loops_that_reach_as_many_the_shortest_then_the_lower_codes() -> None:
    distances = distances_between([(0, 0), (3, 0), (0, 2), (-2, 0)])
    reached = [frozenset[int](), frozenset({1, 2}), frozenset({3, 4}), frozenset({5, 6})]
    found = searched(reached, distances, 0, 1, 10.0)
    assert (found.stops, found.length_km) == ([2], 4.0)


def test_nobody_or_nowhere_near_enough() -> None:
    far = distances_between([(0, 0), (9, 0)])
    for reached, loop_km in (([frozenset[int]()] * 2, 60.0), ([frozenset[int](), frozenset({1})], 17.9)):
        assert searched(reached, far, 0, 4, loop_km) == Tour([], [], 0.0, True, 0)


def test_out_of_time_the_best_known_and_a_bound_that_holds() -> None:
    """Greedy takes 8 of 12 at the first step: without time to go on, it cannot be told the best."""
    distances = distances_between([(0, 0), (1, 0), (0, 1), (1, 1)])
    reached = [frozenset[int](), frozenset(range(2, 10)), frozenset(range(6)), frozenset(range(6, 12))]
    found = searched(reached, distances, 0, 2, 10.0, seconds=0.0)
    assert not found.optimal and found.stops and found.bound == 12
    assert 0 < sum(found.gains) < 12
    whole = searched(reached, distances, 0, 2, 10.0)
    assert whole.optimal and sum(whole.gains) == whole.bound == 12
