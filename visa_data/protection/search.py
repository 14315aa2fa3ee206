"""Which counts are withheld beside the small ones, so that none of these is narrowed.

Exchanges between sectors prove most counts safe, random tables found by programme most of the others. What is left is looked
at one by one: the cheapest pair of tables says what must be withheld, unless one count of the sector itself will do.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from visa_data.protection.exchange import Exchanges
from visa_data.protection.marks import Mark
from visa_data.protection.reader import BoolArray, Reader
from visa_data.protection.rules import UNBOUNDED, IntArray
from visa_data.protection.tables import Pair, Programme

SEED = 20200512
TOGETHER = 8
"""Sectors in one programme."""
FEW, MANY = 5, 12
"""How many sectors may balance others, at first and then; then those that hold most of the count as well; in the end, all."""
COSTS = {Mark.SMALL: 0.5, Mark.SHOWN: 0.8, Mark.ROUNDED: 1.0}
"""Of withholding a count, by what was said of it."""
REGISTERED, TERRITORY = 3.0, 5.0
"""Further factors: rates go with the people registered; everybody reads the territory's counts."""


def protect(reader: Reader) -> IntArray:
    """The mark of every count of the reader's table (places × columns). Deterministic."""
    return _Search(reader).run()


class _Search:
    def __init__(self, reader: Reader) -> None:
        self.reader, self.marks, self.need = reader, reader.marks.copy(), reader.need.copy()
        self.down, self.up = reader.room(self.marks)
        self.more, self.less = np.zeros_like(self.need), np.zeros_like(self.need)
        self.exchanges = Exchanges(reader, self.marks)
        self.far = 2 * max(each.rules.apart for each in reader.sheets)
        self.most = int(reader.values.max(initial=1))
        self.widest = reader.room(np.full_like(self.marks, int(Mark.OTHER)))
        self.sectors = len(reader.values) - 1
        self.loose = [self.sectors] if reader.open[-1].any() else []
        factor = np.ones(self.marks.shape)
        factor[:, [number for number, name in enumerate(reader.sheets[0].columns) if name == "inscrits"]] = (
            REGISTERED
        )
        factor[-1] *= TERRITORY
        self.factor = factor

    def run(self) -> IntArray:
        """The marks, once every target is proven."""
        for sector in range(self.sectors):
            self._note(sector, *self.exchanges.proven(sector))
        for partners in (FEW, MANY):
            self._prove_many(partners)
        while len(unproven := self._unproven()):
            place, target = unproven[0]
            self._prove(int(place), int(target))
        return self.marks

    def _unproven(self) -> IntArray:
        return np.argwhere(self.more + self.less < self.need)

    def _note(self, places: IntArray | int, more: IntArray, less: IntArray) -> None:
        self.more[places] = np.maximum(self.more[places], more)
        self.less[places] = np.maximum(self.less[places], less)

    def _keep(self, places: IntArray, moves: IntArray) -> None:
        """Remember a congruent table as a proof of all that it moves."""
        moved = moves @ self.reader.targets.T
        self._note(places, moved.clip(0), (-moved).clip(0))

    def _prove_many(self, partners: int) -> None:
        """Tables that move as many unproven counts as possible at once, one way then the other."""
        generator = np.random.default_rng(SEED)
        waiting = np.unique(self._unproven()[:, 0])
        waiting = waiting[waiting < self.sectors]
        for start in range(0, len(waiting), TOGETHER):
            group = waiting[start : start + TOGETHER]
            places = self._with_partners(group, partners)
            programme = Programme(self.reader, places)
            down, up = (np.minimum(room[places], self.far) for room in (self.down, self.up))
            left = UNBOUNDED
            while True:
                missing = (self.more + self.less < self.need)[places]
                if not missing.any() or missing.sum() > 0.8 * left:
                    break
                left = missing.sum()
                wish = (missing * generator.choice([-1.0, 1.0], size=missing.shape)) @ self.reader.targets
                for way in (1.0, -1.0):
                    moves = programme.farthest(down, up, way * wish)
                    if moves is not None:
                        self._keep(places, moves)

    def _with_partners(self, group: IntArray, count: int, target: int | None = None) -> IntArray:
        """These places, the sectors freest to balance them, and the territory where its counts are not exact.

        target: the sectors that hold most of that count too. Where the territory has few, only they can give some up.
        """
        free = np.minimum(self.down + self.up, self.far)[: self.sectors].sum(axis=1)
        held = free if target is None else self.reader.values[: self.sectors] @ self.reader.targets[target]
        others = [
            [place for place in np.argsort(-wanted, kind="stable").tolist() if place not in group][:count]
            for wanted in (free, held)
        ]
        return np.array(sorted({*group.tolist(), *others[0], *others[1], *self.loose}))

    def _prove(self, place: int, target: int) -> None:
        """Prove one target, withholding what that needs."""
        need = int(self.need[place, target])
        for partners, holding in ((FEW, None), (MANY, None), (MANY, target), (self.sectors, None)):
            places = self._with_partners(np.array([place]), partners, holding)
            pair = self._pair(places, place, target, self.far if partners < self.sectors else self.most)
            if pair.reached >= need:
                break
        # All of it withheld would tell no less: the territory's counts do.
        self.need[place, target] = min(need, pair.reached)
        changed: BoolArray = np.any(
            (pair.moves < -self.down[places]) | (pair.moves > self.up[places]), axis=0
        )
        if changed.any() and self._withhold_one(place, target):
            return
        for number, cells in zip(places.tolist(), changed, strict=True):
            self._withhold(number, cells)
        for moves in pair.moves:
            self._keep(places, moves)

    def _pair(self, places: IntArray, place: int, target: int, far: int) -> Pair:
        """The cheapest pair of tables for a target, of which counts move no farther than `far`."""
        reader = self.reader
        room = [np.minimum(each[places], far) for each in (self.down, self.up)]
        able = reader.open[places] & (self.marks[places] != Mark.OTHER)
        more = [
            np.where(able, np.minimum(widest[places], far) - own, 0)
            for widest, own in zip(self.widest, room, strict=True)
        ]
        aim = np.where((places == place)[:, None], reader.targets[target], 0)
        return Programme(reader, places).pair(
            room, more, self._cost(places), aim, int(self.need[place, target])
        )

    def _cost(self, places: IntArray | int) -> NDArray[np.float64]:
        marks = self.marks[places]
        return np.asarray(
            np.select([marks == mark for mark in COSTS], list(COSTS.values()), 0.0) * self.factor[places]
        )

    def _withhold_one(self, place: int, target: int) -> bool:
        """Withhold the one count of the target that is cheapest for what it proves, if one is enough."""
        if place == self.sectors:
            return False
        best: tuple[float, int] | None = None
        missing = self.more[place] + self.less[place] < self.need[place]
        cost = self._cost(place)
        able = (
            self.reader.open[place] & (self.marks[place] != Mark.OTHER) & (self.reader.targets[target] != 0)
        )
        for cell in np.flatnonzero(able).tolist():
            down, up = self.down[place].copy(), self.up[place].copy()
            down[cell], up[cell] = (each[place, cell] for each in self.widest)
            more, less = self.exchanges.proven(place, self.exchanges.steps(place, down, up))
            proven = missing & (
                np.maximum(more, self.more[place]) + np.maximum(less, self.less[place]) >= self.need[place]
            )
            if proven[target]:
                best = min(best or (np.inf, -1), (cost[cell] / proven.sum(), cell))
        if best is None:
            return False
        self._withhold(place, np.arange(len(cost)) == best[1])
        return True

    def _withhold(self, place: int, cells: BoolArray) -> None:
        """Withhold some counts of a place, and note what its exchanges prove then."""
        if not cells.any():
            return
        self.marks[place, cells] = Mark.OTHER
        for room, widest in zip((self.down, self.up), self.widest, strict=True):
            room[place, cells] = widest[place, cells]
        if place < self.sectors:
            self.exchanges.update(place, self.down[place], self.up[place])
            self._note(place, *self.exchanges.proven(place))
