"""What the committee may filter.

A filtered table beside the whole one is a subtraction: everybody less Carsat is the rest. Two filters overlap in turn,
and nobody can protect every pair of tables that a reader may put side by side on two days. So the committee's figures
are always everybody's; a choice of zones only picks rows of the table already protected.
"""

from __future__ import annotations

from dataclasses import dataclass

from visa_data.indicators.filters import EVERYBODY, Filters

REFUSED = (
    "Filtre non appliqué : par différence avec l'ensemble, un tableau filtré par source ou par appelant "
    "révélerait de petits effectifs."
)


@dataclass(frozen=True)
class CommitteeFilters:
    """asked: what the indicators are computed with. zones: rows to keep afterwards, empty for all. sentence: or ""."""

    asked: Filters
    zones: tuple[str, ...]
    sentence: str


def committee_filters(filters: Filters) -> CommitteeFilters:
    """Everybody; zones to be chosen with `ProtectedTable.only`; a sentence when another filter was asked for."""
    refused = bool(filters.sources or filters.callers)
    return CommitteeFilters(EVERYBODY, filters.zones, REFUSED if refused else "")
