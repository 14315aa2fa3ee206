"""The network as one reader may see it: its own animation by name; a cooperation itself, those that agree, and groups.

Who has not agreed to be named is never alone: it is in the sums of groups of three unnamed cooperations at least, in no other, and
among the quartiles of five. One way of grouping is given, by département: two would be subtracted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import shapely

from visa_data.errors import VisaError
from visa_data.network.figures import FIGURES, FRESH_DAYS, Figure, Town, figures_of, own_figures, towns_of
from visa_data.network.intervals import Interval
from visa_data.network.told import Told
from visa_data.territory.departements import NAMES
from visa_data.territory.zones import ZoneFrame

TOGETHER = 3
"""Unnamed cooperations that a sum is made of at least."""
ALIKE = 5
"""Others that a comparison is made of at least."""
SIZES = 2.0
"""Cooperations whose inhabitants are within this factor are of near size."""
ELSEWHERE = "autres"
WEEKS = 52


@dataclass(frozen=True)
class Viewer:
    """Who reads. cooperation: its code; None for the network's own animation."""

    cooperation: str | None = None

    def names(self, town: Town) -> bool:
        """Whether it may be told which one this is."""
        return self.cooperation is None or town.agrees or town.code == self.cooperation


@dataclass(frozen=True)
class Group:
    """Cooperations together: a code, a name, how many (and how many published lately), figures by name."""

    code: str
    name: str
    towns: int
    fresh: int
    figures: Mapping[str, Interval | None]


@dataclass(frozen=True)
class Rank:
    """One cooperation among its like, for a figure. place: 1 for the first; of: with it. quartiles: min, Q1, median, Q3, max."""

    figure: Figure
    value: Interval | None
    place: int | None
    of: int
    quartiles: tuple[float, ...]


class Network:
    """What a reader may see of the network at the end of a day. Nothing else of it is kept here."""

    def __init__(
        self,
        towns: Iterable[Town],
        day: date,
        viewer: Viewer,
        *,
        outlines: Mapping[str, Any] | None = None,
        invented: bool = False,
    ) -> None:
        """outlines: geometries (EPSG:4326) by code. invented: whether a book of them says so."""
        every = list(towns)
        self.invented = invented
        fresh = [town for town in every if town.fresh]
        self.day, self.viewer, self.towns, self.published = day, viewer, len(every), len(fresh)
        hidden = [town for town in fresh if not viewer.names(town)]
        self.named = tuple(town for town in every if viewer.names(town))
        self.zones = _zones([town for town in self.named if town.fresh], outlines or {})
        whole_told = not hidden or len(hidden) >= TOGETHER
        shown = fresh if whole_told else [town for town in fresh if viewer.names(town)]
        self.left_out = len(fresh) - len(shown)
        self.france = Group("", "France", len(every), len(shown), figures_of(shown, day))
        self.groups = tuple(_groups(every, shown, day, viewer))
        self.weeks = _weeks(shown, day)
        self.maturities = _maturities(every)
        own = next((town for town in every if town.code == viewer.cooperation), None)
        self.own = own
        self._fresh = fresh if viewer.cooperation is None else []
        self.ranks = ranks_of(own, fresh) if own is not None else ()
        self.course = course_of(own, fresh, day) if own is not None else course_of(None, (), day)

    def ranks_of(self, code: str) -> tuple[Rank, ...]:
        """One cooperation among its like: any for the animation, its own for a cooperation."""
        if self.own is not None and code == self.own.code:
            return self.ranks
        town = next((town for town in self._fresh if town.code == code), None)
        return ranks_of(town, self._fresh) if town is not None else ()

    def course_of(self, code: str) -> pd.DataFrame:
        """One cooperation week by week beside its like, likewise (see `course_of`)."""
        if self.own is not None and code == self.own.code:
            return self.course
        town = next((town for town in self._fresh if town.code == code), None)
        return course_of(town, self._fresh, self.day)

    @property
    def late(self) -> tuple[Town, ...]:
        """Those that may be named and have published nothing lately."""
        return tuple(town for town in self.named if not town.fresh)

    def table(self) -> pd.DataFrame:
        """A row for each cooperation that may be named: who it is, its day, figures as least and most."""
        return pd.DataFrame([_row(town) for town in self.named], columns=[*WHO, *_columns()])

    def group_table(self) -> pd.DataFrame:
        """A row a département, France last."""
        rows = [
            [one.code, one.name, one.towns, one.fresh, *_flat(one.figures)]
            for one in (*self.groups, self.france)
        ]
        return pd.DataFrame(rows, columns=["departement", "nom", "cooperations", "ont_publie", *_columns()])


