"""Free texts that may be stored, and what each of them must not be.

A format of text holds a value of a closed list, or says here what its text is: there is no third way
(`visa_data.extracts.formats.format.Format`). A cell that surely is a name, a number, a date of birth… is refused by
itself; a column is refused as a whole when most of its cells look like one (`visa_data.extracts.texts.stored_columns`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from visa_data.extracts.texts.masking import MASK, masked
from visa_data.extracts.texts.persons import (
    Nature,
    has_birth_date,
    has_unknown_word,
    is_a_date,
    is_address,
    is_given_name,
    is_initialled,
    is_public_number,
    is_titled,
    is_written_as_a_name,
    lost_its_zero,
    may_be_words_of_a_name,
    names_somebody,
    number_in,
    words_of,
)
from visa_data.known_words import BODIES, GIVEN_NAMES
from visa_data.vocabulary import fold

_ONE_CELL = {
    Nature.NAME: "Nom de personne",
    Nature.PHONE: "Numéro de téléphone",
    Nature.EMAIL: "Adresse électronique",
    Nature.NATIONAL_NUMBER: "Numéro de sécurité sociale",
    Nature.BANK: "Coordonnées bancaires",
    Nature.DATE: "Date",
    Nature.ADDRESS: "Adresse postale",
}
_PLAIN_REFERENCE = re.compile(r"[A-Za-z]{0,2}[\-_/ .]?\d{1,7}")
WORD_THEN_FIGURES = re.compile(r"([A-Za-z]{3,20})[\-_/ .]?\d{1,7}")


@dataclass(frozen=True)
class Seen:
    """What the cells of one column have in common.

    shared: words that several different cells bear (« MORMAL-17 », « MORMAL-18 »). repeated: whether each text
    comes back, as categories do. irises: whether its nine figures are codes of IRIS rather than telephones.
    """

    shared: frozenset[str] = frozenset()
    repeated: bool = False
    irises: bool = True


@dataclass(frozen=True)
class StoredText:
    """What one free text is, and what it must not be.

    instead: completes « à la place … ». advice: what to do about a cell or a column that is refused.
    longest: characters at most. sure: what a cell is by itself. doubtful: what a cell makes its column look like.
    odd: a cell unlike its column that can be somebody. plain: texts that need not be looked at.
    """

    instead: str
    advice: str
    longest: int
    sure: Callable[[str], Nature | None]
    doubtful: Callable[[str, Seen], Nature | None]
    odd: Callable[[str, Seen], Nature | None] = lambda _text, _seen: None
    plain: re.Pattern[str] = re.compile(r"(?!)")

    def reason(self, nature: Nature) -> str:
        """Why one cell is refused."""
        return f"{_ONE_CELL[nature]} à la place {self.instead}"

    @property
    def too_long(self) -> str:
        """Why a longer cell is refused."""
        return f"Texte de plus de {self.longest} caractères"

    def refusal(self, text: str) -> Nature | None:
        """What a cell surely is, or None where it may be kept."""
        if self.plain.fullmatch(text):
            return None
        if self.plain is _PLAIN_REFERENCE and (found := WORD_THEN_FIGURES.fullmatch(text)):
            # Most registers: a million references are not gone over rule by rule.
            return Nature.NAME if found[1].lower() in GIVEN_NAMES else None
        return self.sure(text)

    @property
    def is_a_reference(self) -> bool:
        """Whether its texts are mostly one word, or none, and a number."""
        return self.plain is _PLAIN_REFERENCE


_INITIALS = 2


def _number(text: str) -> Nature | None:
    return number_in(text) or (Nature.DATE if has_birth_date(text) else None)


def _has_figure(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _of_a_reference(text: str) -> Nature | None:
    """A reference has figures; words beside them that name somebody make it none."""
    if nature := number_in(text):
        return nature
    if lost_its_zero(text):
        return Nature.PHONE
    if is_titled(text) or names_somebody(text) or is_given_name(text):
        return Nature.NAME
    if is_a_date(text) or has_birth_date(text):
        return Nature.DATE
    return None if _has_figure(text) or sum(map(str.isalpha, text)) <= _INITIALS else Nature.NAME


def _like_a_reference(text: str, seen: Seen) -> Nature | None:
    if nature := _of_a_reference(text):
        return nature
    if is_address(text):
        return Nature.ADDRESS
    return Nature.NAME if has_unknown_word(text, seen.shared) else None


_WORD_AND_FIGURES = re.compile(r"[^\W\d_]{5,}\d+")


def _odd_reference(text: str, seen: Seen) -> Nature | None:
    """A word apart, or glued before figures, that no other reference of the column bears."""
    apart = [
        word
        for word in re.split(r"[\s.\-_/,;]+", text)
        if word.isalpha() or _WORD_AND_FIGURES.fullmatch(word)
    ]
    return Nature.NAME if any(has_unknown_word(word, seen.shared) for word in apart) else None


def _of_an_identifier(text: str) -> Nature | None:
    """An organisation's identifier may be a SIREN or a FINESS, or words of what it is."""
    nature = None if is_public_number(text) else _of_a_reference(text)
    if nature is Nature.NAME and not (is_titled(text) or names_somebody(text) or is_given_name(text)):
        return None if _is_short_code(text) or BODIES.intersection(words_of(text)) else nature
    return nature


