"""Reading an extract: from any file an organisation sends to a typed table and every line's account."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from visa_data.duplicates.key import KeyFile
from visa_data.extracts.answers import refusals
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.answers.shapes import Remembered
from visa_data.extracts.formats import METROPOLE
from visa_data.extracts.kinds import KINDS, ZONES
from visa_data.extracts.readers.archives import unfolded
from visa_data.extracts.readers.signature import FileNature
from visa_data.extracts.readers.tables import open_source
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.reading.table_extract import read_tables
from visa_data.extracts.reading.table_parts import Reads
from visa_data.extracts.texts.stored_text import storable_name
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
    with unfolded(path, file_name or path.name, choice) as file:
        reads = Reads(
            choice,
            today or date.today(),
            zone,
            mapping,
            constants,
            corrections,
            remembered,
            originals,
            key,
            progress or (lambda _fraction: None),
        )
        if file.nature is FileNature.OUTLINES:
            from visa_data.extracts.reading.layers import read_layers  # geopandas is slow to import

            extract = read_layers(file, reads)
        elif choice.kind == ZONES.name:
            raise refusals.outlines_expected()
        else:
            source = open_source(file.path, file.nature, reads.tell)
            extract = read_tables(file.name, source, reads.recognised(source.heads(choice)), reads)
        extract.recognition.notices[:0] = map(french, file.notices)
        return replace(extract, file_name=storable_name(extract.file_name))
