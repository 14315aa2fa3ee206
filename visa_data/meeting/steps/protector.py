"""What may be shown to whom: everything for the coordination, protected figures for the committee.

Steps only ever write figures that came out of a `Protector`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from visa_data import french
from visa_data.dossier.shown import Shown, open_count
from visa_data.protection.marks import Mark, withheld_text
from visa_data.protection.screen import ProtectedTable, Screens, protect_by_zone
from visa_data.protection.suppression import least_range, suppress
from visa_data.protection.system import Published, SystemBuilder
from visa_data.protection.totals import TOTAL, Sum, add_relations, cost, protect_totals
from visa_data.roles import Permission, Role
from visa_data.settings import Settings
from visa_data.territory.zones import ZoneFrame

OTHER_WORDS = "un nombre non communiqué de"
THEN, GAP = ("avant",), ("ecart",)
"""Places of the territory's counts at the comparison date and of their differences, which no zone's code can be."""
MERGED = " ("
"""What follows the name of a sector of several zones: « Secteur de Bavay (3 zones) »."""


@dataclass(frozen=True)
class Sector:
    """A zone, or neighbouring zones merged by the protection, with its figures by column."""

    codes: tuple[str, ...]
    name: str
    values: Mapping[str, Shown]

    @property
    def short(self) -> str:
        """The name as in a sentence: without how many zones it holds."""
        return self.name.split(MERGED)[0] if len(self.codes) > 1 else self.name


@dataclass(frozen=True)
class Sectors:
    """Sectors in the order of the zones, and what the protection did, in French.

    screens: all that is shown once they are; None where nothing is protected.
    """

    rows: tuple[Sector, ...]
    notes: tuple[str, ...] = ()
    screens: Screens | None = None

    @property
    def words(self) -> tuple[str, str]:
        """What to call them, for one and for many."""
        merged = any(len(row.codes) > 1 for row in self.rows)
        return ("secteur", "secteurs") if merged else ("zone", "zones")


@dataclass(frozen=True)
class Totals:
    """The territory's counts as shown, and what the protection of a table by zone must agree with.

    screens: all that is shown with them; None where nothing is protected.
    """

    counts: Mapping[str, Shown]
    marks: Mapping[str, Mark] | None = None
    screens: Screens | None = None

    def __getitem__(self, name: str) -> Shown:
        return self.counts[name]

    def __contains__(self, name: str) -> bool:
        return name in self.counts


@dataclass(frozen=True)
class Changes:
    """The territory's counts at the comparison date, and by how much each moved since; None: nothing is said.

    screens: all that is shown once they are; None where nothing is protected.
    """

    then: Totals
    gaps: Mapping[str, Shown | None]
    screens: Screens | None = None


class Protector(Protocol):
    """Turns counts of persons into what this role may see."""

    protects: bool

    def totals(self, figures: Mapping[str, float], sums: Sequence[Sum] = ()) -> Totals:
        """The territory's counts by name; sums tie them together."""

    def changes(
        self,
        before: Mapping[str, float],
        now: Mapping[str, float],
        shown: Totals,
        sums: Sequence[Sum] = (),
        unsaid: Sequence[str] = (),
    ) -> Changes:
        """The same counts at an earlier date, shown beside those of `now`, of which `shown` is what is shown.

        unsaid: counts of which no screen shows the earlier date, nor the change.
        """

    def sectors(
        self,
        frame: pd.DataFrame,
        columns: Sequence[str],
        zones: Callable[[], ZoneFrame],
        totals: Totals,
        screens: Screens | None,
        beside: Sequence[str] = (),
    ) -> Sectors:
        """Counts by zone (code_zone, nom_zone, columns; code_zone '' for people placed nowhere).

        screens: all that other steps show of the same people, whatever their sectors: a difference of two steps is
        published too. beside: more columns, shown for the sectors that `columns` need.
        """

    def room(self, count: Shown, groups: int) -> bool:
        """Whether one may say that this count is shared by so many groups with somebody in each."""


