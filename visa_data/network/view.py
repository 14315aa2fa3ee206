"""The network as one reader may see it: its own animation, by name and in sums; a cooperation, itself among the others.

Who has not agreed to be named is in no sum that another cooperation reads, since two sums are subtracted: a group that one more
joins, or a day on which one alone publishes, tells that one's figures. It is in ranks and in quartiles of five others at least, rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
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

OTHERS = 5
"""Other cooperations that a comparison is made of at least."""
UNNAMED = 3
"""Of them, those that the reader cannot name, where there are any: one or two would be told by taking away the known ones."""
SIZES = 2.0
"""Cooperations whose inhabitants are within this factor are of near size."""
WEEKS = 52
QUARTILES = (0.25, 0.5, 0.75)


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
    """One cooperation among others, for a figure. place: 1 for the first; of: with it. quartiles: of the others, rounded."""

    figure: Figure
    value: Interval | None
    place: int | None
    of: int
    quartiles: tuple[float, ...]


@dataclass(frozen=True)
class Beside:
    """One cooperation beside others. others: how many. course: jour, figure, valeur (NaN unknown), and of the others q1, mediane, q3."""

    others: int
    ranks: tuple[Rank, ...]
    course: pd.DataFrame


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
        fresh = [town for town in every if town.fresh]
        self.day, self.viewer, self.invented = day, viewer, invented
        self.towns, self.published, self.maturities = len(every), len(fresh), _maturities(every)
        self.named = tuple(town for town in every if viewer.names(town))
        self.zones = _zones([town for town in self.named if town.fresh], outlines or {})
        by_name = viewer.cooperation is None
        self.together = _together(every, fresh, day) if by_name else ()
        self.weeks = _weeks(fresh if by_name else [], day)
        self._fresh = fresh if by_name else []
        own = next((town for town in fresh if town.code == viewer.cooperation), None)
        self._own = {
            alike: beside(own, fresh, day, viewer, alike=alike) for alike in (False, True) if own is not None
        }

    def beside(self, code: str, *, alike: bool) -> Beside | None:
        """One cooperation beside the others, or those alike: any for the animation, itself for a cooperation.

        None for one that has published nothing lately, or that has fewer than `OTHERS` beside it.
        """
        if code == self.viewer.cooperation:
            return self._own.get(alike)
        town = next((town for town in self._fresh if town.code == code), None)
        return None if town is None else beside(town, self._fresh, self.day, self.viewer, alike=alike)

    @property
    def late(self) -> tuple[Town, ...]:
        """Those that may be named and have published nothing lately."""
        return tuple(town for town in self.named if not town.fresh)

    def table(self) -> pd.DataFrame:
        """A row for each cooperation that may be named: who it is, its day, figures as least and most."""
        return pd.DataFrame([_row(town) for town in self.named], columns=[*WHO, *_columns()])

    def group_table(self) -> pd.DataFrame:
        """A row a département, the whole last; for the animation."""
        rows = [[one.code, one.name, one.towns, one.fresh, *_flat(one.figures)] for one in self.together]
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


def _together(every: list[Town], fresh: list[Town], day: date) -> tuple[Group, ...]:
    """By département, then the whole."""
    codes = sorted({town.departement for town in every})
    parts = [(code, NAMES.get(code, code), [t for t in every if t.departement == code]) for code in codes]
    return tuple(
        Group(
            code,
            name,
            len(there),
            sum(town.fresh for town in there),
            figures_of([t for t in there if t.fresh], day),
        )
        for code, name, there in [*parts, ("", "France", every)]
    )


def _weeks(fresh: list[Town], day: date) -> pd.DataFrame:
    """The whole through a year: jour, cooperations (how many say it), each figure as least and most."""
    rows = []
    for back in reversed(range(WEEKS)):
        when = day - timedelta(weeks=back)
        there = [town for town in fresh if town.at(when)]
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


def beside(one: Town, fresh: Iterable[Town], day: date, viewer: Viewer, *, alike: bool) -> Beside | None:
    """A cooperation beside all the others, or beside its like (see `alike_of`); None where they are too few."""
    others = alike_of(one, fresh) if alike else [town for town in fresh if town.code != one.code]
    ranks = tuple(_ranks(one, others, viewer))
    if not ranks:
        return None
    return Beside(max(rank.of for rank in ranks) - 1, ranks, _course(one, others, day, viewer))


def _compared(figure: Figure, each: Iterable[tuple[bool, Mapping[str, Interval | None]]]) -> list[float]:
    """What the others say of a figure: those that may be named (True), and the unnamed ones where they are enough of them."""
    said = [(named, middle) for named, found in each if (middle := _middle(found[figure.name])) is not None]
    hidden = len(said) >= UNNAMED + sum(named for named, _ in said)
    return [middle for named, middle in said if named or hidden]


def _ranks(one: Town, others: list[Town], viewer: Viewer) -> Iterator[Rank]:
    own, each = own_figures(one), [(viewer.names(town), own_figures(town)) for town in others]
    for figure in FIGURES:
        values = _compared(figure, each)
        if len(values) < OTHERS:
            continue
        mine, place = _middle(own[figure.name]), None
        if mine is not None and figure.worse:
            place = 1 + sum((other - mine) * figure.worse < 0 for other in values)
        yield Rank(figure, own[figure.name], place, len(values) + 1, _quartiles(figure, values))


def _course(one: Town, others: list[Town], day: date, viewer: Viewer) -> pd.DataFrame:
    """Week by week; quartiles where enough of the others say the figure."""
    rows = []
    for back in reversed(range(WEEKS)):
        when = day - timedelta(weeks=back)
        own = figures_of([one], when)
        each = [(viewer.names(town), figures_of([town], when)) for town in others if town.at(when)]
        for figure in FIGURES:
            values = _compared(figure, each)
            mine = _middle(own[figure.name])
            if mine is None and len(values) < OTHERS:
                continue
            quartiles = _quartiles(figure, values) if len(values) >= OTHERS else (math.nan,) * len(QUARTILES)
            rows.append([when, figure.name, math.nan if mine is None else mine, *quartiles])
    return pd.DataFrame(rows, columns=["jour", "figure", "valeur", "q1", "mediane", "q3"])


def _quartiles(figure: Figure, values: list[float]) -> tuple[float, ...]:
    """Rounded: the value at a quartile may be that of one cooperation."""
    return tuple(figure.rounded(float(value)) for value in np.quantile(values, QUARTILES))


def alike_of(one: Town, fresh: Iterable[Town]) -> list[Town]:
    """Others of the same milieu, of near size where they are enough."""
    same = [town for town in fresh if town.milieu == one.milieu and town.code != one.code]
    near = [
        town
        for town in same
        if not math.isnan(town.inhabitants * one.inhabitants)
        and 1 / SIZES <= (town.inhabitants or 1) / (one.inhabitants or 1) <= SIZES
    ]
    return near if len(near) >= OTHERS else same


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
