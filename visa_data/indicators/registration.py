"""From which day a person counts among those registered: her consent, or the text by which her source sends her unless she objects."""

from __future__ import annotations

import zlib
from typing import Any

from visa_data.settings import Settings

REGISTERED_SINCE = """least(
    CASE WHEN p.consentement = 'oui' THEN greatest(p.date_inscription, p.date_consentement) END,
    CASE WHEN list_contains($origines_fondees::VARCHAR[], p.source) THEN greatest(
        p.date_inscription, ($fondees_depuis::DATE[])[list_position($origines_fondees::VARCHAR[], p.source)]
    ) END
)"""
"""SQL: that day for the row `p` of `personnes`; null while she waits for her consent.

A consent without a date holds since the registration. A text says nothing of the days before it. To be bound with `ground_values`.
"""


def ground_values(settings: Settings) -> dict[str, Any]:
    """What `REGISTERED_SINCE` names: the sources that a text founds, and since when each."""
    return {
        "origines_fondees": [ground.source for ground in settings.bases_legales],
        "fondees_depuis": [ground.since for ground in settings.bases_legales],
    }


def grounds_mark(settings: Settings) -> str:
    """What tells tables derived under these grounds from others; "" where consent founds all."""
    grounds = [(ground.source, ground.since) for ground in settings.bases_legales]
    return f"_{zlib.crc32(repr(grounds).encode()):08x}" if grounds else ""
