"""Values handed to a script of the map."""

from __future__ import annotations

import json

_CLOSING = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def in_script(value: object) -> str:
    """JSON that no text of a file can close, cut short, or have read as HTML. ValueError for a number that is none."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False)
    for sign, escaped in _CLOSING.items():
        written = written.replace(sign, escaped)
    return written
