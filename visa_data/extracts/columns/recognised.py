"""A table as it was recognised: where its header is, the columns matched, and what is to be told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from visa_data.extracts.answers import refusals
from visa_data.extracts.answers.choices import Alternative
from visa_data.extracts.answers.extract import ColumnMatch, ExcludedColumn
from visa_data.extracts.answers.shapes import RememberedMatching
from visa_data.extracts.columns.header_rows import clean_headers
from visa_data.extracts.columns.matching import Matched, Matching, sure_hits
from visa_data.extracts.formats import BIRTH_YEAR
from visa_data.extracts.readers.tables import Head
from visa_data.extracts.texts.cells import bare_cell
from visa_data.extracts.texts.masking import masked
from visa_data.extracts.texts.stored_columns import Verdict

_DATA_FILLED = 0.7
"""Share of the header's columns that a line of data fills."""
_LONGEST_SAMPLE = 60


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


def _is_surely_header(found: Recognised) -> bool:
    """Tell a header that can be quoted from a row that may be data: known wordings, and only wordings."""
    fields = {match.field.name for match in found.matching.matched if match.sure}
    headers = [header for header in found.matching.headers if header]
    return len(fields) >= 2 and all(any(c.isalpha() for c in header) for header in headers)
