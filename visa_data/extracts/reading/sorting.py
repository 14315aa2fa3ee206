"""Which records of a block are data: blank lines, repeated headers, footers and cut lines told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from visa_data.errors import RowError
from visa_data.extracts.answers.line_ranges import line_ranges
from visa_data.extracts.columns.header_rows import FieldNames, written_wordings
from visa_data.extracts.readers.records import Block
from visa_data.typography import counted, french
from visa_data.vocabulary import fold

TOO_MANY_CELLS = "Ligne décalée : plus de cellules que l'en-tête"
TOO_FEW_CELLS = "Ligne décalée ou coupée : moins de cellules que l'en-tête"
OTHER_HEADER = "Ligne sous un autre en-tête : les colonnes ne sont plus les mêmes"
_SPLIT = "Charger à part ce qui suit l'autre en-tête"
ABOVE_HEADER = "Ligne remplie au-dessus de l'en-tête"
_MOVE = "Mettre l'en-tête au-dessus de toutes les données"
_CHECK = "Vérifier les séparateurs et les guillemets de cette ligne"
_QUOTES = {"Guillemet non refermé": "Fermer ou enlever le guillemet de cette ligne"}

_FOOTERS = (
    "total",
    "sous total",
    "nombre de lignes",
    "nombre d enregistrements",
    "nombre de personnes",
    "fin de",
    "fin du",
    "source ",
    "champ ",
    "lecture ",
    "legende",
    "note ",
    "notes ",
    "nb ",
    "edite le",
    "editee le",
    "exporte le",
    "extrait le",
    "extraction du",
    "export du",
    "genere le",
    "page ",
    "date d export",
)
_TOTALS = frozenset(("total", "totaux", "total general", "sous total"))
_NOTE_MARKS = ("*", "(")
_FOOTER_STARTS = sorted(
    {footer[:3] for footer in _FOOTERS} | {"édi", "gén", "lég", *map(re.escape, _NOTE_MARKS)}
)


@dataclass
class RecordSorter:
    """Sorts the records that follow a header.

    header: the cells of the header row as written; titles: the rows above it, which concatenated exports
    repeat; second_header: the row below it that names the same columns otherwise.
    other_headers, returns: rows of other headers, and those where this one comes back.
    Footers are held back until it is known that no data comes after them. Below another header (the columns
    of another export, put end to end) every line is rejected, until the first one comes back.
    """

    header: Sequence[str]
    titles: Sequence[Sequence[str]]
    second_header: Sequence[str] = ()
    problems: list[RowError] = field(default_factory=list)
    rejected: int = 0
    repeated_headers: int = 0
    repeated_titles: int = 0
    other_headers: list[int] = field(default_factory=list)
    returns: list[int] = field(default_factory=list)
    _held: list[tuple[int, RowError]] = field(default_factory=list)
    footers: int = 0
    _last_data_line: int = 0

    def __post_init__(self) -> None:
        self._names = FieldNames()
        self.width = len(self.header)
        self.needed = max((i + 1 for i, cell in enumerate(self.header) if cell.strip()), default=0)
        self._header = _compared(self.header)
        self._headers = {self._header, _compared(self.second_header)}
        self._titles = {_compared(row) for row in self.titles}
        self._wordings = {cell for cell in self._header if cell}
        firsts = {
            cell.strip()
            for cell in (*self.header, *self.second_header, *(row[0] for row in self.titles if row))
        }
        starts = [*_FOOTER_STARTS, *(re.escape(first) + r"\s*$" for first in sorted(firsts - {""}))]
        self._odd_start = rf"^\s*(?:$|(?i:{'|'.join(starts)}))"

    def reject_above(self, lines: Sequence[int]) -> None:
        """Reject lines of data found above the header."""
        for line in lines:
            self._reject(RowError(line, "", "", french(ABOVE_HEADER), french(_MOVE)))

    def data_of(self, block: Block) -> tuple[np.ndarray, list[pa.Array]]:
        """Return the row numbers and the columns of the data records; others are counted or rejected."""
        for line, reason in block.broken:
            suggestion = _QUOTES.get(reason, "")
            self._reject(RowError(line, "", "", french(reason), french(suggestion)))
        lines, columns = block.lines, block.columns
        if columns:
            # A record to look at closely starts as a blank line, a title, a header or a footer does.
            odd = pc.or_(pc.match_substring_regex(columns[0], self._odd_start), _starts_as_header(columns))
            keep = np.ones(len(lines), dtype=bool)
            for i in np.flatnonzero(odd.to_numpy(zero_copy_only=False)):
                keep[i] = self._is_data(int(lines[i]), [column[int(i)].as_py() for column in columns])
            if not keep.all():
                lines, columns = lines[keep], [column.filter(pa.array(keep)) for column in columns]
        found = [(line, row) for line, row in block.others if self._is_data(line, row)]
        if found:
            lines, columns = self._with(lines, columns, found)
        if self.other_headers:
            lines, columns = self._without_foreign(lines, columns)
        if len(lines):
            self._last_data_line = int(lines[-1])
        return lines, columns

    def _with(
        self, lines: np.ndarray, columns: list[pa.Array], found: list[tuple[int, list[str]]]
    ) -> tuple[np.ndarray, list[pa.Array]]:
        """Put records whose last cells are blank or missing among those of the header's width."""
        rows = [(*row[: self.width], *[""] * (self.width - len(row))) for _, row in found]
        added = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
        lines = np.concatenate([lines, np.array([line for line, _ in found], dtype=np.int32)])
        if columns:
            added = [pa.concat_arrays(pair) for pair in zip(columns, added, strict=True)]
        order = np.argsort(lines)
        return lines[order], [column.take(pa.array(order)) for column in added]

    def _without_foreign(
        self, lines: np.ndarray, columns: list[pa.Array]
    ) -> tuple[np.ndarray, list[pa.Array]]:
        """Reject the records that follow another header than the first, up to the first one repeated."""
        turns = sorted(
            [(line, True) for line in self.other_headers] + [(line, False) for line in self.returns]
        )
        away = np.array([False, *(foreign for _, foreign in turns)])
        foreign = away[np.searchsorted([line for line, _ in turns], lines)]
        for line in lines[foreign].tolist():
            self._reject(RowError(line, "", "", french(OTHER_HEADER), french(_SPLIT)))
        keep = pa.array(~foreign)
        return lines[~foreign], [column.filter(keep) for column in columns]

    def finish(self) -> None:
        """Settle the lines held back: footers after the last line of data, rejected lines before."""
        footers = [error for line, error in self._held if line > self._last_data_line]
        for line, error in self._held:
            if line <= self._last_data_line:
                self._reject(error)
        self.footers = len(footers)

    def notices(self) -> list[str]:
        """Sentences on the lines that are not data."""
        found = []
        if self.repeated_headers:
            found.append(f"En-tête répété au milieu du fichier : {counted(self.repeated_headers, *_PASSED)}.")
        if self.other_headers:
            found.append(
                f"Autre en-tête au milieu du fichier, {line_ranges(self.other_headers)} : les lignes qui le suivent "
                "sont rejetées."
            )
        if self.repeated_titles:
            found.append(f"Titre répété au milieu du fichier : {counted(self.repeated_titles, *_PASSED)}.")
        if self.footers:
            found.append(f"Pied de tableau (total, source…) : {counted(self.footers, *_PASSED)}.")
        return [french(sentence) for sentence in found]

    def _is_data(self, line: int, row: Sequence[str]) -> bool:
        """Tell whether a record is data; one that is not is counted, held back or rejected."""
        cells = _compared(row)
        if not cells:
            return False
        if cells in self._headers:
            self.repeated_headers += 1
            self.returns.append(line)
            return False
        if cells in self._titles:
            self.repeated_titles += 1
            return False
        filled = [cell for cell in cells if cell]
        known = self._wordings.intersection(filled)
        if (len(known) >= 3 and 2 * len(known) >= len(filled)) or self._names.are_header(filled):
            self.other_headers.append(line)
            return False
        start = fold(filled[0])
        few = len(filled) <= 2 and len(self._header) > 2
        note = start.startswith(_FOOTERS) or filled[0].startswith(_NOTE_MARKS)
        if start in _TOTALS or (few and note):
            self._held.append((line, RowError(line, "", "", french(TOO_FEW_CELLS), french(_CHECK))))
            return False
        if len(cells) > self.width:
            self._reject(RowError(line, "", "", french(TOO_MANY_CELLS), french(_CHECK)))
            return False
        if len(row) < self.needed:
            self._reject(RowError(line, "", "", french(TOO_FEW_CELLS), french(_CHECK)))
            return False
        return True

    def _reject(self, error: RowError) -> None:
        self.problems.append(error)
        self.rejected += 1


_PASSED = ("ligne passée", "lignes passées")
_FIRST_COLUMNS = 4


def _starts_as_header(columns: Sequence[pa.Array]) -> pa.Array:
    """Which records have wordings of headers in two of their first columns (one where there is but one)."""
    known = pa.array(sorted(written_wordings()))
    first = columns[:_FIRST_COLUMNS]
    hits = [
        pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(column)), known).cast(pa.int8()) for column in first
    ]
    total = hits[0]
    for hit in hits[1:]:
        total = pc.add(total, hit)
    return pc.greater_equal(total, min(2, len(first)))


def _compared(row: Sequence[str]) -> tuple[str, ...]:
    """Cells of a row as two headers are compared, without the blank ones at the end."""
    cells = [" ".join(cell.strip("\ufeff").split()).casefold() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
