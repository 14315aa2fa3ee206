"""The territory's counts, protected before any table that adds up to them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from visa_data.protection.marks import Mark
from visa_data.protection.nesting import SAME, Sum, disjoint, nested
from visa_data.protection.suppression import least_range, suppress
from visa_data.protection.system import Published, SystemBuilder

TOTAL = ("territoire",)
"""The place of the territory's own counts, which no zone's code can be."""


@dataclass(frozen=True)
class ProtectedTotals:
    """The mark of each count of the territory, what « n. c. » covers there at least, and the system that proves them."""

    marks: Mapping[str, Mark]
    floors: Mapping[str, int]
    published: Published


def protect_totals(counts: Mapping[str, int], k: int, sums: Sequence[Sum] = ()) -> ProtectedTotals:
    """Protect the counts of the whole territory that one reader sees, on this screen or on another.

    counts: persons by name, all of them at once: two calls that do not see each other's counts may withhold
    different ones. sums: those that the names alone do not tell (see `nesting`).
    """
    builder = SystemBuilder()
    for name, value in counts.items():
        builder.cell((TOTAL, name), value, cost=cost(name))
    add_relations(builder, {name: [value] for name, value in counts.items()}, [TOTAL], k)
    for each in sums:
        builder.total((TOTAL, each.total), [(TOTAL, part) for part in each.parts])
    system = builder.build()
    found = suppress(system, k)
    row_of = {key: row for row, key in enumerate(system.keys)}
    return ProtectedTotals(
        {name: Mark(int(found.marks[row_of[TOTAL, name]])) for name in counts},
        {name: int(found.floor[row_of[TOTAL, name]]) for name in counts},
        Published(system, found.marks, found.floor, found.congruent),
    )


def cost(name: str) -> float:
    """Of withholding the people registered, against 1 for another count: the rates go with it."""
    return 3.0 if name == "inscrits" else 1.0


def add_relations(
    builder: SystemBuilder, counts: Mapping[str, Sequence[int]], places: Sequence[Hashable], k: int
) -> None:
    """Add what ties the columns of each place (a zone, the territory): sums, and the small differences they imply.

    counts: for each column, one value a place. A rule that some place contradicts is not applied to any.
    Differences too large for the search to exhaust are left out.
    """
    far = 2 * least_range(k)
    rows = range(len(places))
    pairs = [
        (outer, inner)
        for outer, inner in nested(counts)
        if all(counts[outer][row] >= counts[inner][row] for row in rows)
    ]
    above: dict[str, set[str]] = {}
    for outer, inner in pairs:
        above.setdefault(inner, set()).add(outer)
    direct = {
        (outer, inner)
        for outer, inner in pairs
        if not any(outer in above.get(between, ()) for between in above[inner])
    }
    groups = [
        (whole, parts, [counts[whole][row] - sum(counts[part][row] for part in parts) for row in rows])
        for whole, parts in disjoint(counts)
    ]
    exact = {
        (whole, part) for whole, parts, left in groups if len(parts) == 2 and not any(left) for part in parts
    }
    for row, place in enumerate(places):
        block = row if len(places) > 1 else -1
        for outer, inner in pairs:
            left = counts[outer][row] - counts[inner][row]
            if (outer, inner) not in exact and (0 < left < k or ((outer, inner) in direct and left < far)):
                builder.remainder((place, outer), [(place, inner)], block=block)
        for whole, parts, lefts in groups:
            cells = [(place, part) for part in parts]
            if not any(lefts):
                builder.total((place, whole), cells)
            elif min(lefts) >= 0 and lefts[row] < max(far * len(parts), k):
                builder.remainder((place, whole), cells, block=block)
        for one, other in SAME:
            if one in counts and other in counts and list(counts[one]) == list(counts[other]):
                builder.total((place, one), [(place, other)])
