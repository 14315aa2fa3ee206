"""Texts moved apart just enough not to lie over one another."""

from __future__ import annotations

from collections.abc import Sequence


def stacked(wished: Sequence[float], heights: Sequence[float], most: float) -> list[float]:
    """Middles as near to the wished ones as they can be without overlap, from 0 to `most`, in the same order."""
    placed: list[float] = []
    floor = 0.0
    for y, height in zip(wished, heights, strict=True):
        placed.append(max(y, floor + height / 2))
        floor = placed[-1] + height / 2
    ceiling = most
    for rank in range(len(placed) - 1, -1, -1):
        placed[rank] = min(placed[rank], ceiling - heights[rank] / 2)
        ceiling = placed[rank] - heights[rank] / 2
    return placed