WHO = ("cooperation", "nom", "departement", "maturite", "milieu", "habitants", "jour", "a_jour")


def _columns() -> list[str]:
    return [f"{figure.name}{end}" for figure in FIGURES for end in ("_min", "_max")]


def _flat(figures: Mapping[str, Interval | None]) -> list[float]:
    found = (figures.get(figure.name) for figure in FIGURES)
    return [
        value for one in found for value in ((math.nan, math.nan) if one is None else (one.low, one.high))
    ]


def _row(town: Town) -> list[object]:
    who = [town.code, town.name, town.departement, town.maturity, town.milieu, town.inhabitants, town.day]
    return [*who, town.fresh, *_flat(own_figures(town))]


def _groups(every: list[Town], shown: list[Town], day: date, viewer: Viewer) -> list[Group]:
    """By département; those where an unnamed one would be told apart, together."""
    codes = sorted({town.departement for town in every})
    here = {code: [town for town in shown if town.departement == code] for code in codes}
    unnamed = {code: sum(not viewer.names(town) for town in found) for code, found in here.items()}
    alone = [code for code in codes if 0 < unnamed[code] < TOGETHER]
    # Too few together still: the next smallest joins them, until nobody is told apart.
    others = sorted(
        (code for code in codes if unnamed[code] >= TOGETHER), key=lambda code: (unnamed[code], code)
    )
    while alone and sum(unnamed[code] for code in alone) < TOGETHER and others:
        alone.append(others.pop(0))
    groups = [
        _group(
            code, NAMES.get(code, code), [town for town in every if town.departement == code], here[code], day
        )
        for code in codes
        if code not in alone
    ]
    if alone:
        within = [town for town in every if town.departement in alone]
        found = [town for code in sorted(alone) for town in here[code]]
        groups.append(_group(ELSEWHERE, "Autres départements", within, found, day))
    return groups


def _group(code: str, name: str, towns: list[Town], shown: list[Town], day: date) -> Group:
    return Group(code, name, len(towns), len(shown), figures_of(shown, day))


def _weeks(shown: list[Town], day: date) -> pd.DataFrame:
    """The whole through a year: jour, cooperations (how many say it), each figure as least and most."""
    rows = []
    for back in reversed(range(WEEKS)):
        when = day - timedelta(weeks=back)
        there = [town for town in shown if town.at(when)]
        if there:
            rows.append([when, len(there), *_flat(figures_of(there, when))])
    return pd.DataFrame(rows, columns=["jour", "cooperations", *_columns()])


def _zones(towns: list[Town], outlines: Mapping[str, Any]) -> ZoneFrame:
    """Their outlines, under their codes and names: those that the lake has."""
    there = [town for town in towns if town.code in outlines]
    shapes = np.array([outlines[town.code] for town in there], dtype=object)
    points = shapely.point_on_surface(shapes)
    codes = [town.code for town in there]
    return ZoneFrame(
        codes, [town.name for town in there], codes, shapes, shapely.get_y(points), shapely.get_x(points)
    )


def _maturities(every: list[Town]) -> pd.Series:
    """How many cooperations of each maturity (code)."""
    return pd.Series([town.maturity for town in every], dtype=object).value_counts()


