"""French texts as they are compared: with ordinary spaces."""

from __future__ import annotations

from visa_data.french import NBSP, NNBSP


def plain(text: str) -> str:
    """The same text, its non-breaking spaces made ordinary."""
    return text.replace(NBSP, " ").replace(NNBSP, " ")
