"""What a table is: its separator or sheet, its header row, its kind, scored over the first records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from visa_data.errors import FileRefused
from visa_data.extracts import refusals
from visa_data.extracts.choices import Alternative, Choice
from visa_data.extracts.columns.header_rows import (
    LARGEST_WIDTH,
    FieldNames,
    HeaderRow,
    clean_headers,
    likely_headers,
)
from visa_data.extracts.columns.matching import Matched, Matching, match_columns, sure_hits
from visa_data.extracts.columns.shapes import Remembered, RememberedMatching, shape_of
from visa_data.extracts.extract import ColumnMatch, ExcludedColumn
from visa_data.extracts.formats import BIRTH_YEAR
from visa_data.extracts.kinds import KINDS, Kind
from visa_data.extracts.readers.separators import SEPARATORS
from visa_data.extracts.readers.tables import Head, most_regular
from visa_data.extracts.values.cells import bare_cell
from visa_data.extracts.values.masking import masked
from visa_data.extracts.values.stored_columns import Verdict
from visa_data.french import day
from visa_data.typography import french

SAMPLE_RECORDS = 60
_AS_LIKELY = 0.6
_DATA_FILLED = 0.7
"""Share of the header's columns that a line of data fills."""
_ONE_FIELD = 0.9
"""What two rows read as one header must give more than either by itself."""
_LONGEST_SAMPLE = 60
_NO_LONGER_FITS = (
    "La correspondance des colonnes retenue pour les fichiers de cette forme ne convient plus : les colonnes ont "
    "été reconnues de nouveau."
)


