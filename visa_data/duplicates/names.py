"""Names as they are compared: spelling tamed, then sound. Nothing here keeps what it is given.

A French name is written in many ways: DUPONT-MARTIN, Dupont Martin; LE GALL, LEGALL; M.-Thérèse,
Marie Thérèse. `family_variants` and `given_variants` give the few plain spellings under which a
person may be met; `sound` brings together those that are read alike.
"""

from __future__ import annotations

import re
import unicodedata

from visa_data import known_words

PARTICLES = known_words.PARTICLES | {"y"}
TITLES = known_words.TITLES | {"ep"}
"""In a column of names, « y » and « ep » can be nothing else; in any text they can."""
BIRTH_NAME_MARKS = frozenset(("nee", "ne"))
ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "jn": "jean",
    "jq": "jacques",
    "jph": "joseph",
    "fs": "francois",
    "fois": "francois",
    "fcois": "francois",
    "fcoise": "francoise",
    "ph": "philippe",
    "cath": "catherine",
    "chr": "christian",
    "mad": "madeleine",
    "mgte": "marguerite",
    "ant": "antoine",
    "bd": "bernard",
    "gges": "georges",
    "th": "therese",
}
LONGEST = 60
"""Characters of a name that are read: the rest is not a name."""


def plain(text: str) -> str:
    """Lower-case, unaccented, everything but letters as single spaces. Kept nowhere, unlike a cached fold."""
    text = text[:LONGEST].replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z]+", " ", bare).strip()


def family_variants(*names: str) -> list[str]:
    """Plain spellings of a person's family names (used and at birth), most whole first, without spaces.

    `DUPONT épouse MARTIN` and `MARTIN née DUPONT` hold two names; particles may be left out or glued.
    """
    found: list[str] = []
    for name in names:
        for words in _split_at_marks(_words(name)):
            whole = [ABBREVIATIONS.get(word, word) for word in words]
            bare = [word for word in whole if word not in PARTICLES]
            found += ["".join(whole), "".join(bare)]
            if len(bare) > 1:
                found += [word for word in bare if len(word) > 2]
    return _distinct(found)


def given_variants(name: str) -> list[str]:
    """Plain spellings of the given names: all of them glued, then the first two and the first alone.

    `Jean Pierre Marie`, `Jean-Pierre` and `J.-Pierre` meet where they can; a lone initial gives nothing.
    """
    words = _words(_MARIE.sub("marie ", name))
    words = [word for word in words if word not in TITLES]
    words = [ABBREVIATIONS.get(word, word) for word in words]
    if not words or len(words[0]) < 2:
        return []
    return _distinct(["".join(words), "".join(words[:2]), words[0]])


def initial(name: str) -> str:
    """First letter of the given names; "" when there is none."""
    words = _words(name)
    return words[0][0] if words else ""


def sound(word: str) -> str:
    """How a plain word is read in French, roughly: one letter for each sound, silent endings dropped.

    In the family of Soundex2 and Phonex (F. Brouard, « L'art des Soundex », 2004), without their cut
    at four letters: what is compared is hashed, a long key costs nothing.
    """
    text = word
    for pattern, replacement in _SOUNDS:
        text = pattern.sub(replacement, text)
    return text or word


_SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ph", "f"),
        (r"sch|sh|ch", "C"),
        (r"gn", "N"),
        (r"bv", "v"),
        (r"cqu|qu|q|ck|cc(?=[aou])", "k"),
        (r"c(?=[eiy])", "s"),
        (r"ge(?=[aou])", "j"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"[ck]", "k"),
        (r"h", ""),
        (r"ill(?=[aeiou])", "y"),
        (r"([a-zA-Z])\1+", r"\1"),
        (r"eau[dltx]*$|au[dltx]*$|eau|au", "o"),
        (r"oeu|eu", "E"),
        (r"ou", "U"),
        (r"ai[mn](?![aeiouyEU])|ei[mn](?![aeiouyEU])|[iy][mn](?![aeiouyEU])|[iy]en(?![aeiouyEU])", "I"),
        (r"[ae][mn](?![aeiouyEUIA])", "A"),
        (r"o[mn](?![aeiouyEUIA])", "O"),
        (r"[ae][iy]", "e"),
        (r"y", "i"),
        (r"w", "v"),
        (r"z", "s"),
        (r"x(?=.)", "ks"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)e+s?$", ""),
        (r"(?<=..)[stdpx]$", ""),
    )
)
"""Applied in this order; capitals stand for sounds written with several letters."""


_MARIE = re.compile(r"^\s*[Mm]a?\.?\s*-\s*")
"""`M.-Thérèse`, `M-Claude`: the hyphen tells Marie from Monsieur."""


def _words(name: str) -> list[str]:
    return [word for word in plain(name).split() if word]


def _split_at_marks(words: list[str]) -> list[list[str]]:
    """Cut a family name at « née », « épouse », « veuve »: each part is a name of the person."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word in BIRTH_NAME_MARKS or word in TITLES:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if "".join(part)]


def _distinct(words: list[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if len(word) > 1))
