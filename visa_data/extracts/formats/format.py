"""What a format is: how one cell of text becomes one typed value, or is refused with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from rapidfuzz import fuzz, process


class Refusal(Exception):
    """A cell its format cannot read: a French reason without the value, and a suggestion or ""."""

    def __init__(self, reason: str, suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that was read with a correction worth counting in the notices."""

    value: Any
    note: str


@dataclass(frozen=True)
class Format:
    """One import format.

    parse: from a non-empty, stripped cell and the day of reading to a value of `arrow_type` (or a
        `Noted` one, or None for a wording of « unknown »); raises `Refusal`.
    valid: examples, cell to value. invalid: examples, cell to the reason given.
    """

    name: str
    arrow_type: pa.DataType
    parse: Callable[[str, date], Any]
    valid: tuple[tuple[str, Any], ...]
    invalid: tuple[tuple[str, str], ...]

    def accepts(self, text: str, today: date) -> bool:
        """Tell whether `text` (stripped, not empty) can be read."""
        try:
            self.parse(text, today)
        except Refusal:
            return False
        return True


EXAMPLES_READ_ON = date(2020, 6, 15)
"""The day at which every format's examples hold."""

_NEAR = 78


def nearest(text: str, wordings: dict[str, str]) -> str:
    """Return the value of the wording nearest to `text` (both folded), or "" when none is near."""
    if len(text) < 3:
        return ""
    found = process.extractOne(
        text, [wording for wording in wordings if len(wording) >= 3], scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    return wordings[found[0]] if found else ""