@dataclass(frozen=True)
class Recognised:
    """The reading chosen: which head, where its header is, the columns matched, and what else it could be.

    place: place of the header among the head's rows. two_rows: its wordings start on the row above.
    remembered: the matching of an earlier import that was taken up. told: what is to be said of it.
    together: the other sheets that are read with this one, in the workbook's order; this one is the first.
    """

    head: Head
    place: int
    matching: Matching
    two_rows: bool = False
    alternatives: tuple[Alternative, ...] = ()
    remembered: RememberedMatching | None = None
    told: tuple[str, ...] = ()
    together: tuple[Recognised, ...] = ()

    @property
    def header_line(self) -> int:
        """Row of the header as a spreadsheet shows it, the last one where it takes two."""
        return self.head.lines[self.place]

    def below(self, row: int) -> Recognised:
        """The same header come back on another row, with nothing above it."""
        if row == self.header_line:
            return self
        head = replace(self.head, lines=[row], rows=[self.header_row])
        return replace(self, head=head, place=0, two_rows=False, together=(), told=())

    @property
    def signature(self) -> tuple[str, str, frozenset[str]]:
        """What the headers of two exports put end to end have in common: the same fields of the same kind."""
        return self.head.name, *self.content

    @property
    def content(self) -> tuple[str, frozenset[str]]:
        """What two tables have in common that can be read as one: their kind and their fields."""
        return self.matching.kind.name, frozenset(match.field.name for match in self.matching.matched)

    @property
    def rows_above(self) -> list[list[str]]:
        """Rows with content above the header's last row."""
        return [row for row in self.head.rows[: self.place] if any(cell.strip() for cell in row)]

    @property
    def data_above(self) -> list[int]:
        """Rows above the header that are filled as data are, with figures: titles are not."""
        enough = max(3, _DATA_FILLED * sum(map(bool, self.matching.headers)))
        last = self.place - self.two_rows
        return [
            line
            for line, row in zip(self.head.lines[:last], self.head.rows[:last], strict=True)
            if sum(bool(cell.strip()) for cell in row) >= enough
            and sum(any(c.isdigit() for c in cell) for cell in row) >= 2
        ]

    @property
    def title_lines(self) -> int:
        """Number of rows with content above the header, those of data apart."""
        return len(self.rows_above) - self.two_rows - len(self.data_above)

    @property
    def second_header(self) -> list[str]:
        """The row right below the header when it names fields too (their codes, under or over their labels)."""
        below = self.head.rows[self.place + 1 : self.place + 2]
        filled = [header for header in clean_headers(below[0]) if header] if below else []
        known = sum(sure_hits(header, self.matching.kind) for header in filled)
        return below[0] if known >= 3 and 2 * known >= len(filled) else []

    @property
    def has_data(self) -> bool:
        """Whether a row with content follows the header."""
        return any(cell.strip() for row in self.head.rows[self.place + 1 :] for cell in row)

    @property
    def header_row(self) -> list[str]:
        """Cells of the header's last row as the file writes them, as many as it has columns."""
        row = self.head.rows[self.place]
        return row + [""] * (len(self.head.rows[self.place - 1]) - len(row)) if self.two_rows else row

    def titles_as(self, other: Recognised) -> list[str]:
        """Cells of the header as `header_row`, under the other's wording where both give the same field."""
        titles = self.header_row.copy()
        named = {match.field.name: match.index for match in other.matching.matched}
        for match in self.matching.matched if other is not self else ():
            if match.field.name in named and match.index < len(titles):
                titles[match.index] = other.header_row[named[match.field.name]]
        return titles

    @property
    def notices(self) -> list[str]:
        """French sentences on how the header was read and its columns matched."""
        if not self.two_rows:
            torn = self.header_line in self.head.torn
            mended = (
                [f"En-tête, ligne {self.header_line} : guillemet non refermé, laissé de côté."]
                if torn
                else []
            )
            return [*self.head.told, *mended, *self.told]
        first, last = self.head.lines[self.place - 1 : self.place + 1]
        return [f"En-tête sur deux lignes ({first} et {last}) : leurs titres ont été joints.", *self.told]

    def without(self, verdicts: Mapping[str, Verdict]) -> Recognised:
        """The same, and the sheets read with it, without the columns of some fields, which hold persons.

        Raises ColumnsMissing where one is needed.
        """
        matching = self.matching
        for name in matching.by_field.keys() & verdicts.keys():
            matching = matching.without(name, verdicts[name])
        left = replace(
            self, matching=matching, together=tuple(sheet.without(verdicts) for sheet in self.together)
        )
        if matching.missing:
            raise columns_missing(left)
        return left

    def samples(self, match: Matched, today: date) -> tuple[str, ...]:
        """At most three different cells of a stored column; of a date of birth, the year only."""
        found: list[str] = []
        for row in self.head.rows[self.place + 1 :]:
            cell = bare_cell(row[match.index]) if match.index < len(row) else ""
            if not cell:
                continue
            if match.field.format is BIRTH_YEAR:
                if not BIRTH_YEAR.accepts(cell, today):
                    continue
                cell = str(BIRTH_YEAR.parse(cell, today))
            cell = masked(cell)[:_LONGEST_SAMPLE]
            if cell not in found:
                found.append(cell)
            if len(found) == 3:
                break
        return tuple(found)

    def column_matches(self, today: date) -> list[ColumnMatch]:
        """The columns matched, as shown."""
        headers = self.matching.headers
        return [
            ColumnMatch(m.field.name, headers[m.index], m.confidence, self.samples(m, today), m.sure)
            for m in self.matching.matched
        ]

    def excluded_columns(self) -> list[ExcludedColumn]:
        """The columns never stored, in the order of the file."""
        return [
            ExcludedColumn(self.matching.headers[index], reason)
            for index, reason in sorted(self.matching.excluded.items())
        ]

    def ignored_headers(self) -> list[str]:
        """Headers not recognised; a column without a title is named by its letter's rank."""
        headers = self.matching.headers
        return [
            (headers[index] if index < len(headers) else "") or f"(colonne {index + 1}, sans titre)"
            for index in [*self.matching.ignored, *self._untitled]
        ]

    @property
    def _untitled(self) -> list[int]:
        """The columns past the last title that have cells in the first records."""
        below = self.head.rows[self.place + 1 :]
        last = range(len(self.matching.headers), len(self.header_row))
        return [index for index in last if any(index < len(row) and row[index].strip() for row in below)]


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

    for row in likely_headers(heads, kinds, known):
        try:
            one = _read_as(row, mapping, today, remembered)
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


