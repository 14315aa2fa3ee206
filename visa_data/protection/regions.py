"""Neighbouring zones put together, so that a map of small counts is not one of hatchings.

Region growing in the spirit of max-p (Duque, Anselin and Rey, 2012): the region with fewest persons among those that
must withhold something joins its neighbour with fewest persons, again and again. Each step leaves the regions
contiguous; the order depends on counts and codes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visa_data import french

IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Regions:
    """of_zone: the region of each zone, named by the row of its biggest zone."""

    of_zone: IntArray

    @property
    def merged(self) -> dict[int, list[int]]:
        """Regions of several zones: the row of the biggest, the rows of all."""
        members: dict[int, list[int]] = {}
        for row, region in enumerate(self.of_zone.tolist()):
            members.setdefault(region, []).append(row)
        return {region: rows for region, rows in members.items() if len(rows) > 1}


def merged_sentence(regions: Sequence[Sequence[str]]) -> str:
    """What was put together, as read on screen, from the codes of each region of several rows; empty without any.

    It does not say that each zone has fewer than k persons: beside the region's total, that would narrow them.
    """
    if not regions:
        return ""
    zones = sum(1 for codes in regions for code in codes if code)
    one = "personnes non localisées comprises, " if any("" in codes for codes in regions) else ""
    return (
        f"{french.counted(zones, 'zone regroupée', 'zones regroupées')} en "
        f"{french.counted(len(regions), 'secteur')}, {one}pour que de petits effectifs n'y soient pas reconnaissables."
    )


def region_name(biggest: str, codes: Sequence[str]) -> str:
    """« Secteur du Quesnoy (4 zones) », and the people placed nowhere when they are in it."""
    zones = french.counted(sum(1 for code in codes if code), "zone")
    return f"Secteur {french.of(biggest)} ({zones}{' et non localisées' if '' in codes else ''})"


def growing(
    persons: Sequence[int], adjacent: list[set[int]], needy: Callable[[list[int]], bool]
) -> Iterator[Regions]:
    """The zones alone, then one merge more at each step, until none is needed or possible.

    persons: of each zone, in the order of the codes. needy(rows): whether a region of these zones withholds something.
    """
    owner = np.arange(len(persons), dtype=np.int64)
    members = {row: [row] for row in range(len(persons))}
    around = {row: set(near) for row, near in enumerate(adjacent)}
    total = {row: int(count) for row, count in enumerate(persons)}
    wanting = {row for row in members if needy([row])}
    yield Regions(owner.copy())
    while True:
        able = [(total[row], row) for row in wanting if around[row]]
        if not able:
            return
        _, region = min(able)
        _, other = min((total[near], near) for near in around[region])
        first, second = sorted((region, other), key=lambda row: (-persons[row], row))
        members[first] = sorted(members[first] + members.pop(second))
        total[first] += total.pop(second)
        around[first] = (around[first] | around.pop(second)) - {first, second}
        for near in around[first]:
            around[near].discard(second)
            around[near].add(first)
        wanting -= {first, second}
        if needy(members[first]):
            wanting.add(first)
        owner[members[first]] = first
        yield Regions(owner.copy())
