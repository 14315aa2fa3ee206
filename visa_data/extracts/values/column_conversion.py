"""From the cells of one column to values, each different cell read once; what is refused, noted or left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.formats import Manner, Noted, Refusal
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

    different: the different values (None where empty or refused). places: of each cell's value among them.
    refused: the refusals by place in the block. left: the words of lists that were left out, likewise.
    """

    different: list[Any]
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
        self._values: dict[str, Any] = {}
        self._refused: dict[str, Refusal] = {}
        self._left: dict[str, tuple[str, ...]] = {}
        self._noted: dict[str, list[str | Correction]] = {}

    def convert(self, cells: pa.Array) -> ConvertedColumn:
        """Convert a column of strings."""
        encoded = cells.dictionary_encode()
        distinct: list[str] = encoded.dictionary.to_pylist()
        if not self._proved and self.field.format.in_column:
            filled = [bare for cell in distinct if (bare := bare_cell(cell)) and not is_empty(bare)]
            self._manner = manner_of(self.field, filled, self._manner)
            self._proved = bool(filled)
        if len(self._values) > _REMEMBERED:
            for memory in (self._values, self._refused, self._left, self._noted):
                memory.clear()
        for cell in distinct:
            if cell not in self._values:
                self._values[cell] = self._read(cell)
        places = encoded.indices
        if self._noted and (noted := [i for i, cell in enumerate(distinct) if cell in self._noted]):
            counts = np.bincount(places.to_numpy(), minlength=len(distinct))
            for i in noted:
                for note in self._noted[distinct[i]]:
                    if isinstance(note, Correction):
                        self.readings[note] += int(counts[i])
                    else:
                        self.note_counts[note] += int(counts[i])
        refused = _by_place(self._refused, distinct, places)
        self.personal.update(refusal.personal for refusal in refused.values() if refusal.personal)
        return ConvertedColumn(
            [self._values[cell] for cell in distinct],
            places,
            refused,
            _by_place(self._left, distinct, places),
        )

    def _read(self, cell: str) -> Any:
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
                self._left[cell] = tuple(word for word, _ in refusal.unknown)
            else:
                self._refused[cell] = told
                value = None
        if notes:
            self._noted[cell] = notes
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


def _by_place(of_cells: Mapping[str, _Said], distinct: Sequence[str], places: pa.Array) -> dict[int, _Said]:
    """What is said of some cells, by the places where these are."""
    said = [i for i, cell in enumerate(distinct) if cell in of_cells] if of_cells else []
    if not said:
        return {}
    found = np.flatnonzero(np.isin(places.to_numpy(), said)).tolist()
    return {i: of_cells[distinct[places[i].as_py()]] for i in found}
