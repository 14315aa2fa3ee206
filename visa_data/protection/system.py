"""The cells of a screen and the sums that tie them together.

Every figure that counts persons is a cell; every difference of two of them that also counts persons is one too, even
when the screen does not write it: what can be subtracted is published.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from visa_data.protection.marks import Mark

IntArray = NDArray[np.int64]
FREE = -1
"""No mark decided beforehand."""
CongruentTable = tuple[IntArray, NDArray[np.float64]]
"""Another table in accord with what is published, as the cells that differ and by how much: what proves them safe."""


@dataclass(frozen=True)
class CellSystem:
    """n cells and r relations, each a sum that is zero: relations @ values == 0.

    values: counts (n). displayed: on the screen. cost: of withholding the cell when it is not small.
    fixed: a `Mark` already published, which stays, or FREE; floor: the least that « n. c. » covers there.
    block: cells that belong together (a zone), -1 for margins; group: the table of the block; congruent: found for
    the screens included; they only speed the search up.
    """

    keys: list[Hashable]
    values: IntArray
    relations: sparse.csr_array
    displayed: NDArray[np.bool_]
    cost: NDArray[np.float64]
    fixed: IntArray
    floor: IntArray
    block: IntArray
    group: IntArray
    congruent: tuple[CongruentTable, ...] = ()

    def sensitive(self, k: int) -> NDArray[np.bool_]:
        """Cells from 1 to k−1, displayed or implied."""
        return (self.values >= 1) & (self.values < k)


@dataclass(frozen=True)
class Published:
    """A system and how each of its cells appears; floor: the least that « n. c. » may cover there; congruent: the proofs."""

    system: CellSystem
    marks: IntArray
    floor: IntArray
    congruent: tuple[CongruentTable, ...] = ()


@dataclass
class SystemBuilder:
    """Collects cells and relations; a key is added once and shared by the tables that name it."""

    keys: list[Hashable] = field(default_factory=list)
    _row: dict[Hashable, int] = field(default_factory=dict)
    _values: list[int] = field(default_factory=list)
    _displayed: list[bool] = field(default_factory=list)
    _cost: list[float] = field(default_factory=list)
    _fixed: list[int] = field(default_factory=list)
    _floor: list[int] = field(default_factory=list)
    _block: list[int] = field(default_factory=list)
    _group: list[int] = field(default_factory=list)
    _blocks: int = 0
    _groups: int = 0
    _congruent: tuple[CongruentTable, ...] = ()
    _entries: list[tuple[int, int, int]] = field(default_factory=list)
    _relations: int = 0

    def __contains__(self, key: Hashable) -> bool:
        return key in self._row

    def value(self, key: Hashable) -> int:
        """The count of a cell (KeyError if it was not added)."""
        return self._values[self._row[key]]

    def cell(
        self,
        key: Hashable,
        value: int,
        *,
        displayed: bool = True,
        cost: float = 1.0,
        fixed: Mark | None = None,
        floor: int = FREE,
        block: int = -1,
    ) -> None:
        """Add a count. ValueError: negative, or the key stands for another count already."""
        if value < 0:
            raise ValueError(f"a count of persons cannot be {value} ({key!r})")
        if key in self._row:
            if self.value(key) != value:
                raise ValueError(f"{key!r} is {self.value(key)} in one table and {value} in another")
            row = self._row[key]
            self._displayed[row] = self._displayed[row] or displayed
            return
        self._row[key] = len(self.keys)
        self.keys.append(key)
        self._values.append(int(value))
        self._displayed.append(displayed)
        self._cost.append(cost)
        self._fixed.append(FREE if fixed is None else int(fixed))
        self._floor.append(floor)
        self._block.append(block if block < 0 else self._blocks + block)
        self._group.append(-1 if block < 0 else self._groups)

    def total(self, whole: Hashable, parts: Iterable[Hashable]) -> None:
        """The cell `whole` is the sum of `parts` (ValueError when it is not)."""
        rows = [self._row[part] for part in parts]
        if sum(self._values[row] for row in rows) != self.value(whole):
            raise ValueError(f"{whole!r} is not the sum of its parts")
        self._entries.append((self._relations, self._row[whole], 1))
        self._entries.extend((self._relations, row, -1) for row in rows)
        self._relations += 1

    def remainder(self, whole: Hashable, parts: Sequence[Hashable], *, block: int = -1) -> None:
        """The persons of `whole` in none of the disjoint `parts` are a cell that the screen implies."""
        left = self.value(whole) - sum(self.value(part) for part in parts)
        key = ("reste", whole, *parts)
        if key not in self._row:
            self.cell(key, left, displayed=False, block=block)
            self.total(whole, (*parts, key))

    def include(self, published: Published) -> None:
        """Add all the cells of screens decided before, their marks as they stand; before any cell of this one."""
        system = published.system
        for row, key in enumerate(system.keys):
            mark = Mark(int(published.marks[row]))
            self.cell(
                key,
                int(system.values[row]),
                displayed=bool(system.displayed[row]),
                cost=float(system.cost[row]),
                fixed=None if mark is Mark.IMPLIED else mark,
                floor=int(published.floor[row]),
                block=int(system.block[row]),
            )
            self._group[-1] = int(system.group[row])
        entries = system.relations.tocoo()
        self._entries.extend(
            (self._relations + int(line), int(column), int(factor))
            for line, column, factor in zip(entries.row, entries.col, entries.data, strict=True)
        )
        self._relations += system.relations.shape[0]
        self._blocks = int(system.block.max(initial=-1)) + 1
        self._groups = int(system.group.max(initial=-1)) + 1
        self._congruent = published.congruent

    def build(self) -> CellSystem:
        """The system, with its relations as a sparse matrix."""
        rows, columns, data = zip(*self._entries, strict=True) if self._entries else ((), (), ())
        relations = sparse.csr_array(
            (np.array(data, dtype=float), (np.array(rows, dtype=int), np.array(columns, dtype=int))),
            shape=(self._relations, len(self.keys)),
        )
        return CellSystem(
            list(self.keys),
            np.array(self._values, dtype=np.int64),
            relations,
            np.array(self._displayed, dtype=bool),
            np.array(self._cost, dtype=float),
            np.array(self._fixed, dtype=np.int64),
            np.array(self._floor, dtype=np.int64),
            np.array(self._block, dtype=np.int64),
            np.array(self._group, dtype=np.int64),
            self._congruent,
        )
