"""The steps of the meeting: one question, one sentence, one picture each, protected for the role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import duckdb

from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.meeting.step import Step
from visa_data.meeting.steps import (
    blank_zones,
    campaign,
    changes,
    decisions,
    fragility,
    hours,
    losing,
    needs,
    next_team,
    urgent,
)
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.protector import protector_for
from visa_data.roles import Role
from visa_data.settings import Settings

STEPS = (
    changes.STEP,
    urgent.STEP,
    campaign.STEP,
    losing.STEP,
    fragility.STEP,
    blank_zones.STEP,
    needs.STEP,
    next_team.STEP,
    hours.STEP,
    decisions.STEP,
)
"""The meeting, in order: a step is a module beside this one and its line here."""


def agenda() -> tuple[Item, ...]:
    """The meeting's items with their numbers, without any data."""
    return tuple(replace(item, number=number) for number, item in enumerate(STEPS, 1))


def build_meeting(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    *,
    before: date,
    role: Role,
) -> list[Step]:
    """The steps at the end of `day`, compared with the end of `before`, as this role may see them.

    Every text and every value of the steps is ready for the role: whoever draws them protects nothing.
    """
    facts = gathered(cursor, day, settings, filters, before=before, role=role)
    return [item.step(facts) for item in agenda()]


def gathered(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    *,
    before: date,
    role: Role,
    answers: dict[str, Any] | None = None,
) -> Facts:
    """What the steps are built from, with the protection of that role.

    answers: what the steps of one meeting share (same data, days, settings, filters and role) when they are built
    one at a time, filled as they are; none: nothing is kept.
    """
    protector = protector_for(role, settings)
    # Everybody less Carsat is the rest: a filtered table beside the whole one is a subtraction, and nobody can
    # protect every pair of tables that a reader may put side by side on two days.
    chosen = EVERYBODY if protector.protects else filters
    kept = {} if answers is None else answers
    return Facts(cursor, day, settings, chosen, before, protector, chosen != filters, kept)
