"""What reading an extract gives: the typed table, how it was recognised, and every line's account."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from visa_data.errors import RowError
from visa_data.extracts.answers.choices import Alternative
from visa_data.extracts.answers.corrections import Correction, Proposal
from visa_data.extracts.answers.shapes import RememberedMatching
from visa_data.extracts.answers.sheet_rows import ONE_TABLE, SheetRows
from visa_data.extracts.kinds import Kind


@dataclass(frozen=True)
class ColumnMatch:
    """A column of the file and the field it gives.

    confidence: 0 to 1. samples: at most three cells, only of columns that are stored. sure: whether the
    wording alone names the field, or the analyst did.
    """

    field: str
    header: str
    confidence: float
    samples: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class ExcludedColumn:
    """A column that is never stored, and why (French)."""

    header: str
    reason: str


@dataclass(frozen=True)
class Recognition:
    """How a file was understood; labels and notices are French.

    separator, sheet: "" where the file has none. title_lines: lines with content above the header.
    header_line: the header's row as a spreadsheet shows it (0 for outlines).
    corrections: those asked for that the file had, and the number of lines of each. alternatives: the other
    readings that have all required columns, most likely first; `read_extract(..., choice=...)` follows one.
    constants: values given for the whole file, by field, as they are kept.
    zone_codes: what the codes of communes were said to be. postcodes: the fields to be read as postcodes.
    shape: fingerprint of the header row, "" where there is none. remembered: the matching taken from an
    earlier import, if one was. sheet: the first of them where several were read together, which `rows` names.
    """

    encoding: str
    separator: str
    sheet: str
    title_lines: int
    header_line: int
    matches: list[ColumnMatch]
    excluded: list[ExcludedColumn]
    ignored: list[str]
    notices: list[str] = field(default_factory=list)
    corrections: dict[Correction, int] = field(default_factory=dict)
    alternatives: list[Alternative] = field(default_factory=list)
    shape: str = ""
    remembered: RememberedMatching | None = None
    rows: SheetRows = ONE_TABLE
    constants: dict[str, str] = field(default_factory=dict)
    zone_codes: str = ""
    postcodes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Extract:
    """An extract read; see `visa_data.extracts.reading.read_extract`.

    proposals: near misses among the rejected cells, most frequent first; each can be accepted for the
        whole file.
    rejected: what could be read of rejected lines that have the header's columns, null elsewhere.
    fingerprints: keyed fingerprints of who each line is about (`visa_data.duplicates.storage.SCHEMA`); None
        when no key was given or when the file names nobody.
    """

    file_name: str
    fingerprint: str
    kind: Kind
    recognition: Recognition
    table: pa.Table
    problems: list[RowError]
    lines_read: int
    proposals: tuple[Proposal, ...] = ()
    rejected: pa.Table | None = None
    fingerprints: pa.Table | None = None