def _is_short_code(text: str) -> bool:
    """Tell initials: at most four letters in capitals."""
    return text.isupper() and sum(map(str.isalpha, text)) <= 4


def _like_an_identifier(text: str, seen: Seen) -> Nature | None:
    if is_public_number(text) and not seen.irises:
        return Nature.PHONE
    nature = _of_an_identifier(text)
    if nature or BODIES.intersection(words_of(text)) or is_public_number(text):
        return nature
    return _like_a_reference(text, seen)


def _of_a_caller(text: str) -> Nature | None:
    """A code, initials or a body; letters alone, longer than initials, can be a name."""
    if nature := number_in(text):
        return nature
    if lost_its_zero(text):
        return Nature.PHONE
    if is_titled(text) or names_somebody(text):
        return Nature.NAME
    if is_a_date(text) or has_birth_date(text):
        return Nature.DATE
    words = words_of(text)
    if BODIES.intersection(words):
        return None
    if is_given_name(text) and not text.isupper():
        return Nature.NAME
    return Nature.NAME if not _has_figure(text) and sum(map(len, words)) > 4 else None


_VOWELS = re.compile(r"[aeiouy]")


def _like_a_caller(text: str, seen: Seen) -> Nature | None:
    if nature := _of_a_caller(text):
        return nature
    if is_address(text):
        return Nature.ADDRESS
    words = words_of(text)
    if BODIES.intersection(words):
        return None
    # « LÉA », « Luc »: short, but read as a word; « JMD » is not.
    short = any(len(word) >= 3 and _VOWELS.search(word) for word in words)
    named = short and not _has_figure(text) and "." not in text
    return Nature.NAME if named or has_unknown_word(text, seen.shared) else None


def _of_an_organisation(text: str) -> Nature | None:
    return _number(text) or (Nature.NAME if names_somebody(text) else None)


def _like_an_organisation(text: str, seen: Seen) -> Nature | None:
    if nature := _of_an_organisation(text):
        return nature
    if is_a_date(text):
        return Nature.DATE
    if is_address(text) and not BODIES.intersection(words_of(text)):
        return Nature.ADDRESS
    if lost_its_zero(text):
        return Nature.PHONE
    glued = _WORD_AND_FIGURES.fullmatch(text) and has_unknown_word(text, seen.shared)
    return Nature.NAME if glued or may_be_words_of_a_name(text, seen.shared) or is_given_name(text) else None


def _like_a_label(text: str, seen: Seen) -> Nature | None:
    return (
        _of_an_organisation(text)
        if seen.repeated and not is_given_name(text)
        else _like_an_organisation(text, seen)
    )


def _of_a_place(text: str) -> Nature | None:
    return _number(text) or (Nature.NAME if is_titled(text) else None)


def _like_a_place(text: str, seen: Seen) -> Nature | None:
    if nature := _of_a_place(text):
        return nature
    if is_a_date(text):
        return Nature.DATE
    if lost_its_zero(text) and not seen.irises:
        return Nature.PHONE
    if is_address(text):
        return Nature.ADDRESS
    glued = _WORD_AND_FIGURES.fullmatch(text) and has_unknown_word(text, seen.shared)
    named = names_somebody(text) or is_given_name(text) or is_initialled(text)
    return Nature.NAME if glued or named else None


