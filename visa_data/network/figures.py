"""The network's figures: what each cooperation published, as intervals, and what follows for several together."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from visa_data.network.intervals import Interval, added, count_text, of_published, share_text
from visa_data.network.told import Told
from visa_data.protection.rules import Rules
from visa_data.typography import french as typeset

WHOLE = "inscrits"
FRESH_DAYS = 35
"""A cooperation that has published nothing for longer is counted apart: five meetings missed."""
WEEK = timedelta(days=7)
Counts = Mapping[str, Interval]
"""Count of a territory → what its book leaves possible."""


@dataclass(frozen=True)
class Figure:
    """A figure of the network: a count, or a share of one (`part` of `whole`), or a week's gain for 100 (`gain`).

    worse: +1 when more is bad news, -1 when it is good, 0 neither.
    """

    name: str
    label: str
    wording: str
    part: str
    whole: str = ""
    gain: bool = False
    worse: int = 0

    def of(self, now: Counts, before: Counts) -> Interval | None:
        """Its value; None where the books do not say it."""
        if self.part not in now or (self.whole and self.whole not in now):
            return None
        part = now[self.part]
        if self.gain:
            if self.part not in before:
                return None
            moved, people = part - before[self.part], now[self.whole]
            return _times(moved.over(people), 100) if people.low else None
        return part.over(now[self.whole]) if self.whole else part

    def rounded(self, value: float) -> float:
        """A value of it as told of nobody by name: a whole percentage, a tenth for a gain, two digits of a count."""
        if self.whole:
            return round(value, 1 if self.gain else 2)
        return float(f"{value:.2g}")

    def read(self, row: Mapping[Any, Any] | pd.Series) -> Interval | None:
        """Its value in a row of the network's tables; None where it is not said."""
        low, high = float(row[f"{self.name}_min"]), float(row[f"{self.name}_max"])
        return None if math.isnan(low) else Interval(low, high)

    def short(self, value: Interval | None) -> str:
        """In the room of a square: what is known to the point, else « ≈ »."""
        if value is None or math.isnan(value.low):
            return "–"
        if math.isinf(value.high):
            return "≥"
        middle = Interval(*[(value.low + value.high) / 2] * 2)
        sign = "" if value.exact else "≈"
        return sign + self.text(middle)

    def text(self, value: Interval | None) -> str:
        """As read."""
        if value is None:
            return "non publié"
        if self.gain:
            return typeset(f"{value.low:.1f}".replace(".", ",")) if not math.isnan(value.low) else "–"
        return share_text(value) if self.whole else count_text(value)


FIGURES = (
    Figure("inscrites", "Inscrites", "Personnes inscrites, consentement recueilli.", WHOLE),
    Figure(
        "part_jointes",
        "Part jointe",
        "Personnes jointes par un appel au moins, rapportées aux inscrites.",
        "joints",
        WHOLE,
        worse=-1,
    ),
    Figure(
        "part_sans_equipe",
        "Isolées sans équipe",
        "Personnes isolées qu'aucune équipe active n'atteint, rapportées aux personnes isolées.",
        "isolees_sans_equipe",
        "isolees",
        worse=1,
    ),
    Figure(
        "zones_blanches",
        "Zones blanches",
        "Zones où vivent des personnes isolées et où aucune équipe n'en atteint.",
        "zones_blanches",
        worse=1,
    ),
    Figure(
        "part_non_pourvus",
        "Besoins non pourvus",
        "Besoins ouverts sans solution, ou ouverts depuis trop longtemps, rapportés aux besoins ouverts.",
        "besoins_non_pourvus",
        "besoins_ouverts",
        worse=1,
    ),
    Figure(
        "rythme",
        "Rythme",
        "Personnes jointes pour la première fois dans la semaine, pour 100 inscrites, là où les effectifs publiés sont exacts.",
        "joints",
        WHOLE,
        gain=True,
        worse=-1,
    ),
)

COUNTS = tuple(dict.fromkeys(name for figure in FIGURES for name in (figure.whole, figure.part) if name))
"""Names of the counts that the figures are made of: a fifth of what a book says of its territory."""


