"""Who is registered at the end of the campaign, and since when each is at their level: what the follow-ups rest on."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from scripts.make_sample.campaign import HOLIDAYS


def present_on(people: pd.DataFrame, day: date) -> pd.Series:
    """Who is on the register at the end of ``day``, whatever they consented to: a mask."""
    left = people["date_radiation"].map(lambda left: left is not None and left <= day)
    return (people["date_inscription"] <= day) & ~left


def registered_people(people: pd.DataFrame, day: date) -> pd.DataFrame:
    """The *inscrits* at the end of ``day``, indexed by reference."""
    here = people[present_on(people, day)]
    return here[here["consentement"] == "oui"].set_index("reference")


def declared_levels(calls: pd.DataFrame) -> dict[str, list[tuple[date, int]]]:
    """``reference -> [(day, level)]``, in the order of the calls that declare one."""
    told = calls[calls["niveau"] != ""].sort_values("date_appel")
    levels: dict[str, list[tuple[date, int]]] = {}
    for row in told.itertuples():
        levels.setdefault(row.reference, []).append((row.date_appel.date(), int(row.niveau)))
    return levels


def level_on(levels: list[tuple[date, int]], day: date) -> int:
    """The level declared last on or before ``day``; 0 when none is."""
    return next((level for told, level in reversed(levels) if told <= day), 0)


def fragile_since(levels: list[tuple[date, int]]) -> date | None:
    """The first day of the spell at level 2 or more that lasts to the end; ``None`` when there is none."""
    start = None
    for day, level in levels:
        start = (start or day) if level >= 2 else None
    return start


def next_open_day(day: date) -> date:
    """``day``, or the first day after it that is neither a weekend nor a holiday."""
    while day.weekday() > 4 or day in HOLIDAYS:
        day += timedelta(days=1)
    return day