def _of_a_code(text: str) -> Nature | None:
    """Names are not judged here: one that no zone bears is never stored (`visa_data.extracts.values.zone_codes`)."""
    return number_in(text) or (
        Nature.NAME if is_titled(text) else Nature.DATE if is_a_date(text) or has_birth_date(text) else None
    )


def _like_a_code(text: str, seen: Seen) -> Nature | None:
    if nature := _of_a_code(text):
        return nature
    if lost_its_zero(text) and not seen.irises:
        return Nature.PHONE
    glued = any(c.isdigit() for c in text) and " " not in text and has_unknown_word(text, seen.shared)
    return Nature.NAME if glued or is_initialled(text) else None


REFERENCE_TEXT = StoredText(
    "de la référence",
    "Donner à chaque personne une référence sans rapport avec son nom (n° de registre, n° de dossier)",
    64,
    _of_a_reference,
    _like_a_reference,
    _odd_reference,
    _PLAIN_REFERENCE,
)
NUMBER_TEXT = StoredText(
    "du numéro",
    "Donner à chaque dossier un numéro sans rapport avec le nom de quelqu'un (G0001, B012)",
    64,
    _of_a_reference,
    _like_a_reference,
    _odd_reference,
    _PLAIN_REFERENCE,
)
IDENTIFIER_TEXT = StoredText(
    "de l'identifiant",
    "Donner à chaque structure un identifiant (E01, SIRET, FINESS…)",
    64,
    _of_an_identifier,
    _like_an_identifier,
    plain=_PLAIN_REFERENCE,
)
CALLER_TEXT = StoredText(
    "du code de l'appelant",
    "Donner à chaque appelant un code, par exemple A012",
    64,
    _of_a_caller,
    _like_a_caller,
    plain=_PLAIN_REFERENCE,
)
ORGANISATION_TEXT = StoredText(
    "du nom de la structure",
    "Écrire le nom de la structure (« CCAS de… », « Équipe de… »), sans nom de personne ni téléphone",
    150,
    _of_an_organisation,
    _like_an_organisation,
)
LABEL_TEXT = StoredText(
    "de la catégorie",
    "Écrire une catégorie (« agent municipal », « portage de repas »), sans nom de personne",
    100,
    _of_an_organisation,
    _like_a_label,
)
PLACE_TEXT = StoredText("du nom du lieu", "Écrire le nom du lieu", 150, _of_a_place, _like_a_place)
CODE_TEXT = StoredText(
    "du code de la zone",
    "Écrire le code INSEE de la commune (5 caractères) ou de l'IRIS (9 chiffres)",
    60,
    _of_a_code,
    _like_a_code,
    plain=re.compile(r"\d{5}|2[AB]\d{3}"),
)
CODE_LIST_TEXT = StoredText(
    CODE_TEXT.instead, CODE_TEXT.advice, 6000, lambda _text: None, _like_a_code, plain=CODE_TEXT.plain
)
"""A list of codes: each is looked at by itself (`visa_data.extracts.formats.code_lists`)."""


def somebody_in(text: str) -> Nature | None:
    """What a header, a file's name or a sheet's holds of a person, or None: they are shown, and kept with the import."""
    bare = _SUFFIX.sub("", text)
    spaced = re.sub(r"[_\-]+", " ", bare)
    numbers = map(number_in, dict.fromkeys((text, bare, spaced)))
    return (
        next(filter(None, numbers), None)
        or (Nature.NAME if names_somebody(spaced) or is_titled(spaced) or has_birth_date(bare) else None)
        or (Nature.NAME if is_given_name(spaced) and fold(spaced) not in _GIVEN_NAMES_OF_COLUMNS else None)
    )


def storable(text: str) -> str:
    """A text that comes with a file (a header, a wording), as it may be kept and said: masked where it names somebody."""
    return MASK if somebody_in(text) else masked(text)


def storable_name(text: str) -> str:
    """The name of a file or a sheet, or a header that no field has for its own, as it may be kept and said.

    It stands alone: nothing but its words says whether it names somebody. Of a file's name, the suffix stays.
    """
    suffix = (_SUFFIX.search(text) or [""])[0] if "@" not in text else ""
    alone = re.sub(r"[_\-]+", " ", text.removesuffix(suffix))
    return MASK + suffix if somebody_in(text) or is_written_as_a_name(alone) else masked(text)


_SUFFIX = re.compile(r"\.[A-Za-z]{2,8}$")
_GIVEN_NAMES_OF_COLUMNS = frozenset(("marine",))
