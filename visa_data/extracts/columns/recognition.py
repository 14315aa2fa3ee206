"""What a table is: its separator or sheet, its header row, its kind, scored over the first records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from visa_data.errors import FileRefused
from visa_data.extracts.answers import questions, refusals
from visa_data.extracts.answers.choices import Alternative, Choice
from visa_data.extracts.answers.shapes import Remembered, RememberedMatching, shape_of
from visa_data.extracts.columns.header_rows import (
    LARGEST_WIDTH,
    FieldNames,
    HeaderRow,
    clean_headers,
    likely_headers,
)
from visa_data.extracts.columns.matching import Matching, match_columns
from visa_data.extracts.columns.recognised import Recognised, columns_missing
from visa_data.extracts.kinds import KINDS, Kind
from visa_data.extracts.readers.separators import SEPARATORS
from visa_data.extracts.readers.tables import Head, most_regular
from visa_data.extracts.texts.masking import masked
from visa_data.french import day
from visa_data.typography import french

SAMPLE_RECORDS = 60
_AS_LIKELY = 0.6
_ONE_FIELD = 0.9
"""What two rows read as one header must give more than either by itself."""
_NO_LONGER_FITS = (
    "La correspondance des colonnes retenue pour les fichiers de cette forme ne convient plus : les colonnes ont "
    "été reconnues de nouveau."
)


def recognise(
    heads: Sequence[Head],
    choice: Choice,
    mapping: Mapping[str, str] | None,
    today: date,
    remembered: Remembered,
    among: Collection[str] = (),
    constants: Mapping[str, str] = MappingProxyType({}),
) -> Recognised:
    """Choose the reading, the header row and the kind under which most columns match.

    choice: what is settled; `heads` follow it already. among: the kinds it may be, any but zones by default.
    constants: values for the whole file, by field. A header row whose shape is remembered settles the
    row and the kind. Raises FileRefused: no header, required columns missing (ColumnsMissing), too many
    columns; ChoiceNeeded: two kinds as likely, several sheets that can be the extract.
    """
    among = [choice.kind] if choice.kind else among or [name for name in KINDS if name != "zones"]
    kinds = [KINDS[name] for name in among]
    if mapping and not choice.kind:
        kinds = [k for k in kinds if {f.name for f in k.fields} >= set(mapping)] or kinds
    found: list[Recognised] = []
    failed: FileRefused | None = None
    chosen = {" ".join(header.split()) for header in (mapping or {}).values() if header}

    def known(headers: Sequence[str], kind: Kind) -> int:
        """Twice the fields that these headers have by the analyst's hand, now or for a file of this shape."""
        earlier = _earlier(headers, kind, remembered)
        kept = sum(map(bool, earlier.columns.values())) if earlier else 0
        return 2 * (kept + len(chosen.intersection(headers)))

    names = FieldNames()
    for row in likely_headers(heads, kinds, known, names):
        try:
            one = _read_as(row, names, mapping, today, remembered)
            one.matching.given = of_kind(constants, row.kind)
            found.append(one)
        except FileRefused as refusal:
            # The mapping does not fit this row; it may fit another one.
            failed = failed or refusal
    if failed and not found:
        raise failed
    found.sort(key=lambda r: (r.remembered is None, r.two_rows * _ONE_FIELD - r.matching.score))
    found = _without_repeats(found)
    _check_width(heads, found)
    if not choice.kind:
        found = [r for r in found if r.remembered or r.matching.believable]
    if not found or not found[0].matching.matched:
        if choice.kind and found:
            raise refusals.ColumnsMissing(
                _not_recognised(heads), choice.kind, found[0].matching.choosable, {}
            )
        raise _not_recognised(heads)
    best = found[0]
    complete = [r for r in found if not r.matching.missing]
    if best.matching.missing and complete and complete[0].matching.score > best.matching.score - _AS_LIKELY:
        best = complete[0]
    if (
        best.matching.missing
        and not choice.kind
        and len(best.matching.missing) == len(best.matching.kind.required)
    ):
        raise _not_recognised(heads)
    if best.matching.missing:
        raise columns_missing(best)
    if best.head.is_sheet and not best.has_data:
        best = next((r for r in complete if r.has_data), best)
    return _with_alternatives(heads, best, complete, choice)


