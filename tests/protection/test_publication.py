"""What a book says of each count."""

import numpy as np
import pandas as pd
import pytest

from tests.protection.invented import territory
from visa_data import french
from visa_data.protection.marks import Mark, withheld_text
from visa_data.protection.nesting import Sum
from visa_data.protection.publication import publish
from visa_data.protection.rules import Rules

RULES = Rules()


def by_sector(**columns: list[int]) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=[f"S{number + 1}" for number in range(size)])


def totals(counts: pd.DataFrame, **more: int) -> dict[str, int]:
    return {name: int(count) for name, count in counts.sum().items()} | more


def texts(counts: pd.DataFrame, name: str, rules: Rules = RULES, **more) -> list[str]:
    book = publish(counts, totals(counts), rules, **more)
    cells = zip(book.values[name], book.marks[name], strict=True)
    shown = [withheld_text(Mark(mark), rules.k) or french.number(value) for value, mark in cells]
    return [text.replace(french.NBSP, " ") for text in shown]


def test_zero_is_said_small_counts_are_not_others_are_rounded() -> None:
    counts = by_sector(inscrits=[0, 1, 10, 11, 13, 47, 1238])
    assert texts(counts, "inscrits") == ["0", "< 11", "< 11", "10", "15", "45", "1\u202f240"]


def test_the_territory_is_exact() -> None:
    counts = by_sector(inscrits=[47, 62, 33], isolees=[12, 20, 3])
    book = publish(counts, totals(counts, urgences=3), RULES)
    assert book.totals == {"inscrits": 142, "isolees": 35, "urgences": 3}
    assert set(book.total_marks.values()) == {Mark.SHOWN}


def test_a_small_territory_follows_the_sectors_rule() -> None:
    counts = by_sector(inscrits=[20, 18, 25])
    book = publish(counts, totals(counts, urgences=3), RULES, exact_totals=False)
    assert book.totals["inscrits"] == 65
    assert book.total_marks == {"inscrits": Mark.ROUNDED, "urgences": Mark.SMALL}
    assert np.isnan(book.totals["urgences"])


def test_a_small_territory_without_counts_by_sector() -> None:
    book = publish(pd.DataFrame(index=["S1", "S2"]), {"inscrits": 30, "joints": 7}, RULES, exact_totals=False)
    assert book.marks.shape == (2, 0)
    assert book.total_marks == {"inscrits": Mark.ROUNDED, "joints": Mark.SMALL}


def test_the_only_sector_of_a_small_territory_says_no_more_than_it() -> None:
    counts = by_sector(inscrits=[40], joints=[6])
    book = publish(counts, totals(counts), RULES, exact_totals=False)
    assert book.marks.loc["S1"].tolist() == [book.total_marks["inscrits"], book.total_marks["joints"]]


def test_a_single_sector_that_is_not_zero_hides_among_the_zeros() -> None:
    """8 in all and zeros elsewhere would say 8."""
    counts = by_sector(inscrits=[60, 70, 80], isolees=[8, 0, 0])
    marks = publish(counts, totals(counts), RULES).marks["isolees"]
    assert (marks.loc[["S2", "S3"]] == Mark.OTHER).any()


def test_least_counts_reached_exactly() -> None:
    """Three « < 11 » of 3 in all would be 1 each: someone must seem able to have none."""
    counts = by_sector(inscrits=[60, 70, 80], isolees=[1, 1, 1])
    marks = publish(counts, totals(counts), RULES).marks["isolees"]
    assert (marks == Mark.OTHER).all()


def test_a_total_of_three_leaves_what_it_leaves() -> None:
    counts = by_sector(inscrits=[60, 70, 80], isolees=[3, 0, 0])
    assert publish(counts, totals(counts), RULES).totals["isolees"] == 3


def test_a_difference_of_two_rounded_counts_is_a_count() -> None:
    """11 or 12 registered and 11 or 12 called: nobody, or one, was not."""
    counts = by_sector(inscrits=[12, 70, 80], tentes=[11, 50, 60])
    marks = publish(counts, totals(counts), RULES).marks
    assert (marks.loc["S1"] == Mark.OTHER).sum() == 1
    assert (marks.loc[["S2", "S3"]] == Mark.ROUNDED).all(axis=None)


def test_what_a_reader_knows_of_named_zones_counts() -> None:
    """A sector of « < 11 » that holds a zone blanche of 7 isolated people is one of 7 to 10."""
    counts = by_sector(inscrits=[60, 70, 80], isolees=[8, 30, 40])
    least = by_sector(isolees=[7, 0, 0])
    assert texts(counts, "isolees")[0] == "< 11"
    assert texts(counts, "isolees", least=least)[0] == "n. c."


def test_counts_of_the_territory_alone_are_read_too() -> None:
    """60 up to date of 60 reached and of 60 evaluated: in each sector both are the same people."""
    counts = by_sector(inscrits=[60, 60, 60], joints=[10, 23, 27], evalues=[10, 23, 27])
    loose = publish(counts, totals(counts), RULES).marks
    tied = publish(counts, totals(counts, a_jour=60), RULES).marks
    assert (loose.loc["S1"] == [Mark.ROUNDED, Mark.SMALL, Mark.SMALL]).all()
    assert (tied["joints"] == tied["evalues"]).all()


def test_sums_are_read_too() -> None:
    counts = by_sector(tous=[40, 60], premiers=[33, 30], derniers=[7, 30])
    sums = [Sum("tous", ("premiers", "derniers"))]
    alone = publish(counts, totals(counts), RULES).marks
    assert (publish(counts, totals(counts), RULES, sums=sums).marks == alone).all(axis=None)
    with pytest.raises(ValueError, match="not the sum"):
        publish(counts.assign(tous=[41, 60]), totals(counts, tous=101), RULES, sums=sums)


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_rows_and_columns_changes_nothing(seed: int) -> None:
    invented = territory(seed)
    counts, generator = invented.counts, np.random.default_rng(seed)
    shuffled = counts.iloc[generator.permutation(len(counts)), generator.permutation(len(counts.columns))]
    whole = dict(reversed(invented.totals.items()))
    first = invented.published()
    second = publish(shuffled, whole, invented.rules, exact_totals=invented.exact_totals)
    assert second.marks.index.tolist() == shuffled.index.tolist()
    pd.testing.assert_frame_equal(second.marks.loc[counts.index, counts.columns], first.marks)
    pd.testing.assert_frame_equal(second.values.loc[counts.index, counts.columns], first.values)
    assert dict(second.total_marks) == dict(first.total_marks)


def test_wrong_tables_are_refused() -> None:
    counts = by_sector(inscrits=[40, 60])
    with pytest.raises(ValueError, match="inscrits"):
        publish(counts, {"inscrits": 99}, RULES)
    with pytest.raises(ValueError, match="below 0"):
        publish(by_sector(inscrits=[-1, 60]), {"inscrits": 59}, RULES)
    with pytest.raises(ValueError, match="twice"):
        publish(counts.rename(index={"S2": "S1"}), {"inscrits": 100}, RULES)
    with pytest.raises(ValueError, match="rounded"):
        Rules(k=2, rounding=5)
