"""A meeting's day, and what the tests of decisions write there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from visa_data.decisions.decision import Draft
from visa_data.settings import Settings, load

MEETING = date(2020, 5, 3)
NEXT = date(2020, 5, 10)
AT = datetime(2020, 5, 3, 14, 5)
LATER = datetime(2020, 5, 4, 9)
DRAFT = Draft("Demander un passage à l'équipe de Boismont", "Coordination", date(2020, 5, 8))


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load()


def draft(**changes: object) -> Draft:
    """The plain draft, some of it other."""
    return replace(DRAFT, **changes)  # type: ignore[arg-type]
