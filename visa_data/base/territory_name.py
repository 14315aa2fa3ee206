"""The name of the territory, kept in the base."""

from __future__ import annotations

from visa_data.acts import Acte
from visa_data.base.connection import Base

KEY = "territoire"
LONGEST = 80


def territory_name(base: Base) -> str:
    """The name given to the territory, or ""."""
    return base.meta(KEY) or ""


def name_territory(base: Base, name: str) -> None:
    """Keep the name of the territory, on one line, cut at LONGEST characters."""
    with base.transaction(Acte.REGLAGES) as cursor:
        cursor.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [KEY, " ".join(name.split())[:LONGEST]])
