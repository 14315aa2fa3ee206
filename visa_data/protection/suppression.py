"""Which cells are withheld: the small ones, and those that would give them back.

What the reader is supposed to know: the rule, k, every figure shown, that counts are whole and not negative, and which
cells bear which mark. « < k » says 1 to k−1. How much « n. c. » says is decided for each set of linked tables:

1. only cells of k or more are « n. c. », so it is taken to say k or more;
2. where the mark « < k » itself gives counts away (six cells « < 11 » whose total is « < 11 »), some small cells bear
   « n. c. » as well, which then says 1 or more;
3. where zeros around them give the counts away, the zeros added up with them bear it too: it says nothing;
4. else every cell of the set is withheld as « n. c. ». Without margins published before, zeros may stay: multiplying
   everything by any number gives another congruent table. With them zeros go too: the tables that put the whole territory into
   one zone or another are in accord with the margins, which are safe by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from visa_data.protection.congruent import Freedom, Pair, cheapest_pairs, farthest_table
from visa_data.protection.marks import Mark
from visa_data.protection.system import FREE, CellSystem, CongruentTable, IntArray

AT_ONCE = 16
"""Targets looked at in one programme."""
MANY = 12
"""From this number of unproven targets on, try now and then to prove many with one programme."""
PARTNERS = 1
"""Zones of each kind that may balance a target's zone, at first."""
SEED = 20200512


class Meaning(IntEnum):
    """What « n. c. » says in a set of linked tables."""

    K_OR_MORE = 0
    ONE_OR_MORE = 1
    ANYTHING = 2
    ALL = 3


@dataclass(frozen=True)
class Suppression:
    """marks: a `Mark` for each cell. floor: smallest value that « n. c. » may cover there (k, 1 or 0).

    congruent: those that prove the small counts safe.
    """

    marks: IntArray
    floor: IntArray
    congruent: tuple[CongruentTable, ...] = ()


def least_range(k: int) -> int:
    """How far apart the possible values of a withheld count must be: half of the range 1…k−1, rounded up.

    At least 1: with k = 2 the mark « < 2 » would say 1, so that small counts bear « n. c. ».
    """
    return max(1, ceil((k - 2) / 2))


def freedom(system: CellSystem, marks: IntArray, floor: IntArray, k: int, cap: float) -> Freedom:
    """How far what is published lets each cell move (moves are cut at ±cap); no mark may change."""
    values = system.values.astype(float)
    low, high = np.zeros(len(values)), np.zeros(len(values))
    small, other, implied = (marks == mark for mark in (Mark.SMALL, Mark.OTHER, Mark.IMPLIED))
    low[small], high[small] = 1 - values[small], k - 1 - values[small]
    low[other], high[other] = floor[other] - values[other], cap
    low[implied], high[implied] = -values[implied], cap
    nothing = np.zeros(len(values))
    return Freedom(np.clip(low, -cap, 0), np.clip(high, 0, cap), nothing, nothing, nothing)


def suppress(system: CellSystem, k: int) -> Suppression:
    """The marks of every cell. Deterministic; always ends (the fourth meaning needs no search)."""
    sensitive = system.sensitive(k)
    marks = np.where(system.displayed, int(Mark.SHOWN), int(Mark.IMPLIED)).astype(np.int64)
    marks[sensitive & system.displayed] = Mark.SMALL
    decided = system.fixed != FREE
    marks[decided] = system.fixed[decided]
    floor = np.where(decided & (system.values < k), np.minimum(system.values, 1), k).astype(np.int64)
    known = system.floor != FREE
    floor[known] = system.floor[known]
    touched = system.relations.T @ abs(system.relations) if system.relations.shape[0] else None
    if touched is None:
        return Suppression(marks, floor)
    found_before = _still_true(system)
    congruent: list[CongruentTable] = []
    _, component = connected_components(abs(touched), directed=False)
    for name in np.unique(component[sensitive]):
        cells = np.flatnonzero(component == name)
        for meaning in Meaning:
            search = _Search(system, cells, marks, floor, k, meaning)
            for rows, moves in found_before:
                if component[rows[0]] == name:
                    search.keep(rows, moves)
            if search.run():
                marks, floor = search.marks, search.floor
                congruent += search.congruent
                break
    return Suppression(marks, floor, tuple(congruent))


