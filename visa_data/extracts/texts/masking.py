"""Telephone numbers, e-mail addresses and social security numbers: seen in a cell, then masked."""

from __future__ import annotations

import re

MASK = "[masqué]"

_PHONE = r"(?<![\d.,])(?:\+33\s?\(?0?\)?\s?|0033\s?|\(0\)\s?|0)[1-9](?:[\s.\-_/()]{0,3}\d{2}){4}(?!\d)"
# Tried from the start of a word only: a long word without « @ » would be gone over from each of its letters.
_EMAIL = r"(?<![\w.+\-])[\w.+\-]++@[\w\-]+(?:\.[\w\-]+)+"
# 13 digits, or 15 with the key; the second digit pair of the place may be 2A or 2B.
_NIR = (
    r"(?<!\d)[1-478](?:[\s.]?\d){4}[\s.]?(?:\d[\s.]?\d|2[\s.]?[ABab])(?:[\s.]?\d){6}(?:[\s.\-/]?\d{2})?(?!\d)"
)

_PERSONAL = re.compile(f"{_EMAIL}|{_NIR}|{_PHONE}")
_LONGEST_VALUE = 200


def looks_personal(text: str) -> bool:
    """Tell whether `text` holds a telephone number, an e-mail address or a social security number."""
    return len(text) >= 6 and _PERSONAL.search(text[:2000]) is not None


def masked(text: str) -> str:
    """Return `text` as an error report may show it: personal numbers masked, length bounded."""
    shown = _PERSONAL.sub(MASK, text[: 4 * _LONGEST_VALUE])
    return shown if len(shown) <= _LONGEST_VALUE else shown[: _LONGEST_VALUE - 1] + "…"
