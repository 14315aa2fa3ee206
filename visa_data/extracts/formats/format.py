"""What a format is: how one cell of text becomes one typed value, or is refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from rapidfuzz import fuzz, process

from visa_data.extracts.texts.persons import Nature
from visa_data.extracts.texts.stored_text import StoredText
from visa_data.vocabulary import Term


class Refusal(Exception):
    """A cell its format cannot read: a French reason without the value, and a suggestion or "".

    reading: the text that the format would read in place of the whole cell, when one is surely meant.
    unknown: of a list, the words that are not of it, each with the label that is surely meant or ""; then
        `known` is what the other words are worth: where the list is optional, the line is kept with them.
    personal: what the cell holds of a person; it is then shown nowhere.
    """

    def __init__(
        self,
        reason: str,
        suggestion: str = "",
        reading: str = "",
        *,
        known: Any = None,
        unknown: tuple[tuple[str, str], ...] = (),
        personal: Nature | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion
        self.reading = reading
        self.known = known
        self.unknown = unknown
        self.personal = personal


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that was read with a correction worth counting in the notices."""

    value: Any
    note: str


METROPOLE = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the cells of one column are to be read, where a cell by itself does not say it.

    zone: the time zone of the territory: of hours without an offset, and to which the others are brought.
    month_first: dates have their month before their day.
    counted_from_1970: bare numbers are seconds or milliseconds since 1970. in_days: durations are fractions
        of a day, as spreadsheets count them.
    """

    zone: ZoneInfo = METROPOLE
    month_first: bool = False
    counted_from_1970: bool = False
    in_days: bool = False


BY_ITSELF = Manner()
"""How a cell is read of which the column is not known."""


@dataclass(frozen=True)
class Format:
    """One import format.

    parse: from a non-empty, stripped cell and the day of reading to a value of `arrow_type` (or a
        `Noted` one, or None for a wording of « unknown »); raises `Refusal`.
    valid: examples, cell to value. invalid: examples, cell to the reason given.
    in_column: as `parse`, for a cell of a column of which the manner is known; `parse` where nothing is to be known.
    split: of a list of words, the words of a cell: each may be read as another by itself. suggestion: what its words
        can be.
    correctable: whether a cell may be read as another text at the analyst's request; only where cells
        are words of a list or places, since the wording is then kept with the import.
    resembles: cells that make a column one of this format though they are read in another way, as a whole
        column; by default, those that `parse` reads.
    closed: every text that `parse` gives is of a list known beforehand, or of a strict shape.
    stored: else, what a text is that may be stored; `free_text` gives such formats.
    terms: the vocabulary whose codes `parse` gives, alone or joined by bars.
    A format of texts is one or the other: raises TypeError otherwise.
    """

    name: str
    arrow_type: pa.DataType
    parse: Callable[[str, date], Any]
    valid: tuple[tuple[str, Any], ...]
    invalid: tuple[tuple[str, str], ...]
    correctable: bool = False
    resembles: Callable[[str], bool] | None = None
    in_column: Callable[[str, date, Manner], Any] | None = None
    split: Callable[[str], list[str]] | None = None
    suggestion: str = ""
    closed: bool = False
    stored: StoredText | None = None
    terms: type[Term] | None = None

    def __post_init__(self) -> None:
        if pa.types.is_string(self.arrow_type) and self.closed == (self.stored is not None):
            raise TypeError(f"{self.name}: a text is of a closed list, or says what may be stored of it")

    def accepts(self, text: str, today: date) -> bool:
        """Tell whether `text` (stripped, not empty) can be read."""
        try:
            self.parse(text, today)
        except Refusal:
            return False
        return True


def free_text(
    name: str,
    stored: StoredText,
    parse: Callable[[str, date], str | Noted | None],
    valid: tuple[tuple[str, Any], ...],
    invalid: tuple[tuple[str, str], ...],
    *,
    correctable: bool = False,
) -> Format:
    """A format of texts that are stored as they are written: none that is somebody's, none too long."""

    def checked(text: str, today: date) -> str | Noted | None:
        if len(text) > stored.longest and len(" ".join(text.split())) > stored.longest:
            raise Refusal(stored.too_long)
        if nature := stored.refusal(text):
            raise Refusal(stored.reason(nature), stored.advice, personal=nature)
        return parse(text, today)

    return Format(name, pa.string(), checked, valid, invalid, correctable, stored=stored)


EXAMPLES_READ_ON = date(2020, 6, 15)
"""The day at which every format's examples hold."""

_DOUBT = re.compile(r"[^0-9A-Za-zÀ-ÖØ-öø-ÿŒœ\s\u0300-\u036f'’ʼ`´\-‐‑–—−:/().,;!\"«»_·•|&\[\]°]")


def doubtful(text: str) -> bool:
    """Tell whether a cell of a closed list bears a sign that folding would lose: « Oui ? », « 2+ », « ✓ / Non »."""
    return _DOUBT.search(text) is not None


def undoubted(text: str) -> str:
    """The cell without these signs: what is proposed in its place."""
    return _DOUBT.sub(" ", text).strip()


_NEAR = 78
_APART = 6
"""How much nearer than any wording of another value the nearest one must be, in points of similarity."""
_NEGATIONS = frozenset(("non", "pas", "sans", "ni", "aucun", "aucune", "jamais", "plus"))


def nearest(text: str, wordings: Mapping[str, str]) -> str:
    """Return the value of the wording nearest to `text` (both folded), or "" when none is near enough.

    None either when two values are about as near, or when the wording says the contrary or another thing
    (« inactif » is near to « actif »).
    """
    if len(text) < 3:
        return ""
    found = process.extract(
        text,
        [wording for wording in wordings if len(wording) >= 3],
        scorer=fuzz.ratio,
        score_cutoff=_NEAR - _APART,
        limit=12,
    )
    if not found or found[0][1] < _NEAR or _contrary(text, found[0][0]):
        return ""
    best = wordings[found[0][0]]
    rivals = [score for wording, score, _ in found if wordings[wording] != best]
    return "" if rivals and rivals[0] > found[0][1] - _APART else best


def _contrary(text: str, wording: str) -> bool:
    """Tell whether one of two wordings denies the other, or is of another stem.

    Words that do not begin alike are of two stems (« inactif » and « actif », « appelé » and « rappeler »);
    what is done is not what is to be done (« rappelé » and « rappeler »).
    """
    words, others = text.split(), wording.split()
    if (_NEGATIONS & set(words)) != (_NEGATIONS & set(others)) or text[0] != wording[0]:
        return True
    return len(words) == len(others) and any(
        one[0] != other[0] or (one.endswith("e") and other == one + "r")
        for one, other in zip(words, others, strict=True)
    )
