"""From lines of text to records of cells; an unclosed quote never swallows the lines after it."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from visa_data.extracts.answers import refusals
from visa_data.extracts.readers.decoding import LONGEST_LINE

UNCLOSED_QUOTE = "Guillemet non refermé"
CELL_TOO_LONG = "Cellule trop longue"
_LINE_END = ord("\n")
LONGEST_QUOTED = 30
"""Physical lines that one record may span; more is taken for an unclosed quote."""


@dataclass(slots=True)
class Block:
    """Consecutive records, on rows of the file as a spreadsheet shows it (blank lines are records too).

    columns[c][i] is a cell of the record on row lines[i], for records that have the header's width;
    others: (row, cells) of records of any other width; broken: (row, reason) of lines that could not be
    cut into cells, and torn: their text by row; done: fraction of the file read.
    """

    lines: np.ndarray
    columns: list[pa.Array]
    others: list[tuple[int, list[str]]] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)
    done: float = 0.0
    torn: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of_rows(cls, rows: list[tuple[int, list[str]]], width: int) -> Block:
        """Lay records in columns when they have `width` cells."""
        regular = [entry for entry in rows if len(entry[1]) == width]
        if not width or not regular:
            return cls(_NO_LINE, [], rows)
        others = [entry for entry in rows if len(entry[1]) != width] if len(regular) < len(rows) else []
        lines, cells = zip(*regular, strict=True)
        columns = [pa.array(column, pa.string()) for column in zip(*cells, strict=True)]
        return cls(np.array(lines, dtype=np.int32), columns, others)

    def shifted(self, offset: int) -> Block:
        """The same records, `offset` rows further."""
        if not offset:
            return self
        return Block(
            self.lines + np.int32(offset),
            self.columns,
            [(line + offset, row) for line, row in self.others],
            [(line + offset, reason) for line, reason in self.broken],
            self.done,
            {line + offset: text for line, text in self.torn.items()},
        )

    def between(self, above: int, last: int | None, width: int) -> Block:
        """The records below row `above`, down to row `last` (the end if None), in columns of `width` cells."""
        end = np.iinfo(np.int32).max if last is None else last
        start, stop = np.searchsorted(self.lines, [above, end], side="right").tolist()
        lines = self.lines[start:stop]
        columns = [column[start:stop] for column in self.columns]
        others = [entry for entry in self.others if above < entry[0] <= end]
        broken = [entry for entry in self.broken if above < entry[0] <= end]
        torn = {line: text for line, text in self.torn.items() if above < line <= end}
        if len(columns) == width or not (columns or any(len(row) == width for _, row in others)):
            return Block(lines, columns, others, broken, self.done, torn)
        cells = [column.to_pylist() for column in columns]
        rows = others + list(zip(lines.tolist(), map(list, zip(*cells, strict=True)), strict=False))
        laid = Block.of_rows(sorted(rows), width)
        return Block(laid.lines, laid.columns, laid.others, broken, self.done, torn)


_NO_LINE = np.empty(0, dtype=np.int32)


class RecordReader:
    """Cuts a text into records.

    width: number of cells of the header, 0 while it is unknown; records below row `header_row` that span
    several lines without having that many cells are taken for an unclosed quote.
    quotes_kept: rows below it whose quotes were not in order, and were kept as text.
    """

    def __init__(self, separator: str, width: int = 0, header_row: int = 0) -> None:
        self._separator = separator
        self._width = width
        self._header_row = header_row
        self._row = 0
        self._in_order = _lines_in_order(separator, width) if width else None
        self._folds: list[tuple[int, int]] = []
        self.quotes_kept: list[int] = []

    def blocks(self, pieces: Iterable[str], done: Callable[[], float] | None = None) -> Iterator[Block]:
        """Yield the records of a text in order, given by pieces that each hold whole lines with their ends.

        Raises FileRefused for a line too long.
        """
        source = iter(pieces)
        carried: list[str] = []
        while True:
            piece = next(source, "")
            content = "".join(carried) + piece
            if not content:
                return
            if "\ufeff" in content:
                # A mark of encoding starts each of the files that were put end to end.
                content = "".join(line.lstrip("\ufeff") for line in _lines_of(content))
            if '"' in content:
                lines = _lines_of(content)
                self._refuse_too_long(lines)
                block, carried = self._cut_quoted(lines, final=not piece)
            else:
                block, carried = self._cut_plain(content), []
            block.done = done() if done else 0.0
            yield block
            if not piece:
                return

    def row_of(self, line: int) -> int:
        """The row, as a spreadsheet shows it, of a line of the text already cut (both from 1)."""
        place = bisect_left(self._folds, (line,))
        row = line - (self._folds[place - 1][1] if place else 0)
        if place < len(self._folds):
            end, folded = self._folds[place]
            row = min(row, end - folded)
        return row

    def _refuse_too_long(self, lines: Sequence[str]) -> None:
        if len(max(lines, key=len)) > LONGEST_LINE:
            place = next(place for place, line in enumerate(lines, start=1) if len(line) > LONGEST_LINE)
            raise refusals.line_too_long(self._row + place)

    def _cut_plain(self, text: str) -> Block:
        """Cut lines without quotes: all at once those that have the header's number of separators."""
        content = _encoded(text)
        codes = np.frombuffer(content, dtype=np.uint8)
        marks = np.flatnonzero((codes == ord(self._separator)) | (codes == _LINE_END))
        last_marks = np.flatnonzero(codes[marks] == _LINE_END)
        stops = marks[last_marks] + 1
        starts = np.concatenate([[0], stops[:-1]])
        if (stops - starts).max() > LONGEST_LINE:
            self._refuse_too_long(_lines_of(text))
        first = self._row + 1
        self._row += len(stops)
        if not self._width:
            lines = enumerate(_lines_of(text), first)
            return Block(_NO_LINE, [], [(n, _split(line, self._separator)) for n, line in lines])
        numbers = np.arange(first, self._row + 1, dtype=np.int32)
        regular = np.diff(last_marks, prepend=-1) == self._width
        others: list[tuple[int, list[str]]] = []
        if not regular.all():
            odd = np.flatnonzero(~regular).tolist()
            kept, at = [], 0
            for place in odd:
                start, stop = int(starts[place]), int(stops[place])
                others.append((first + place, _split(content[start:stop].decode(), self._separator)))
                kept.append(content[at:start])
                at = stop
            content = b"".join([*kept, content[at:]])
            numbers = numbers[regular]
        columns = _columns_of(content, self._separator, self._width) if len(numbers) else []
        return Block(numbers, columns, others)

    def _cut_quoted(self, lines: list[str], *, final: bool) -> tuple[Block, list[str]]:
        """Cut lines some of which have quotes; return also the lines of a record not finished yet.

        Lines of the header's width whose quotes are all in order are cut at once, the others one by one.
        """
        in_order = self._in_order
        regular: list[str] = []
        numbers: list[int] = []
        others: list[tuple[int, list[str]]] = []
        broken: list[tuple[int, str]] = []
        torn: dict[int, str] = {}
        at = 0
        while at < len(lines):
            if in_order and in_order.fullmatch(lines[at]):
                self._row += 1
                regular.append(lines[at])
                numbers.append(self._row)
                at += 1
                continue
            row, taken = self._cut_record(lines, at, final=final)
            if not taken:
                break
            self._row += 1
            if isinstance(row, str):
                broken.append((self._row, row))
                torn[self._row] = lines[at]
            else:
                others.append((self._row, row))
            if taken > 1:
                folded = (self._folds[-1][1] if self._folds else 0) + taken - 1
                self._folds.append((self._row + folded, folded))
            at += taken
        columns = _columns_of(_encoded("".join(regular)), self._separator, self._width) if regular else []
        block = Block(np.array(numbers, dtype=np.int32), columns, others, broken, torn=torn)
        return block, lines[at:]

    def _cut_record(self, lines: list[str], at: int, *, final: bool) -> tuple[list[str] | str, int]:
        """Cut the record that starts at `at`.

        Returns its cells, or why it has none, and the number of lines it takes: 0 when the lines end
        before it does and more are to come.
        """
        longest = lines[at : at + LONGEST_QUOTED]
        feed = (line if line.endswith(("\n", "\r")) else line + "\n" for line in longest)
        reader = csv.reader(feed, delimiter=self._separator)
        try:
            row = next(reader)
        except csv.Error:
            return CELL_TOO_LONG, 1
        taken = reader.line_num
        if taken == 1 and (again := self._with_inner_quotes(longest[0], row)):
            self.quotes_kept.append(self._row + 1)
            return again, 1
        doubtful = taken > 1 or (row and row[-1].endswith(("\n", "\r")))
        if not doubtful or self._well_formed(longest[:taken], row):
            return row, taken
        if at + taken == len(lines) and taken < LONGEST_QUOTED and not final:
            return row, 0
        return UNCLOSED_QUOTE, 1

    def _with_inner_quotes(self, line: str, row: list[str]) -> list[str] | None:
        """The cells of a line whose quotes are not in order, cut so that none is lost; None when they are.

        A quoted cell ends at the quote that a separator follows: « "Club "Les Lilas" de Bavay"; ».
        """
        if row and row[-1].endswith(("\n", "\r")):
            return None
        try:
            next(csv.reader([line], delimiter=self._separator, strict=True))
        except csv.Error:
            cells = _split_at_outer_quotes(line.rstrip("\r\n"), self._separator)
            return cells if len(cells) == (self._width or len(row)) else None
        return None

    def _well_formed(self, lines: list[str], row: list[str]) -> bool:
        """Tell whether a record over several lines is one record, and not several after a stray quote."""
        try:
            strict = list(csv.reader(lines, delimiter=self._separator, strict=True))
        except csv.Error:
            return False
        if len(strict) != 1:
            return False
        if not self._width or self._row < self._header_row:
            return True
        cells = len(row)
        while cells > self._width and not row[cells - 1].strip():
            cells -= 1
        if cells != self._width:
            return False
        # A cell whose inner lines have as many separators as the header holds other records.
        rest = (line for cell in row if "\n" in cell or "\r" in cell for line in cell.splitlines()[1:])
        return self._width < 3 or all(line.count(self._separator) < self._width - 1 for line in rest)