@dataclass(frozen=True)
class Town:
    """A cooperation and what its last book says. now, before: its counts at its day, a week earlier; by day: the others.

    fresh: whether it was published lately enough to be counted with the others.
    """

    code: str
    name: str
    departement: str
    maturity: str
    milieu: str
    inhabitants: float
    agrees: bool
    day: date | None
    fresh: bool
    by_day: Mapping[date, Counts]

    def at(self, day: date) -> Counts:
        """Its counts at the last of its days in the week that ends then; none, no count."""
        days = (day - timedelta(days=back) for back in range(WEEK.days))
        return next((self.by_day[one] for one in days if one in self.by_day), {})


def towns_of(told: Told) -> list[Town]:
    """Every cooperation enrolled, by code."""
    rules = {row.cooperation: _rules(row.reglages) for row in told.books.itertuples()}
    last = dict(zip(told.books["cooperation"], told.books["jour"], strict=True))
    counts: dict[str, dict[date, dict[str, Interval]]] = {}
    usual, every = Rules(), pd.concat([told.weeks, told.totals], ignore_index=True)
    columns = (every[name].tolist() for name in ("cooperation", "jour", "nom", "valeur", "marque"))
    for code, day, name, value, mark in zip(*columns, strict=True):
        one = counts.setdefault(code, {}).setdefault(day, {})
        one[name] = of_published(value, mark, rules.get(code, usual))
    return [
        Town(
            row.cooperation,
            row.nom,
            row.departement,
            row.maturite,
            row.milieu,
            float(row.habitants) if not pd.isna(row.habitants) else math.nan,
            bool(row.accord),
            last.get(row.cooperation),
            row.cooperation in last and (told.day - last[row.cooperation]).days <= FRESH_DAYS,
            {day: _capped(found) for day, found in counts.get(row.cooperation, {}).items()},
        )
        for row in told.cooperations.itertuples()
    ]


def _rules(settings: str) -> Rules:
    read = json.loads(settings)
    return Rules(int(read.get("seuil_effectif", 11)), int(read.get("arrondi", 5)))


def _capped(found: Mapping[str, Interval]) -> Counts:
    """No count of persons exceeds the people registered; needs are several for one."""
    most = found[WHOLE].high if WHOLE in found else math.inf
    return {
        name: one
        if one.exact or name.startswith("besoins")
        else replace(one, high=max(one.low, min(one.high, most)))
        for name, one in found.items()
    }


def together(towns: Iterable[Town], day: date) -> Counts:
    """The counts of several at the end of a day, added up: those that every one of them publishes."""
    each = [found for town in towns if (found := town.at(day))]
    if len(each) < 2:
        return each[0] if each else {}
    names = set.intersection(*(set(found) for found in each))
    return {name: added(found[name] for found in each) for name in names}


def figures_of(towns: Iterable[Town], day: date) -> dict[str, Interval | None]:
    """Each figure of several cooperations together, at the end of a day: those that say it that week and the one before."""
    listed = list(towns)
    now, found = together(listed, day), {}
    for figure in FIGURES:
        if figure.gain:
            said = [town for town in listed if _gains(town, figure, day)]
            found[figure.name] = figure.of(together(said, day), together(said, day - WEEK))
        else:
            found[figure.name] = figure.of(now, {})
    return found


def _gains(town: Town, figure: Figure, day: date) -> bool:
    """Whether a week's gain can be told of it: two rounded counts say nothing of what happened in between."""
    now, before = town.at(day), town.at(day - WEEK)
    needed = (now.get(figure.part), now.get(figure.whole), before.get(figure.part))
    return all(one is not None and one.exact for one in needed)


def own_figures(town: Town) -> dict[str, Interval | None]:
    """Those of one, at the day of its last book."""
    if town.day is None:
        return dict.fromkeys((figure.name for figure in FIGURES), None)
    return figures_of([town], town.day)


def _times(one: Interval, factor: float) -> Interval:
    return Interval(one.low * factor, one.high * factor)
