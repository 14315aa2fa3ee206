"""The tables that one extract is read from: the sheets of a workbook, tables one under the other.

Each is sorted and converted under its own header; the rows of a sheet are numbered after those of the sheets
before it (`visa_data.extracts.answers.sheet_rows` says which row of which sheet each is).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

import pyarrow as pa

from visa_data.duplicates.key import KeyFile
from visa_data.errors import FileRefused, RowError
from visa_data.extracts.answers.choices import Alternative, Choice
from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.answers.line_ranges import line_ranges
from visa_data.extracts.answers.shapes import Remembered
from visa_data.extracts.columns.recognised import Recognised
from visa_data.extracts.columns.recognition import recognise
from visa_data.extracts.formats import Manner
from visa_data.extracts.readers.records import Block
from visa_data.extracts.readers.separators import character_of
from visa_data.extracts.readers.tables import Head, TableSource
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.reading.sorting import RecordSorter
from visa_data.extracts.texts.stored_columns import Verdict
from visa_data.extracts.values.constants import given_columns
from visa_data.extracts.values.conversion import BlockConverter
from visa_data.extracts.values.day_order import DayOrder
from visa_data.extracts.values.identities import fingerprint_reader
from visa_data.extracts.values.postcodes import PostcodeDoubt
from visa_data.typography import french

_TITLES, _NARROW = 5, 3
"""Rows above a header that may be its titles; columns under which a row of one cell may be data."""


@dataclass(frozen=True)
class TablePart:
    """One table: how it was recognised, its last row (None: the end), and what its sheet adds to its rows."""

    recognised: Recognised
    last: int | None = None
    offset: int = 0


@dataclass(frozen=True)
class Reads:
    """What every table of one file is read with, as `read_extract` takes it.

    tell: gets the fraction of the work done. left_out: the fields whose columns hold persons.
    """

    choice: Choice
    today: date
    zone: ZoneInfo
    mapping: Mapping[str, str] | None
    constants: Mapping[str, str]
    corrections: Collection[Correction]
    remembered: Remembered
    originals: Originals | None
    key: KeyFile | None
    tell: Callable[[float], None]
    left_out: Mapping[str, Verdict] = field(default_factory=dict)

    def recognised(self, heads: Sequence[Head], among: Collection[str] = ()) -> Recognised:
        """The first records of a file's tables, as the extract that `choice` allows. Raises FileRefused."""
        return recognise(heads, self.choice, self.mapping, self.today, self.remembered, among, self.constants)


class PartReader:
    """Reads one table: its good lines, its rejected ones, and what is to be told of them."""

    def __init__(self, part: TablePart, reads: Reads) -> None:
        found = part.recognised
        self.part = part
        self._width = len(found.header_row)
        matching = found.matching
        manner = Manner(reads.zone, month_first=bool(reads.choice.month_first))
        self.given = given_columns(matching, reads.today)
        self.converter = BlockConverter(
            [*matching.matched, *self.given],
            [*matching.headers, *self.given.values()],
            reads.today,
            reads.corrections,
            manner,
        )
        self.people, self.said = fingerprint_reader(matching, reads.key, reads.today, manner)
        self.day_order = DayOrder(matching.matched, matching.headers, typed=found.head.is_sheet)
        self.postcodes = PostcodeDoubt(() if matching.kind.reference else matching.matched, matching.headers)
        self.sorter = RecordSorter(found.header_row, found.rows_above, found.second_header)
        self.sorter.reject_above(found.data_above)
        self._problems: list[RowError] = []
        self._tables: list[pa.Table] = []
        self._spoilt: list[pa.Table] = []

    def take(self, block: Block) -> None:
        """Read the records of a block that belong to this table."""
        below = block.between(self.part.recognised.header_line, self.part.last, self._width)
        lines, columns = self.sorter.data_of(below)
        if not len(lines):
            return
        lines = lines + self.part.offset
        self.day_order.see(columns)
        self.postcodes.see(columns)
        same = [pa.array([text] * len(lines), pa.string()) for text in self.given.values()]
        converted = self.converter.convert(lines, [*columns, *same])
        self._tables.append(converted.table)
        self._problems += converted.problems
        self._spoilt.append(converted.rejected)
        if self.people:
            self.people.read(lines, columns)

    @cached_property
    def table(self) -> pa.Table:
        """The good lines, once the last block is read."""
        return self._settled(self._tables)

    @cached_property
    def rejected(self) -> pa.Table:
        """What could be read of the rejected lines that have the header's columns."""
        return self._settled(self._spoilt)

    def _settled(self, tables: Sequence[pa.Table]) -> pa.Table:
        return self.converter.settled(
            pa.concat_tables(tables) if tables else self.converter.schema.empty_table()
        )

    @property
    def problems(self) -> list[RowError]:
        """The lines reported, once the last block is read and `sorter.finish` called."""
        offset = self.part.offset
        return self._problems + [replace(p, line=p.line + offset) for p in self.sorter.problems]

    @property
    def lines_read(self) -> int:
        """Good lines and rejected ones."""
        return self.table.num_rows + self.rejected.num_rows + self.sorter.rejected


