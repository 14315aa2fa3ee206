"""Files received on the import page: read once under what was asked of each, then forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.parts.context import PENDING, Context
from pages.parts.import_asked import (
    choice_key,
    chosen_columns,
    chosen_constants,
    corrections_key,
    kind_key,
)
from pages.parts.plain import plain
from pages.serving.sessions import free_files
from visa_data import environment, settings
from visa_data.duplicates.key import KeyFile
from visa_data.errors import FileRefused, VisaError
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.answers.refusals import ColumnsMissing
from visa_data.extracts.answers.shapes import Remembered, RememberedMatching
from visa_data.extracts.columns.matching_memory import forget_matching, remembered_matchings
from visa_data.extracts.loading.load import Foreseen, in_loading_order
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.readers.signature import HEAD_SIZE
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.received_files import Received, grouped, read_received
from visa_data.roles import Permission


@dataclass
class Reading:
    """One file read, or refused, under what was asked for it.

    kind: chosen by hand, "" when recognised. choice: another reading chosen (sheet, separator…), None for
    the one proposed. corrections: wordings accepted. mapping: columns corrected by hand (field, header).
    constants: values given for the whole file (field, text).
    recognised: the columns found before any correction, and headers: those that may be chosen.
    remembered: the matchings remembered when it was read.
    """

    received: Received
    kind: str
    choice: Choice | None = None
    corrections: tuple[Correction, ...] = ()
    mapping: tuple[tuple[str, str], ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    extract: Extract | None = None
    refusal: FileRefused | None = None
    corrected_kind: str = ""
    recognised: dict[str, str] = field(default_factory=dict)
    headers: list[str] = field(default_factory=list)
    remembered: Remembered = field(default_factory=dict)


@dataclass
class Loaded:
    """What became of one file when it was loaded.

    refused: its refused lines as it writes them (header first), kept until the page is left; separator:
    French name, "" for a workbook.
    """

    name: str
    outcome: Outcome | None
    failure: VisaError | None
    refused: list[list[str]] = field(default_factory=list)
    separator: str = ""


@dataclass
class PendingFiles:
    """All that the session keeps of the files received.

    uploads: number of times the drop zone was emptied; part of its key. foreseen: by identifier, valid for
    `foreseen_for` (data version, files and how they are read). refusal: why the absent cannot be closed.
    loading: files that an import under way holds; it was stopped when the next run finds them there.
    within: the extracts of the files that hold several, by the identifier of the file.
    """

    uploads: int = 0
    readings: dict[str, Reading] = field(default_factory=dict)
    foreseen: dict[str, Foreseen] = field(default_factory=dict)
    foreseen_for: tuple[object, ...] = ()
    refusal: VisaError | None = None
    loaded: list[Loaded] = field(default_factory=list)
    loading: frozenset[str] = frozenset()
    within: dict[str, list[Received]] = field(default_factory=dict)


def pending_files() -> PendingFiles:
    """What this session has received and not yet forgotten."""
    found = st.session_state.setdefault(PENDING, PendingFiles())
    assert isinstance(found, PendingFiles)
    return found


def contents_of(uploads: Sequence[UploadedFile]) -> dict[str, memoryview]:
    """The bytes of the files received, by identifier."""
    return {upload.file_id: upload.getbuffer() for upload in uploads}


def read_files(context: Context, pending: PendingFiles, uploads: Sequence[UploadedFile]) -> list[Reading]:
    """Read the files not read yet under what is asked; forget those taken out. In loading order."""
    # Always there, even empty: what follows keeps its place on the page, and its open tab.
    place_of_bar = st.empty()
    contents = contents_of(uploads)
    received = grouped(
        [(upload.file_id, upload.name) for upload in uploads],
        lambda identifier: bytes(contents[identifier][:HEAD_SIZE]),
    )
    kept: dict[str, Reading] = {}
    todo = []
    for one in (part for file in received for part in pending.within.get(file.identifier, [file])):
        kind = str(st.session_state.get(kind_key(one), ""))
        known = pending.readings.get(one.identifier)
        if known is None or known.kind != kind:
            known = Reading(one, kind)
        asked = (
            st.session_state.get(choice_key(one)),
            st.session_state.get(corrections_key(one), ()),
            chosen_columns(one, known.corrected_kind, known.recognised),
            chosen_constants(one, known.corrected_kind),
        )
        before = (known.choice, known.corrections, known.mapping, known.constants)
        if asked != before or not (known.extract or known.refusal):
            known.choice, known.corrections, known.mapping, known.constants = asked
            known.extract, known.refusal = None, None
            todo.append(known)
        kept[one.identifier] = known
    if todo:
        for reading in _read_all(context, todo, contents, place_of_bar):
            if parts := reading.received.split(reading.refusal):
                pending.within[reading.received.identifier] = parts
                del kept[reading.received.identifier]
            else:
                kept[reading.received.identifier] = reading
    pending.readings = kept
    return in_loading_order(kept.values(), lambda reading: reading.extract)


def _read_all(
    context: Context,
    todo: Sequence[Reading],
    contents: Mapping[str, memoryview],
    place_of_bar: DeltaGenerator,
) -> list[Reading]:
    """Read files with a bar; any click meanwhile stops the reading, and the button drops the files.

    Returns them, and after them the extracts of those that hold several.
    """
    read = list(todo)
    with place_of_bar.container():
        bar = st.progress(0.0, "Lecture des fichiers…")
        st.button("Arrêter la lecture", key="arreter_lecture", on_click=forget_all)
    remembered = remembered_matchings(context.base)
    key = KeyFile(environment.duplicates_key_path(context.base.path))
    for place, reading in enumerate(read):
        text = f"Lecture du fichier {place + 1} sur {len(read)}…"
        reading.remembered = remembered

        def tell(part: float, place: int = place, text: str = text, files: int = len(read)) -> None:
            bar.progress(min(1.0, (place + part) / files), plain(text))

        try:
            reading.extract = read_again(reading, contents, key=key, progress=tell)
        except FileRefused as refusal:
            reading.refusal = refusal
            read += [Reading(part, "") for part in reading.received.split(refusal)]
            if isinstance(refusal, ColumnsMissing) and not (reading.mapping or reading.constants):
                _start_from(reading, refusal.kind, refusal.recognised, refusal.headers)
        if reading.extract is not None and not (reading.mapping or reading.constants):
            seen = reading.extract.recognition
            found = {match.field: match.header for match in seen.matches}
            others = [header for header in seen.ignored if not header.startswith("(colonne ")]
            _start_from(reading, reading.extract.kind.name, found, [*found.values(), *others])
    place_of_bar.empty()
    return read


def read_again(
    reading: Reading,
    contents: Mapping[str, memoryview],
    *,
    key: KeyFile | None = None,
    originals: Originals | None = None,
    progress: Callable[[float], None] | None = None,
) -> Extract:
    """Read a file under what is asked for it.

    key: turns names into fingerprints, for an extract to load. originals: lines to fetch as it writes them.
    """
    return read_received(
        reading.received,
        contents,
        kind=reading.corrected_kind if reading.mapping or reading.constants else reading.kind or None,
        choice=reading.choice or reading.received.within,
        mapping=dict(reading.mapping) or None,
        constants=dict(reading.constants),
        corrections=reading.corrections,
        remembered=reading.remembered,
        key=key,
        originals=originals,
        zone=settings.time_zone(environment.settings_path()),
        progress=progress,
    )


def _start_from(reading: Reading, kind: str, recognised: Mapping[str, str], headers: Sequence[str]) -> None:
    """Keep what the choice of columns starts from: those recognised, and those that may be chosen."""
    reading.corrected_kind = kind
    reading.recognised = dict(recognised)
    reading.headers = list(headers)


def forget_columns(context: Context, reading: Reading, remembered: RememberedMatching) -> None:
    """Forget the matching remembered for files of this shape, and read the file again without it."""
    context.role.require(Permission.IMPORT)
    forget_matching(context.base, remembered)
    pending_files().readings.pop(reading.received.identifier, None)


def forget(pending: PendingFiles) -> None:
    """Empty the drop zone and drop all that was read."""
    pending.uploads += 1
    pending.readings, pending.within, pending.foreseen, pending.foreseen_for = {}, {}, {}, ()
    pending.loaded, pending.loading, pending.refusal = [], frozenset(), None
    free_files()


def forget_all() -> None:
    """`forget` what this session has received."""
    forget(pending_files())
