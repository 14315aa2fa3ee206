"""Reading an extract: from any file an organisation sends to a typed table and every line's account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pyarrow as pa

from visa_data.duplicates.key import KeyFile
from visa_data.extracts.answers import refusals
from visa_data.extracts.answers.choices import Alternative, Choice
from visa_data.extracts.answers.corrections import Correction, Proposal, most_frequent
from visa_data.extracts.answers.extract import Extract, Recognition
from visa_data.extracts.answers.shapes import Remembered, shape_of
from visa_data.extracts.answers.sheet_rows import ONE_TABLE, SheetRows
from visa_data.extracts.columns.recognised import Recognised
from visa_data.extracts.columns.recognition import recognise
from visa_data.extracts.formats import METROPOLE
from visa_data.extracts.kinds import KINDS, ZONES
from visa_data.extracts.readers.archives import unfolded
from visa_data.extracts.readers.separators import SEPARATORS
from visa_data.extracts.readers.signature import Nature
from visa_data.extracts.readers.tables import Head, TableSource, open_source
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.reading.table_parts import PartReader, Reads, read_parts
from visa_data.extracts.texts.stored_text import storable_name
from visa_data.extracts.values.constants import as_kept, told_of
from visa_data.extracts.values.judgement import judged
from visa_data.extracts.values.postcodes import POSTAL
from visa_data.typography import french


def read_extract(
    path: Path,
    *,
    file_name: str | None = None,
    kind: str | None = None,
    choice: Choice | None = None,
    today: date | None = None,
    zone: ZoneInfo = METROPOLE,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] = MappingProxyType({}),
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
    constants: field to the text that each line has for it, where the file lacks the column
        (`visa_data.extracts.values.constants`); a kind without the field leaves it.
    corrections: wordings to be read as others, taken from the proposals of an earlier reading of this file
        (`visa_data.extracts.answers.corrections`); each is counted in the notices and kept with the import.
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

        def recognised_among(heads: Sequence[Head], among: Collection[str], asked: Choice) -> Recognised:
            return recognise(heads, asked, mapping, today, remembered, among, constants)

        def recognised_in(source: TableSource, among: Collection[str] = ()) -> Recognised:
            return recognised_among(source.heads(choice), among, choice)

        def converted(source: TableSource, recognised: Recognised) -> Extract:
            reads = Reads(
                choice,
                corrections,
                originals,
                key,
                today,
                zone,
                tell,
                lambda heads, asked: recognised_among(heads, (), asked),
            )
            return _converted(file.name, source, recognised, reads)

        if file.nature is Nature.OUTLINES:
            from visa_data.extracts.reading.layers import read_layers  # geopandas is slow to import

            extract = read_layers(file, choice, mapping, tell, recognised_in, converted)
        elif choice.kind == ZONES.name:
            raise refusals.outlines_expected()
        else:
            source = open_source(file.path, file.nature, tell)
            extract = converted(source, recognised_in(source))
        extract.recognition.notices[:0] = map(french, file.notices)
        return replace(extract, file_name=storable_name(extract.file_name))


def _converted(name: str, source: TableSource, recognised: Recognised, reads: Reads) -> Extract:
    """Convert the records below each header, block by block, and gather the account."""
    readers, told, offered = read_parts(source, recognised, reads)
    head = recognised.head
    sheets = list(dict.fromkeys(reader.part.recognised.head.name for reader in readers))
    before = list(dict.fromkeys(reader.part.offset for reader in readers))
    rows = SheetRows(tuple(_shown(sheets)), tuple(before)) if len(sheets) > 1 else ONE_TABLE
    proved = list(dict.fromkeys(header for reader in readers for header in reader.day_order.month_proved))
    if reads.choice.month_first is None and proved:
        raise refusals.month_or_day(proved, reads.choice)
    # The columns are the same ones, in the order of each header; repeated hours are only told where there are some.
    found = judged(
        (column for reader in readers for column in reader.converter.columns),
        pa.concat_tables([reader.table for reader in readers], promote_options="default"),
        pa.concat_tables([reader.rejected for reader in readers], promote_options="default"),
    )
    if found.verdicts:
        # A column that holds persons rejected lines by itself: the file is read again without it.
        left_out = {**reads.left_out, **found.verdicts}
        without = recognised.without(left_out)
        return _converted(name, source, without, replace(reads, left_out=left_out))
    table, rejected = found.table, found.rejected
    problems = [*found.problems, *(problem for reader in readers for problem in reader.problems)]
    lines_read = sum(reader.lines_read for reader in readers)
    if not lines_read:
        raise refusals.header_only()
    postal = {name: why for reader in readers for name, why in reader.postcodes.doubts().items()}
    if postal and not reads.choice.zone_codes:
        raise refusals.postcodes_for_codes(*next(iter(postal.values())), reads.choice)
    if rows.names:
        lines = {*table["ligne"].to_pylist(), *rejected["ligne"].to_pylist()}
        told.insert(0, f"Feuilles lues ensemble : {rows.counted(lines | {p.line for p in problems})}.")
    if (above := reads.choice.header_line - 1) > 0:
        told.append(f"Lignes 1 à {above} : au-dessus de l'en-tête choisi, non lues.")
    doubts = [d for r in readers for d in r.day_order.doubts()] if reads.choice.month_first is None else []
    corrections: Counter[Correction] = Counter()
    for reader in readers:
        corrections.update(reader.converter.corrected())
    given = readers[0].given
    recognition = Recognition(
        encoding=source.encoding,
        separator="" if head.is_sheet else SEPARATORS[head.name],
        sheet=storable_name(head.name) if head.is_sheet else "",
        title_lines=recognised.title_lines,
        header_line=recognised.header_line,
        matches=recognised.column_matches(reads.today),
        excluded=recognised.excluded_columns(),
        ignored=recognised.ignored_headers(),
        notices=[
            *map(french, told),
            *_once(
                [
                    *(n for sheet in (recognised, *recognised.together) for n in sheet.notices),
                    *(n for reader in readers for n in reader.part.recognised.matching.told()),
                    *source.notices(sheets),
                    *doubts,
                    *(n for reader in readers for n in reader.said),
                ]
            ),
            *(notice for reader in readers for notice in _of_sheet(reader, rows, reader.sorter.notices())),
            *(notice for reader in readers for notice in _of_sheet(reader, rows, reader.converter.notices())),
            *told_of(recognised.matching, lines_read),
        ],
        corrections=dict(corrections),
        alternatives=[
            *recognised.alternatives,
            *offered,
            *([_month_first(reads.choice)] if doubts else []),
        ],
        shape=shape_of(recognised.matching.headers),
        remembered=recognised.remembered,
        rows=rows,
        zone_codes=reads.choice.zone_codes,
        postcodes=frozenset(postal or readers[0].postcodes.fields.values())
        if reads.choice.zone_codes == POSTAL
        else frozenset(),
        constants={m.field.name: as_kept(m.field, text, reads.today) for m, text in given.items()},
    )
    return Extract(
        name,
        source.fingerprint,
        recognised.matching.kind,
        recognition,
        table,
        sorted(problems, key=lambda problem: problem.line),
        lines_read,
        most_frequent(_added_up([p for reader in readers for p in reader.converter.proposals()])),
        rejected,
        _fingerprints(readers),
    )


def _shown(sheets: Sequence[str]) -> list[str]:
    """The names of sheets as they may be kept: one that names somebody gives way to its place."""
    return [
        name if storable_name(name) == name else f"feuille {place}"
        for place, name in enumerate(sheets, start=1)
    ]


def _once(sentences: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(french, sentences)))


def _of_sheet(reader: PartReader, rows: SheetRows, notices: Iterable[str]) -> list[str]:
    """What is told of one sheet among several begins with its name."""
    start = f"Feuille « {rows.place(reader.part.offset + 1)[0]} » : " if rows.names else ""
    return [french(start) + notice for notice in notices]


def _added_up(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals of several tables, those of one wording of one field as one."""
    found: dict[Correction, Proposal] = {}
    for one in proposals:
        known = found.get(one.correction)
        found[one.correction] = replace(known, lines=known.lines + one.lines) if known else one
    return list(found.values())


def _fingerprints(readers: Sequence[PartReader]) -> pa.Table | None:
    tables = [reader.people.table() for reader in readers if reader.people]
    return pa.concat_tables(tables) if tables else None


def _month_first(choice: Choice) -> Alternative:
    return Alternative(refusals.MONTH_FIRST, replace(choice, month_first=True))
