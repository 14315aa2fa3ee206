"""Invented tables of every shape a screen may hold, from a seed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.protection.attacker import Published
from visa_data.protection.suppression import suppress
from visa_data.protection.system import SystemBuilder


class Sheet:
    """Atoms and the sums of them that are published, told to the engine as relations between sums."""

    def __init__(self, atoms: np.ndarray) -> None:
        self.atoms = atoms
        self.rows: dict[object, np.ndarray] = {}
        self.builder = SystemBuilder()
        self.hidden: list[np.ndarray] = []

    def publish(self, key: object, members: np.ndarray, *, cost: float = 1.0, block: int = -1) -> None:
        if key not in self.rows:
            self.rows[key] = members.astype(int)
            self.builder.cell(key, int(members @ self.atoms), cost=cost, block=block)

    def difference(self, outer: object, inner: object, *, block: int = -1) -> None:
        self.hidden.append(self.rows[outer] - self.rows[inner])
        self.builder.remainder(outer, [inner], block=block)

    def protected(self, k: int) -> Published:
        system = self.builder.build()
        found = suppress(system, k)
        place = {key: row for row, key in enumerate(system.keys)}
        sums = np.array(list(self.rows.values()))
        return Published(
            self.atoms,
            sums,
            np.array([found.marks[place[key]] for key in self.rows]),
            np.vstack([sums, *self.hidden]),
        )


def counts(generator: np.random.Generator, size: int) -> np.ndarray:
    """Counts as territories have them: many small, some zeros, a few large."""
    mean = generator.choice([2.0, 6.0, 12.0, 30.0])
    drawn = generator.poisson(mean * generator.gamma(1.5, 0.7, size))
    drawn[generator.random(size) < generator.choice([0.0, 0.2, 0.5])] = 0
    return drawn.astype(np.int64)


def crossed(generator: np.random.Generator) -> Sheet:
    """Zone × category, both margins and the total."""
    rows, columns = generator.integers(1, 6), generator.integers(1, 5)
    sheet = Sheet(counts(generator, rows * columns))
    where = np.arange(rows * columns).reshape(rows, columns)
    _margins(sheet, where, "a", generator.random() < 0.8)
    return sheet


def _margins(sheet: Sheet, where: np.ndarray, name: str, total: bool) -> None:
    everything = np.arange(len(sheet.atoms))
    rows, columns = where.shape
    for row in range(rows):
        for column in range(columns):
            sheet.publish((name, row, column), np.isin(everything, where[row, column]), block=row)
        sheet.publish(("zone", row), np.isin(everything, where[row]), cost=3, block=row)
        sheet.builder.total(("zone", row), [(name, row, column) for column in range(columns)])
    for column in range(columns):
        sheet.publish((name, "total", column), np.isin(everything, where[:, column]), cost=3)
        sheet.builder.total((name, "total", column), [(name, row, column) for row in range(rows)])
    if total:
        sheet.publish("total", np.ones(len(everything)), cost=10)
        sheet.builder.total("total", [(name, "total", column) for column in range(columns)])
        sheet.builder.total("total", [("zone", row) for row in range(rows)])


def linked(generator: np.random.Generator) -> Sheet:
    """Two tables of one screen, zone × age and zone × level, that share the zones' totals."""
    zones, ages, levels = generator.integers(1, 5), generator.integers(1, 4), generator.integers(1, 4)
    sheet = Sheet(counts(generator, zones * ages * levels))
    everything = np.arange(len(sheet.atoms)).reshape(zones, ages, levels)
    flat = np.arange(len(sheet.atoms))
    for name, axis, size in (("age", 1, ages), ("niveau", 2, levels)):
        for zone in range(zones):
            sheet.publish(("zone", zone), np.isin(flat, everything[zone]), cost=3, block=zone)
            for part in range(size):
                members = np.take(everything, part, axis=axis)[zone]
                sheet.publish((name, zone, part), np.isin(flat, members), block=zone)
            sheet.builder.total(("zone", zone), [(name, zone, part) for part in range(size)])
        for part in range(size):
            sheet.publish((name, "total", part), np.isin(flat, np.take(everything, part, axis=axis)), cost=3)
            sheet.builder.total((name, "total", part), [(name, zone, part) for zone in range(zones)])
        sheet.publish("total", np.ones(len(flat)), cost=10)
        sheet.builder.total("total", [(name, "total", part) for part in range(size)])
    sheet.builder.total("total", [("zone", zone) for zone in range(zones)])
    return sheet


def nested(generator: np.random.Generator) -> Sheet:
    """joints ≤ tentés ≤ inscrits (and deeper) by zone, with the territory's totals."""
    zones, depth = generator.integers(1, 6), generator.integers(2, 5)
    sheet = Sheet(counts(generator, zones * depth))
    flat = np.arange(len(sheet.atoms))
    where = flat.reshape(zones, depth)
    for zone in [*range(zones), "total"]:
        block = zone if isinstance(zone, int) else -1
        for level in range(depth):
            members = where[:, : level + 1] if zone == "total" else where[zone, : level + 1]
            sheet.publish((zone, level), np.isin(flat, members), cost=3 if block < 0 else 1, block=block)
        for outer in range(depth):
            for inner in range(outer):
                sheet.difference((zone, outer), (zone, inner), block=block)
    for level in range(depth):
        sheet.builder.total(("total", level), [(zone, level) for zone in range(zones)])
    return sheet


def sectors(generator: np.random.Generator) -> Sheet:
    """Zones within sectors within the territory."""
    sizes = generator.integers(1, 5, size=generator.integers(1, 5))
    sheet = Sheet(counts(generator, int(sizes.sum())))
    flat, start = np.arange(len(sheet.atoms)), 0
    sheet.publish("total", np.ones(len(flat)), cost=10)
    for sector, size in enumerate(sizes):
        members = range(start, start + size)
        sheet.publish(("secteur", sector), np.isin(flat, members), cost=3)
        for zone in members:
            sheet.publish(zone, flat == zone)
        sheet.builder.total(("secteur", sector), list(members))
        start += size
    sheet.builder.total("total", [("secteur", sector) for sector in range(len(sizes))])
    return sheet


SHAPES: tuple[Callable[[np.random.Generator], Sheet], ...] = (crossed, linked, nested, sectors)


def sheet_of(seed: int) -> tuple[Sheet, int]:
    """The table of that seed, and its k."""
    generator = np.random.default_rng(seed)
    shape = SHAPES[seed % len(SHAPES)]
    return shape(generator), int(generator.choice([11, 11, 11, 11, 5, 3, 2, 20]))
