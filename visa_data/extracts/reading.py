"""Reading an extract: from any file an organisation sends to a typed table and every line's account."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa

from visa_data.errors import RowError
from visa_data.extracts import refusals
from visa_data.extracts.conversion import BlockConverter
from visa_data.extracts.corrections import Correction, most_frequent
from visa_data.extracts.extract import ColumnMatch, ExcludedColumn, Extract, Recognition
from visa_data.extracts.kinds import KINDS, ZONES, Field, Kind
from visa_data.extracts.readers.decoding import TextFile, examine_text, fingerprint_of
from visa_data.extracts.readers.records import Block, RecordReader
from visa_data.extracts.readers.separators import SEPARATORS
from visa_data.extracts.readers.signature import Nature, nature_of
from visa_data.extracts.readers.workbook import BLOCK_ROWS, Sheet, open_sheets
from visa_data.extracts.recognition import Head, Recognised, recognise
from visa_data.extracts.sorting import RecordSorter
from visa_data.extracts.typography import french

__all__ = [
    "KINDS",
    "ColumnMatch",
    "ExcludedColumn",
    "Extract",
    "Field",
    "Kind",
    "Recognition",
    "read_extract",
]

_HEAD_LINES = 150
_EXAMINED = 0.15
"""Share of the progress taken by finding the encoding."""


def read_extract(
    path: Path,
    *,
    file_name: str | None = None,
    kind: str | None = None,
    today: date | None = None,
    mapping: Mapping[str, str] | None = None,
    corrections: Collection[Correction] = (),
    progress: Callable[[float], None] | None = None,
) -> Extract:
    """Read the file at `path` (or the folder of a Shapefile), recognised by its content.

    file_name: name shown, that of `path` by default. kind: one of KINDS, settles a doubt.
    today: day against which dates are checked, the current day by default.
    mapping: field to header, chosen by hand; an empty header leaves the field out.
    corrections: wordings to be read as others, taken from the proposals of an earlier reading of this file
        (`visa_data.extracts.corrections`); each is counted in the notices and kept with the import.
    progress: called with fractions from 0 to 1.

    The table holds the good lines: `ligne` (int32, row of the file as a spreadsheet shows it; for outlines
    the feature's number plus one), then the fields found, in pivot names and types. `lines_read` is
    always the number of good lines plus that of distinct rejected lines.
    Raises FileRefused when the file as a whole is no extract.
    """
    path = Path(path)
    name = file_name or path.name
    today = today or date.today()
    if kind is not None and kind not in KINDS:
        raise refusals.unknown_kind(kind)
    wanted = KINDS[kind] if kind else None
    nature = nature_of(path, name)
    tell = progress or (lambda _fraction: None)
    if nature is Nature.OUTLINES:
        if wanted and wanted is not ZONES:
            raise refusals.only_outlines(wanted)
        from visa_data.extracts.outlines import read_outlines  # geopandas is slow to import

        return read_outlines(path, name, mapping, tell)
    if wanted is ZONES:
        raise refusals.outlines_expected()
    if nature is Nature.WORKBOOK:
        return _read_workbook(path, name, wanted, mapping, corrections, today, tell)
    return _read_text(path, name, wanted, mapping, corrections, today, tell)


def _read_text(
    path: Path,
    name: str,
    kind: Kind | None,
    mapping: Mapping[str, str] | None,
    corrections: Collection[Correction],
    today: date,
    tell: Callable[[float], None],
) -> Extract:
    text = examine_text(path, lambda fraction: tell(fraction * _EXAMINED))
    recognised = recognise(_heads_of(text), kind, mapping, today)
    separator = recognised.head.name
    reader = RecordReader(separator, len(recognised.header_row), recognised.header_line)
    notices = []
    if text.damaged:
        notices.append(
            f"Quelques caractères n'existent pas en {text.label} : ils ont été remplacés par « � »."
        )
    with text.open() as stream:

        def done() -> float:
            return min(stream.buffer.tell() / max(text.size, 1), 1.0)

        blocks = reader.blocks(stream, done=done)
        return _converted(
            name,
            text.fingerprint,
            recognised,
            blocks,
            corrections,
            today,
            lambda fraction: tell(_EXAMINED + (1 - _EXAMINED) * fraction),
            encoding=text.label,
            separator=SEPARATORS[separator],
            notices=notices,
        )


def _heads_of(text: TextFile) -> list[Head]:
    heads = []
    for separator in SEPARATORS:
        with text.open() as stream:
            lines = [line for _, line in zip(range(_HEAD_LINES), stream, strict=False)]
        records = [entry for block in RecordReader(separator).blocks(lines) for entry in block.others]
        heads.append(Head(separator, [line for line, _ in records], [row for _, row in records]))
    return heads


def _read_workbook(
    path: Path,
    name: str,
    kind: Kind | None,
    mapping: Mapping[str, str] | None,
    corrections: Collection[Correction],
    today: date,
    tell: Callable[[float], None],
) -> Extract:
    sheets = [sheet for sheet in open_sheets(path) if sheet.height]
    if not sheets:
        raise refusals.no_sheet()
    heads = []
    for sheet in sheets:
        rows = [row for _, row in zip(range(_HEAD_LINES), sheet.rows(), strict=False)]
        heads.append(Head(sheet.name, list(range(1, len(rows) + 1)), rows))
    recognised = recognise(heads, kind, mapping, today)
    chosen = next(sheet for sheet in sheets if sheet.name == recognised.head.name)
    others = [sheet.name for sheet in sheets if sheet is not chosen]
    notices = [f"Feuilles non lues : {refusals.listed(others)}."] if others else []
    return _converted(
        name,
        fingerprint_of(path),
        recognised,
        _sheet_blocks(chosen, len(recognised.header_row)),
        corrections,
        today,
        tell,
        encoding="Classeur",
        sheet=chosen.name,
        notices=notices,
    )


def _sheet_blocks(sheet: Sheet, width: int) -> Iterator[Block]:
    numbered = enumerate(sheet.rows(), start=1)
    while rows := list(islice(numbered, BLOCK_ROWS)):
        block = Block.of_rows(rows, width)
        block.done = rows[-1][0] / sheet.height
        yield block


def _converted(
    name: str,
    fingerprint: str,
    recognised: Recognised,
    blocks: Iterator[Block],
    corrections: Collection[Correction],
    today: date,
    tell: Callable[[float], None],
    *,
    encoding: str,
    separator: str = "",
    sheet: str = "",
    notices: list[str],
) -> Extract:
    """Convert the records below the header, block by block, and gather the account."""
    matching = recognised.matching
    converter = BlockConverter(matching.matched, matching.headers, today, corrections)
    sorter = RecordSorter(recognised.header_row, recognised.title_rows)
    tables: list[pa.Table] = []
    problems: list[RowError] = []
    rejected = 0
    for block in blocks:
        lines, columns = sorter.data_of(_below(block, recognised.header_line))
        if len(lines):
            converted = converter.convert(lines, columns)
            tables.append(converted.table)
            problems += converted.problems
            rejected += converted.rejected
        tell(block.done)
    sorter.finish()
    problems += sorter.problems
    problems.sort(key=lambda problem: problem.line)
    table = pa.concat_tables(tables) if tables else converter.schema.empty_table()
    lines_read = table.num_rows + rejected + sorter.rejected
    if not lines_read:
        raise refusals.header_only()
    recognition = Recognition(
        encoding=encoding,
        separator=separator,
        sheet=sheet,
        title_lines=len(recognised.title_rows),
        header_line=recognised.header_line,
        matches=recognised.column_matches(today),
        excluded=recognised.excluded_columns(),
        ignored=recognised.ignored_headers(),
        notices=[*map(french, notices), *sorter.notices(), *converter.notices()],
        corrections=converter.corrected(),
    )
    return Extract(
        name,
        fingerprint,
        matching.kind,
        recognition,
        table,
        problems,
        lines_read,
        most_frequent(converter.proposals()),
    )


def _below(block: Block, header_line: int) -> Block:
    """The records of a block below the header's row."""
    first = int(np.searchsorted(block.lines, header_line, side="right"))
    return Block(
        block.lines[first:],
        [column[first:] for column in block.columns] if first else block.columns,
        [entry for entry in block.others if entry[0] > header_line],
        [entry for entry in block.broken if entry[0] > header_line],
        block.done,
    )
