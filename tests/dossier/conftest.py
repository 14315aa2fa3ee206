"""Books that tests share, made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from visa_data.base import Base
from visa_data.dossier.keeping import foreseen
from visa_data.dossier.tables import Tables
from visa_data.settings import Settings, load

DAY, AT = date(2025, 12, 6), datetime(2025, 12, 8, 9)
WEEK = timedelta(days=7)


@pytest.fixture(scope="session")
def sample_tables(sample_base_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The first book of the sample."""
    path = Path(shutil.copy(sample_base_file, tmp_path_factory.mktemp("dossier")))
    with Base(path) as base, base.cursor() as cursor:
        return foreseen(cursor, DAY, load(), AT)


@pytest.fixture
def made() -> Callable[..., Tables]:
    """The book that freezing would make of a base: `made(base, day, settings)`."""

    def foresee_one(base: Base, day: date = DAY, settings: Settings | None = None) -> Tables:
        with base.cursor() as cursor:
            return foreseen(cursor, day, settings or load(), AT)

    return foresee_one
