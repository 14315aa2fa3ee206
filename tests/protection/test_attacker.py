"""Nobody computes a small count back from a book, whatever its shape."""

import numpy as np
import pytest

from tests.protection.attacker import OTHER, ROUNDED, SHOWN, SMALL, Known, interval, narrowed
from tests.protection.invented import Invented, crossed, territory

BOOKS = 120


@pytest.mark.parametrize("make", [territory, crossed])
@pytest.mark.parametrize("part", range(6))
def test_no_small_count_of_an_invented_book_is_narrowed(make, part: int) -> None:
    small = 0
    for seed in range(part * BOOKS // 6, (part + 1) * BOOKS // 6):
        invented: Invented = make(seed)
        book = invented.published()
        counts, k = invented.counts, invented.rules.k
        low = (counts >= 1) & (counts < k)
        assert book.values.where(low).isna().all(axis=None), seed
        assert (book.marks == SMALL).where(~low, False).sum().sum() == 0, seed
        assert narrowed(invented.known(book), k) == 0, seed
        small += int(low.sum().sum())
    assert small > 100


@pytest.mark.parametrize("make", [territory, crossed])
def test_the_attacker_wins_when_the_rule_alone_is_applied(make) -> None:
    """Else the test above would pass with an attacker who cannot count."""
    broken = 0
    for seed in range(40):
        invented: Invented = make(seed)
        if invented.exact_totals:
            broken += narrowed(invented.known(invented.naive()), invented.rules.k) > 0
        if broken > 10:
            return
    pytest.fail(f"{broken} books only")


def test_the_attacker_reads_each_mark_as_the_rule_says() -> None:
    assert interval(45.0, ROUNDED, 11, 5) == (43, 47)
    assert interval(10.0, ROUNDED, 11, 5) == (11, 12)
    assert interval(12.0, ROUNDED, 11, 4) == (11, 13)
    assert interval(0.0, SHOWN, 11, 5) == (0, 0)
    assert interval(np.nan, SMALL, 11, 5) == (1, 10)
    assert interval(np.nan, OTHER, 11, 5) == (0, np.inf)


def test_the_attacker_subtracts() -> None:
    known = Known(np.array([3, 20]))
    first, second = np.eye(2, dtype=int)
    known.read(first + second, 23, 23, always=True)
    known.read(second, 18, 22)
    known.read(first, 1, 10)
    known.wanted = [first]
    assert narrowed(known, 11) == 0, "1 to 5 remain"
    known.high[1] = 21
    known.low[1] = 19
    assert narrowed(known, 11) == 1, "2 to 4 remain"
