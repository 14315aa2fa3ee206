"""Which points of a running total may be drawn, so that no difference tells of a few persons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def kept_points(counts: Sequence[int], k: int, window: tuple[int, int] | None = None) -> set[int]:
    """Ranks of the weeks whose running total may be shown; the last one always is.

    counts: persons of each week. Between two points shown, and before the first, 0 or at least k persons.
    window: first rank and rank after the last of weeks whose sum is published elsewhere: what is left of
    the curve around it is 0 or at least k too.
    """
    last = len(counts) - 1
    totals = [0]
    for count in counts:
        totals.append(totals[-1] + count)
    if window is None:
        return _filled(totals, [0, last + 1], k)
    first, after = window
    ends = sorted({0, first, after, last + 1})
    if all(_safe(totals[b] - totals[a], k) for a, b in pairwise(ends)):
        return _filled(totals, ends, k)
    inside = totals[after] - totals[first]
    whole = totals[-1]
    start = next(
        (
            rank
            for rank in range(first, -1, -1)
            if _safe(totals[rank], k)
            and _safe(whole - totals[rank], k)
            and _safe(whole - totals[rank] - inside, k)
        ),
        0,
    )
    return _filled(totals, [0, start], k) | {last}


def window_may_be_said(counts: Sequence[int], k: int, window: tuple[int, int]) -> bool:
    """Whether the sum of those weeks may be published beside the last running total."""
    inside = sum(counts[window[0] : window[1]])
    return _safe(inside, k) and _safe(sum(counts) - inside, k)


def _safe(count: int, k: int) -> bool:
    return count == 0 or count >= k


def _filled(totals: Sequence[int], ends: Sequence[int], k: int) -> set[int]:
    """The ends, and between each two of them every point that leaves safe differences; as ranks of weeks."""
    kept = set(ends)
    for start, stop in pairwise(ends):
        following = stop
        for rank in range(stop - 1, start, -1):
            if _safe(totals[following] - totals[rank], k) and _safe(totals[rank] - totals[start], k):
                kept.add(rank)
                following = rank
    return {rank - 1 for rank in kept if rank > 0}
