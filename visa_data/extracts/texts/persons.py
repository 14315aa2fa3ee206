"""What in a text can be somebody: a name, a number, an address, a date of birth.

Two degrees. `number_in` and `names_somebody` are sure of one cell by itself. `may_be_words_of_a_name` is not: it
judges a column, by the share of its cells (`visa_data.extracts.texts.stored_text`).
"""

from __future__ import annotations

import re
from enum import StrEnum

from visa_data.extracts.texts.masking import looks_personal
from visa_data.known_words import (
    ARTICLES,
    BODIES,
    CONNECTING,
    GIVEN_NAMES,
    OF_REFERENCES,
    PARTICLES,
    TITLES,
)
from visa_data.vocabulary import fold


class Nature(StrEnum):
    """What a text looks like; the value completes « ressemble à … » in the plural."""

    NAME = "des noms de personnes"
    PHONE = "des numéros de téléphone"
    EMAIL = "des adresses électroniques"
    NATIONAL_NUMBER = "des numéros de sécurité sociale"
    BANK = "des coordonnées bancaires"
    DATE = "des dates"
    ADDRESS = "des adresses postales"


_DIGITS_ONLY = re.compile(r"[\s.\-_/()]+")
_COMPACT_PHONE = re.compile(r"(?:(?:\+|00)33(?:0)?|0)[1-9]\d{8}")
# Nine digits whose zero a spreadsheet ate; no French number goes on with a second zero after 1 to 5.
# In groups, only those of telephones or of thousands: « 59464-0012 » is a commune's code and a rank.
_GROUPS_OF_NINE = re.compile(
    r"\d{9}(?:[.,]0+)?|\d(?:[\s.\-_/]\d{2}){4}|\d{3}(?:[\s.\-_/]\d{2}){3}|\d{3}(?:[\s.]\d{3}){2}"
)
_SHORT_PHONE = re.compile(r"(?![1-5]0)[1-9]\d{8}(?:[.,]0+)?")
_ABROAD = re.compile(r"(?:\+\d{8,15}|00[1-9]\d{9,13})")
_NATIONAL = re.compile(r"[1-478]\d{4}(?:\d\d|2[ABab])\d{6}(?:\d{2})?(?:[.,]0+)?")
_SCIENTIFIC = re.compile(r"\d[.,]\d+[eE]\+?(?:0?[89]|1[0-5])")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:\s?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
_LEAST_BANK_DIGITS = 10
_AT = re.compile(r"[\w.+\-]+\s*(?:@|\(at\)|\[at\]|\(a\))\s*[\w\-]+\.[a-z]{2,}", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})(?!\d)")
_SPACED_DAY = re.compile(r"(\d{1,2}) +(\d{1,2}) +(\d{4})")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?!\d)")
_COMPACT_DAY = re.compile(
    r"(?<!\d)(?:(\d{2})(\d{2})(19[0-7]\d|18\d\d)|(19[0-7]\d|18\d\d)(\d{2})(\d{2}))(?!\d)"
)
_MONTH_IN_WORDS = re.compile(
    r"\b\d{1,2}(?:er)?\s+(?:janv|fevr|mars|avri|mai|juin|juil|aout|sept|octo|nove|dece)\w*\s+\d{2,4}\b"
)
_STREET = re.compile(
    r"\b(?:rue|avenue|av|bd|bld|boulevard|chemin|impasse|allee|route|rte|quai|ruelle|sentier|lotissement|hameau|faubourg|fg"
    r"|passage|voie|square|cite|clos|place|pl|lieu dit|appt|appartement|etage)\b"
)
_NUMBER_AND_STREET = re.compile(
    r"^\d{1,4}(?: (?:b|bis|t|ter|quater|[a-c]))? (?:[a-z]+ ){0,2}?(?:rue|avenue|av|bd|bld|boulevard|chemin|ch|impasse|imp|allee"
    r"|route|rte|quai|ruelle|sentier|lotissement|hameau|faubourg|fg|passage|voie|square|cite|clos|place|pl|cour|residence)\b"
)
_TITLED = re.compile(
    r"(?<!\w)(?:M\.|MM\.|Mr\.?|Mmes?\.?|Mlles?\.?|MME\.?|MLLE\.?|MR\.?|mme|mlle|Monsieur|Madame|Mademoiselle"
    r"|MONSIEUR|MADAME|madame|monsieur|Vve|Veuve|M(?= [A-ZÀ-Þ]))\s*([^\W\d_][^\W\d_'’\-]+)"
)
_INITIALLED = re.compile(
    r"(?:[A-ZÀ-Þ]\.[\s\-]*)+[^\W\d_]{2,}(?:[ \-][^\W\d_]+)*|[^\W\d_]{2,} +(?:[A-ZÀ-Þ]\.[\s\-]*)+"
)
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouy]")
_LONG = 4


