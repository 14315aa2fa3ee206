"""Postcodes where codes of communes are expected: seen from the whole column, asked, never guessed.

Many postcodes are also the INSEE code of another commune of the same département: nothing in one cell tells. Two proofs
need no other file: a column headed « Code postal » beside it that says the same, and codes that end in 0 as postcodes
mostly do and one INSEE code in ten does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import comb

import pyarrow as pa
import pyarrow.compute as pc

from visa_data.extracts.columns.matching import Matched
from visa_data.extracts.formats import CODE, CODES
from visa_data.extracts.texts.headers import header_keys
from visa_data.typography import counted

INSEE, POSTAL = "insee", "postaux"
_POSTAL_KEYS = frozenset(
    key for w in ("code postal", "cp", "codpost", "postcode", "zip") for key in header_keys(w)
)
_FIVE = r"^\s*\d{4,5}(?:[.,]0)?\s*$"
_SAME = 0.9
_MOSTLY = 0.5
_ENDS_IN_ZERO = 0.1
"""Share of INSEE codes that end in 0 (9.9 % of the 35,228 communes of 2018)."""
_CHANCE = 0.011
"""Two codes of two that end in 0 are asked about."""


@dataclass
class PostcodeDoubt:
    """Looks at the columns of codes while a file is read. matched: the columns found; headers: their wordings."""

    matched: Iterable[Matched]
    headers: Sequence[str]
    _codes: dict[int, Counter[str]] = field(default_factory=dict)
    _filled: Counter[int] = field(default_factory=Counter)
    _same: Counter[tuple[int, int]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.fields = {m.index: m.field.name for m in self.matched if m.field.format in (CODE, CODES)}
        self._codes = {place: Counter() for place in self.fields}
        self._beside = [
            place
            for place, header in enumerate(self.headers)
            if place not in self.fields and _POSTAL_KEYS.intersection(header_keys(header))
        ]

    def see(self, columns: Sequence[pa.Array]) -> None:
        """Look at the cells of a block, given by columns of strings."""
        for place, codes in self._codes.items():
            cells = pc.utf8_trim_whitespace(columns[place])
            filled = pc.not_equal(cells, "")
            five = pc.match_substring_regex(cells, _FIVE)
            self._filled[place] += pc.sum(filled).as_py() or 0
            for entry in pc.value_counts(cells.filter(five)).to_pylist():
                codes[entry["values"].split(".")[0].split(",")[0]] += entry["counts"]
            for other in self._beside:
                same = pc.and_(five, pc.equal(cells, pc.utf8_trim_whitespace(columns[other])))
                self._same[place, other] += pc.sum(same).as_py() or 0

    def doubts(self) -> dict[str, tuple[str, str]]:
        """Field to the header of its column and why its codes may be postcodes."""
        found = {}
        for place, name in self.fields.items():
            if why := self._why(place):
                found[name] = self.headers[place], why
        return found

    def _why(self, place: int) -> str:
        codes, filled = self._codes[place], self._filled[place]
        if not codes or codes.total() <= _MOSTLY * filled:
            return ""
        for other in self._beside:
            if self._same[place, other] >= _SAME * filled:
                return f"elle dit la même chose que « {self.headers[other]} »"
        round_ones = [code for code in codes if code.endswith("0")]
        lines = sum(codes[code] for code in round_ones)
        if lines > _MOSTLY * codes.total() and _at_least(len(round_ones), len(codes)) <= _CHANCE:
            shown = counted(len(round_ones), "code différent", "codes différents")
            return f"{shown} sur {len(codes)} y finissent par 0"
        return ""


def _at_least(found: int, codes: int) -> float:
    """Probability that so many INSEE codes among `codes` different ones end in 0."""
    # Beyond a few hundred codes the sum changes nothing that matters, and its terms would overflow.
    found, codes = (found, codes) if codes <= 500 else (round(found * 500 / codes), 500)
    return sum(
        comb(codes, n) * _ENDS_IN_ZERO**n * (1 - _ENDS_IN_ZERO) ** (codes - n)
        for n in range(found, codes + 1)
    )