def _split(line: str, separator: str) -> list[str]:
    return line.rstrip("\r\n").split(separator)


def _split_at_outer_quotes(line: str, separator: str) -> list[str]:
    cells: list[str] = []
    at = 0
    while at <= len(line):
        end = -1
        if line.startswith('"', at):
            closing = re.compile('"(?=' + re.escape(separator) + "|$)").search(line, at + 1)
            end = closing.end() if closing else -1
        if end >= 0:
            cells.append(line[at + 1 : end - 1].replace('\\"', '"').replace('""', '"'))
        else:
            end = line.find(separator, at)
            end = len(line) if end < 0 else end
            cells.append(line[at:end])
        at = end + 1
    return cells


def _lines_of(text: str) -> list[str]:
    return [*io.StringIO(text, newline="")]


def _encoded(text: str) -> bytes:
    """Lines as UTF-8, each ended by \\n, alone or after \\r."""
    content = text.encode()
    if content.count(b"\r") != content.count(b"\r\n"):
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content if content.endswith(b"\n") else content + b"\n"


def _columns_of(content: bytes, separator: str, width: int) -> list[pa.Array]:
    """Cut at once lines that all have `width` cells, without quotes or with quotes in order."""
    names = [str(i) for i in range(width)]
    table = pa_csv.read_csv(
        pa.BufferReader(content),
        pa_csv.ReadOptions(use_threads=False, block_size=len(content) + 1, column_names=names),
        pa_csv.ParseOptions(delimiter=separator, quote_char='"', ignore_empty_lines=False),
        pa_csv.ConvertOptions(
            check_utf8=False, strings_can_be_null=False, column_types=dict.fromkeys(names, pa.string())
        ),
    )
    return [column.combine_chunks() for column in table.columns]


def _lines_in_order(separator: str, width: int) -> re.Pattern[str]:
    """Lines of `width` cells, each without any quote or wholly between quotes."""
    cell = rf'(?:[^"{re.escape(separator)}\r\n]*+|"(?:[^"\r\n]|"")*+")'
    return re.compile(rf"{cell}(?:{re.escape(separator)}{cell}){{{width - 1}}}(?:\r\n|\n|\r)?")
