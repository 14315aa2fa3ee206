"""Headers compared: two wordings of one column have one key (« N° de registre », « num_registre »)."""

from __future__ import annotations

import re

from visa_data.vocabulary import fold

_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NUMBERED = re.compile(r"(.*?[a-z]) ?\d{1,2}")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ][a-zà-ÿ])")

# Words that carry nothing in a header, and single letters left by « seul(e) » or « d'appel ».
_EMPTY = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "e",
        "en",
        "est",
        "l",
        "la",
        "le",
        "les",
        "m",
        "s",
        "un",
        "une",
    ]
)

_SAME = {
    "n": "no",
    "num": "no",
    "numero": "no",
    "nr": "no",
    "nro": "no",
    "nombre": "nb",
    "nbr": "nb",
    "nbre": "nb",
    "dt": "date",
    "dte": "date",
    "dates": "date",
    "tel": "telephone",
    "tels": "telephone",
    "lng": "longitude",
    "lon": "longitude",
    "long": "longitude",
    "lat": "latitude",
    "cd": "code",
    "cod": "code",
    "ref": "reference",
    "id": "identifiant",
    "ident": "identifiant",
    "identif": "identifiant",
    "naiss": "naissance",
    "nais": "naissance",
    "insc": "inscription",
    "inscr": "inscription",
    "rad": "radiation",
    "niv": "niveau",
    "pers": "personne",
    "stat": "statut",
    "hre": "heure",
    "ressc": "ressource",
    "min": "minute",
    "mn": "minute",
    "dernier": "derniere",
    "km2": "km",
}


def header_key(header: str) -> str:
    """Return the key by which a header is compared: folded words, singular, abbreviations spelt out.

    One of small words alone (« Le », « Au ») is compared by them.
    """
    words = []
    folded = fold(_CAMEL.sub(" ", header))
    for word in folded.split():
        same = _SAME.get(word, word)
        if same in _EMPTY:
            continue
        if len(same) > 3 and same.endswith("s") and not same.endswith("ss"):
            same = same[:-1]
        words.append(_SAME.get(same, same))
    return " ".join(words) or folded


def header_keys(header: str) -> list[str]:
    """Return the keys to try in turn: whole, without what is in brackets, without spaces."""
    whole, bare = header_key(header), header_key(_BRACKETED.sub(" ", header))
    return list(dict.fromkeys(key for key in (whole, bare, whole.replace(" ", "")) if key))


ADDED_HEADERS = ("Motif (VISA)", "Suggestion (VISA)")
"""The columns that come before those of the file when its refused lines are handed back."""
_ADDED_KEYS = frozenset(map(header_key, ADDED_HEADERS))


def numbered_stem(header: str) -> str:
    """Return the key of a header without the number at its end (« Besoin 2 » → besoin), or "" when it has none."""
    found = _NUMBERED.fullmatch(header_key(header))
    return found[1] if found else ""


def is_added(header: str) -> bool:
    """Tell whether a header is one that handed back lines have in front: it says nothing about anybody."""
    return header_key(header) in _ADDED_KEYS
