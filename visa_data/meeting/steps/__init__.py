"""The ten steps of the meeting: one question, one sentence, one picture each, protected for the role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb

from visa_data.indicators.filters import Filters
from visa_data.meeting.pictures import Step
from visa_data.meeting.steps.agenda import AGENDA, BY_KEY
from visa_data.meeting.steps.blank_zones import blank_zones_step
from visa_data.meeting.steps.campaign import campaign_step
from visa_data.meeting.steps.changes import changes_step
from visa_data.meeting.steps.decisions import decisions_step
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.fragility import fragility_step
from visa_data.meeting.steps.hours import hours_step
from visa_data.meeting.steps.losing import losing_step
from visa_data.meeting.steps.needs import needs_step
from visa_data.meeting.steps.next_team import next_team_step
from visa_data.meeting.steps.protector import protector_for
from visa_data.meeting.steps.urgent import urgent_step
from visa_data.protection.filters import committee_filters
from visa_data.roles import Role
from visa_data.settings import Settings

STEPS: tuple[Callable[[Facts], Step], ...] = (
    changes_step,
    urgent_step,
    campaign_step,
    losing_step,
    fragility_step,
    blank_zones_step,
    needs_step,
    next_team_step,
    hours_step,
    decisions_step,
)


def step_list() -> list[tuple[int, str, str, str]]:
    """(number, key, title, question) of each step, without any data."""
    return [(item.number, item.key, item.title, item.question) for item in AGENDA]


def build_meeting(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    *,
    before: date,
    role: Role,
    territory: str,
) -> list[Step]:
    """The ten steps at the end of `day`, compared with the end of `before`, as this role may see them.

    Every text and every value of the steps is ready for the role: whoever draws them protects nothing.
    """
    facts = gathered(cursor, day, settings, filters, before=before, role=role, territory=territory)
    return [build(facts) for build in STEPS]


def build_step(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    *,
    before: date,
    role: Role,
    territory: str,
    key: str,
    answers: dict[str, Any] | None = None,
) -> Step:
    """The step of that address alone, the same as in `build_meeting`, without computing the nine others.

    answers: what the steps of one meeting share (same data, days, settings, filters and role), filled as they
    are built; none: nothing is kept.
    """
    facts = gathered(cursor, day, settings, filters, before=before, role=role, territory=territory)
    if answers is not None:
        facts = replace(facts, answers=answers)
    return STEPS[BY_KEY[key].number - 1](facts)


def gathered(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    *,
    before: date,
    role: Role,
    territory: str,
) -> Facts:
    """What the steps are built from, with the protection of that role."""
    protector = protector_for(role, settings)
    chosen = committee_filters(filters).asked if protector.protects else filters
    return Facts(
        cursor, day, settings, chosen, before, role, territory, protector, left_out=chosen != filters
    )
