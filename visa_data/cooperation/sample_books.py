"""The books of the sample's last two meetings, so that a committee has something to read at once."""

from __future__ import annotations

from datetime import datetime

from visa_data.base import Base
from visa_data.dossier.keeping import freeze
from visa_data.indicators.evolution import compared_by_default
from visa_data.indicators.state import last_call_day
from visa_data.roles import Author
from visa_data.settings import Settings


def freeze_sample_books(base: Base, settings: Settings, at: datetime) -> None:
    """That of the day of the last call, and that of a week before."""
    with base.cursor() as cursor:
        last = last_call_day(cursor)
    assert last is not None
    for day in (compared_by_default(last), last):
        freeze(base, day, settings, at, Author.COORDINATION)
