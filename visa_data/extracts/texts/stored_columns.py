"""Columns of free text judged as a whole: kept, refused because most of their cells are somebody's, or some cells odd."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from visa_data.extracts.texts.persons import Nature, lost_its_zero, words_of
from visa_data.extracts.texts.stored_text import WORD_THEN_FIGURES, Seen, StoredText

_MOSTLY = 0.5
_SEVERAL = 3
"""Different cells that bear a word for it to be what they all begin with, rather than a name."""
_FEW = 20
"""Different cells for one word that they share: a column with more of them holds names that come back."""
_IRIS_OF_COMMUNE = re.compile(r"0000|(?!00)[0-5]\d(?!00)\d\d")
_ODD = 0.3
_PLAIN = r"^(?:[A-Za-z]{0,2}[\-_/ .]?\d{1,7}|2[AB]\d{3})$"


@dataclass(frozen=True)
class Verdict:
    """Why a column is never stored: what its cells look like, how many of them do, of how many filled ones."""

    nature: Nature
    cells: int
    filled: int


def verdict_on(
    stored: StoredText, counts: Mapping[str, int], refused: Mapping[Nature, int] | None = None
) -> Verdict | None:
    """Judge a column. counts: its different texts and their cells; refused: the cells that surely are somebody's."""
    natures: Counter[Nature] = Counter(refused or {})
    filled = sum(counts.values()) + natures.total()
    seen = _seen(counts)
    for text, cells in counts.items():
        if not stored.plain.fullmatch(text) and (nature := _of_parts(stored, text, seen)):
            natures[nature] += cells
    if natures.total() <= _MOSTLY * filled:
        return None
    return Verdict(natures.most_common(1)[0][0], natures.total(), filled)


def odd_texts(stored: StoredText, counts: Mapping[str, int]) -> dict[str, Nature]:
    """The texts of a good column that are unlike the others and can be somebody's."""
    seen = _seen(counts)
    return {
        text: nature
        for text in counts
        if not stored.plain.fullmatch(text) and (nature := stored.odd(text, seen))
    }


def counts_of(columns: Iterable[pa.ChunkedArray], stored: StoredText) -> dict[str, int]:
    """The different texts of columns and their cells; plain references together, as if they were one text.

    A million different references are not gone over one by one.
    """
    found: Counter[str] = Counter()
    for column in columns:
        texts = column.drop_null()
        plain = pc.match_substring_regex(texts, _PLAIN)
        if count := int(pc.sum(plain).as_py() or 0):
            found[
                _A_PLAIN_TEXT if stored.plain.fullmatch(_A_PLAIN_TEXT) else texts.filter(plain)[0].as_py()
            ] += count
        for entry in pc.value_counts(texts.filter(pc.invert(plain))).to_pylist():
            found[entry["values"]] += entry["counts"]
    return _gathered(found) if stored.is_a_reference else dict(found)


def _gathered(counts: Mapping[str, int]) -> dict[str, int]:
    """The same with a few texts for each word followed by a number: the others say nothing more of it."""
    found: dict[str, int] = {}
    kept: dict[str, list[str]] = {}
    for text, cells in counts.items():
        if word := WORD_THEN_FIGURES.fullmatch(text):
            texts = kept.setdefault(word[1].lower(), [])
            if len(texts) == 2 * _FEW:
                found[texts[0]] += cells
                continue
            texts.append(text)
        found[text] = cells
    return found


_A_PLAIN_TEXT = "1"


def _of_parts(stored: StoredText, text: str, seen: Seen) -> Nature | None:
    return next((nature for part in text.split("|") if (nature := stored.doubtful(part, seen))), None)


def _seen(counts: Mapping[str, int]) -> Seen:
    bearing: Counter[str] = Counter()
    for text in counts:
        bearing.update(set(words_of(text)))
    shared = [word for word, texts in bearing.items() if texts >= _SEVERAL]
    if len(shared) > max(1, len(counts) / _FEW):
        shared = []
    nine = [text for text in counts if len(text) == 9 and lost_its_zero(text)]
    repeated = sum(counts.values()) >= 2 * len(counts)
    return Seen(frozenset(shared), repeated, _are_irises(nine))


def _are_irises(texts: list[str]) -> bool:
    """Tell codes of IRIS (INSEE: a commune, then 0000, or two pairs from 01) from telephones without their zero."""
    if len(texts) < _SEVERAL:
        return True
    odd = sum(_IRIS_OF_COMMUNE.fullmatch(text[5:]) is None for text in texts)
    communes, departments = {text[:5] for text in texts}, {text[:2] for text in texts}
    whole = sum(text.endswith("0000") for text in texts)
    apart = (
        len(communes) > _MOSTLY * len(texts) and len(departments) >= _SEVERAL and whole <= _ODD * len(texts)
    )
    return odd <= _ODD * len(texts) and not apart
