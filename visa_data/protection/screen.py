"""Protecting the tables that one screen shows together."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from visa_data.indicators.indicator import Indicator
from visa_data.protection.counts import by_zone, person_columns
from visa_data.protection.dressing import dressed
from visa_data.protection.figures import TOTAL, ProtectedFigures, protect_total, tie
from visa_data.protection.marks import Mark
from visa_data.protection.nesting import nested
from visa_data.protection.regions import Regions, growing, merged_sentence, region_name
from visa_data.protection.suppression import suppress
from visa_data.protection.system import Published, SystemBuilder
from visa_data.protection.tables import ProtectedTable
from visa_data.settings import Settings, load
from visa_data.territory.zones import ZoneFrame

MOST_WITHHELD = 1 / 3
"""Beyond this share, zones are put together."""
DENOMINATOR = 3.0
"""Cost of withholding the people registered, against 1 for another count: the rates go with it."""


def protect_by_zone(
    frame: pd.DataFrame,
    indicator: Indicator | None,
    zones: ZoneFrame,
    k: int,
    *,
    totals: ProtectedFigures | None = None,
    settings: Settings | None = None,
) -> ProtectedTable:
    """Protect one table by zone, or by zone and need (see `protect_many`)."""
    return protect_many([(frame, indicator)], zones, k, totals=totals, settings=settings)[0]


def protect_many(
    tables: Sequence[tuple[pd.DataFrame, Indicator | None]],
    zones: ZoneFrame,
    k: int,
    *,
    totals: ProtectedFigures | None = None,
    settings: Settings | None = None,
) -> list[ProtectedTable]:
    """Protect tables by zone that one screen shows together; they get the same regions and the same totals.

    tables: what `indicator.by_zone` gave, for everybody (no filter: see `committee_filters`). The territory's totals
    are taken as published even when this screen leaves them out, as another will show them; totals: what
    `protect_total` made of all the territory's figures, so that the meeting's steps agree.
    settings: for the status of a region (default: the project's). Raises ValueError when a column has
    different counts in two tables.
    """
    return _protect(tables, zones, k, totals=totals, settings=settings)[0]


def protect_beside(
    frame: pd.DataFrame,
    zones: ZoneFrame,
    k: int,
    screens: Screens,
    name: str,
    *,
    totals: ProtectedFigures,
    settings: Settings | None = None,
    inside: Mapping[str, Sequence[str]] | None = None,
) -> tuple[ProtectedTable, Screens]:
    """Protect a table by zone of the same people and day as other screens, whatever their regions.

    screens: what those show; the second result is the same with this table, called `name`. inside: the zones of
    each row, when the rows are regions already. Everything shown together stands as one system: what a reader may
    subtract from one screen to the next is protected too.
    """
    (table,), after = _protect(
        [(frame, None)], zones, k, totals=totals, settings=settings, screens=screens, name=name, inside=inside
    )
    return table, after


def _protect(
    tables: Sequence[tuple[pd.DataFrame, Indicator | None]],
    zones: ZoneFrame,
    k: int,
    *,
    totals: ProtectedFigures | None = None,
    settings: Settings | None = None,
    screens: Screens | None = None,
    name: str = "",
    inside: Mapping[str, Sequence[str]] | None = None,
) -> tuple[list[ProtectedTable], Screens]:
    settings = settings or load()
    persons = [person_columns(frame, indicator) for frame, indicator in tables]
    wide = _together([by_zone(frame, names) for (frame, _), names in zip(tables, persons, strict=True)])
    figures = _totals(wide, k, totals)
    regions = _Zones(wide, zones)
    beside = None if screens is None else _Beside(screens, name, wide, inside)
    chosen, _, marks, published = _merged(wide, regions, figures, k, beside)
    codes = wide.index.to_numpy()
    region_of = dict(zip(codes.tolist(), codes[chosen.of_zone].tolist(), strict=True))
    withheld = marks.isin([int(Mark.SMALL), int(Mark.OTHER)]).to_numpy()
    share = float(withheld.mean()) if withheld.size else 0.0
    name_of = {
        code: name
        for frame, _ in tables
        for code, name in zip(frame["code_zone"], frame["nom_zone"], strict=True)
    }
    names = {
        str(codes[region]): region_name(name_of[codes[region]], [codes[row] for row in rows])
        for region, rows in chosen.merged.items()
    }
    sentence = merged_sentence([[codes[row] for row in rows] for rows in chosen.merged.values()])
    shown = [
        dressed(frame, indicator, columns, region_of, names, marks, figures, sentence, share, k, settings)
        for (frame, indicator), columns in zip(tables, persons, strict=True)
    ]
    where = {zone: region_of[code] for code in codes.tolist() for zone in (inside or {}).get(code, [code])}
    known = Known(name, tuple(map(str, wide.columns)), where)
    return shown, Screens(published, (*(screens.tables if screens else ()), known))


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


def _together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    codes = sorted({code for frame in frames for code in frame.index}, key=lambda code: (code == "", code))
    found: dict[str, pd.Series] = {}
    for frame in frames:
        for name in frame.columns:
            counts = frame[name].reindex(codes, fill_value=0).astype("int64")
            if name in found and not found[name].equals(counts):
                raise ValueError(f"{name} differs between two tables of one screen")
            found[name] = counts
    return pd.DataFrame(found, index=pd.Index(codes, dtype=object))


def _totals(wide: pd.DataFrame, k: int, given: ProtectedFigures | None) -> ProtectedFigures:
    """The marks of the territory's counts: as published already, the rest as they must be beside those."""
    sums = {name: float(wide[name].sum()) for name in wide.columns}
    found = protect_total(sums, k, like=given)
    if given is None:
        return found
    marks = found.marks | {name: mark for name, mark in given.marks.items() if name in sums}
    values = {name: float("nan") if marks[name].withheld else value for name, value in sums.items()}
    return ProtectedFigures(values, marks, k)


def _merged(
    wide: pd.DataFrame, zones: _Zones, figures: ProtectedFigures, k: int, beside: _Beside | None
) -> tuple[Regions, pd.DataFrame, pd.DataFrame, Published]:
    """The first regions, zones alone to begin with, of which at most a third of the counts is withheld.

    Counts that the whole territory withholds are left out of that share: no region would show them.
    """
    useful = [name for name in wide.columns if not figures.marks[name].withheld]
    guess = _Guess(wide[useful], k)
    best: tuple[Regions, pd.DataFrame, pd.DataFrame, Published] | None = None
    accepted = MOST_WITHHELD
    for regions in _growing(wide, zones, guess):
        if guess.share(regions) > accepted:
            continue
        grouped, marks, published = _marks(wide, regions, figures, k, beside)
        best = regions, grouped, marks, published
        withheld = marks[useful].isin([int(Mark.SMALL), int(Mark.OTHER)]).to_numpy()
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

    def tie(self, builder: SystemBuilder, regions: Regions, columns: Sequence[str], k: int) -> None:
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
    wide: pd.DataFrame, regions: Regions, figures: ProtectedFigures, k: int, beside: _Beside | None
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
        cost = DENOMINATOR if name == "inscrits" else 1.0
        for block, (place, count) in enumerate(zip(places, counts[name], strict=True)):
            builder.cell((place, name), count, cost=cost, block=block)
        builder.cell((TOTAL, name), sum(counts[name]), fixed=figures.marks[name])
        builder.total((TOTAL, name), [(place, name) for place in places])
    tie(builder, counts, places, k)
    tie(builder, {name: [sum(counts[name])] for name in columns}, [TOTAL], k)
    if beside is not None:
        beside.tie(builder, regions, columns, k)
    system = builder.build()
    found = suppress(system, k)
    row_of = {key: row for row, key in enumerate(system.keys)}
    marks = pd.DataFrame(
        {name: [int(found.marks[row_of[place, name]]) for place in places] for name in columns},
        index=grouped.index,
        columns=columns,
    )
    return grouped, marks, Published(system, found.marks, found.floor, found.worlds)