def number_in(text: str) -> Nature | None:
    """What personal number, mail or date of birth a text holds, however it is written; None without any.

    Nine digits alone may be something else than a telephone: `lost_its_zero` tells.
    """
    if len(text) < 6:
        return None
    text = text[:2000]
    if ("@" in text or "(at" in text or "[at" in text or "(a)" in text) and _AT.search(text):
        return Nature.EMAIL
    compact = _DIGITS_ONLY.sub("", text)
    if _NATIONAL.fullmatch(compact):
        return Nature.NATIONAL_NUMBER
    if _COMPACT_PHONE.fullmatch(compact) or _ABROAD.fullmatch(compact) or _SCIENTIFIC.fullmatch(text):
        return Nature.PHONE
    if looks_personal(text):
        return Nature.NATIONAL_NUMBER if sum(c.isdigit() for c in text) >= 13 else Nature.PHONE
    if any(sum(c.isdigit() for c in found) >= _LEAST_BANK_DIGITS for found in _IBAN.findall(text)):
        return Nature.BANK
    return None


def lost_its_zero(text: str) -> bool:
    """Tell nine digits, together or in groups, that a spreadsheet may have made of a telephone number."""
    if _GROUPS_OF_NINE.fullmatch(text) is None:
        return False
    return any(_SHORT_PHONE.fullmatch(written) for written in (text, _DIGITS_ONLY.sub("", text)))


def is_public_number(text: str) -> bool:
    """Tell a SIREN or a FINESS: nine digits whose last one checks the others (Luhn)."""
    digits = _DIGITS_ONLY.sub("", text)
    if len(digits) != 9 or not digits.isdigit():
        return False
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def is_a_date(text: str) -> bool:
    """Tell a cell that is a date and nothing else."""
    if found := _DAY.fullmatch(text) or _SPACED_DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text):
        parts = [int(part) for part in found.groups() if part]
        return _are_day(parts)
    if found := _YEAR_FIRST.fullmatch(text):
        return _are_day([int(part) for part in found.groups()])
    return _MONTH_IN_WORDS.fullmatch(fold(text)) is not None


def has_birth_date(text: str) -> bool:
    """Tell a text that holds a whole date of the last century, or that is one glued to something else."""
    for pattern in (_DAY, _YEAR_FIRST, _COMPACT_DAY):
        for found in pattern.finditer(text):
            parts = [int(part) for part in found.groups() if part]
            if _are_day(parts) and max(parts) < 2000 and max(parts) > 1850:
                return True
    return False


def _are_day(parts: list[int]) -> bool:
    year = max(parts)
    if len(parts) != 3:
        return False
    rest = list(parts)
    if year > 31:
        rest.remove(year)
    return all(1 <= part <= 31 for part in rest) and min(rest) <= 12


