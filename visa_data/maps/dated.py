"""One figure at several dates: which dates, its values at each, and what moves for the whole territory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pandas as pd

from visa_data import french
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.indicator import PERSONS, REPORTS, Column, Unit
from visa_data.maps.classes import written
from visa_data.vocabulary import StatutZone

MOST_WEEKS = 26
STEP = timedelta(days=7)


@dataclass(frozen=True)
class WeekDays:
    """Dates to play, the oldest first. left_out: weeks of the campaign before them."""

    days: tuple[date, ...]
    left_out: int


def week_days(day: date, first_call: date | None, compared: date) -> WeekDays:
    """Every seven days back from a day to the first call, MOST_WEEKS at most; and the date compared with, if none of these."""
    number = 1 if first_call is None or first_call > day else (day - first_call) // STEP + 1
    kept = {day - STEP * back for back in range(min(number, MOST_WEEKS))}
    return WeekDays(tuple(sorted(kept | {compared})), max(0, number - MOST_WEEKS))


@dataclass(frozen=True)
class DatedFigure:
    """A figure at the end of a day.

    values: code_zone, nom_zone, valeur, denominateur (see `zone_values`). withheld: code → words of what a book
    withholds. whole: the figure of the territory where a book gives it, in words. openings: code → the sentence that a
    tooltip opens with.
    """

    day: date
    values: pd.DataFrame
    withheld: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    openings: Mapping[str, str] = field(default_factory=dict)


def whole_of(
    values: pd.DataFrame,
    column: Column,
    *,
    counted: tuple[str, str],
    places: tuple[str, str],
    share: bool = False,
    chosen: tuple[str, ...] = (),
) -> str:
    """What to read of all the places at a date: « 14 zones blanches », « 120 personnes », « 34 % », « médiane des zones : 3,6 km ».

    values: of `zone_values`, exact. counted: what a count counts. A count that may tell one thing in several places (a
    resource) is not added up: the places that have any are counted.
    """
    kept = chosen_rows(values, chosen)
    if column.unit is Unit.STATUS:
        blank = int((kept["valeur"] == StatutZone.BLANCHE.value).sum())
        return french.counted(blank, f"{places[0]} blanche", f"{places[1]} blanches")
    numbers = kept["valeur"].to_numpy(dtype=float)
    if column.unit is Unit.COUNT and not share:
        if column.about in (PERSONS, REPORTS):
            return french.counted(float(np.nansum(numbers)), *counted)
        any_ = int((numbers[(kept["code_zone"] != "").to_numpy()] > 0).sum())
        return french.counted(any_, f"{places[0]} à plus de zéro", f"{places[1]} à plus de zéro")
    unit = Unit.RATE if share else column.unit
    weights = kept["denominateur"].to_numpy(dtype=float)
    if share or (unit is Unit.RATE and column.whole == "inscrits"):
        known = (weights > 0) & ~np.isnan(numbers)
        total = weights[known].sum()
        return written(float((numbers[known] * weights[known]).sum() / total), unit) if total else ""
    placed = numbers[(kept["code_zone"] != "").to_numpy() & ~np.isnan(numbers)]
    return f"médiane des {places[1]} : {written(float(np.median(placed)), unit)}" if len(placed) else ""


def titles(days: Sequence[date], *, books: bool = False) -> list[tuple[str, str]]:
    """Each date as it is written large (« semaine du 1er au 7 juin 2020 »), and short (« au 7 juin 2020 »).

    A date that is not the end of one of the weeks counted back from the last is written as a date; so is a meeting's.
    """
    last = max(days)
    found = []
    for day in days:
        short = f"au {french.day(day)}"
        if books:
            found.append((f"réunion du {french.day(day)}", short))
        elif (last - day) % STEP:
            found.append((short, short))
        else:
            found.append((_week(day), short))
    return found


def _week(end: date) -> str:
    start = end - STEP + timedelta(days=1)
    if start.month == end.month:
        first = "1er" if start.day == 1 else str(start.day)
        return f"semaine du {first} au {french.day(end)}"
    if start.year == end.year:
        return f"semaine du {french.day(start).removesuffix(f' {start.year}')} au {french.day(end)}"
    return f"semaine du {french.day(start)} au {french.day(end)}"