class Unprotected:
    """The coordination's: nothing is withheld."""

    protects = False

    def totals(self, figures: Mapping[str, float], sums: Sequence[Sum] = ()) -> Totals:
        """Every figure as it is."""
        return Totals({name: open_count(value) for name, value in figures.items()})

    def changes(
        self,
        before: Mapping[str, float],
        now: Mapping[str, float],
        shown: Totals,
        sums: Sequence[Sum] = (),
        unsaid: Sequence[str] = (),
    ) -> Changes:
        """Every figure and every difference as it is."""
        gaps = {name: int(now[name]) - int(value) for name, value in before.items()}
        return Changes(
            self.totals(before), {name: Shown(gap, french.signed(float(gap))) for name, gap in gaps.items()}
        )

    def sectors(
        self,
        frame: pd.DataFrame,
        columns: Sequence[str],
        zones: Callable[[], ZoneFrame],
        totals: Totals,
        screens: Screens | None,
        beside: Sequence[str] = (),
    ) -> Sectors:
        """One sector a zone."""
        columns = (*columns, *beside)
        rows = [
            Sector(
                (str(code),) if code else (),
                str(name),
                {column: open_count(value) for column, value in zip(columns, counts, strict=True)},
            )
            for code, name, *counts in frame[["code_zone", "nom_zone", *columns]].itertuples(index=False)
        ]
        return Sectors(tuple(rows))

    def room(self, count: Shown, groups: int) -> bool:
        """Always."""
        return True


