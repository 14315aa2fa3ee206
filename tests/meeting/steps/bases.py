"""Bases written by hand for the meeting, and the meeting on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb

from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.open_book import OpenBook
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.meeting.step import Step
from visa_data.meeting.steps import build_meeting, build_step
from visa_data.settings import Settings

DAY, BEFORE = date(2020, 5, 10), date(2020, 5, 3)
SETTINGS = settings.load()


def meeting(base: Base, **more: Any) -> dict[str, Step]:
    """The ten steps of the open book by key; more: see `opened`."""
    with opened(base, **more) as book:
        return {step.key: step for step in build_meeting(book)}


def one_step(base: Base, key: str, **more: Any) -> Step:
    """The step of that key alone."""
    with opened(base, **more) as book:
        return build_step(book, key)


@contextmanager
def opened(
    base: Base,
    *,
    day: date = DAY,
    before: date = BEFORE,
    filters: Filters = EVERYBODY,
    thresholds: Settings = SETTINGS,
) -> Iterator[OpenBook]:
    """The book of those days, open."""
    with base.cursor() as cursor:
        yield OpenBook(cursor, day, thresholds, filters, before=before)


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
