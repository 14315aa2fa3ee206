"""What a screen starts from, made by hand."""

from __future__ import annotations

from datetime import date

from pages.parts.context import Context
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY
from visa_data.roles import Role


def of_the_committee(base: Base, before: date = date(2025, 11, 29)) -> Context:
    """The committee's context at the sample's last day."""
    return Context(
        base=base,
        book=None,
        settings=settings.load(None),
        role=Role.COMITE,
        day=date(2025, 12, 6),
        before=before,
        filters=EVERYBODY,
        version="1",
        territory="Territoire",
        invented=True,
        empty=False,
    )
