"""The shape of a file: what tells that next week's file has the same columns."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from visa_data.extracts.texts.headers import header_key, is_added


@dataclass(frozen=True)
class RememberedMatching:
    """Columns chosen by hand for files of one shape and one kind.

    columns: field to header, "" where the field is left out. by: the function of whoever chose them.
    """

    shape: str
    kind: str
    columns: Mapping[str, str]
    at: datetime
    by: str


Remembered = Mapping[tuple[str, str], RememberedMatching]
"""What is remembered, by (shape, kind)."""


def shape_of(headers: Sequence[str]) -> str:
    """Return the fingerprint of a header row: its wordings as they are compared, in any order.

    The columns that handed back lines have in front do not count: corrected lines have their file's shape.
    """
    keys = sorted(header_key(header) for header in headers if header_key(header) and not is_added(header))
    return hashlib.sha256("\x1f".join(keys).encode()).hexdigest()
