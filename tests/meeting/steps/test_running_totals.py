"""The curve of the committee: no two of its points, nor the pace beside it, tell of a few persons."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from visa_data.meeting.steps.running_totals import kept_points, window_may_be_said

K = 11


def safe(count: int) -> bool:
    return count == 0 or count >= K


@pytest.mark.parametrize("seed", range(300))
def test_differences(seed: int) -> None:
    random = Random(seed)
    counts = [random.choice((0, 0, 1, 2, 5, 9, 11, 15, 40)) for _ in range(random.randint(1, 14))]
    full = len(counts) - random.choice((0, 1))
    window = (max(0, full - 3), full)
    if not safe(sum(counts)):
        return
    said = window_may_be_said(counts, K, window)
    kept = kept_points(counts, K, window if said else None)
    totals = {-1: 0} | {rank: sum(counts[: rank + 1]) for rank in kept}
    assert len(counts) - 1 in kept
    assert all(safe(totals[b] - totals[a]) for a, b in pairwise(sorted(totals)))
    if said:
        inside = sum(counts[window[0] : window[1]])
        for a in totals:
            for b in totals:
                if a < window[0] and b >= window[1] - 1:
                    assert safe(totals[b] - totals[a] - inside), (counts, window, kept)
        if window[0] - 1 not in totals or window[1] - 1 not in totals:
            assert not [rank for rank in kept if window[0] <= rank < window[1] - 1]


def test_every_week_is_drawn_when_each_has_enough() -> None:
    assert kept_points([40, 20, 11, 0, 15], K, (1, 4)) == {0, 1, 2, 3, 4}


def test_a_week_of_few_goes_with_its_neighbours() -> None:
    assert kept_points([40, 5, 20, 30], K) == {1, 2, 3}
    assert kept_points([3, 40], K) == {1}


def test_a_week_under_way_with_few_hides_the_start_of_the_pace() -> None:
    # The pace publishes 60 for the three weeks before: 63 less 60 would be the week under way.
    assert kept_points([50, 20, 20, 20, 3], K, (1, 4)) == {4}
    assert not window_may_be_said([20, 20, 20, 3], K, (0, 3))