def is_address(text: str) -> bool:
    """Tell a postal address: a number and a street, or a street and a number."""
    folded = fold(text)
    return _NUMBER_AND_STREET.match(folded) is not None or (
        _STREET.search(folded) is not None and any(c.isdigit() for c in folded)
    )


def words_of(text: str) -> list[str]:
    """The words of a text, folded, digits and marks apart."""
    return _WORD.findall(fold(_without_figures(text)))


def _without_figures(text: str) -> str:
    return re.sub(r"[\d_]+", " ", text)


def is_titled(text: str) -> bool:
    """Tell a text with a title before a name: « Mme Exemple », « chez M. Exemple »."""
    return any(fold(found[1]) not in TITLES | {"ou", "et"} for found in _TITLED.finditer(text))


def is_initialled(text: str) -> bool:
    """Tell a surname beside an initial: « J. Exemple », « Exemple J.-P. »."""
    return _INITIALLED.fullmatch(text) is not None


def names_somebody(text: str) -> bool:
    """Tell a text that surely names a person: a title before a name, or a given name beside another word.

    « Saint-Jean », « Résidence Jeanne d'Arc » and « Pharmacie Martin » name nobody.
    """
    if is_titled(text):
        return True
    words = words_of(text)
    if not 2 <= len(words) <= 5 or BODIES.intersection(words) or OF_REFERENCES.intersection(words):
        return False
    if words[0] in ("saint", "sainte", "st", "ste", "les", "aux", "au", "l") or "arc" in words:
        return False
    if CONNECTING.intersection(words):
        return False
    capitals = [word for word in _WORD.findall(text) if len(word) > 1]
    if any(word.islower() and word not in PARTICLES for word in capitals) and not all(
        w.islower() for w in capitals
    ):
        return False
    given = [word for word in words if word in GIVEN_NAMES]
    others = [word for word in words if word not in PARTICLES and word not in GIVEN_NAMES]
    return bool(given) and (bool(others) or len(given) > 1)


def is_given_name(text: str) -> bool:
    """Tell a given name alone, with its initial or its rank perhaps: « Jeanne », « Jeanne D. », « Marie-Anne », « Marie 2 »."""
    words = words_of(text)
    return (
        0 < len(words) <= 3
        and any(word in GIVEN_NAMES for word in words)
        and all(word in GIVEN_NAMES or len(word) == 1 for word in words)
    )


def has_unknown_word(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Tell a text with a word that can be a name's: long, pronounceable, of no body, and none of `known`."""
    return any(
        word not in known and word not in BODIES and word not in OF_REFERENCES and _may_be_name(word)
        for word in words_of(text)
    )


def _may_be_name(word: str) -> bool:
    return word in GIVEN_NAMES or (len(word) >= _LONG and _VOWEL.search(word) is not None)


def is_written_as_a_name(text: str) -> bool:
    """Tell several capitalised words, of which none is known to us: nothing else says that nobody is named."""
    written = [word for word in _WORD.findall(text) if fold(word) not in PARTICLES]
    if TITLES.intersection(map(fold, written)):
        return False
    capitalised = len(written) > 1 and all(word[0].isupper() for word in written)
    return capitalised and may_be_words_of_a_name(text)


def may_be_words_of_a_name(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Tell words that may be a person's and nothing else: one to four, no figure, none of a body or `known`.

    An article in front, a preposition of an organisation's (« Les Tilleuls », « pour ») and a word in small letters among
    capitalised ones (« Portage repas ») tell otherwise.
    """
    if any(character.isdigit() for character in text):
        return False
    words = words_of(text)
    if not 1 <= len(words) <= 5 or (BODIES | known).intersection(words) or CONNECTING.intersection(words):
        return False
    if sum(map(len, words)) < 3 or words[0] in ARTICLES:
        return False
    written = [word for word in _WORD.findall(text) if fold(word) not in PARTICLES]
    return (
        not written
        or all(w.islower() for w in written)
        or not any(w.islower() and len(w) > 1 for w in written)
    )
