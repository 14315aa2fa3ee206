"""The activity of a territory over a period: every figure, and what stands beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pandas as pd

from visa_data import french
from visa_data.activity import measured
from visa_data.activity.cycles import FOLLOWED, need_cycles, orientation_cycles
from visa_data.activity.declared import BY_NAME, Declared, When
from visa_data.activity.funding import Fundable, fundable
from visa_data.activity.period import Period
from visa_data.activity.references import Beside, beside_network
from visa_data.activity.schemes import SchemeCost, scheme_costs
from visa_data.decisions.follow_up import Followed, follow_up
from visa_data.dossier.open_book import OpenBook
from visa_data.dossier.published import is_small
from visa_data.indicators.evolution import compared_by_default
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.registration import ground_values
from visa_data.indicators.services import active_teams
from visa_data.sectors.current import current_division
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin

NOT_GIVEN, UNKNOWN = "n. c.", "non connu"


@dataclass(frozen=True)
class Bucket:
    """Calls of a week or of a month: its first day, calls, those that reached somebody, first contacts (persons)."""

    since: date
    calls: int
    joined: int
    first: int


@dataclass(frozen=True)
class Activity:
    """What the report tells. values: by name of `DECLARED`, NaN where unknown; exact: whether counts of persons are given.

    needs: figures of each need, by name likewise. moved: see `measured.zones_moved`. decided: taken by the end, with
    those of before that were still open in the period. left_out: months that it holds in part, whose totals do not count.
    """

    period: Period
    settings: Settings
    territory: str
    invented: bool
    exact: Mapping[When, bool]
    values: Mapping[str, float]
    needs: Mapping[Besoin, Mapping[str, float]]
    buckets: tuple[Bucket, ...]
    moved: pd.DataFrame
    decided: tuple[Followed, ...]
    schemes: tuple[SchemeCost, ...]
    left_out: tuple[date, ...]
    beside: tuple[Beside, ...]
    to_fund: tuple[Fundable, ...]

    def given(self, declared: Declared) -> bool:
        """Whether the figure may be written."""
        return self.exact[declared.when] or not declared.counts_people

    def value(self, name: str) -> float:
        """The figure as it may be written: NaN where unknown or not given."""
        return self.values[name] if self.given(BY_NAME[name]) else math.nan

    def text(self, name: str) -> str:
        """As read: `1 234`, `12,5 jours`; « non connu » or « n. c. » otherwise."""
        declared = BY_NAME[name]
        if not self.given(declared):
            return NOT_GIVEN
        return written(declared, self.values[name])

    def among(self, name: str) -> str:
        """`sur 995 personnes suivies (76 %)`, or '' for a figure without a denominator that is known."""
        declared = BY_NAME[name]
        whole = BY_NAME.get(declared.whole)
        if whole is None or math.isnan(self.value(whole.name)):
            return ""
        part, total = self.value(name), self.value(whole.name)
        counted = f"{whole.label[:1].lower()}{whole.label[1:]}"
        # A label is in the plural.
        of = (
            f"{counted}{french.NBSP}: {self.text(whole.name)}"
            if total < 2
            else f"sur {self.text(whole.name)} {counted}"
        )
        shares = declared.about == whole.about or {declared.about, whole.about} == {"visites", "appels"}
        if not shares or math.isnan(part) or not total or declared.unit is not BY_NAME[whole.name].unit:
            return of
        return f"{of} ({french.percent(part / total)})"


def written(declared: Declared, value: float) -> str:
    """A value of that figure."""
    if math.isnan(value):
        return UNKNOWN
    if declared.unit.value == "jours":
        decimals = 0 if value == int(value) else 1
        return f"{french.number(value, decimals)}{french.NBSP}{'jour' if value < 2 else 'jours'}"
    return french.number(value)


def gather(cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings) -> Activity:
    """Everything that the report tells of the period."""
    orientations, needs = orientation_cycles(cursor, period, settings), need_cycles(cursor, period, settings)
    moved = measured.zones_moved(cursor, period, settings)
    values = {
        **measured.campaign(cursor, period, settings),
        **measured.unknown_without(cursor, "suites", lambda: measured.orientations(orientations, period)),
        **measured.needs(cursor, needs, period, settings),
        **measured.zones(cursor, period, settings, moved),
        **measured.decisions(cursor, period),
        **measured.volunteers(cursor, period, settings),
    }
    exact = _exact(cursor, period, settings, values)
    book = OpenBook(cursor, period.until, settings, EVERYBODY, before=compared_by_default(period.until))
    carriers = active_teams(cursor, period.until)["type_porteur"].fillna("").value_counts()
    return Activity(
        period,
        settings,
        book.territory,
        book.invented,
        exact,
        {name: values[name] for name in BY_NAME},
        {need: measured.needs_of(needs[needs["objet"] == need.value], period) for need in Besoin},
        _buckets(cursor, period, settings),
        moved,
        _decided(cursor, period, settings),
        scheme_costs(cursor, period),
        period.months_begun,
        beside_network(values, {str(code): int(count) for code, count in carriers.items()}, period),
        fundable(book, exact=exact[When.END]),
    )


def _exact(
    cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings, values: Mapping[str, float]
) -> dict[When, bool]:
    """By the rule of the books, for the people that each figure is about; all or nothing below `seuil_ensemble`."""
    division = current_division(cursor, period.until, settings).division
    people = {
        When.START: values["inscrits_debut"],
        When.DURING: values["suivies"],
        When.END: values["inscrits_fin"],
    }
    return {
        when: settings.seuil_ensemble <= 1 and not is_small(int(count), division, settings)
        for when, count in people.items()
    }


def _decided(cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings) -> tuple[Followed, ...]:
    """Taken in the period, closed in it, or still to be done at its end: late ones first."""
    return tuple(
        one
        for one in follow_up(cursor, period.until, settings)
        if one.decision.meeting >= period.since
        or one.decision.status_day >= period.since
        or one.decision.status.value == "a_faire"
    )


def _buckets(cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings) -> tuple[Bucket, ...]:
    """Calls to the people followed, week by week or month by month, those without any too."""
    unit = "month" if period.by_month else "week"
    rows = cursor.execute(
        f"""
        WITH {FOLLOWED},
        premiers AS (
            SELECT reference, min(date_appel) AS premier FROM appels JOIN suivies USING (reference)
            WHERE issue = 'joint' GROUP BY reference
        )
        SELECT date_trunc('{unit}', date_appel)::DATE, count(*), count(*) FILTER (issue = 'joint'),
            count(DISTINCT reference) FILTER (issue = 'joint' AND date_appel = premier)
        FROM appels JOIN suivies USING (reference) LEFT JOIN premiers USING (reference)
        WHERE date_appel::DATE BETWEEN $debut AND $fin GROUP BY 1
        """,
        {"debut": period.since, "fin": period.until} | ground_values(settings),
    ).fetchall()
    found = {row[0]: Bucket(*row) for row in rows}
    return tuple(found.get(day, Bucket(day, 0, 0, 0)) for day in _starts(period))


def _starts(period: Period) -> list[date]:
    """First days of its weeks (Mondays) or months, the first of which may begin before it."""
    if period.by_month:
        first = period.since.replace(day=1)
        months = (period.until.year - first.year) * 12 + period.until.month - first.month
        return [
            date(first.year + (first.month - 1 + rank) // 12, (first.month - 1 + rank) % 12 + 1, 1)
            for rank in range(months + 1)
        ]
    monday = period.since - timedelta(days=period.since.weekday())
    weeks = (period.until - monday).days // 7
    return [monday + timedelta(weeks=rank) for rank in range(weeks + 1)]