def of_kind(constants: Mapping[str, str], kind: Kind) -> dict[str, str]:
    """The values given for the whole file that a kind can take."""
    admitted = {field.name for field in kind.fields if field.constant}
    return {name: text for name, text in constants.items() if name in admitted}


def _without_repeats(found: Sequence[Recognised]) -> list[Recognised]:
    """Of a header that comes back further down, keep the first: what lies between them is data."""
    first: dict[tuple[str, str, frozenset[str]], Recognised] = {}
    for reading in sorted(found, key=lambda r: r.place):
        first.setdefault(reading.signature, reading)
    return [reading for reading in found if first[reading.signature] is reading]


def _with_alternatives(
    heads: Sequence[Head], best: Recognised, complete: Sequence[Recognised], choice: Choice
) -> Recognised:
    """The best reading with the other sheets of the same content, and the readings to be offered.

    Raises ChoiceNeeded where taking the best one would be a guess, or would leave an extract aside.
    """
    elsewhere: dict[str, Recognised] = {}
    kinds: dict[str, Recognised] = {}
    for reading in complete:
        if reading.head.name != best.head.name:
            if reading.matching.believable and reading.has_data:
                elsewhere.setdefault(reading.head.name, reading)
        elif reading.matching.kind is not best.matching.kind:
            kinds.setdefault(reading.matching.kind.name, reading)
    sheets: list[Recognised] = []
    if best.has_data and best.head.is_sheet:
        by_name = {best.head.name: best, **{name: r for name, r in elsewhere.items() if r.head.is_sheet}}
        sheets = [by_name[head.name] for head in heads if head.name in by_name]
        if len({sheet.content for sheet in sheets}) > 1:
            raise questions.several_sheets(_groups(sheets), choice, _of_different_kinds(sheets))
    if not choice.header_line and len(tables := _one_under_the_other(best, complete)) > 1:
        raise questions.several_tables(
            {row: table.matching.kind for row, table in tables.items()}, _in_head(best.head, choice)
        )
    likely = {name for name, r in kinds.items() if r.matching.score > best.matching.score - _AS_LIKELY} | {
        best.matching.kind.name
    }
    if len(likely) > 1 and not best.remembered:
        raise questions.doubtful_kind([k for k in KINDS.values() if k.name in likely], choice)
    offered = [
        Alternative(french(f"Type « {r.matching.kind.label} »"), replace(choice, kind=name))
        for name, r in kinds.items()
    ]
    offered += [
        Alternative(
            french(f"Colonnes séparées par : {SEPARATORS[name]} ({r.matching.kind.label})"),
            replace(choice, separator=name),
        )
        for name, r in elsewhere.items()
        if not r.head.is_sheet
    ]
    if len(sheets) > 1:
        offered += [
            Alternative(french(f"Feuille « {masked(name)} » seule"), replace(choice, sheet=name, beside=()))
            for name in (sheet.head.name for sheet in sheets)
        ]
    first, *others = sheets or [best]
    return replace(first, alternatives=tuple(offered), together=tuple(others))


def _one_under_the_other(best: Recognised, complete: Sequence[Recognised]) -> dict[int, Recognised]:
    """The tables of one sheet or text that are of several kinds, by the row of their header.

    A header that names more fields of the first kind is one more of its own.
    """
    names = FieldNames()
    found = {best.header_line: best}
    for table in complete:
        if table.head.name == best.head.name and table.matching.believable and table.has_data:
            others = {one.matching.kind.name for one in found.values()}
            filled = [header for header in table.matching.headers if header]
            own, first = (names.count(filled, one.matching.kind) for one in (table, best))
            if table.matching.kind.name not in others and own >= first and names.are_header(filled):
                found.setdefault(table.header_line, table)
    return dict(sorted(found.items()))


def _in_head(head: Head, choice: Choice) -> Choice:
    return replace(choice, sheet=head.name) if head.is_sheet else replace(choice, separator=head.name)