class Committee:
    """The committee's: counts from 1 to k − 1 are withheld, and those that would give them away."""

    protects = True

    def __init__(self, k: int) -> None:
        self.k = k

    def totals(self, figures: Mapping[str, float], sums: Sequence[Sum] = ()) -> Totals:
        """Small counts withheld, and others so that none can be computed back."""
        counts = {name: int(value) for name, value in figures.items()}
        found = protect_totals(counts, self.k, sums)
        shown = {
            name: self._shown(value, found.marks[name], found.floors[name]) for name, value in counts.items()
        }
        return Totals(shown, found.marks, Screens(found.published))

    def changes(
        self,
        before: Mapping[str, float],
        now: Mapping[str, float],
        shown: Totals,
        sums: Sequence[Sum] = (),
        unsaid: Sequence[str] = (),
    ) -> Changes:
        """Both dates and their differences protected together, the later date as it is shown already.

        A small change is said without its number, and the former count is not shown; nor are those that would
        give it back: 40 more evaluated and 36 fewer not evaluated are 4 more registered.
        """
        if shown.screens is None:
            raise ValueError("the later date is not protected")
        builder = SystemBuilder()
        builder.include(shown.screens.published)
        for name in before:
            first, last = int(before[name]), int(now[name])
            builder.cell((THEN, name), first, displayed=name not in unsaid, cost=cost(name))
            if name in unsaid:
                continue
            builder.cell((GAP, name), abs(last - first))
            more, fewer = (TOTAL, THEN) if last >= first else (THEN, TOTAL)
            builder.total((more, name), [(fewer, name), (GAP, name)])
        add_relations(builder, {name: [int(before[name])] for name in before}, [THEN], self.k)
        for each in sums:
            if all(name in before for name in (each.total, *each.parts)):
                builder.total((THEN, each.total), [(THEN, part) for part in each.parts])
        system = builder.build()
        found = suppress(system, self.k)
        marks = {key: Mark(int(mark)) for key, mark in zip(system.keys, found.marks, strict=True)}
        said = [name for name in before if name not in unsaid]
        then = {name: self._former(before[name], marks[THEN, name]) for name in said}
        gaps = {
            name: None
            if shown[name].withheld
            else self._gap(int(now[name]) - int(before[name]), marks[GAP, name])
            for name in said
        }
        return Changes(
            Totals(then), gaps, Screens(Published(system, found.marks, found.floor, found.congruent))
        )

    def _former(self, value: float, mark: Mark) -> Shown:
        """A count of the comparison date: nothing is said of one that would give a change away."""
        if mark is Mark.OTHER:
            return Shown(None, french.UNKNOWN, OTHER_WORDS)
        return self._shown(value, mark)

    def _gap(self, gap: int, mark: Mark) -> Shown | None:
        if mark is Mark.SMALL:
            sign = "+" if gap > 0 else "−"
            return Shown(None, f"{sign}{french.NBSP}({withheld_text(mark, self.k)})", f"moins de {self.k}")
        return None if mark.withheld else Shown(gap, french.signed(float(gap)))

    def _shown(self, value: float, mark: Mark, floor: int = 0) -> Shown:
        """floor: what « n. c. » may cover at least, which its reader is supposed to know."""
        if not mark.withheld:
            return open_count(value)
        if mark is Mark.SMALL:
            return Shown(None, withheld_text(mark, self.k), f"moins de {self.k}")
        if floor >= self.k:
            return Shown(None, f"≥{french.NBSP}{self.k}", f"au moins {self.k}", self.k)
        return Shown(None, withheld_text(mark, self.k), OTHER_WORDS)

    def sectors(
        self,
        frame: pd.DataFrame,
        columns: Sequence[str],
        zones: Callable[[], ZoneFrame],
        totals: Totals,
        screens: Screens | None,
        beside: Sequence[str] = (),
    ) -> Sectors:
        """Zones merged with their neighbours where most counts would be withheld."""
        if screens is None or totals.marks is None:
            raise ValueError("what is shown beside these sectors is not protected")
        marks = totals.marks
        name = "+".join((*columns, *beside))
        after = screens
        if beside:
            table, _ = protect_by_zone(frame[["code_zone", "nom_zone", *columns]], zones(), self.k, marks)
        else:
            table, after = protect_by_zone(
                frame[["code_zone", "nom_zone", *columns]], zones(), self.k, marks, screens=screens, name=name
            )
        region_of, sentences = dict(table.regions), [table.sentence]
        if beside:
            # Only the second table is published; the first one found the sectors.
            columns = (*columns, *beside)
            where = frame["code_zone"].map(region_of)
            names = dict(zip(table.frame["code_zone"], table.frame["nom_zone"], strict=True))
            wider = (
                frame.groupby(where, sort=True)[list(columns)].sum().rename_axis("code_zone").reset_index()
            )
            wider.insert(1, "nom_zone", [names[code] for code in wider["code_zone"]])
            inside: dict[str, list[str]] = {}
            for zone, region in region_of.items():
                inside.setdefault(region, []).append(zone)
            table, after = protect_by_zone(
                wider, zones(), self.k, marks, screens=screens, name=name, inside=inside
            )
            region_of = {zone: table.regions[region] for zone, region in region_of.items()}
            sentences.append(table.sentence)
        members: dict[str, list[str]] = {}
        for zone, region in region_of.items():
            members.setdefault(region, []).append(zone)
        shown = {name: self._column(table, name) for name in columns}
        rows = [
            Sector(
                tuple(code for code in members[region] if code),
                name,
                {column: shown[column][number] for column in columns},
            )
            for number, (region, name) in enumerate(
                zip(table.frame["code_zone"], table.frame["nom_zone"], strict=True)
            )
        ]
        notes = tuple(note for note in (*sentences, table.legend) if note)
        return Sectors(tuple(rows), notes, after)

    def _column(self, table: ProtectedTable, name: str) -> list[Shown]:
        values, marks = table.frame[name].fillna(0).tolist(), table.marks[name].tolist()
        return [self._shown(value, Mark(int(mark))) for value, mark in zip(values, marks, strict=True)]

    def room(self, count: Shown, groups: int) -> bool:
        """At least one person in each group: the rest must leave each of them room enough."""
        if not groups:
            return True
        known = count.value if count.value is not None else max(count.least, self.k - 1)
        return known - groups >= least_range(self.k)


def protector_for(role: Role, settings: Settings) -> Protector:
    """The protector of a role, with the territory's threshold k."""
    return Unprotected() if role.may(Permission.READ_SMALL_COUNTS) else Committee(settings.seuil_effectif)
