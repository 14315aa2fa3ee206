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
from visa_data.network.figures import FIGURES, Town, own_figures, towns_of
from visa_data.network.intervals import Interval, added, count_text, of_published, share_text
from visa_data.network.told import Told
from visa_data.network.view import OTHERS, UNNAMED, Network, Viewer, alike_of, beside
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
    whole = network.together[-1].figures["inscrites"]
    assert whole is not None and whole.low <= truth <= whole.high
    assert not whole.exact
    of_groups = added(
        group.figures["inscrites"] for group in network.together[:-1] if group.figures["inscrites"]
    )  # type: ignore[misc]
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
    found = [network.beside(town.code, alike=alike) for town in network.named for alike in (False, True)]
    frames = [network.table(), network.group_table(), network.weeks, *(one.course for one in found if one)]
    rest = [
        network.together,
        network.named,
        network.late,
        network.maturities,
        *(one.ranks for one in found if one),
    ]
    return " ".join([frame.to_csv() for frame in frames] + [repr(one) for one in rest])


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: str(viewer.cooperation))
def test_whoever_did_not_agree_is_nowhere_by_name(viewer: Viewer) -> None:
    network = Network(every_town(), DAY, viewer)
    said = everything(network)
    hidden = unnamed(viewer)
    assert hidden
    for town in hidden:
        assert town.code not in said and f"{town.name}'" not in said and f"{town.name}," not in said
        assert network.beside(town.code, alike=True) is None
    own = next(town for town in every_town() if town.code == viewer.cooperation)
    assert own.code in said
    # What the object keeps is what may be read: no attribute holds the others.
    kept = [value for name, value in vars(network).items() if name != "own"]
    assert not any(town.code in repr(kept) for town in hidden)


def test_a_cooperation_reads_no_sum() -> None:
    network = Network(every_town(), DAY, Viewer("coop-005"))
    assert network.together == () and network.weeks.empty and network.group_table().empty
    found = network.beside("coop-005", alike=False)
    assert found is not None and found.others == NUMBER - 2
    for rank in found.ranks:
        assert rank.quartiles == tuple(map(rank.figure.rounded, rank.quartiles))


def test_a_town_is_ranked_among_its_like() -> None:
    fresh = [town for town in every_town() if town.fresh]
    own = next(town for town in fresh if town.inhabitants > 50_000)
    others = alike_of(own, fresh)
    assert own.code not in {town.code for town in others} and {town.milieu for town in others} == {own.milieu}
    asked = beside(own, fresh, DAY, Viewer(), alike=True)
    assert asked is not None
    rank = {rank.figure.name: rank for rank in asked.ranks}["part_jointes"]
    mine = own_figures(own)["part_jointes"]
    assert mine is not None and rank.place is not None
    better = sum((own_figures(other)["part_jointes"] or mine).low > mine.low for other in others)
    assert rank.place == better + 1 and rank.of == len(others) + 1 >= OTHERS + 1
    assert list(rank.quartiles) == sorted(rank.quartiles)


def test_too_few_others_are_not_compared_with() -> None:
    few = [town for town in every_town() if town.fresh][:OTHERS]
    assert beside(few[0], few, DAY, Viewer(), alike=False) is None
    assert Network(few, DAY, Viewer(few[0].code)).beside(few[0].code, alike=False) is None


def test_one_or_two_unnamed_among_named_ones_are_not_compared_with() -> None:
    """The reader takes away what it knows of the others: two more of these say nothing of them."""
    named = [replace(town, agrees=True) for town in every_town() if town.fresh][: OTHERS + 1]
    unnamed = [replace(town, agrees=False) for town in every_town() if town.fresh][OTHERS + 1 :][:UNNAMED]
    reader = Viewer(named[0].code)
    alone = Network(named, DAY, reader).beside(named[0].code, alike=False)
    few = Network([*named, *unnamed[:-1]], DAY, reader).beside(named[0].code, alike=False)
    enough = Network([*named, *unnamed], DAY, reader).beside(named[0].code, alike=False)
    assert alone is not None and few is not None and enough is not None
    assert few.ranks == alone.ranks and enough.ranks != alone.ranks
    pd.testing.assert_frame_equal(few.course, alone.course)
    assert not enough.course.equals(alone.course)


def test_a_week_is_told_by_those_who_say_it() -> None:
    weeks = Network(every_town(), DAY, Viewer()).weeks
    assert weeks["jour"].tolist()[-1] == DAY and weeks["cooperations"].tolist()[-1] == NUMBER - 1
    assert isinstance(weeks["jour"].iloc[0], date)
    for figure in FIGURES:
        known = weeks.dropna(subset=[f"{figure.name}_min"])
        assert (known[f"{figure.name}_min"] <= known[f"{figure.name}_max"]).all()