def _groups(sheets: Sequence[Recognised]) -> list[tuple[str, list[str]]]:
    """The sheets that can be read together, then each alone: label of the kind, names of the sheets."""
    groups: dict[tuple[str, frozenset[str]], list[Recognised]] = {}
    for sheet in sheets:
        groups.setdefault(sheet.content, []).append(sheet)
    several = [group for group in groups.values() if len(group) > 1]
    return [
        (group[0].matching.kind.label, [sheet.head.name for sheet in group])
        for group in (*several, *([sheet] for sheet in sheets))
    ]


def _of_different_kinds(sheets: Sequence[Recognised]) -> list[list[str]]:
    """The sheets of each extract, where those of one kind all have the same fields; none otherwise."""
    found: dict[tuple[str, frozenset[str]], list[str]] = {}
    for sheet in sheets:
        found.setdefault(sheet.content, []).append(sheet.head.name)
    kinds = {kind for kind, _ in found}
    return list(found.values()) if len(kinds) == len(found) else []


def _not_recognised(heads: Sequence[Head]) -> FileRefused:
    """What to say of a table that is no extract: how it reads, and nothing of what it holds."""
    head = most_regular(heads)
    width, records = head.usual_width
    if width < 2 or records < 2:
        return refusals.not_recognised()
    place = f"feuille « {masked(head.name)} »" if head.is_sheet else f"séparateur : {SEPARATORS[head.name]}"
    return refusals.not_recognised(width, place)


def _read_as(
    row: HeaderRow,
    names: FieldNames,
    mapping: Mapping[str, str] | None,
    today: date,
    remembered: Remembered,
) -> Recognised:
    """Match one header with one kind, as remembered where its shape is and can be followed."""
    told: tuple[str, ...] = ()
    if earlier := _earlier(row.headers, row.kind, remembered):
        try:
            matching = _match(row, names, mapping, today, earlier.columns)
            if not matching.missing:
                told = (f"Correspondance des colonnes reprise de l'import du {day(earlier.at.date())}.",)
                return Recognised(row.head, row.place, matching, row.two_rows, remembered=earlier, told=told)
        except FileRefused:
            # What was remembered cannot be followed; what the file says by itself still can.
            pass
        told = (_NO_LONGER_FITS,)
    return Recognised(row.head, row.place, _match(row, names, mapping, today, {}), row.two_rows, told=told)


def _earlier(headers: Sequence[str], kind: Kind, remembered: Remembered) -> RememberedMatching | None:
    return remembered.get((shape_of(headers), kind.name)) if remembered else None


def _match(
    row: HeaderRow,
    names: FieldNames,
    mapping: Mapping[str, str] | None,
    today: date,
    earlier: Mapping[str, str],
) -> Matching:
    headers = row.headers[:LARGEST_WIDTH]
    written = row.head.rows[row.place]
    records = row.head.rows[row.place + 1 : row.place + 1 + SAMPLE_RECORDS]
    below = _above_next_header(records, written, names)
    columns = [
        [cells[i] for cells in below if i < len(cells) and (i >= len(written) or cells[i] != written[i])]
        for i in range(len(headers))
    ]
    return match_columns(headers, columns, row.kind, today, mapping, earlier)


def _above_next_header(
    rows: Sequence[list[str]], header: Sequence[str], names: FieldNames
) -> Sequence[list[str]]:
    """The rows before another header: those after it are of another table. The first may be a second header."""
    for place, cells in enumerate(rows):
        filled = [cell for cell in names.headers_of(cells) if cell]
        if place and cells != header and names.are_header(filled):
            return rows[:place]
    return rows


def _check_width(heads: Sequence[Head], found: Sequence[Recognised]) -> None:
    """Refuse too many columns, in the reading chosen or in any when none was recognised."""
    recognised = found and found[0].matching.matched
    rows = [found[0].header_row] if recognised else [row for head in heads for row in head.rows[:5]]
    widest = max((len(clean_headers(row)) for row in rows), default=0)
    if widest > LARGEST_WIDTH:
        raise refusals.too_many_columns(widest)
