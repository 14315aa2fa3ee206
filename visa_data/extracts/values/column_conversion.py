"""From the cells of one column to values, each different cell read once; what is refused, noted or left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.formats import MOMENT, Manner, Noted, Refusal
from visa_data.extracts.kinds import Field
from visa_data.extracts.texts.cells import (
    READ_AS_EMPTY,
    READ_AS_UNKNOWN,
    SPREADSHEET_ERROR,
    bare_cell,
    is_empty,
    is_spreadsheet_error,
    is_unknown,
)
from visa_data.extracts.texts.masking import masked
from visa_data.extracts.texts.persons import Nature
from visa_data.extracts.values.hours import moments_array
from visa_data.extracts.values.manners import manner_of
from visa_data.typography import french

DECLARED_UNKNOWN = "Valeur obligatoire déclarée inconnue"
MANDATORY = "Valeur obligatoire absente"
FILL_IN = "Compléter la cellule"
_REMEMBERED = 200_000

_Said = TypeVar("_Said")


@dataclass(frozen=True)
class ConvertedColumn:
    """A column of a block converted.

    different: the values of the different cells seen so far (null where empty or refused). places: of each cell's value
    among them. refused: the refusals by place in the block. left: the words of lists that were left out, likewise.
    """

    different: pa.Array
    places: pa.Array
    refused: dict[int, Refusal]
    left: dict[int, tuple[str, ...]]


class ColumnConverter:
    """Converts the cells of one column, remembering each different cell.

    corrections: wordings to be read as another text. readings: how many cells were read so, or could be.
    manner: what is known of the column before it is read.
    personal: the cells refused for what they hold of a person.
    """

    def __init__(
        self,
        field: Field,
        header: str,
        index: int,
        today: date,
        corrections: Mapping[str, str],
        manner: Manner,
    ) -> None:
        self.field = field
        self.header = header
        self.index = index
        self.corrections = corrections
        self.note_counts: Counter[str] = Counter()
        self.readings: Counter[Correction] = Counter()
        self._today = today
        self._manner = manner
        self._proved = False
        self.personal: Counter[Nature] = Counter()
        self._forget()

    def _forget(self) -> None:
        """Start without any cell seen; what was said of some is by their place among those seen."""
        self._cells = pa.array([], pa.string())
        self._values = self._as_values([])
        self._refused: dict[int, Refusal] = {}
        self._left: dict[int, tuple[str, ...]] = {}
        self._noted: dict[int, list[str | Correction]] = {}

    def convert(self, cells: pa.Array) -> ConvertedColumn:
        """Convert a column of strings."""
        if len(self._cells) > _REMEMBERED:
            self._forget()
        # Those seen before keep their places, and the new ones follow them.
        known = pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), self._cells)
        encoded = pa.concat_arrays([known, cells.dictionary_encode()])
        first = len(self._cells)
        self._cells, places = encoded.dictionary, encoded.indices
        new: list[str] = self._cells[first:].to_pylist()
        if not self._proved and self.field.format.in_column:
            filled = [bare for cell in new if (bare := bare_cell(cell)) and not is_empty(bare)]
            self._manner = manner_of(self.field, filled, self._manner)
            self._proved = bool(filled)
        read = [self._read(cell, place) for place, cell in enumerate(new, first)]
        self._values = pa.concat_arrays([self._values, self._as_values(read)])
        if self._noted:
            counts = np.bincount(places.to_numpy(), minlength=len(self._cells))
            for place, notes in self._noted.items():
                for note in notes if counts[place] else ():
                    if isinstance(note, Correction):
                        self.readings[note] += int(counts[place])
                    else:
                        self.note_counts[note] += int(counts[place])
        refused = _by_place(self._refused, places)
        self.personal.update(refusal.personal for refusal in refused.values() if refusal.personal)
        return ConvertedColumn(self._values, places, refused, _by_place(self._left, places))

    def _as_values(self, read: list[Any]) -> pa.Array:
        kind = self.field.format
        return moments_array(read) if kind is MOMENT else pa.array(read, kind.arrow_type)

    def _read(self, cell: str, place: int) -> Any:
        """The value of a cell. place: among those seen."""
        written = bare_cell(cell)
        text, notes = self._corrected(written)
        value = None
        try:
            if is_unknown(text) and self.field.required:
                raise Refusal(DECLARED_UNKNOWN, FILL_IN)
            value = None if is_empty(text) else self._parse(text)
            if isinstance(value, Noted):
                notes.append(value.note)
                value = value.value
            elif value is None and text and not notes:
                notes.append(READ_AS_UNKNOWN if is_unknown(text) else READ_AS_EMPTY)
            if value is None and self.field.required:
                raise Refusal(MANDATORY, FILL_IN)
        except Refusal as refusal:
            told = Refusal(french(refusal.reason), french(refusal.suggestion), personal=refusal.personal)
            meant = [*refusal.unknown, *([(written, refusal.reading)] if not refusal.unknown else [])]
            notes = [note for note in notes if isinstance(note, Correction)]
            notes += [
                Correction(self.field.name, word, reading)
                for word, reading in meant
                if reading and masked(word) == word
            ]
            if refusal.unknown and not self.field.required:
                value = refusal.known
                self._left[place] = tuple(word for word, _ in refusal.unknown)
            else:
                self._refused[place] = told
                value = None
        if notes:
            self._noted[place] = notes
        return value

    def _corrected(self, written: str) -> tuple[str, list[str | Correction]]:
        """The text to read in place of a cell, and the corrections that it took: of the whole, or of its words."""
        name, split = self.field.name, self.field.format.split
        if written in self.corrections:
            text = self.corrections[written]
            return text, [Correction(name, written, text)]
        if not self.corrections or split is None:
            return written, []
        words = split(written)
        taken = [word for word in words if word in self.corrections]
        if not taken:
            return written, []
        text = "|".join(filter(None, (self.corrections.get(word, word) for word in words)))
        return text, [Correction(name, word, self.corrections[word]) for word in dict.fromkeys(taken)]

    def _parse(self, text: str) -> Any:
        if is_spreadsheet_error(text):
            raise Refusal(SPREADSHEET_ERROR, "Corriger la formule dans le tableur")
        if self.field.format.in_column:
            return self.field.format.in_column(text, self._today, self._manner)
        return self.field.format.parse(text, self._today)


def _by_place(said: Mapping[int, _Said], places: pa.Array) -> dict[int, _Said]:
    """What is said of some of the cells seen, by the places in the block where these are."""
    if not said:
        return {}
    seen = places.to_numpy()
    return {i: said[int(seen[i])] for i in np.flatnonzero(np.isin(seen, list(said))).tolist()}
