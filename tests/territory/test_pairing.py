"""The best pairing against trying every choice, and what is said when the time runs out."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from visa_data.territory.pairing import Pairing, Pairs, best_pairing

Table = dict[tuple[int, int], tuple[int, int]]
"""(demand, volunteer) → what they share, what is lost."""


def paired(table: Table, waited: list[int], volunteers: int, each: int, seconds: float = 20) -> Pairing:
    columns = np.array([[*key, *value] for key, value in table.items()], dtype=np.int64).reshape(-1, 4).T
    return best_pairing(Pairs(*columns), np.array(waited, dtype=np.int64), volunteers, each, seconds)


def every_choice(table: Table, demands: int, volunteers: int, each: int) -> list[dict[int, tuple[int, ...]]]:
    """Each way to give each demand `each` free volunteers or none."""
    choices: list[dict[int, tuple[int, ...]]] = [{}]
    for demand in range(demands):
        able = [one for one in range(volunteers) if (demand, one) in table]
        for choice in list(choices):
            busy = {one for taken in choice.values() for one in taken}
            for who in combinations([one for one in able if one not in busy], each):
                choices.append({**choice, demand: who})
    return choices


def shared_by(choice: dict[int, tuple[int, ...]], table: Table) -> int:
    return sum(table[demand, one][0] for demand, who in choice.items() for one in who)


def lost_by(choice: dict[int, tuple[int, ...]], table: Table) -> int:
    return sum(table[demand, one][1] for demand, who in choice.items() for one in who)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Table, list[int], int, int]:
    """Mostly too few volunteers for everybody: there is something to choose."""
    demands, volunteers = draw(st.integers(1, 4)), draw(st.integers(0, 6))
    keys = [(demand, one) for demand in range(demands) for one in range(volunteers)]
    table = {
        key: (draw(st.integers(0, 3)), draw(st.integers(0, 4)))
        for key in keys
        if draw(st.sampled_from((True, True, False)))
    }
    return (
        table,
        draw(st.lists(st.integers(0, 5), min_size=demands, max_size=demands)),
        volunteers,
        draw(st.integers(1, 3)),
    )


@settings(max_examples=300, deadline=None)
@given(cases())
def test_serves_and_shares_as_much_as_the_best_choice(case: tuple[Table, list[int], int, int]) -> None:
    table, waited, volunteers, each = case
    found = paired(table, waited, volunteers, each)
    own = {demand: tuple(who) for demand, who in found.volunteers.items()}
    everyone = [one for who in own.values() for one in who]
    assert len(set(everyone)) == len(everyone) and all(len(who) == each for who in own.values())
    assert all((demand, one) in table for demand, who in own.items() for one in who)
    choices = every_choice(table, len(waited), volunteers, each)
    best = max((len(one), shared_by(one, table), sum(waited[demand] for demand in one)) for one in choices)
    assert (found.served, found.shared, sum(waited[demand] for demand in own)) == best
    assert shared_by(own, table) == found.shared
    assert found.optimal and (found.served_bound, found.shared_bound) == best[:2]
    same = [one for one in choices if one.keys() == own.keys() and shared_by(one, table) == found.shared]
    assert lost_by(own, table) == min(lost_by(one, table) for one in same)


def test_one_more_demand_served_is_worth_any_activity() -> None:
    table = {(0, 0): (9, 0), (0, 1): (9, 0), (1, 0): (0, 0), (1, 2): (0, 0), (0, 3): (0, 0)}
    found = paired(table, [0, 0], 4, 2)
    assert (found.volunteers, found.shared, found.optimal) == ({0: [1, 3], 1: [0, 2]}, 9, True)


def test_half_a_pair_serves_nobody() -> None:
    """Three volunteers whom any demand suits serve one demand, not one and a half."""
    table = {(demand, one): (1, 0) for demand in range(3) for one in range(3)}
    found = paired(table, [3, 8, 5], 3, 2)
    assert (list(found.volunteers), found.shared, found.served_bound, found.optimal) == ([1], 2, 1, True)


def test_nobody_asks_nobody_is_free_or_nobody_may() -> None:
    assert paired({}, [], 4, 2) == Pairing({}, 0, True, 0, 0)
    assert paired({}, [4, 5], 0, 2) == Pairing({}, 0, True, 0, 0)
    assert paired({(0, 0): (3, 0)}, [4, 5], 1, 2) == Pairing({}, 0, True, 0, 0)


def test_out_of_time_a_choice_that_stands_and_bounds_that_hold() -> None:
    """Too many for a tenth of a second: what is given may be served, and no bound is below the optimum."""
    draw = np.random.default_rng(5)
    demands, volunteers = 150, 240
    table = {
        (demand, int(one)): (int(draw.integers(0, 4)), 0)
        for demand in range(demands)
        for one in draw.choice(volunteers, 40, replace=False)
    }
    found = paired(table, [0] * demands, volunteers, 2, seconds=0.0)
    everyone = [one for who in found.volunteers.values() for one in who]
    assert found.served > 0 and len(set(everyone)) == len(everyone)
    assert all((demand, one) in table for demand, who in found.volunteers.items() for one in who)
    assert found.optimal == (found.served == found.served_bound and found.shared == found.shared_bound)
    whole = paired(table, [0] * demands, volunteers, 2)
    assert found.served <= whole.served <= found.served_bound
    if found.served == whole.served:
        assert found.shared <= whole.shared <= found.shared_bound