def columns_missing(found: Recognised) -> refusals.ColumnsMissing:
    """What to say of a header without all required columns; first, of those that hold persons."""
    matching, shown = found.matching, _is_surely_header(found)
    refused = next(
        (
            refusals.personal_column(matching.headers[place] if shown else "", field, verdict)
            for field in matching.missing
            for place, verdict in [matching.personal.get(field.name, (0, None))]
            if verdict
        ),
        None,
    )
    headers = [header for header in matching.headers if header] if shown else []
    return refusals.ColumnsMissing(
        refused or refusals.missing_columns(matching.kind, matching.missing, headers),
        matching.kind.name,
        matching.choosable,
        matching.by_field,
    )


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
            raise refusals.several_sheets(_groups(sheets), choice)
    if not choice.header_line and len(tables := _one_under_the_other(best, complete)) > 1:
        raise refusals.several_tables(
            {row: table.matching.kind for row, table in tables.items()}, _in_head(best.head, choice)
        )
    likely = {name for name, r in kinds.items() if r.matching.score > best.matching.score - _AS_LIKELY} | {
        best.matching.kind.name
    }
    if len(likely) > 1 and not best.remembered:
        raise refusals.doubtful_kind([k for k in KINDS.values() if k.name in likely], choice)
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
    """The tables of one sheet or text that are of several kinds, by the row of their header."""
    names = FieldNames()
    found = {best.header_line: best}
    for table in complete:
        if table.head.name == best.head.name and table.matching.believable and table.has_data:
            others = {one.matching.kind.name for one in found.values()}
            filled = [header for header in table.matching.headers if header]
            if table.matching.kind.name not in others and names.are_header(filled):
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


def _not_recognised(heads: Sequence[Head]) -> FileRefused:
    """What to say of a table that is no extract: how it reads, and nothing of what it holds."""
    head = most_regular(heads)
    width, records = head.usual_width
    if width < 2 or records < 2:
        return refusals.not_recognised()
    place = f"feuille « {masked(head.name)} »" if head.is_sheet else f"séparateur : {SEPARATORS[head.name]}"
    return refusals.not_recognised(width, place)


def _is_surely_header(found: Recognised) -> bool:
    """Tell a header that can be quoted from a row that may be data: known wordings, and only wordings."""
    fields = {match.field.name for match in found.matching.matched if match.sure}
    headers = [header for header in found.matching.headers if header]
    return len(fields) >= 2 and all(any(c.isalpha() for c in header) for header in headers)


def _read_as(
    row: HeaderRow, mapping: Mapping[str, str] | None, today: date, remembered: Remembered
) -> Recognised:
    """Match one header with one kind, as remembered where its shape is and can be followed."""
    told: tuple[str, ...] = ()
    if earlier := _earlier(row.headers, row.kind, remembered):
        try:
            matching = _match(row, mapping, today, earlier.columns)
            if not matching.missing:
                told = (f"Correspondance des colonnes reprise de l'import du {day(earlier.at.date())}.",)
                return Recognised(row.head, row.place, matching, row.two_rows, remembered=earlier, told=told)
        except FileRefused:
            # What was remembered cannot be followed; what the file says by itself still can.
            pass
        told = (_NO_LONGER_FITS,)
    return Recognised(row.head, row.place, _match(row, mapping, today, {}), row.two_rows, told=told)


def _earlier(headers: Sequence[str], kind: Kind, remembered: Remembered) -> RememberedMatching | None:
    return remembered.get((shape_of(headers), kind.name)) if remembered else None


def _match(
    row: HeaderRow, mapping: Mapping[str, str] | None, today: date, earlier: Mapping[str, str]
) -> Matching:
    headers = row.headers[:LARGEST_WIDTH]
    written = row.head.rows[row.place]
    below = _above_next_header(row.head.rows[row.place + 1 : row.place + 1 + SAMPLE_RECORDS], written)
    columns = [
        [cells[i] for cells in below if i < len(cells) and (i >= len(written) or cells[i] != written[i])]
        for i in range(len(headers))
    ]
    return match_columns(headers, columns, row.kind, today, mapping, earlier)


def _above_next_header(rows: Sequence[list[str]], header: Sequence[str]) -> Sequence[list[str]]:
    """The rows before another header: those after it are of another table. The first may be a second header."""
    names = FieldNames()
    for place, cells in enumerate(rows):
        filled = [cell for cell in clean_headers(cells) if cell]
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