def ranks_of(one: Town, fresh: Iterable[Town]) -> tuple[Rank, ...]:
    """Where a cooperation stands among its like: of its milieu and of near size, or of its milieu where these are few."""
    others = alike(one, fresh)
    if len(others) < ALIKE:
        return ()
    own, found = own_figures(one), []
    each = [own_figures(town) for town in others]
    for figure in FIGURES:
        values = sorted(middle for figures in each if (middle := _middle(figures[figure.name])) is not None)
        value, mine = own[figure.name], _middle(own[figure.name])
        if len(values) < ALIKE:
            continue
        place = None
        if mine is not None and figure.worse:
            place = 1 + sum((other - mine) * figure.worse < 0 for other in values)
        quartiles = tuple(float(part) for part in np.quantile(values, (0, 0.25, 0.5, 0.75, 1)))
        found.append(Rank(figure, value, place, len(values) + 1, quartiles))
    return tuple(found)


def course_of(one: Town | None, fresh: Iterable[Town], day: date) -> pd.DataFrame:
    """Week by week: jour, figure, valeur (NaN unknown), and of its like q1, mediane, q3 where five of them say it."""
    columns = ["jour", "figure", "valeur", "q1", "mediane", "q3"]
    others = [] if one is None else alike(one, fresh)
    if one is None or len(others) < ALIKE:
        return pd.DataFrame(columns=columns)
    rows = []
    for back in reversed(range(WEEKS)):
        when = day - timedelta(weeks=back)
        own = figures_of([one], when)
        each = [figures_of([town], when) for town in others if town.at(when)]
        for figure in FIGURES:
            values = [middle for found in each if (middle := _middle(found[figure.name])) is not None]
            mine = _middle(own[figure.name])
            if mine is None and len(values) < ALIKE:
                continue
            quartiles = np.quantile(values, (0.25, 0.5, 0.75)) if len(values) >= ALIKE else (math.nan,) * 3
            rows.append([when, figure.name, math.nan if mine is None else mine, *map(float, quartiles)])
    return pd.DataFrame(rows, columns=columns)


def alike(one: Town, fresh: Iterable[Town]) -> list[Town]:
    """Others of the same milieu, of near size where at least five are."""
    same = [town for town in fresh if town.milieu == one.milieu and town.code != one.code]
    near = [
        town
        for town in same
        if not math.isnan(town.inhabitants * one.inhabitants)
        and 1 / SIZES <= (town.inhabitants or 1) / (one.inhabitants or 1) <= SIZES
    ]
    return near if len(near) >= ALIKE else same


def _middle(value: Interval | None) -> float | None:
    """The middle of an interval, for a rank; None where it is not known."""
    if value is None or math.isnan(value.low) or math.isinf(value.high):
        return None
    return (value.low + value.high) / 2


def network_of(told: Told, viewer: Viewer) -> Network:
    """What a reader may see of what the lake says. Raises VisaError for a cooperation that is not enrolled."""
    towns = towns_of(told)
    if viewer.cooperation is not None and viewer.cooperation not in {town.code for town in towns}:
        raise VisaError(
            "Coopération inconnue du réseau",
            f"VISA_COOPERATION nomme « {viewer.cooperation} », que le lac ne connaît pas. Corrigez cette variable.",
        )
    outlines = {
        code: shapely.from_wkb(bytes(one))
        for code, one in zip(told.outlines["cooperation"], told.outlines["geometrie"], strict=True)
    }
    return Network(towns, told.day, viewer, outlines=outlines, invented=bool(told.books["invente"].any()))


def late_sentence(network: Network) -> str:
    """« 183 coopérations sur 200 ont publié depuis 35 jours. »"""
    return f"{network.published} coopérations sur {network.towns} ont publié un dossier depuis {FRESH_DAYS} jours."
