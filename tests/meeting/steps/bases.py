"""Bases written by hand for the meeting, and the meeting on them."""

from __future__ import annotations

from datetime import date

import duckdb

from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.meeting.step import Step
from visa_data.meeting.steps import agenda, build_meeting, gathered
from visa_data.roles import Role

DAY, BEFORE = date(2020, 5, 10), date(2020, 5, 3)
SETTINGS = settings.load()


def meeting(
    base: Base,
    role: Role = Role.COORDINATION,
    *,
    day: date = DAY,
    before: date = BEFORE,
    filters: Filters = EVERYBODY,
) -> dict[str, Step]:
    """The ten steps by key."""
    with base.cursor() as cursor:
        steps = build_meeting(cursor, day, SETTINGS, filters, before=before, role=role)
    return {step.key: step for step in steps}


def one_step(
    base: Base,
    key: str,
    role: Role = Role.COORDINATION,
    *,
    day: date = DAY,
    before: date = BEFORE,
    filters: Filters = EVERYBODY,
) -> Step:
    """The step of that key alone."""
    (item,) = (item for item in agenda() if item.key == key)
    with base.cursor() as cursor:
        return item.step(gathered(cursor, day, SETTINGS, filters, before=before, role=role))


def empty_tables(base: Base, *tables: str) -> None:
    """Empty tables of the base."""
    with base.transaction() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")


def add_team(cursor: duckdb.DuckDBPyConnection, name: str, zones: str, capacity: int = 50) -> None:
    """An active team that serves whole zones."""
    cursor.execute(
        """INSERT INTO equipes (identifiant, nom, zones_intervention, capacite, statut, import_id)
        VALUES (?, ?, ?, ?, 'active', 0)""",
        [name, f"Équipe {name}", zones, capacity],
    )
