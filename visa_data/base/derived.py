"""Tables derived from the base and kept in memory while its data do not change.

A million calls are counted once for a day, not once for each figure of a page. The tables live in an
in-memory database beside the file, attached by the owner of the connection: never on disk, never older
than the data they come from, gone when the file is let go.

What no query reads is kept beside them as it was computed (`derived_value`), by the same rule.

Whoever reads such tables holds a lease on all of them until the query has run: what makes room for a new
table are those of older data, then the least recently used, never one that is leased.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import duckdb

T = TypeVar("T")

MEMORY = "memoire"
KEPT = 30
"""Derived tables kept once nobody reads them: those of the twelve weeks that a curve shows, and of a day seen whole.

A day takes up to four: people, their needs, who calls them, what was asked for them. A curve reads two of them at each
of its weeks: one fewer kept than it reads, and all are made again for each filter. DuckDB counts 480 of the 800 MB it may
take when all thirty are people and needs of a département (100,000 people, a million calls).
"""
KEPT_VALUES = 50
"""Values kept that no table holds. The twelve weeks of a curve read one each, two days and their lists some twenty."""


@dataclass
class _Table:
    """A table on the shelf: the data it comes from, and how many queries are reading it."""

    version: int
    readers: int = 0


@dataclass
class _Value:
    """A value on the shelf, once `made`. lock: held by who computes it."""

    found: Any = None
    made: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Shelf:
    """The derived tables and values of one opening of a base, least recently used first."""

    tables: dict[str, _Table] = field(default_factory=dict)
    values: dict[tuple[Hashable, int], _Value] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def make_room(self, cursor: duckdb.DuckDBPyConnection, version: int, coming: int = 0) -> None:
        """Drop the tables of data older than `version`, then the least recently used ones beyond KEPT."""
        idle = [name for name, table in self.tables.items() if not table.readers]
        old = [name for name in idle if self.tables[name].version < version]
        surplus = len(self.tables) - len(old) + coming - KEPT
        for name in [*old, *[name for name in idle if name not in old][: max(0, surplus)]]:
            cursor.execute(f"DROP TABLE {MEMORY}.{name}")
            del self.tables[name]


@dataclass(frozen=True)
class DayTable:
    """A table to derive: the rows of a SELECT, with its bound values.

    name: letters, digits and underscores; it must name everything the rows depend on, but the data.
    """

    name: str
    select: str
    values: Mapping[str, Any]


_shelves: WeakKeyDictionary[duckdb.DuckDBPyConnection, Shelf] = WeakKeyDictionary()
"""The shelf that each cursor lent for reading people may use. A cursor that writes has none: what it has
not committed is nobody else's."""


def give_shelf(cursor: duckdb.DuckDBPyConnection, shelf: Shelf) -> None:
    """Let this cursor read and make the derived tables of a shelf."""
    _shelves[cursor] = shelf


@contextmanager
def views_of(cursor: duckdb.DuckDBPyConnection, tables: Mapping[str, DayTable]) -> Iterator[None]:
    """Have these views on the cursor (name → table), each on the present data, and all leased.

    The views go with the lease: what is read outside of it is a missing view, every time.
    """
    makers = {wanted.name: _maker(cursor, wanted) for wanted in tables.values()}
    with _leased(cursor, makers) as kept:
        for view, wanted in tables.items():
            cursor.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS FROM {kept[wanted.name]}")
        try:
            yield
        finally:
            for view in tables:
                cursor.execute(f"DROP VIEW {view}")


def derived_value(cursor: duckdb.DuckDBPyConnection, name: Hashable, compute: Callable[[], T]) -> T:
    """What `compute` gives on the present data, kept as it is: read by many, changed by nobody.

    Same rule for name as `DayTable`. A cursor that has no shelf, one that writes, computes it for itself. Who asks
    for it while another computes it waits for that one. compute: may ask for tables and for other values, which none of
    them asks it back for; what makes a table asks for no value.
    """
    shelf = _shelves.get(cursor)
    if shelf is None:
        return compute()
    version = _version(cursor)
    with shelf.lock:
        value = shelf.values.pop((name, version), None) or _Value()
        # Last of the dictionary: the most recently used.
        shelf.values[name, version] = value
        current = [place for place in shelf.values if place[1] >= version]
        shelf.values = {place: shelf.values[place] for place in current[-KEPT_VALUES:]}
    with value.lock:
        if not value.made:
            value.found, value.made = compute(), True
    found: T = value.found
    return found


def _version(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.execute("SELECT valeur FROM meta WHERE cle = 'version_donnees'").fetchone()
    return int(row[0]) if row else 0


def _maker(cursor: duckdb.DuckDBPyConnection, wanted: DayTable) -> Callable[[str], object]:
    return lambda table: cursor.execute(f"CREATE TABLE {table} AS {wanted.select}", dict(wanted.values))


@contextmanager
def _leased(
    cursor: duckdb.DuckDBPyConnection, makers: Mapping[str, Callable[[str], object]]
) -> Iterator[dict[str, str]]:
    """Qualified names of the tables, made if need be, none of them dropped until the end."""
    shelf = _shelves[cursor]
    version = _version(cursor)
    leased: dict[str, str] = {}
    try:
        for name, make in makers.items():
            table = f"{name}_v{version}"
            with shelf.lock:
                if table not in shelf.tables:
                    shelf.make_room(cursor, version, coming=1)
                    make(f"{MEMORY}.{table}")
                    shelf.tables[table] = _Table(version)
                # Last of the dictionary: the most recently used.
                shelf.tables[table] = shelf.tables.pop(table)
                shelf.tables[table].readers += 1
                leased[name] = table
        yield {name: f"{MEMORY}.{table}" for name, table in leased.items()}
    finally:
        with shelf.lock:
            for table in leased.values():
                shelf.tables[table].readers -= 1
            shelf.make_room(cursor, version)
