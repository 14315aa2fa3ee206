"""What one reader knows: one book, or two that follow, as one table of places × counts.

The places are the sectors and, last, the territory. Every published number is an interval, every identity a row that
holds in all places. Whatever table of whole persons agrees with them could be the true one: a congruent table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import block_diag
from scipy.optimize import Bounds, LinearConstraint, milp

from visa_data.protection.identities import Identity, identities, matrix, without_loose
from visa_data.protection.marks import Mark
from visa_data.protection.nesting import Sum, completed
from visa_data.protection.rules import IntArray, Rules

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Sheet:
    """One book as its reader sees it; arrays of places × columns, the territory last.

    values: true counts; of a count given for the territory alone, some counts by sector that would do as well.
    marks: how each appears. given: written in the book. least: what each is known to be at least.
    rows: what is left of a whole (see `identities.matrix`), nobody where `exact`; differences: further counts of
    persons, as such rows.
    """

    rules: Rules
    exact_totals: bool
    columns: list[str]
    values: IntArray
    marks: IntArray
    given: BoolArray
    least: IntArray
    rows: IntArray
    exact: BoolArray
    differences: IntArray


def sheet(
    counts: pd.DataFrame,
    totals: Mapping[str, int],
    rules: Rules,
    *,
    exact_totals: bool,
    least: pd.DataFrame | None = None,
    sums: Sequence[Sum] = (),
) -> Sheet:
    """A book with no more withheld than the rule says. ValueError: a count below 0, or that does not add up."""
    shown = [str(name) for name in counts.columns]
    wrong = [name for name in shown if int(counts[name].sum()) != totals[name]]
    if wrong or min([*totals.values(), int(counts.to_numpy().min(initial=0))], default=0) < 0:
        raise ValueError(f"a count is below 0, or the territory's is not the sum of its sectors: {wrong}")
    published, totals = set(totals), completed(totals)
    found, differences = identities(counts, totals, sums, shown if exact_totals else published)
    hidden = sorted(set(totals) - set(shown))
    if exact_totals:
        found = without_loose(found, hidden)
        hidden = [name for name in hidden if any(name in each.names for each in found)]
    within = _within(counts, hidden, totals, found) if hidden else None
    if hidden and within is None:
        # Some sector contradicts a definition, which as elsewhere is then not applied.
        found = [each for each in found if not set(hidden).intersection(each.names)]
        hidden = [] if exact_totals else hidden
        within = np.zeros((len(counts), len(hidden)), dtype=np.int64)
        within[:1] = [totals[name] for name in hidden]
    columns = [*shown, *hidden]
    values = np.zeros((len(counts) + 1, len(columns)), dtype=np.int64)
    values[:-1, : len(shown)] = counts
    if within is not None:
        values[:-1, len(shown) :] = within
    values[-1] = [totals[name] for name in columns]
    given = np.ones(values.shape, dtype=bool)
    given[:-1, len(shown) :] = False
    given[-1, [name not in published for name in columns]] = False
    marks = np.where(given, rules.marks(values), int(Mark.OTHER))
    if exact_totals:
        marks[-1] = Mark.SHOWN
    known = np.zeros(values.shape, dtype=np.int64)
    if least is not None:
        known[:-1, : len(shown)] = least.reindex(index=counts.index, columns=shown, fill_value=0)
    exact = np.array([each.exact for each in found], dtype=bool)
    rows = matrix(found, columns)
    return Sheet(
        rules, exact_totals, columns, values, marks, given, known, rows, exact, matrix(differences, columns)
    )


def _within(
    counts: pd.DataFrame, hidden: list[str], totals: Mapping[str, int], found: Sequence[Identity]
) -> IntArray | None:
    """Counts by sector of those given for the territory alone that agree with all the rest; None without any."""
    shown, places = list(counts.columns), len(counts)
    rows = matrix(found, [*shown, *hidden])
    tied = rows[:, len(shown) :].any(axis=1)
    left = counts.to_numpy(dtype=np.int64) @ rows[tied, : len(shown)].T
    exact = np.array([each.exact for each in found], dtype=bool)[tied]
    sums = sparse.kron(np.ones((1, places)), sparse.eye_array(len(hidden)))
    whole = np.array([totals[name] for name in hidden], dtype=float)
    answer = milp(
        np.zeros(places * len(hidden)),
        constraints=[
            LinearConstraint(
                sparse.csr_array(sparse.kron(sparse.eye_array(places), rows[tied, len(shown) :])),
                -left.ravel(),
                np.where(np.tile(exact, places), -left.ravel(), np.inf),
            ),
            LinearConstraint(sparse.csr_array(sums), whole, whole),
        ],
        bounds=Bounds(0, np.tile(whole, places)),
        integrality=np.ones(places * len(hidden)),
    )
    return None if answer.x is None else np.rint(answer.x).astype(np.int64).reshape(places, len(hidden))


@dataclass(frozen=True)
class Flow:
    """A count of which a reader knows how many entered it between two books; columns of both.

    room: how many more sectors' gains might add up to, beyond those that happened.
    """

    now: int
    then: int
    room: int


class Reader:
    """Both sheets side by side; the earlier one has had its marks for good.

    targets: rows that count persons or a change, over all columns. need: how far apart the least and greatest of
    its possible values must be, at each place × target; 0 where nothing is to be hidden.
    """

    def __init__(self, now: Sheet, then: Sheet | None, entered: Mapping[str, int]) -> None:
        sheets = [now] if then is None else [now, then]
        self.sheets, self.width = sheets, len(now.columns)
        self.values = np.hstack([each.values for each in sheets])
        self.given = np.hstack([each.given for each in sheets])
        self.rows = _side_by_side([each.rows for each in sheets])
        self.exact = np.concatenate([each.exact for each in sheets])
        self.left = self.values @ self.rows.T
        self.marks = np.hstack([each.marks for each in sheets])
        self.open = self.given.copy()
        self.open[:, self.width :] = False
        if now.exact_totals:
            self.open[-1] = False
        counted = _side_by_side(
            [np.vstack([np.eye(len(each.columns), dtype=np.int64), each.differences]) for each in sheets]
        )
        pairs = [] if then is None else _common(now.columns, then.columns)
        changes = np.zeros((len(pairs), self.values.shape[1]), dtype=np.int64)
        self.flows = []
        for row, (name, here, there) in enumerate(pairs):
            changes[row, [here, there]] = 1, -1
            gains = self.values[:-1, here] - self.values[:-1, there]
            room = entered.get(name, -1) - int(np.maximum(gains, 0).sum())
            if room >= 0:
                # Else people moved from sector to sector, or nothing is known.
                self.flows.append(Flow(here, there, room))
        self.targets = np.vstack([counted, changes])
        self.need = self._need(len(counted))

    def _need(self, counted: int) -> IntArray:
        size = self.values @ self.targets.T
        seen = (~self.given).astype(np.int64) @ abs(self.targets).T == 0
        need = np.zeros(size.shape, dtype=np.int64)
        start = 0
        for number, each in enumerate(self.sheets):
            stop = start + len(each.columns) + len(each.differences)
            span = slice(start, stop)
            small = (size[:, span] >= 1) & (size[:, span] < each.rules.k)
            most = each.rules.apart
            need[:, span] = np.where(small, most, 0)
            if each.exact_totals:
                # The exact totals alone leave no more than these.
                need[:, span] = np.minimum(need[:, span], size[-1, span])
                need[-1, span] = 0
                if len(self.values) == 2:
                    need[:, span] = 0
            if number and not self.flows:
                need[:, span] = 0
            start = stop
        need[:, counted:] = abs(size[:, counted:]) == 1
        if all(each.exact_totals for each in self.sheets):
            need[-1, counted:] = 0
        return np.where(seen, need, 0)

    def room(self, marks: IntArray) -> tuple[IntArray, IntArray]:
        """How many persons fewer and more each count may be under these marks."""
        parts, start = [], 0
        for each in self.sheets:
            span = slice(start, start + len(each.columns))
            low, high = each.rules.interval(each.values, marks[:, span])
            parts.append(
                (each.values - np.maximum(low, np.minimum(each.least, each.values)), high - each.values)
            )
            start = span.stop
        return np.hstack([down for down, _ in parts]), np.hstack([up for _, up in parts])


def _side_by_side(blocks: Sequence[IntArray]) -> IntArray:
    return np.asarray(block_diag(*blocks), dtype=np.int64)


def _common(now: list[str], then: list[str]) -> list[tuple[str, int, int]]:
    """Counts of both sheets with their columns in the reader's table."""
    return [(name, now.index(name), len(now) + then.index(name)) for name in now if name in then]
