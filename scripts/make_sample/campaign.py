"""The campaign's calendar: when it calls, how much, and when people answer."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from scripts.make_sample.areas import Areas
from scripts.make_sample.territory import FIRST_DAY, LAST_DAY, LATE_AREA_WEEK

#: Calls of each ISO week: a slow start, the volunteers in S40, the autumn school holidays in S43 and S44.
WEEKLY_CALLS = {
    38: 190,
    39: 330,
    40: 690,
    41: 800,
    42: 820,
    43: 560,
    44: 300,
    45: 760,
    46: 690,
    47: 800,
    48: 810,
    49: 820,
}
#: Share of a week's calls made each day, Monday to Saturday.
WEEKDAY_SHARE = (0.20, 0.19, 0.16, 0.19, 0.18, 0.08)
#: 1 and 11 November are public holidays.
HOLIDAYS = (date(2025, 11, 1), date(2025, 11, 11))
#: How often calls start in each hour, 9 to 17.
HOUR_WEIGHTS = {9: 1.0, 10: 1.5, 11: 1.5, 12: 0.35, 13: 0.6, 14: 1.2, 15: 1.15, 16: 1.0, 17: 0.6}
#: Share of attempts that reach a person who answers as most do.
HOUR_REACH = {9: 0.56, 10: 0.70, 11: 0.74, 12: 0.50, 13: 0.46, 14: 0.50, 15: 0.54, 16: 0.60, 17: 0.62}
MONDAY_EARLY_AFTERNOON_REACH = 0.24
SATURDAY_FACTOR = 1.05


def days() -> list[date]:
    """The days of the campaign on which calls are made."""
    every = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    return [day for day in every if day.weekday() < 6 and day not in HOLIDAYS]


def calls_of_day(day: date) -> int:
    """How many calls the callers can make that day; a public holiday's share goes to the other days."""
    week = day.isocalendar().week
    open_days = [other for other in days() if other.isocalendar().week == week]
    shares = sum(WEEKDAY_SHARE[other.weekday()] for other in open_days)
    return round(WEEKLY_CALLS[week] * WEEKDAY_SHARE[day.weekday()] / shares)


def draw_minute(day: date, rng: np.random.Generator) -> int:
    """Minute of the day at which a call starts, 9:00 to 17:59, mornings only on Saturday."""
    hours = [hour for hour in HOUR_WEIGHTS if day.weekday() != 5 or hour < 12]
    weights = np.array([HOUR_WEIGHTS[hour] for hour in hours])
    return int(rng.choice(hours, p=weights / weights.sum())) * 60 + int(rng.integers(0, 60))


def reach_rate(day: date, minute: int) -> float:
    """Share of attempts that reach somebody at this moment, 0–1."""
    hour = minute // 60
    if day.weekday() == 0 and 13 <= hour <= 14:
        return MONDAY_EARLY_AFTERNOON_REACH
    return HOUR_REACH[hour] * (SATURDAY_FACTOR if day.weekday() == 5 else 1.0)


def first_week(code: str, areas: Areas, town_and_ring: set[str]) -> int:
    """ISO week from which a zone is called: the town and its ring, then the others, the late area last."""
    if code in areas.late:
        return LATE_AREA_WEEK
    if code in town_and_ring:
        return 38
    return 40 if code in areas.valley else 39
