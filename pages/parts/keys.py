"""The key under which an answer is kept, in one text.

Streamlit goes through the keys of its caches piece by piece, milliseconds for an object such as the settings, and reads
the signature of the function anew for each argument that is given by its place: one text, given by name, is what it
looks up soonest.
"""

from __future__ import annotations

import re

NOWHERE = re.compile(r"<[\w.<> ]+ at 0x[0-9a-f]{6,}>")
"""How Python writes what it has no words for."""


def in_one_text(*parts: object) -> str:
    """All that an answer depends on; two answers that differ by any part have two keys.

    Raises TypeError for a part that does not say what it holds: another one may come to lie at the same place.
    """
    text = repr(parts)
    if NOWHERE.search(text):
        raise TypeError("a key says what it depends on, not where that lies in memory")
    return text
