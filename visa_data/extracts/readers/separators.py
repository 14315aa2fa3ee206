"""Separators a delimited text may use, and their French names."""

from __future__ import annotations

SEPARATORS: dict[str, str] = {
    ";": "point-virgule",
    ",": "virgule",
    "\t": "tabulation",
    "|": "barre verticale",
}
"""Character to French name, in the order tried; on equal terms the first wins."""
