"""Which people an indicator is asked about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means everybody.

    zones: codes of zones where people are placed. sources: codes of `Source`. callers: people called
    at least once by one of these callers.
    """

    zones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()


EVERYBODY = Filters()