def read_parts(
    source: TableSource, recognised: Recognised, reads: Reads
) -> tuple[list[PartReader], list[str], list[Alternative]]:
    """Read the table recognised, the sheets to be read with it, and the tables under them with the same columns.

    Returns the readers in the file's order, what is to be told of the tables as a whole, and how to read those
    that could not be read with the first.
    """
    sheets = [recognised, *recognised.together]
    readers: list[PartReader] = []
    told: list[str] = []
    offered: list[Alternative] = []
    offset = 0
    for place, sheet in enumerate(sheets):

        def tell(fraction: float, place: int = place) -> None:
            reads.tell((place + fraction) / len(sheets))

        (reader,) = _read(
            source, [TablePart(sheet, offset=offset)], sheet, replace(reads, tell=tell), whole=recognised
        )
        found = [reader]
        if reader.sorter.other_headers:
            parts, titles, alternatives = _tables_under(source, reader, reads)
            offered += alternatives
            if len(parts) > 1:
                found = _read(source, parts, sheet, replace(reads, tell=tell), whole=recognised)
                headers = line_ranges(part.recognised.header_line for part in parts)
                told.append(
                    f"Tableaux l'un sous l'autre, de mêmes colonnes, lus ensemble : en-têtes, {headers}."
                    + (f" Titre passé au-dessus d'un en-tête : {line_ranges(titles)}." if titles else "")
                )
        readers += found
        offset += source.height(sheet.head.name) if len(sheets) > 1 else 0
    return readers, told, offered


def _read(
    source: TableSource, parts: Sequence[TablePart], sheet: Recognised, reads: Reads, *, whole: Recognised
) -> list[PartReader]:
    """Read the tables of one sheet. whole: the first table of the file."""
    readers = [PartReader(part, reads) for part in parts]
    separator = "" if sheet.head.is_sheet else character_of(sheet.head.name)
    for block in source.blocks(sheet.head.name, len(sheet.header_row), sheet.header_line):
        for place, reader in enumerate(readers):
            reader.take(block)
            if reads.originals is not None:
                found, last = reader.part.recognised, reader.part.last
                # Lines above the first header are fetched as well: they may be data.
                own = block.between(found.header_line if place else 0, last, len(found.header_row))
                titles = found.titles_as(whole)
                reads.originals.take(own.shifted(reader.part.offset), titles, separator)
        reads.tell(block.done)
    for reader in readers:
        reader.sorter.finish()
    return readers


def _tables_under(
    source: TableSource, reader: PartReader, reads: Reads
) -> tuple[list[TablePart], list[int], list[Alternative]]:
    """The tables of one sheet that can be read as one, the rows of their titles, how to read each other one alone."""
    first, choice = reader.part.recognised, reads.choice
    name = first.head.name
    turns: dict[int, Recognised] = {}
    offered = []
    for row in reader.sorter.other_headers:
        head = source.head_below(name, len(first.header_row), first.header_line, row)
        try:
            under = replace(reads, choice=replace(choice, header_line=row)).recognised([head])
            under = under.without(reads.left_out)
        except FileRefused:
            continue
        if under.header_line != row:
            continue
        if under.content == first.content:
            turns[row] = under
        else:
            alone = replace(choice, header_line=row, kind=under.matching.kind.name)
            alone = replace(alone, sheet=name) if first.head.is_sheet else replace(alone, separator=name)
            offered.append(
                Alternative(french(f"Tableau de la ligne {row} seul ({under.matching.kind.label})"), alone)
            )
    if turns:
        # Where the first header comes back, it ends the table above it.
        turns |= {row: first for row in reader.sorter.returns if row > min(turns)}
    rows = sorted(turns)
    titles = [_titles_above(source, first, row) for row in rows]
    ends = [(above[0] if above else row) - 1 for row, above in zip(rows, titles, strict=True)]
    found = [first, *(turns[row].below(row) for row in rows)]
    parts = [
        TablePart(table, last, reader.part.offset) for table, last in zip(found, [*ends, None], strict=True)
    ]
    return parts, [row for above in titles for row in above], offered


def _titles_above(source: TableSource, first: Recognised, row: int) -> list[int]:
    """The rows of one cell right above a header, blank rows aside."""
    if first.matching.headers and len(first.matching.headers) < _NARROW:
        return []
    start = max(first.header_line + 1, row - _TITLES)
    head = source.head_below(first.head.name, len(first.header_row), first.header_line, start)
    found: list[int] = []
    for line, cells in reversed(list(zip(head.lines, head.rows, strict=True))):
        if line >= row:
            continue
        filled = sum(bool(cell.strip()) for cell in cells)
        if filled > 1:
            break
        if filled:
            found.insert(0, line)
    return found
