"""The engine on small tables worked by hand, and what must hold for any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.protection.attacker import narrowed
from tests.protection.random_tables import SHAPES, Sheet
from visa_data.protection.marks import Mark, legend, withheld_text
from visa_data.protection.suppression import least_range, suppress
from visa_data.protection.system import SystemBuilder

SHOWN, SMALL, OTHER = Mark.SHOWN, Mark.SMALL, Mark.OTHER


def column(counts: list[int], k: int = 11) -> list[Mark]:
    """Marks of zones and of their total, last."""
    builder = SystemBuilder()
    for place, count in enumerate(counts):
        builder.cell(place, count)
    builder.cell("total", sum(counts), cost=10.0)
    builder.total("total", range(len(counts)))
    return [Mark(int(mark)) for mark in suppress(builder.build(), k).marks]


def test_nothing_is_withheld_where_nothing_is_small() -> None:
    assert column([11, 12, 0, 40]) == [SHOWN] * 5


def test_one_small_count_takes_a_second_cell_with_it() -> None:
    assert column([3, 40, 12, 60]).count(OTHER) == 1
    assert column([3, 40, 12, 60])[0] is SMALL
    assert column([3, 40, 12, 60])[-1] is SHOWN


def test_the_second_cell_leaves_room_below_it() -> None:
    """3 + 12 = 15 and « n. c. » of 11 or more would leave 1 to 4: 40 or 60 is withheld, not 12."""
    assert column([3, 12, 40, 60])[1] is SHOWN


def test_two_small_counts_protect_one_another() -> None:
    assert column([3, 5, 40]) == [SMALL, SMALL, SHOWN, SHOWN], "8 in all: each of them from 1 to 7"
    assert column([4, 7, 40]) == [SMALL, SMALL, SHOWN, SHOWN], "11 in all: each of them from 1 to 10"


def test_two_counts_of_ten_do_not_protect_one_another() -> None:
    """10 + 10 = 20: two counts below 11 that add up to 20 are 10 and 10."""
    assert OTHER in column([10, 10, 40])


def test_six_small_counts_with_a_small_total_do_not_say_all_they_are() -> None:
    """Six of « < 11 » whose total is « < 11 »: none can be more than 5. Some bear « n. c. » instead."""
    marks = column([1, 2, 1, 1, 1, 1])
    assert SHOWN not in marks
    assert OTHER in marks


def test_zeros_stay_and_a_single_zone_is_its_total() -> None:
    assert column([0, 0, 0]) == [SHOWN] * 4
    assert column([7]) == [SMALL, SMALL]
    assert column([0, 7, 0]) == [SHOWN, SMALL, SHOWN, SMALL]
    assert column([12]) == [SHOWN, SHOWN]


def test_a_difference_is_a_count() -> None:
    """40 registered and 36 reached are 4 who were not."""
    builder = SystemBuilder()
    builder.cell("inscrits", 40, cost=3.0)
    builder.cell("joints", 36)
    builder.remainder("inscrits", ["joints"])
    found = suppress(builder.build(), 11)
    assert [Mark(int(mark)) for mark in found.marks] == [SHOWN, OTHER, Mark.IMPLIED]


def test_with_k_of_2_the_mark_itself_would_tell() -> None:
    assert SMALL not in column([1, 30, 40], k=2)
    assert column([1, 30, 40], k=2)[0] is OTHER


def test_marks_published_before_stay() -> None:
    builder = SystemBuilder()
    for place, count in enumerate([30, 3, 50]):
        builder.cell(place, count)
    builder.cell("total", 83, fixed=Mark.SHOWN, cost=0.001)
    builder.total("total", range(3))
    assert suppress(builder.build(), 11).marks[3] == Mark.SHOWN


def test_what_does_not_add_up_is_refused() -> None:
    builder = SystemBuilder()
    builder.cell("a", 3)
    builder.cell("total", 4)
    with pytest.raises(ValueError, match="not the sum"):
        builder.total("total", ["a"])
    with pytest.raises(ValueError, match="3 in one table and 5"):
        builder.cell("a", 5)
    with pytest.raises(ValueError, match="cannot be -1"):
        builder.cell("b", -1)


@pytest.mark.parametrize(("k", "half"), [(2, 1), (3, 1), (5, 2), (11, 5), (12, 5), (20, 9)])
def test_half_of_the_range(k: int, half: int) -> None:
    assert least_range(k) == half


@given(st.lists(st.integers(0, 60), min_size=1, max_size=7), st.sampled_from([2, 3, 5, 11, 15]))
@settings(max_examples=150, deadline=None)
def test_any_column_is_safe_and_keeps_its_zeros(counts: list[int], k: int) -> None:
    sheet = Sheet(np.array(counts))
    each = np.eye(len(counts))
    for place in range(len(counts)):
        sheet.publish(place, each[place])
    sheet.publish("total", np.ones(len(counts)), cost=10)
    sheet.builder.total("total", range(len(counts)))
    published = sheet.protected(k)
    assert narrowed(published, k) == 0
    values = published.sums @ published.atoms
    small = (values > 0) & (values < k)
    assert np.all(published.marks[small] != SHOWN)
    assert np.all(published.marks[values == 0] == SHOWN)
    if not small.any():
        assert np.all(published.marks == SHOWN)


@given(st.integers(0, 10_000), st.sampled_from(range(len(SHAPES))))
@settings(max_examples=60, deadline=None)
def test_the_same_table_gives_the_same_marks(seed: int, shape: int) -> None:
    first, second = (SHAPES[shape](np.random.default_rng(seed)).protected(11) for _ in range(2))
    assert np.array_equal(first.marks, second.marks)


def test_what_the_reader_sees() -> None:
    assert withheld_text(SMALL, 11) == "<\u00a011"
    assert withheld_text(OTHER, 11) == "n.\u00a0c."
    assert withheld_text(SHOWN, 11) == ""
    assert legend(11).startswith("<\u00a011\u00a0: de 1 à 10 personnes.")
