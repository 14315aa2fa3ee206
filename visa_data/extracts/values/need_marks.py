"""The marks of a grid of needs, as words of a list."""

from __future__ import annotations

import re

import pyarrow as pa

from visa_data.extracts.columns.need_grids import is_marked
from visa_data.extracts.formats.term_lists import MARK_OF
from visa_data.extracts.texts.cells import bare_cell, is_empty, is_unknown

_SEPARATORS = re.compile(r"[|,;\n\r/+\s]+")


def needs_marked(cells: pa.Array, header: str, need: str) -> pa.Array:
    """The column of one need as words: its code where it is marked, "" where it is not.

    What is no mark is given as « header = cell », which no list has: it is told as an unknown word is.
    """
    encoded = cells.dictionary_encode()
    words = [_word(bare_cell(cell), header, need) for cell in encoded.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(encoded.indices)


def _word(cell: str, header: str, need: str) -> str:
    if is_empty(cell) and not is_unknown(cell):
        return ""
    marked = is_marked(cell, need)
    if marked is None:
        return _SEPARATORS.sub(" ", f"{header}{MARK_OF}{cell}")
    return need if marked else ""
