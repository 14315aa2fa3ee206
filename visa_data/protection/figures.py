"""The territory's figures, protected before any table that adds up to them."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from visa_data.indicators.indicator import Column
from visa_data.indicators.zone_card import in_french
from visa_data.protection.counts import NEVER, named, person_columns
from visa_data.protection.marks import Mark, legend, withheld_text
from visa_data.protection.nesting import OF_PERSONS, RATES, SAME, disjoint, nested
from visa_data.protection.suppression import least_range, suppress
from visa_data.protection.system import SystemBuilder

LEVELS = ("non_evaluees", "niveau_1", "niveau_2", "niveau_3", "niveau_4")
TOTAL = ("territoire",)
"""The place of the territory's own counts, which no zone's code can be."""


@dataclass(frozen=True)
class ProtectedFigures:
    """Figures of the whole territory: NaN where withheld, and the mark of each."""

    values: dict[str, float]
    marks: dict[str, Mark]
    k: int

    def text(self, name: str, column: Column | None = None) -> str:
        """The figure as read, in its column's unit; « < 11 » or « n. c. » where it is withheld."""
        mark = self.marks[name]
        return (
            withheld_text(mark, self.k)
            if mark.withheld
            else in_french(self.values[name], column or Column(name, name, ""))
        )

    def withheld(self, name: str) -> bool:
        """Whether that figure is kept from the reader."""
        return self.marks[name].withheld

    @property
    def legend(self) -> str:
        """What the marks mean; empty when nothing is withheld."""
        return legend(self.k) if any(mark.withheld for mark in self.marks.values()) else ""


def figures_of(*frames: pd.DataFrame | Mapping[str, Any]) -> dict[str, float]:
    """The territory's figures of several indicators under one name each, so that they are protected together.

    A frame of one row gives its columns; ten needs give `ouverts@parler`…; five levels give `niveau_1`…, and
    `inscrits`, their sum.
    """
    found: dict[str, float] = {}
    for frame in frames:
        if isinstance(frame, Mapping):
            found |= {str(name): float(value) for name, value in frame.items()}
        elif "besoin" in frame.columns:
            for row in frame.to_dict("records"):
                for name, value in row.items():
                    if name not in NEVER and isinstance(value, int | float):
                        found[f"{name}@{row['besoin']}"] = float(value)
        elif "niveau" in frame.columns:
            for row in frame.to_dict("records"):
                found[LEVELS[int(row["niveau"])]] = float(row["personnes"])
            found["inscrits"] = float(frame["personnes"].sum())
        elif len(frame):
            numbers = frame.select_dtypes("number").iloc[0]
            found |= {str(name): float(value) for name, value in numbers.items()}
    return found


def protect_total(
    figures: Mapping[str, float],
    k: int,
    *,
    not_persons: Sequence[str] = (),
    like: ProtectedFigures | None = None,
) -> ProtectedFigures:
    """Protect figures of the whole territory that one reader sees, on this screen or on another.

    figures: name → value (NaN allowed); see `figures_of`. Give all of them at once: two calls that do not see each
    other's figures may withhold different ones. not_persons: names that count something else. like: figures of
    another date, shown beside these: what they withhold is withheld here too.
    """
    counts = {
        name: int(value)
        for name, value in figures.items()
        if name not in not_persons and _counts_persons(name, value)
    }
    builder = SystemBuilder()
    for name, value in counts.items():
        builder.cell((TOTAL, name), value, cost=3.0 if name == "inscrits" else 1.0)
    tie(builder, {name: [value] for name, value in counts.items()}, [TOTAL], k)
    system = builder.build()
    found = suppress(system, k)
    place = {key: row for row, key in enumerate(system.keys)}
    marks = dict.fromkeys(figures, Mark.SHOWN)
    marks |= {name: Mark(int(found.marks[place[TOTAL, name]])) for name in counts}
    if like is not None:
        for name, count in counts.items():
            if like.marks.get(name, Mark.SHOWN).withheld and not marks[name].withheld and count:
                marks[name] = Mark.OTHER
    for name in figures:
        if _depends(name, figures, marks, k):
            marks[name] = Mark.OTHER
    values = {name: math.nan if marks[name].withheld else float(value) for name, value in figures.items()}
    return ProtectedFigures(values, marks, k)


def tie(
    builder: SystemBuilder, counts: Mapping[str, Sequence[int]], places: Sequence[Hashable], k: int
) -> None:
    """Tie the columns of each place (a zone, the territory): parts, wholes, and what is left between them.

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


def _counts_persons(name: str, value: float) -> bool:
    base = name.partition("@")[0]
    if not math.isfinite(value) or value < 0 or value != int(value):
        return False
    return bool(person_columns(pd.DataFrame({base: [value]})))


def _depends(name: str, figures: Mapping[str, float], marks: Mapping[str, Mark], k: int) -> bool:
    """Whether a rate, mean or median must follow a withheld count."""
    base, _, need = name.partition("@")
    if base in RATES:
        return any(
            part not in figures or marks[part].withheld or 0 < figures[part] < k for part in RATES[base]
        )
    if base in OF_PERSONS:
        counts = [named(part, need or None) for part in OF_PERSONS[base]]
        return any(part in figures and marks[part].withheld for part in counts) or not any(
            part in figures for part in counts
        )
    return False
