"""The network read together: sums that hold the truth, groups that add up, and nobody told apart who did not agree."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.invented import FIRST, counts, tables, towns
from visa_data.network.figures import FIGURES, Town, figures_of, own_figures, towns_of
from visa_data.network.intervals import Interval, added, count_text, of_published, share_text
from visa_data.network.told import Told
from visa_data.network.view import ALIKE, ELSEWHERE, TOGETHER, Network, Viewer, alike, ranks_of
from visa_data.protection.rules import Rules
from visa_data.territory.departements import DEPARTEMENTS

RULES = Rules()
WEEKS, NUMBER = 5, 40
DAY = FIRST + timedelta(weeks=WEEKS - 1)


@cache
def told(number: int = NUMBER) -> Told:
    """What the lake would say, without one."""
    every = towns(number)
    members = pd.DataFrame(
        [
            # Few départements, so that some have one unnamed cooperation and some many.
            (
                t.code,
                t.member.name,
                DEPARTEMENTS[t.number % 9].code,
                t.member.maturity.value,
                t.member.milieu.value,
                t.member.inhabitants,
                t.member.agrees,
            )
            for t in every
        ],
        columns=["cooperation", "nom", "departement", "maturite", "milieu", "habitants", "accord"],
    )
    books, totals, weeks = [], [], []
    for town in every:
        last = WEEKS if town.number != 3 else 0
        for number in range(1, last + 1):
            book = tables(town, number)
            day = book.manifest.day
            weeks.append(book.totals[book.totals["jour"] == day].assign(cooperation=town.code))
            if number == last:
                totals.append(book.totals.assign(cooperation=town.code))
                books.append((town.code, number, day, book.manifest.before, book.manifest.exact, True, "{}"))
    return Told(
        DAY,
        members,
        pd.DataFrame(
            books, columns=["cooperation", "numero", "jour", "avant", "exact", "invente", "reglages"]
        ),
        pd.concat(totals, ignore_index=True),
        pd.concat(weeks, ignore_index=True),
        pd.DataFrame(columns=["cooperation", "geometrie"]),
    )


@cache
def every_town() -> tuple[Town, ...]:
    return tuple(towns_of(told()))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30))
def test_a_sum_holds_the_truth_and_is_exact_when_each_is(values: list[int]) -> None:
    array = np.array(values)
    marks = RULES.marks(array)
    shown = np.where(np.isin(marks, (1, 2)), np.nan, np.where(array == 0, 0, RULES.rounded(array)))
    each = [of_published(value, int(mark), RULES) for value, mark in zip(shown, marks, strict=True)]
    total = added(each)
    assert total.low <= array.sum() <= total.high
    assert total.high - total.low <= 9 * len(values)
    assert added(of_published(float(value), 0, RULES) for value in values) == Interval(
        array.sum(), array.sum()
    )


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 40), st.integers(1, 40))
def test_a_share_holds_the_truth(part: int, more: int, blur: int, other: int) -> None:
    whole = part + more
    low, high = Interval(max(0, part - blur), part + blur), Interval(max(0, whole - other), whole + other)
    found = low.over(high)
    if whole:
        assert found.low - 1e-12 <= part / whole <= found.high + 1e-12
        assert Interval(part, part).over(Interval(whole, whole)) == Interval(part / whole, part / whole)


def test_they_are_written_as_they_are_known() -> None:
    assert count_text(Interval(1240, 1240)).replace("\u202f", " ") == "1 240"
    assert count_text(Interval(1240, 1262)).replace("\u202f", " ") == "de 1 240 à 1 262"
    assert count_text(Interval(3, math.inf)) == "3 ou plus"
    assert (
        share_text(Interval(0.712, 0.784)).replace("\u202f", " ").replace("\u00a0", " ") == "de 71 % à 78 %"
    )
    assert share_text(Interval(math.nan, math.nan)) == "–"


def test_france_is_the_sum_of_its_cooperations_and_holds_the_truth() -> None:
    network = Network(every_town(), DAY, Viewer())
    truth = sum(int(counts(town, WEEKS - 1)["inscrits"].sum()) for town in towns(NUMBER) if town.number != 3)
    whole = network.france.figures["inscrites"]
    assert whole is not None and whole.low <= truth <= whole.high
    assert not whole.exact
    of_groups = added(group.figures["inscrites"] for group in network.groups if group.figures["inscrites"])  # type: ignore[misc]
    assert of_groups == whole
    table = network.table()
    assert (table["inscrites_min"].sum(), table["inscrites_max"].sum()) == (whole.low, whole.high)
    assert (network.towns, network.published) == (NUMBER, NUMBER - 1)
    assert [town.code for town in network.late] == ["coop-003"]


def unnamed(viewer: Viewer) -> list[Town]:
    return [town for town in every_town() if town.fresh and not viewer.names(town)]


VIEWERS = [Viewer(town.code) for town in towns(NUMBER)]


def everything(network: Network) -> str:
    """All that leaves, in words."""
    frames = [network.table(), network.group_table(), network.weeks]
    rest = [network.ranks, network.groups, network.france, network.named, network.late, network.maturities]
    return " ".join([frame.to_csv() for frame in frames] + [repr(one) for one in rest])


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: str(viewer.cooperation))
def test_whoever_did_not_agree_is_nowhere_by_name(viewer: Viewer) -> None:
    network = Network(every_town(), DAY, viewer)
    said = everything(network)
    hidden = unnamed(viewer)
    assert hidden
    for town in hidden:
        assert town.code not in said and f"{town.name}'" not in said and f"{town.name}," not in said
        assert network.ranks_of(town.code) == ()
    own = next(town for town in every_town() if town.code == viewer.cooperation)
    assert own.code in said
    # What the object keeps is what may be read: no attribute holds the others.
    kept = [value for name, value in vars(network).items() if name != "own"]
    assert not any(town.code in repr(kept) for town in hidden)


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: str(viewer.cooperation))
def test_no_sum_nor_difference_tells_one_apart(viewer: Viewer) -> None:
    """From every published sum, minus those that the reader can name: each rest is of three unnamed, or of none."""
    network = Network(every_town(), DAY, viewer)
    hidden = {town.code: town.departement for town in unnamed(viewer)}
    own_groups = {group.code for group in network.groups}
    rest = {
        group.code: sum(departement == group.code for departement in hidden.values())
        for group in network.groups
        if group.code != ELSEWHERE
    }
    rest[ELSEWHERE] = sum(departement not in own_groups for departement in hidden.values())
    assert all(number == 0 or number >= TOGETHER for number in rest.values()), rest
    assert sum(rest.values()) == len(hidden)


def test_too_few_unnamed_in_all_are_left_out_of_every_sum() -> None:
    few = [replace(town, agrees=town.code not in ("coop-001", "coop-002")) for town in every_town()]
    viewer = Viewer("coop-005")
    network = Network(few, DAY, viewer)
    assert network.left_out == 2
    named = [town for town in few if town.fresh and viewer.names(town)]
    assert network.france.figures == figures_of(named, DAY)


def test_a_town_is_ranked_among_its_like() -> None:
    own = next(town for town in every_town() if town.fresh and town.inhabitants > 50_000)
    others = alike(own, [town for town in every_town() if town.fresh])
    assert own.code not in {town.code for town in others} and {town.milieu for town in others} == {own.milieu}
    found = {rank.figure.name: rank for rank in ranks_of(own, [town for town in every_town() if town.fresh])}
    rank = found["part_jointes"]
    mine = own_figures(own)["part_jointes"]
    assert mine is not None and rank.place is not None
    better = sum((own_figures(other)["part_jointes"] or mine).low > mine.low for other in others)
    assert rank.place == better + 1 and rank.of == len(others) + 1 >= ALIKE + 1
    assert list(rank.quartiles) == sorted(rank.quartiles)


def test_a_week_is_told_by_those_who_say_it() -> None:
    weeks = Network(every_town(), DAY, Viewer()).weeks
    assert weeks["jour"].tolist()[-1] == DAY and weeks["cooperations"].tolist()[-1] == NUMBER - 1
    assert isinstance(weeks["jour"].iloc[0], date)
    for figure in FIGURES:
        known = weeks.dropna(subset=[f"{figure.name}_min"])
        assert (known[f"{figure.name}_min"] <= known[f"{figure.name}_max"]).all()
