"""Names of communes compared: accents, hyphens, articles, « St » and « Saint »."""

from __future__ import annotations

import re

from visa_data.vocabulary import fold

_BRACKETED_ARTICLE = re.compile(r"(.*\S)\s*\((l[ea]s?|l['’])\)\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^)]*\)")
_ARTICLES = frozenset(("l", "le", "la", "les"))
_SPELT_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur"}
_BODIES = frozenset(("commune", "ville", "mairie", "village"))
_OF = frozenset(("de", "du", "des", "d"))


def place_key(name: str) -> str:
    """Return the key by which names are compared: « QUESNOY (LE) », « Le Quesnoy » and « le-quesnoy » have one."""
    if found := _BRACKETED_ARTICLE.fullmatch(name):
        name = f"{found[2]} {found[1]}"
    words = [_SPELT_OUT.get(word, word) for word in fold(_BRACKETED.sub(" ", name)).split()]
    words = [word for word in words if word != "cedex"]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def place_keys(name: str) -> list[str]:
    """Return the keys to look a written name up by: as it is, then without « commune de », « ville de »."""
    key = place_key(name)
    words = key.split()
    if len(words) > 2 and words[0] in _BODIES and words[1] in _OF:
        rest = words[3:] if words[2] in _ARTICLES and len(words) > 3 else words[2:]
        return [key, " ".join(rest)]
    return [key]
