"""A table by zone as the committee receives it, protected beside all that other screens show of the same people."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from visa_data.protection.marks import NOT_GIVEN_MEANING, Mark, withheld_text
from visa_data.protection.nesting import nested
from visa_data.protection.regions import Regions, growing, merged_sentence, region_name
from visa_data.protection.suppression import suppress
from visa_data.protection.system import Published, SystemBuilder
from visa_data.protection.totals import TOTAL, add_relations, cost
from visa_data.territory.zones import ZoneFrame

MOST_WITHHELD = 1 / 3
"""Beyond this share, zones are put together."""
WITHHELD = (int(Mark.SMALL), int(Mark.OTHER))


@dataclass(frozen=True)
class ProtectedTable:
    """Counts by zone or region, ready to be shown.

    frame: code_zone, nom_zone, then the counts as floats, NaN where withheld; one row a region. marks: a `Mark` for
    each count. regions: code of the zone → code of its row in `frame` (the region's biggest zone, or itself).
    sentence: what was put together, in French, empty when nothing was.
    """

    frame: pd.DataFrame
    marks: pd.DataFrame
    regions: dict[str, str]
    sentence: str
    k: int

    @property
    def legend(self) -> str:
        """What the marks mean; empty when nothing is withheld."""
        return (
            f"{withheld_text(Mark.SMALL, self.k)} : de 1 à {self.k - 1} personnes. n. c. : {NOT_GIVEN_MEANING}."
            if bool(self.marks.isin(WITHHELD).to_numpy().any())
            else ""
        )


def protect_by_zone(
    frame: pd.DataFrame,
    zones: ZoneFrame,
    k: int,
    totals: Mapping[str, Mark],
    *,
    screens: Screens | None = None,
    name: str = "",
    inside: Mapping[str, Sequence[str]] | None = None,
) -> tuple[ProtectedTable, Screens]:
    """Protect a table by zone of the same people and day as other screens, whatever their regions.

    frame: code_zone ('' for people placed nowhere), nom_zone, then columns that each count persons: everybody's,
    as a filtered table beside the whole one is a subtraction. totals: the marks of these columns' sums over the
    territory, published even when this screen leaves them out, as another shows them (see `protect_totals`).
    screens: what other screens show; the second result is the same with this table, called `name`. inside: the
    zones of each row, when the rows are regions already. Everything shown together stands as one system: what a
    reader may subtract from one screen to the next is protected too.

    Raises ValueError for a zone of several rows, KeyError for a column without its total.
    """
    if not frame["code_zone"].is_unique:
        raise ValueError("a zone has several rows")
    wide = frame.set_index("code_zone").drop(columns="nom_zone").astype("int64")
    order = sorted(wide.index, key=lambda code: (code == "", code))
    wide = wide.loc[order].set_axis(pd.Index(order, dtype=object))
    beside = None if screens is None else _Beside(screens, name, wide, inside)
    chosen, counts, marks, published = _merged(wide, _Zones(wide, zones), totals, k, beside)
    codes = wide.index.to_numpy()
    region_of = dict(zip(codes.tolist(), codes[chosen.of_zone].tolist(), strict=True))
    rows = list(dict.fromkeys(region_of[code] for code in frame["code_zone"]))
    counts, marks = counts.loc[rows], marks.loc[rows]
    name_of = dict(zip(frame["code_zone"], frame["nom_zone"], strict=True))
    name_of |= {
        codes[region]: region_name(name_of[codes[region]], [codes[row] for row in merged])
        for region, merged in chosen.merged.items()
    }
    shown = counts.astype(float).mask(marks.isin(WITHHELD))
    shown.insert(0, "nom_zone", [name_of[code] for code in rows])
    table = ProtectedTable(
        shown.rename_axis("code_zone").reset_index(),
        marks.reset_index(drop=True),
        region_of,
        merged_sentence([[codes[row] for row in merged] for merged in chosen.merged.values()]),
        k,
    )
    where = {zone: region_of[code] for code in codes.tolist() for zone in (inside or {}).get(code, [code])}
    known = Known(name, tuple(map(str, wide.columns)), where)
    return table, Screens(published, (*(screens.tables if screens else ()), known))


class _Zones:
    """Which rows of the table border which; people placed nowhere may join any region."""

    def __init__(self, wide: pd.DataFrame, zones: ZoneFrame) -> None:
        self.codes = wide.index.tolist()
        place = {code: row for row, code in enumerate(zones.codes)}
        self.inside = [place.get(code, -1) for code in self.codes]
        self.zones = zones

    def adjacent(self) -> list[set[int]]:
        """The neighbours of each row of the table."""
        row_of = {place: row for row, place in enumerate(self.inside) if place >= 0}
        rows = list(row_of.values())
        found: list[set[int]] = [set() for _ in self.codes]
        for place, row in row_of.items():
            found[row] = {row_of[near] for near in self.zones.adjacent[place] if near in row_of}
        for row in set(range(len(self.codes))) - set(rows):
            found[row] = set(rows)
            for other in rows:
                found[other].add(row)
        return found


def _merged(
    wide: pd.DataFrame, zones: _Zones, totals: Mapping[str, Mark], k: int, beside: _Beside | None
) -> tuple[Regions, pd.DataFrame, pd.DataFrame, Published]:
    """The first regions, zones alone to begin with, of which at most a third of the counts is withheld.

    Counts that the whole territory withholds are left out of that share: no region would show them.
    """
    useful = [name for name in wide.columns if not totals[name].withheld]
    guess = _Guess(wide[useful], k)
    best: tuple[Regions, pd.DataFrame, pd.DataFrame, Published] | None = None
    accepted = MOST_WITHHELD
    for regions in _growing(wide, zones, guess):
        if guess.share(regions) > accepted:
            continue
        grouped, marks, published = _marks(wide, regions, totals, k, beside)
        best = regions, grouped, marks, published
        withheld = marks[useful].isin(WITHHELD).to_numpy()
        real = float(withheld.mean()) if withheld.size else 0.0
        if real <= MOST_WITHHELD:
            break
        accepted = min(accepted, guess.share(regions) - (real - MOST_WITHHELD) / 2)
    assert best is not None
    return best


def _growing(wide: pd.DataFrame, zones: _Zones, guess: _Guess) -> Iterator[Regions]:
    """Regions one merge after the other; the zones alone first, without looking at outlines."""
    last = Regions(np.arange(len(wide), dtype=np.int64))
    yield last
    steps = growing(guess.persons, zones.adjacent(), guess.needy)
    next(steps)
    for regions in steps:
        last = regions
        yield regions
    guess.exhausted = True
    yield last


@dataclass(frozen=True)
class Known:
    """A table by zone already on a screen: its name, its counts, the region of each zone ('' for nowhere)."""

    name: str
    columns: tuple[str, ...]
    regions: Mapping[str, str]


@dataclass(frozen=True)
class Screens:
    """All that is shown of the same people so far, the real counts with it: it never leaves the protection."""

    published: Published
    tables: tuple[Known, ...] = ()


class _Beside:
    """The other screens, laid on this one: where a table adds up to the same zones, it can be subtracted."""

    def __init__(
        self, screens: Screens, name: str, wide: pd.DataFrame, inside: Mapping[str, Sequence[str]] | None
    ) -> None:
        self.screens, self.name = screens, name
        self.codes = wide.index.to_numpy()
        self.row_of = {
            zone: row for row, code in enumerate(self.codes) for zone in (inside or {}).get(code, [code])
        }

    def add_differences(
        self, builder: SystemBuilder, regions: Regions, columns: Sequence[str], k: int
    ) -> None:
        """Add the small differences with each other table, over the smallest sets of zones that both make up."""
        ours = {zone: self.codes[regions.of_zone[row]] for zone, row in self.row_of.items()}
        for other in self.screens.tables:
            names = [*columns, *(name for name in other.columns if name not in columns)]
            pairs = [pair for pair in nested(names) if (pair[0] in columns) != (pair[1] in columns)]
            for here, there in _common(ours, other.regions):
                for pair in pairs:
                    sums = [
                        [(self.name, code, name) for code in here]
                        if name in columns
                        else [(other.name, code, name) for code in there]
                        for name in pair
                    ]
                    whole, part = (sum(builder.value(_key(*cell)) for cell in cells) for cells in sums)
                    if 0 < whole - part < k:
                        outer, inner = (_sum_of(builder, [_key(*cell) for cell in cells]) for cells in sums)
                        builder.remainder(outer, [inner])


def _key(table: str, code: str, column: str) -> Hashable:
    """The cell of a region in one table."""
    return ((table, code), column)


def _common(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[tuple[list[str], list[str]]]:
    """Regions of both tables that make up the same zones, in the smallest such sets."""
    first = {code: place for place, code in enumerate(dict.fromkeys(ours.values()))}
    last = {code: len(first) + place for place, code in enumerate(dict.fromkeys(theirs.values()))}
    pairs = np.array([(first[ours[zone]], last[theirs[zone]]) for zone in ours if zone in theirs]).reshape(
        -1, 2
    )
    size = len(first) + len(last)
    links = sparse.coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    _, group = connected_components(links, directed=False)
    found: dict[int, tuple[list[str], list[str]]] = {}
    for side, places in enumerate((first, last)):
        for code, place in places.items():
            found.setdefault(int(group[place]), ([], []))[side].append(code)
    return [(here, there) for here, there in found.values() if here and there]


def _sum_of(builder: SystemBuilder, keys: Sequence[Hashable]) -> Hashable:
    """One cell for the sum of these."""
    if len(keys) == 1:
        return keys[0]
    key = ("somme", *keys)
    if key not in builder:
        builder.cell(key, sum(builder.value(one) for one in keys), displayed=False)
        builder.total(key, keys)
    return key


class _Guess:
    """How many counts of a region would be withheld, roughly: small ones, and one of each pair too close."""

    def __init__(self, counts: pd.DataFrame, k: int) -> None:
        self.k = k
        self.counts = counts.to_numpy(dtype=np.int64)
        place = {name: column for column, name in enumerate(counts.columns)}
        self.pairs = [(place[outer], place[inner]) for outer, inner in nested(counts.columns)]
        self.known: dict[tuple[int, ...], int] = {}
        self.exhausted = False
        self.seen = np.full(len(counts), -1, dtype=np.int64)
        self.hidden: dict[int, int] = {}
        biggest = counts["inscrits"] if "inscrits" in place else counts.max(axis=1)
        self.persons = [0 if np.isnan(count) else int(count) for count in biggest]

    def withheld(self, rows: Sequence[int]) -> int:
        """Counts of these zones' sum that would be withheld."""
        key = tuple(rows)
        if key not in self.known:
            counts = self.counts[list(rows)].sum(axis=0).tolist()
            hidden = {column for column, count in enumerate(counts) if 0 < count < self.k}
            close = [
                pair
                for pair in self.pairs
                if 0 < counts[pair[0]] - counts[pair[1]] < self.k and not hidden.intersection(pair)
            ]
            while close:
                columns = [column for pair in close for column in pair]
                chosen = max(sorted(set(columns)), key=columns.count)
                hidden.add(chosen)
                close = [pair for pair in close if chosen not in pair]
            self.known[key] = len(hidden)
        return self.known[key]

    def needy(self, rows: list[int]) -> bool:
        """Whether a region of these zones withholds something."""
        return self.withheld(rows) > 0

    def share(self, regions: Regions) -> float:
        """Part of the counts withheld, a complementary row included; 0 once nothing is left to merge."""
        if self.exhausted or not self.counts.size:
            return 0.0
        # Only what the last merge touched: hundreds of zones merge one pair at a time.
        moved = np.flatnonzero(regions.of_zone != self.seen)
        for region in np.unique(np.concatenate([self.seen[moved], regions.of_zone[moved]])).tolist():
            rows = np.flatnonzero(regions.of_zone == region).tolist()
            self.hidden.pop(region, None)
            if rows:
                self.hidden[region] = self.withheld(rows)
        self.seen = regions.of_zone
        hidden = sum(self.hidden.values())
        columns = self.counts.shape[1]
        return (hidden + (columns / 2 if hidden else 0)) / (len(self.hidden) * columns)


def _marks(
    wide: pd.DataFrame, regions: Regions, totals: Mapping[str, Mark], k: int, beside: _Beside | None
) -> tuple[pd.DataFrame, pd.DataFrame, Published]:
    """Counts by region, their marks, and the whole system decided."""
    codes = wide.index.to_numpy()
    grouped = wide.groupby(codes[regions.of_zone], sort=False).sum()
    columns = [str(name) for name in wide.columns]
    builder = SystemBuilder()
    if beside is not None:
        builder.include(beside.screens.published)
    table = "" if beside is None else beside.name
    places = [(table, code) for code in grouped.index]
    counts = {name: grouped[name].tolist() for name in columns}
    for name in columns:
        for block, (place, count) in enumerate(zip(places, counts[name], strict=True)):
            builder.cell((place, name), count, cost=cost(name), block=block)
        builder.cell((TOTAL, name), sum(counts[name]), fixed=totals[name])
        builder.total((TOTAL, name), [(place, name) for place in places])
    add_relations(builder, counts, places, k)
    add_relations(builder, {name: [sum(counts[name])] for name in columns}, [TOTAL], k)
    if beside is not None:
        beside.add_differences(builder, regions, columns, k)
    system = builder.build()
    found = suppress(system, k)
    row_of = {key: row for row, key in enumerate(system.keys)}
    marks = pd.DataFrame(
        {name: [int(found.marks[row_of[place, name]]) for place in places] for name in columns},
        index=grouped.index,
        columns=columns,
    )
    return grouped, marks, Published(system, found.marks, found.floor, found.congruent)
