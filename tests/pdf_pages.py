"""A PDF as its readers find it: the elements of its structure, the sizes of its letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def nodes(node: Any) -> Iterator[Any]:
    """Every element of the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from nodes(child)
    elif hasattr(node, "get"):
        yield node
        if "/K" in node:
            yield from nodes(node["/K"])


def sizes(reader: PdfReader) -> dict[float, str]:
    """Every size of letters drawn, in points, with what is written in it."""
    found: dict[float, str] = defaultdict(str)

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            found[round(abs(size * tm[3] * cm[3]), 1)] += text

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    return dict(found)
