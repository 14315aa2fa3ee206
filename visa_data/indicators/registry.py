"""Every indicator: the command line, the pages, the map, the cards and the definitions are drawn from it."""

from __future__ import annotations

from visa_data.indicators import known
from visa_data.indicators.evolution import EVOLUTION
from visa_data.indicators.indicator import Indicator


def registry() -> dict[str, Indicator]:
    """Every indicator by its contract name, in the order of the meeting."""
    return {indicator.name: indicator for indicator in (*known.KNOWN, EVOLUTION)}


def by_zone() -> tuple[Indicator, ...]:
    """Those that give one row a zone: what a map, a card and a protected table show."""
    return tuple(indicator for indicator in registry().values() if indicator.by_zone is not None)
