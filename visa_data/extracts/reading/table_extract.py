"""One extract of the tables of a file: its good lines, its account, and how it was recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyarrow as pa

from visa_data.extracts.answers import questions, refusals
from visa_data.extracts.answers.choices import Alternative, Choice
from visa_data.extracts.answers.corrections import Correction, Proposal, most_frequent
from visa_data.extracts.answers.extract import Extract, Recognition
from visa_data.extracts.answers.shapes import shape_of
from visa_data.extracts.answers.sheet_rows import ONE_TABLE, SheetRows
from visa_data.extracts.columns.recognised import Recognised
from visa_data.extracts.readers.separators import SEPARATORS
from visa_data.extracts.readers.tables import TableSource
from visa_data.extracts.reading.table_parts import PartReader, Reads, read_parts
from visa_data.extracts.texts.stored_text import storable_name
from visa_data.extracts.values.constants import as_kept, told_of
from visa_data.extracts.values.judgement import judged
from visa_data.extracts.values.postcodes import POSTAL
from visa_data.typography import french


def read_tables(name: str, source: TableSource, recognised: Recognised, reads: Reads) -> Extract:
    """Convert the records below each header, block by block, and gather the account. Raises FileRefused."""
    readers, told, offered = read_parts(source, recognised, reads)
    head = recognised.head
    sheets = list(dict.fromkeys(reader.part.recognised.head.name for reader in readers))
    before = list(dict.fromkeys(reader.part.offset for reader in readers))
    rows = SheetRows(tuple(_shown(sheets)), tuple(before)) if len(sheets) > 1 else ONE_TABLE
    proved = list(dict.fromkeys(header for reader in readers for header in reader.day_order.month_proved))
    if reads.choice.month_first is None and proved:
        raise questions.month_or_day(proved, reads.choice)
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
        return read_tables(name, source, without, replace(reads, left_out=left_out))
    table, rejected = found.table, found.rejected
    problems = [*found.problems, *(problem for reader in readers for problem in reader.problems)]
    lines_read = sum(reader.lines_read for reader in readers)
    if not lines_read:
        raise refusals.header_only()
    postal = {name: why for reader in readers for name, why in reader.postcodes.doubts().items()}
    if postal and not reads.choice.zone_codes:
        raise questions.postcodes_for_codes(*next(iter(postal.values())), reads.choice)
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
                    *source.notices([*sheets, *reads.choice.elsewhere]),
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
    return Alternative(questions.MONTH_FIRST, replace(choice, month_first=True))
