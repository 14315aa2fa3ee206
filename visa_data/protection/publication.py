"""One book protected in one call: counts in, what may be written of them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from visa_data.protection.marks import Mark
from visa_data.protection.nesting import Sum
from visa_data.protection.reader import Reader, Sheet, sheet
from visa_data.protection.rules import IntArray, Rules
from visa_data.protection.search import protect


@dataclass(frozen=True)
class Published:
    """What may be written. values: floats, index = sectors, columns = counts: 0, exact or rounded, NaN where withheld.

    marks: the same shape, ints of `Mark`. totals, total_marks: those of the territory.
    """

    values: pd.DataFrame
    marks: pd.DataFrame
    totals: Mapping[str, float]
    total_marks: Mapping[str, Mark]


@dataclass(frozen=True)
class Earlier:
    """The book before. counts, totals: those of its day as they are known now, by the same sectors.

    flows: for some counts, how many persons of the territory entered and left them between both books, which a reader
    may derive. least: what its reader knew (see `publish`).
    """

    published: Published
    counts: pd.DataFrame
    totals: Mapping[str, int]
    rules: Rules
    exact_totals: bool = True
    flows: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    least: pd.DataFrame | None = None
    sums: Sequence[Sum] = ()


def publish(
    counts: pd.DataFrame,
    totals: Mapping[str, int],
    rules: Rules,
    *,
    exact_totals: bool = True,
    least: pd.DataFrame | None = None,
    sums: Sequence[Sum] = (),
    before: Earlier | None = None,
) -> Published:
    """Withhold what the rule says, and whatever else would give a small count back.

    counts: persons by sector ('' for those placed nowhere: a sector like another) and by name, everybody's: a table of
    some of them beside this one would be a subtraction. totals: the territory's, of the same names and of others that are
    given for it alone; published exactly, or by the sectors' rule (`exact_totals` False: a small territory).
    least: what the reader knows each count to be at least, as when a zone blanche is named. sums: those that the names
    do not tell (see `nesting`). The result does not depend on the order of rows or columns.

    Raises ValueError for a sector of several rows, a count below 0, a total that is not the sum of the sectors, one
    of `sums` that does not add up, a book before by other sectors; KeyError for a column without its total.
    """
    if not counts.index.is_unique or not counts.columns.is_unique:
        raise ValueError("a sector or a count is there twice")
    ordered = counts.reindex(index=sorted(counts.index), columns=sorted(counts.columns))
    codes = sorted({*counts.index, *(() if before is None else before.counts.index)})
    named = ordered.reindex(codes, fill_value=0)
    now = sheet(named, totals, rules, exact_totals=exact_totals, least=least, sums=sums)
    # A row that is not written is known to hold nobody.
    now.given[:-1][~named.index.isin(counts.index)] = False
    then = None if before is None else _earlier(before, codes)
    marks = protect(Reader(now, then, {} if before is None else _entered(before, totals)))
    size = len(now.columns)
    table = pd.DataFrame(marks[:-1, :size], index=named.index, columns=now.columns)
    values = pd.DataFrame(
        _said(now.values, marks[:, :size], rules)[:-1], index=named.index, columns=now.columns
    )
    names = list(totals)
    exact = np.array([[totals[name] for name in names]])
    whole = np.full((1, len(names)), int(Mark.SHOWN))
    if not exact_totals:
        whole = marks[-1:, [now.columns.index(name) for name in names]]
    return Published(
        values.reindex(index=counts.index, columns=counts.columns),
        table.reindex(index=counts.index, columns=counts.columns, fill_value=int(Mark.OTHER)),
        dict(zip(names, _said(exact, whole, rules)[0].tolist(), strict=True)),
        {name: Mark(int(mark)) for name, mark in zip(names, whole[0], strict=True)},
    )


def _said(values: IntArray, marks: IntArray, rules: Rules) -> NDArray[np.float64]:
    """The numbers written under these marks; NaN where none is."""
    every = [marks == Mark.SHOWN, marks == Mark.ROUNDED]
    return np.select(every, [values.astype(float), rules.rounded(values).astype(float)], np.nan)


def _earlier(before: Earlier, codes: list[str]) -> Sheet:
    """The book before, without the counts that the data of today give otherwise."""
    published, rules = before.published, before.rules
    if {*codes} - {*before.counts.index, ""}:
        raise ValueError("the book before was made by other sectors")
    totals = {
        name: count
        for name, count in before.totals.items()
        if name in published.totals
        and _agree(count, published.totals[name], published.total_marks[name], rules)
    }
    counts = before.counts.reindex(codes, fill_value=0)
    same = [
        name
        for name in sorted(counts.columns)
        if name in totals
        and name in published.values
        and all(
            _agree(count, published.values.at[code, name], Mark(int(published.marks.at[code, name])), rules)
            for code, count in before.counts[name].items()
        )
        and set(published.values.index) == set(before.counts.index)
    ]
    totals = {name: count for name, count in totals.items() if name in same or name not in counts}
    exact = before.exact_totals
    found = sheet(counts[same], totals, rules, exact_totals=exact, least=before.least, sums=before.sums)
    rows = [codes.index(code) for code in before.counts.index]
    for name in same:
        found.marks[rows, found.columns.index(name)] = published.marks.loc[before.counts.index, name]
    if not exact:
        found.marks[-1] = [int(published.total_marks[name]) for name in found.columns]
    return found


def _agree(count: int, value: float, mark: Mark, rules: Rules) -> bool:
    """Whether a count of today's data is one that the mark, or the number written, stood for."""
    if mark is Mark.OTHER:
        return True
    one = np.array([count])
    plain = Mark(int(rules.marks(one)[0]))
    if mark is Mark.SHOWN:
        return count == value
    return mark is plain and (mark is Mark.SMALL or int(rules.rounded(one)[0]) == value)


def _entered(before: Earlier, totals: Mapping[str, int]) -> dict[str, int]:
    """How many entered each count, where that agrees with its change."""
    return {
        name: entered
        for name, (entered, gone) in before.flows.items()
        if name in totals and name in before.totals and totals[name] - before.totals[name] == entered - gone
    }