def _still_true(system: CellSystem) -> list[CongruentTable]:
    """Tables found for the screens included that the cells added since leave congruent with all that is published."""
    if not system.congruent:
        return []
    count = len(system.congruent)
    rows = np.concatenate([rows for rows, _ in system.congruent])
    moves = np.concatenate([moves for _, moves in system.congruent])
    which = np.repeat(np.arange(count), [len(rows) for rows, _ in system.congruent])
    each = sparse.csr_array((moves, (rows, which)), shape=(len(system.values), count))
    broken = np.unique((abs(system.relations @ each) > 1e-6).tocoo().col)
    return [table for number, table in enumerate(system.congruent) if number not in set(broken.tolist())]


class _Search:
    """One set of linked cells, under one meaning of « n. c. »."""

    def __init__(
        self, system: CellSystem, cells: IntArray, marks: IntArray, floor: IntArray, k: int, meaning: Meaning
    ) -> None:
        self.system, self.cells, self.k, self.meaning = system, cells, k, meaning
        self.marks, self.floor = marks.copy(), floor.copy()
        self.apart = float(least_range(k))
        self.cap = self.apart
        self.decided = system.fixed != FREE
        free = cells[~self.decided[cells]]
        self.floor[free] = {Meaning.K_OR_MORE: k, Meaning.ONE_OR_MORE: 1, Meaning.ANYTHING: 0}.get(meaning, 1)
        sensitive = system.sensitive(k)
        self.targets = cells[sensitive[cells]]
        self.congruent: list[CongruentTable] = []
        self.lowest = np.zeros(len(system.values))
        self.highest = np.zeros(len(system.values))
        touching = abs(system.relations[:, self.targets]).sum(axis=1)
        often = abs(system.relations).T @ np.asarray(touching).ravel()
        self.cost = system.cost / (1.0 + 0.5 * often)

    def run(self) -> bool:
        """Whether every small count of the set is safe; the marks are those of this search."""
        if self.meaning is Meaning.ALL:
            return self._withhold_all()
        stuck: set[int] = set()
        treated, due = 0, 0
        while len(unproven := self._unproven()):
            if len(unproven) >= MANY and not stuck and treated >= due:
                self._prove_many(unproven)
                due = treated + len(unproven) // 5
                unproven = self._unproven()
                if not len(unproven):
                    break
            asked = self._round(unproven, stuck)
            treated += len(asked)
            now = self._freedom()
            for pair in cheapest_pairs(self.system.relations, now, asked, self.apart):
                if pair.reached < self.apart - 1e-6:
                    if pair.target in stuck:
                        return False
                    stuck.add(pair.target)
                    continue
                stuck.discard(pair.target)
                self._take(pair, now)
        return self.meaning is Meaning.K_OR_MORE or self._cover()

    def _unproven(self) -> IntArray:
        width = self.highest[self.targets] - self.lowest[self.targets]
        return self.targets[width < self.apart - 1e-6]

    def _take(self, pair: Pair, now: Freedom) -> None:
        """Withhold what the pair needs, and keep it as a proof; look again in whole persons when it is not."""
        if not pair.whole:
            (whole,) = cheapest_pairs(
                self.system.relations, now, [(pair.target, pair.rows)], self.apart, whole=True
            )
            if whole.reached >= self.apart - 1e-6:
                pair = whole
        for moves in (pair.up, pair.down):
            beyond = (moves < now.low[pair.rows] - 1e-6) | (moves > now.high[pair.rows] + 1e-6)
            self.marks[pair.rows[beyond]] = Mark.OTHER
            self.keep(pair.rows, moves)

    def keep(self, rows: IntArray, moves: NDArray[np.float64]) -> None:
        """Remember another congruent table, as a proof of every cell that it moves."""
        moved = np.abs(moves) > 1e-6
        if moved.any():
            self.congruent.append((rows[moved], moves[moved]))
        self.lowest[rows] = np.minimum(self.lowest[rows], moves)
        self.highest[rows] = np.maximum(self.highest[rows], moves)

    def _freedom(self) -> Freedom:
        """Moves allowed now, and those that withholding more cells would allow."""
        system, values = self.system, self.system.values.astype(float)
        now = freedom(system, self.marks, self.floor, self.k, self.cap)
        more_low, more_high = np.zeros(len(values)), np.zeros(len(values))
        changeable = np.zeros(len(values), dtype=bool)
        changeable[self.cells] = True
        changeable &= ~self.decided & system.displayed
        shown = changeable & (self.marks == Mark.SHOWN)
        if self.meaning is not Meaning.ANYTHING:
            shown &= values > 0
        more_low[shown] = np.clip(self.floor[shown] - values[shown], -self.cap, 0)
        more_high[shown] = self.cap
        if self.meaning is not Meaning.K_OR_MORE:
            small = changeable & (self.marks == Mark.SMALL)
            more_high[small] = self.cap
            if self.meaning is Meaning.ANYTHING:
                more_low[small] = -1.0
        return Freedom(now.low, now.high, more_low, more_high, self.cost)

    def _round(self, unproven: IntArray, stuck: set[int]) -> list[tuple[int, IntArray]]:
        """Targets of this round with the cells they may use: one a zone, each with a few partner zones."""
        movable = self._freedom().movable
        mine = self.cells[movable[self.cells]]
        first_stuck = [int(target) for target in unproven if int(target) in stuck]
        blocks = self.system.block
        if first_stuck or len(np.unique(blocks[mine])) <= 2 * PARTNERS + 1:
            return [(first_stuck[0] if first_stuck else int(unproven[0]), mine)]
        _, first = np.unique(blocks[unproven], return_index=True)
        chosen = unproven[np.sort(first)][:AT_ONCE]
        partners = self._partners()
        asked = []
        for target in chosen:
            near = np.isin(blocks[mine], [*partners, blocks[target], -1])
            asked.append((int(target), mine[near]))
        return asked

    def _partners(self) -> list[int]:
        """Zones whose withheld counts can balance another's: those that withhold most, and the largest, of each table."""
        inside = self.cells[self.system.block[self.cells] >= 0]
        blocks = self.system.block[inside]
        withheld = np.bincount(blocks, weights=np.isin(self.marks[inside], (Mark.SMALL, Mark.OTHER)))
        other = np.bincount(blocks, weights=self.marks[inside] == Mark.OTHER, minlength=len(withheld))
        size = np.bincount(blocks, weights=self.system.values[inside], minlength=len(withheld))
        group = np.full(len(size), -1, dtype=np.int64)
        group[blocks] = self.system.group[inside]
        chosen: list[int] = []
        for table in np.unique(group[group >= 0]):
            mine = np.flatnonzero(group == table)
            for score in (other, withheld, size):
                order = mine[np.lexsort((mine, -size[mine], -score[mine]))]
                chosen.extend(int(block) for block in order[:PARTNERS] if int(block) not in chosen)
        return chosen

    def _prove_many(self, unproven: IntArray) -> None:
        """Congruent tables that move as many unproven counts as possible at once, one way then the other."""
        generator = np.random.default_rng(SEED)
        left = len(unproven)
        while left:
            now = self._freedom()
            rows = self.cells[(now.low[self.cells] < 0) | (now.high[self.cells] > 0)]
            signs = np.zeros(len(self.system.values))
            signs[unproven] = generator.choice([-1.0, 1.0], size=len(unproven))
            for way in (1.0, -1.0):
                moves = farthest_table(self.system.relations, now, rows, way * signs[rows])
                if moves is not None and np.all(np.abs(moves - np.round(moves)) < 1e-6):
                    self.keep(rows, moves)
            unproven = self._unproven()
            if len(unproven) > 0.7 * left:
                return
            left = len(unproven)

    def _cover(self) -> bool:
        """Put « n. c. » on counts as low as the proofs suppose it may cover, beside those it covers already.

        Else the reader, who sees it on counts of k or more only, or sees every zero shown, may guess that it is so.
        """
        values, inside = self.system.values, np.zeros(len(self.system.values), dtype=bool)
        inside[self.cells] = True
        other = inside & (self.marks == Mark.OTHER)
        lower = values + self.lowest
        open_cells = inside & self.system.displayed & ~self.decided
        for bound, low in ((self.k, (values > 0) & (values < self.k)), (1, values == 0)):
            relied = other & (values >= bound) & (lower < bound - 0.5)
            if not relied.any() or (other & (values < bound)).any():
                continue
            lines = abs(self.system.relations) @ relied.astype(float) > 0
            beside = abs(self.system.relations).T @ lines.astype(float) > 0
            changed = open_cells & low & beside
            changed = changed if changed.any() else open_cells & low
            if not changed.any():
                return False
            self.marks[changed] = Mark.OTHER
        return True

    def _withhold_all(self) -> bool:
        """The whole set: what is not zero, and the zeros too when margins stay as published before."""
        mine = self.cells[self.system.displayed[self.cells] & ~self.decided[self.cells]]
        margins = bool(self.decided[self.cells].any())
        self.marks[mine if margins else mine[self.system.values[mine] > 0]] = Mark.OTHER
        self.floor[mine] = 0 if margins else 1
        return True
