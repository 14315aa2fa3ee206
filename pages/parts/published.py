"""What a page of the committee says otherwise: sectors and their members, and words where a figure is withheld."""

from __future__ import annotations

from collections.abc import Mapping

from pages.parts.context import Context
from visa_data import french
from visa_data.dossier.sectors_shown import members_of

NAMED = 6
"""Members of a sector named when it is hovered; its card names them all."""


def members_lines(context: Context) -> Mapping[str, str]:
    """Code of a sector → the zones that it gathers, for who hovers it; empty where places are zones."""
    if context.book is None:
        return {}
    found = {}
    for code, names in members_of(context.book).items():
        if len(names) > 1:
            more = len(names) - NAMED
            listed = [*names[:NAMED], *([french.counted(more, "autre")] if more > 0 else [])]
            found[code] = french.listed(listed)
    return found


def places(context: Context, number: float) -> str:
    """`3 zones`, `3 secteurs`."""
    return french.counted(number, *context.words)
