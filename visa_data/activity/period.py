"""A period between two days: a month, a quarter, a year, or any two days, both included."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from visa_data import french
from visa_data.errors import VisaError

MOST_WEEKS = 14
"""Weeks up to which a period is drawn week by week: a quarter; by month beyond."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last one, both included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        """Raise VisaError for a period that ends before it starts."""
        if self.until < self.since:
            raise VisaError(
                "Période à l'envers",
                f"elle finirait le {french.day(self.until)}, avant de commencer le {french.day(self.since)}. "
                "Inversez les deux jours.",
            )

    @property
    def eve(self) -> date:
        """The day whose end is the start of the period."""
        return self.since - timedelta(days=1)

    @property
    def words(self) -> str:
        """`du 1er avril 2020 au 30 juin 2020`."""
        if self.since == self.until:
            return f"le {french.day(self.since)}"
        return f"du {french.day(self.since)} au {french.day(self.until)}"

    @property
    def whole_months(self) -> tuple[date, ...]:
        """First days of the months that it holds whole."""
        first = self.since if self.since.day == 1 else _next_month(self.since)
        found = []
        while _last_day(first) <= self.until:
            found.append(first)
            first = _next_month(first)
        return tuple(found)

    @property
    def months_begun(self) -> tuple[date, ...]:
        """First days of the months that it holds in part only."""
        whole = set(self.whole_months)
        edges = {self.since.replace(day=1), self.until.replace(day=1)}
        return tuple(sorted(edges - whole))

    @property
    def by_month(self) -> bool:
        """Whether it is drawn month by month."""
        return (self.until - self.since).days > 7 * MOST_WEEKS


def month_of(day: date) -> Period:
    """The month that holds a day."""
    return Period(day.replace(day=1), _last_day(day))


def quarter_of(day: date) -> Period:
    """The calendar quarter that holds a day."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return Period(first, _last_day(first.replace(month=first.month + 2)))


def year_of(day: date) -> Period:
    """The year that holds a day."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _next_month(day: date) -> date:
    return _last_day(day) + timedelta(days=1)
