"""Rythme: first contacts a week, and the day everybody would be reached if that went on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import duckdb
import pandas as pd

from visa_data import french
from visa_data.indicators.couverture import coverage
from visa_data.indicators.filters import Filters
from visa_data.indicators.semaines import calls_by_week
from visa_data.settings import Settings

FULL_WEEKS = 3
HORIZON_DAYS = 3653


class End(StrEnum):
    """What the pace says of the end of the first contacts."""

    DONE = "deja"
    DATED = "date"
    NEVER = "jamais"
    FAR = "lointaine"
    UNKNOWN = "inconnue"


@dataclass(frozen=True)
class Pace:
    """First contacts a week over the last full weeks, and what is left to reach.

    weekly: mean of `weeks` full weeks (None when no week of the campaign is over yet).
    ends_on: the day the last person would be reached, when `end` is DATED.
    """

    weekly: float | None
    weeks: int
    registered: int
    left: int
    end: End
    ends_on: date | None

    @property
    def when(self) -> str:
        """The end in a few words: a date, « déjà », « jamais à ce rythme »…"""
        return {
            End.DONE: "déjà",
            End.DATED: french.day(self.ends_on),
            End.NEVER: "jamais à ce rythme",
            End.FAR: "dans plus de dix ans à ce rythme",
            End.UNKNOWN: "inconnue",
        }[self.end]

    @property
    def sentence(self) -> str:
        """The pace and its consequence, as read on screen."""
        left = french.counted(self.left, "personne inscrite reste", "personnes inscrites restent")
        if self.registered == 0:
            return "Aucune personne inscrite à joindre."
        if self.end is End.DONE:
            return "Toutes les personnes inscrites ont déjà été jointes au moins une fois."
        if self.weekly is None:
            return f"{left} à joindre ; aucune semaine de campagne n'est encore finie pour mesurer un rythme."
        over = (
            f"des {self.weeks} dernières semaines complètes"
            if self.weeks > 1
            else "de la seule semaine complète"
        )
        if self.end is End.NEVER:
            return f"{left} à joindre ; aucun premier contact au cours {over} : jamais à ce rythme."
        noun = "premier contact" if self.weekly < 2 else "premiers contacts"
        pace = (
            f"{french.number(self.weekly, 0 if self.weekly == round(self.weekly) else 1)}{french.NBSP}{noun}"
        )
        ending = f"le {self.when}" if self.end is End.DATED else self.when
        everybody = "toutes le seraient" if self.left > 1 else "ce serait fait"
        return f"{left} à joindre ; à {pace} par semaine (moyenne {over}), {everybody} {ending}."


DEFINITION = (
    f"Moyenne des premiers contacts par semaine sur les {FULL_WEEKS} dernières semaines complètes (du lundi au "
    "dimanche). La date suppose que ce rythme se maintient, que personne d'autre ne s'inscrit et que toutes "
    "les personnes restantes peuvent être jointes."
)


def pace(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters) -> Pace:
    """The pace at the end of a day, among the inscrits."""
    counts = coverage(cursor, day, settings, filters).iloc[0]
    weeks = calls_by_week(cursor, day, settings, filters)
    return pace_of(day, int(counts["inscrits"]), int(counts["joints"]), weeks)


def pace_of(day: date, registered: int, reached: int, weeks: pd.DataFrame) -> Pace:
    """The same from figures already known: inscrits, inscrits reached, and the frame of `calls_by_week`."""
    full = weeks.loc[weeks["complete"].astype(bool), "premiers_contacts"].tail(FULL_WEEKS)
    weekly = float(full.mean()) if len(full) else None
    end, ends_on = ending(day, registered - reached, weekly)
    return Pace(weekly, len(full), registered, registered - reached, end, ends_on)


def ending(day: date, left: int, weekly: float | None) -> tuple[End, date | None]:
    """When `left` persons are reached at `weekly` a week, counted from the end of `day`, rounded up to a day."""
    if left == 0:
        return End.DONE, None
    if weekly is None:
        return End.UNKNOWN, None
    if weekly == 0:
        return End.NEVER, None
    days = math.ceil(round(left * 7 / weekly, 6))
    if days > HORIZON_DAYS:
        return End.FAR, None
    return End.DATED, day + timedelta(days=days)
