"""Whether a decision that is still to be done covers what another would: the same gap, need and place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from visa_data.decisions.decision import Draft


class About(NamedTuple):
    """What a decision is about, as codes. gap: "" for one typed by hand, known by the figure that it follows.

    zones: empty for the whole territory.
    """

    gap: str
    indicator: str
    column: str
    need: str
    zones: frozenset[str]


def about(draft: Draft) -> About:
    """Of a decision as it is written."""
    basis, zones = draft.basis, {draft.zone} - {""}
    return About(
        basis.gap.value if basis else "",
        draft.indicator,
        draft.column,
        draft.need.value if draft.need else "",
        frozenset(basis.zones if basis else zones),
    )


def covers(one: About, other: About) -> bool:
    """The same kind of gap, or the same figure where one was typed by hand; the same need; places that meet.

    One about the whole territory covers every place, and a place covers what is proposed for the whole.
    """
    both = one.gap and other.gap
    same = one.gap == other.gap if both else _figure(one) == _figure(other) != ("", "")
    return (
        bool(same)
        and one.need == other.need
        and (not one.zones or not other.zones or not one.zones.isdisjoint(other.zones))
    )


def covered(wanted: About, standing: Iterable[About]) -> bool:
    """Whether one of those that stand covers it."""
    return any(covers(one, wanted) for one in standing)


def _figure(one: About) -> tuple[str, str]:
    return (one.indicator, one.column)
