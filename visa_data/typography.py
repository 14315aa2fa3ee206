"""French typography of the messages: no-break spaces where a line must not be cut."""

from __future__ import annotations

import re
from functools import lru_cache

_BEFORE = re.compile(r" (?=[:;?!%»])")


@lru_cache(maxsize=4096)
def french(text: str) -> str:
    """Return `text` with no-break spaces before : ; ? ! % and inside guillemets."""
    return _BEFORE.sub("\u00a0", text).replace("« ", "«\u00a0")


def counted(number: int, singular: str, plural: str) -> str:
    """Return « 1 ligne », « 12 lignes », « 1 234 lignes » (narrow no-break spaces)."""
    return f"{number:,}".replace(",", "\u202f") + "\u00a0" + (singular if number < 2 else plural)
