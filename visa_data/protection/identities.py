"""The sums that tie the counts of one place: a whole, and parts of it that share nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from visa_data.protection.nesting import SAME, Sum, disjoint, nested
from visa_data.protection.rules import IntArray


@dataclass(frozen=True)
class Identity:
    """Nobody of `parts` is outside of `whole`, nor in two of them; exact: nobody of `whole` is outside of them."""

    whole: str
    parts: tuple[str, ...]
    exact: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All the counts tied."""
        return (self.whole, *self.parts)


def identities(
    counts: pd.DataFrame, totals: Mapping[str, int], sums: Sequence[Sum], written: Collection[str]
) -> tuple[list[Identity], list[Identity]]:
    """What ties the counts everywhere, and the differences of `written` ones that count persons too.

    A definition that some place contradicts is not applied; one whose remainder is 0 in the whole territory leaves
    nobody anywhere. Raises ValueError for one of `sums` that does not add up.
    """
    names = set(totals)
    pairs = nested(sorted(names))
    above: dict[str, set[str]] = {}
    for outer, inner in pairs:
        above.setdefault(inner, set()).add(outer)
    direct = [
        Identity(outer, (inner,))
        for outer, inner in pairs
        if not any(outer in above.get(between, ()) for between in above[inner])
    ]
    groups = [Identity(whole, parts) for whole, parts in disjoint(sorted(names))]
    same = [Identity(one, (other,), True) for one, other in SAME]
    further = [Identity(each.total, each.parts, True) for each in sums]
    for each in further:
        if names.issuperset(each.names) and not _holds(each, counts, totals):
            raise ValueError(f"{each.whole!r} is not the sum of its parts")
    found = {}
    for each in (*further, *same, *groups, *direct):
        if names.issuperset(each.names) and _holds(each, counts, totals):
            exact = not totals[each.whole] - sum(totals[part] for part in each.parts)
            parts = tuple(sorted(each.parts))
            found[each.whole, parts] = Identity(each.whole, parts, exact)
    shown = set(written)
    implied: set[tuple[str, tuple[str, ...]]] = {(outer, (inner,)) for outer, inner in pairs}
    for each in found.values():
        parts = tuple(sorted(part for part in each.parts if part in shown))
        if len(parts) > 1 and not (each.exact and len(parts) == len(each.parts)):
            implied.add((each.whole, parts))
    # What is left of an exact sum of two is the other one, written already.
    twins = {
        (each.whole, (part,))
        for each in found.values()
        if each.exact and len(each.parts) == 2 and shown.issuperset(each.parts)
        for part in each.parts
    }
    differences = [
        Identity(*names) for names in sorted(implied - twins) if shown.issuperset((names[0], *names[1]))
    ]
    return without_weaker(found.values()), differences


def _holds(identity: Identity, counts: pd.DataFrame, totals: Mapping[str, int]) -> bool:
    left = [totals[identity.whole] - sum(totals[part] for part in identity.parts)]
    if set(counts.columns).issuperset(identity.names):
        left += (counts[identity.whole] - counts[list(identity.parts)].sum(axis=1)).tolist()
    return not any(left) if identity.exact else min(left) >= 0


def without_weaker(found: Collection[Identity]) -> list[Identity]:
    """Those that no other one says already, in an order of their own."""
    kept = set(found)
    for each in sorted(kept, key=lambda each: each.exact):
        same = [
            other for other in kept - {each} if other.whole == each.whole and (other.exact or not each.exact)
        ]
        if any(set(other.parts) >= set(each.parts) for other in same):
            kept.discard(each)
    return sorted(kept, key=lambda each: (each.whole, each.parts))


def without_loose(found: list[Identity], hidden: Collection[str]) -> list[Identity]:
    """The same knowledge without the counts, given for the territory alone, that tie nothing by sector.

    Such a count stands in one identity only, or as the whole of one and a part of another: by sector it can always
    be chosen to suit the others, and the identities that its exact total leaves hold without it.
    """
    while True:
        for name in sorted(hidden):
            uses = [each for each in found if name in each.names]
            own = [each for each in uses if each.whole == name]
            if len(uses) - len(own) > 1 or len(own) > 1 or not uses:
                continue
            below = own[0].parts if own else ()
            tight = own[0].exact if own else False
            left = [each for each in found if each not in uses]
            for each in uses:
                parts = tuple(sorted((*(part for part in each.parts if part != name), *below)))
                if each.whole != name and parts:
                    left.append(Identity(each.whole, parts, each.exact and tight))
            found = without_weaker(left)
            break
        else:
            return found


def matrix(found: Sequence[Identity], columns: Sequence[str]) -> IntArray:
    """One row an identity: 1 for the whole, −1 for each part, so that rows @ counts is what is left of the whole."""
    place = {name: number for number, name in enumerate(columns)}
    rows = np.zeros((len(found), len(columns)), dtype=np.int64)
    for row, each in enumerate(found):
        rows[row, place[each.whole]] += 1
        for part in each.parts:
            rows[row, place[part]] -= 1
    return rows
