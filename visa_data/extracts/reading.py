"""Reading an extract: from any file an organisation sends to a typed table and every line's account."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from visa_data.duplicates.key import KeyFile
from visa_data.errors import RowError
from visa_data.extracts import refusals
from visa_data.extracts.choices import Alternative, Choice, ChoiceNeeded
from visa_data.extracts.columns.recognition import Recognised, recognise
from visa_data.extracts.columns.shapes import Remembered, shape_of
from visa_data.extracts.extract import ColumnMatch, ExcludedColumn, Extract, Recognition
from visa_data.extracts.formats import METROPOLE, Manner
from visa_data.extracts.kinds import KINDS, ZONES, Field, Kind
from visa_data.extracts.originals import Originals
from visa_data.extracts.readers.archives import unfolded
from visa_data.extracts.readers.records import Block
from visa_data.extracts.readers.separators import SEPARATORS
from visa_data.extracts.readers.signature import Nature
from visa_data.extracts.readers.tables import TableSource, open_source
from visa_data.extracts.sorting import RecordSorter
from visa_data.extracts.values.conversion import BlockConverter
from visa_data.extracts.values.corrections import Correction, most_frequent
from visa_data.extracts.values.day_order import DayOrder
from visa_data.extracts.values.identities import fingerprint_reader
from visa_data.typography import french

__all__ = [
    "KINDS",
    "Alternative",
    "Choice",
    "ChoiceNeeded",
    "ColumnMatch",
    "ExcludedColumn",
    "Extract",
    "Field",
    "Kind",
    "Recognition",
    "read_extract",
]


def read_extract(
    path: Path,
    *,
    file_name: str | None = None,
    kind: str | None = None,
    choice: Choice | None = None,
    today: date | None = None,
    zone: ZoneInfo = METROPOLE,
    mapping: Mapping[str, str] | None = None,
    corrections: Collection[Correction] = (),
    remembered: Remembered = MappingProxyType({}),
    originals: Originals | None = None,
    key: KeyFile | None = None,
    progress: Callable[[float], None] | None = None,
) -> Extract:
    """Read the file at `path` (or the folder of a Shapefile), recognised by its content.

    A .gz or a .zip with one table is read through; the extract bears the name of the table.
    file_name: name shown, that of `path` by default. kind: one of KINDS, settles a doubt.
    choice: settles what else is in doubt (file of an archive, sheet, separator, order of dates); those to offer are in
    `ChoiceNeeded.alternatives` when nothing could be read, else in `Recognition.alternatives`.
    today: day against which dates are checked, the current day by default. zone: the time zone of the territory
        (`settings.time_zone`), to which moments written with an offset are brought.
    mapping: field to header, chosen by hand; an empty header leaves the field out.
    corrections: wordings to be read as others, taken from the proposals of an earlier reading of this file
        (`visa_data.extracts.values.corrections`); each is counted in the notices and kept with the import.
    remembered: columns chosen by hand for earlier files, taken up where this one has the same shape;
        `mapping` adds to them and wins (`visa_data.extracts.columns.matching_memory`).
    originals: lines to fetch as the file writes them (none from outlines).
    key: of the fingerprints by which one person is found under two references; without it names are
        not even read.
    progress: called with fractions from 0 to 1; what it raises stops the reading.

    The table holds the good lines: `ligne` (int32, row of the file as a spreadsheet shows it; for outlines
    the feature's number plus one), then the fields found, in pivot names and types. `lines_read` is
    always the number of good lines plus that of distinct rejected lines.
    Raises FileRefused when the file as a whole is no extract; ChoiceNeeded, a FileRefused, when it can be
    read in several ways as likely.
    """
    path = Path(path)
    choice = choice or Choice()
    if kind:
        choice = replace(choice, kind=kind)
    if choice.kind and choice.kind not in KINDS:
        raise refusals.unknown_kind(choice.kind)
    today = today or date.today()
    tell = progress or (lambda _fraction: None)
    with unfolded(path, file_name or path.name, choice) as file:

        def recognised_in(source: TableSource, among: Collection[str] = ()) -> Recognised:
            return recognise(source.heads(choice), choice, mapping, today, remembered, among)

        def converted(source: TableSource, recognised: Recognised) -> Extract:
            return _converted(
                file.name, source, recognised, choice, corrections, originals, key, today, zone, tell
            )

        if file.nature is Nature.OUTLINES:
            from visa_data.extracts.layers import read_layers  # geopandas is slow to import

            extract = read_layers(file, choice, mapping, tell, recognised_in, converted)
        elif choice.kind == ZONES.name:
            raise refusals.outlines_expected()
        else:
            source = open_source(file.path, file.nature, tell)
            extract = converted(source, recognised_in(source))
        extract.recognition.notices[:0] = map(french, file.notices)
        return extract


def _converted(
    name: str,
    source: TableSource,
    recognised: Recognised,
    choice: Choice,
    corrections: Collection[Correction],
    originals: Originals | None,
    key: KeyFile | None,
    today: date,
    zone: ZoneInfo,
    tell: Callable[[float], None],
) -> Extract:
    """Convert the records below the header, block by block, and gather the account."""
    matching, reading = recognised.matching, recognised.head.name
    manner = Manner(zone, month_first=bool(choice.month_first))
    converter = BlockConverter(matching.matched, matching.headers, today, corrections, manner)
    people, said = fingerprint_reader(matching, key, today, manner)
    day_order = DayOrder(matching.matched, matching.headers, typed=recognised.head.is_sheet)
    sorter = RecordSorter(recognised.header_row, recognised.rows_above, recognised.second_header)
    sorter.reject_above(recognised.data_above)
    tables: list[pa.Table] = []
    problems: list[RowError] = []
    spoilt: list[pa.Table] = []
    if originals is not None:
        originals.header = list(recognised.header_row)
    for block in source.blocks(reading, len(recognised.header_row), recognised.header_line):
        if originals is not None:
            originals.take(block, "" if recognised.head.is_sheet else reading)
        lines, columns = sorter.data_of(_below(block, recognised.header_line))
        if len(lines):
            day_order.see(columns)
            converted = converter.convert(lines, columns)
            tables.append(converted.table)
            problems += converted.problems
            spoilt.append(converted.rejected)
            if people:
                people.read(lines, columns)
        tell(block.done)
    if choice.month_first is None and day_order.month_proved:
        raise refusals.month_or_day(day_order.month_proved, choice)
    sorter.finish()
    problems += sorter.problems
    problems.sort(key=lambda problem: problem.line)
    table = pa.concat_tables(tables) if tables else converter.schema.empty_table()
    rejected = pa.concat_tables(spoilt) if spoilt else converter.schema.empty_table()
    table, rejected = converter.settled(table), converter.settled(rejected)
    lines_read = table.num_rows + rejected.num_rows + sorter.rejected
    if not lines_read:
        raise refusals.header_only()
    doubts = day_order.doubts() if choice.month_first is None else []
    recognition = Recognition(
        encoding=source.encoding,
        separator="" if recognised.head.is_sheet else SEPARATORS[reading],
        sheet=reading if recognised.head.is_sheet else "",
        title_lines=recognised.title_lines,
        header_line=recognised.header_line,
        matches=recognised.column_matches(today),
        excluded=recognised.excluded_columns(),
        ignored=recognised.ignored_headers(),
        notices=[
            *map(french, [*recognised.notices, *matching.told(), *source.notices(reading), *doubts, *said]),
            *sorter.notices(),
            *converter.notices(),
        ],
        corrections=converter.corrected(),
        alternatives=[*recognised.alternatives, *([_month_first(choice)] if doubts else [])],
        shape=shape_of(matching.headers),
        remembered=recognised.remembered,
    )
    return Extract(
        name,
        source.fingerprint,
        matching.kind,
        recognition,
        table,
        problems,
        lines_read,
        most_frequent(converter.proposals()),
        rejected,
        people.table() if people else None,
    )


def _month_first(choice: Choice) -> Alternative:
    return Alternative(refusals.MONTH_FIRST, replace(choice, month_first=True))


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
