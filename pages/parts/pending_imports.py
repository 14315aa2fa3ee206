"""Files received on the import page: read once, loaded, then forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.parts.context import PENDING, Context
from pages.parts.sidebar import follow_the_data
from visa_data import environment
from visa_data.base.tables import TABLES
from visa_data.duplicates.key import KeyFile
from visa_data.errors import FileRefused, VisaError
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.load import load_extract, simulate_all
from visa_data.extracts.matching_memory import forget_matching, remember_matching, remembered_matchings
from visa_data.extracts.outcome import Outcome
from visa_data.extracts.reading import Extract
from visa_data.extracts.received_files import Received, grouped, read_received
from visa_data.extracts.refusals import ColumnsMissing
from visa_data.extracts.shapes import RememberedMatching


@dataclass
class Reading:
    """One file read, or refused, under what was asked for it.

    kind: chosen by hand, "" when recognised. mapping: columns corrected by hand (field, header).
    recognised: the columns found before any correction, and headers: those that may be chosen.
    """

    received: Received
    kind: str
    mapping: tuple[tuple[str, str], ...] = ()
    extract: Extract | None = None
    refusal: FileRefused | None = None
    corrected_kind: str = ""
    recognised: dict[str, str] = field(default_factory=dict)
    headers: list[str] = field(default_factory=list)


@dataclass
class Loaded:
    """What became of one file when it was loaded."""

    name: str
    outcome: Outcome | None
    failure: VisaError | None


@dataclass
class PendingFiles:
    """All that the session keeps of the files received.

    uploads: number of times the drop zone was emptied; part of its key. foreseen: outcomes by identifier,
    valid for `foreseen_for` (data version and files).
    """

    uploads: int = 0
    readings: dict[str, Reading] = field(default_factory=dict)
    foreseen: dict[str, Outcome] = field(default_factory=dict)
    foreseen_for: tuple[object, ...] = ()
    loaded: list[Loaded] = field(default_factory=list)


def pending_files() -> PendingFiles:
    """What this session has received and not yet forgotten."""
    found = st.session_state.setdefault(PENDING, PendingFiles())
    assert isinstance(found, PendingFiles)
    return found


def read_files(context: Context, pending: PendingFiles, uploads: Sequence[UploadedFile]) -> list[Reading]:
    """Read the files not read yet under their kind; forget those taken out. In loading order."""
    received = grouped([(upload.file_id, upload.name) for upload in uploads])
    contents = {upload.file_id: upload.getbuffer() for upload in uploads}
    kept: dict[str, Reading] = {}
    todo = []
    for one in received:
        kind = str(st.session_state.get(kind_key(one), ""))
        known = pending.readings.get(one.identifier)
        if known is None or known.kind != kind:
            kept[one.identifier] = Reading(one, kind)
            todo.append(kept[one.identifier])
            continue
        kept[one.identifier] = known
        mapping = chosen_columns(known)
        if mapping != known.mapping:
            known.mapping, known.extract, known.refusal = mapping, None, None
            todo.append(known)
    if todo:
        bar = st.progress(0.0, "Lecture des fichiers…")
        remembered = remembered_matchings(context.base)
        key = KeyFile(environment.duplicates_key_path(context.base.path))
        for place, reading in enumerate(todo):
            text = f"Lecture du fichier {place + 1} sur {len(todo)}…"
            try:
                reading.extract = read_received(
                    reading.received,
                    contents,
                    kind=reading.corrected_kind if reading.mapping else reading.kind or None,
                    mapping=dict(reading.mapping) or None,
                    remembered=remembered,
                    key=key,
                    progress=lambda part, place=place, text=text: bar.progress(
                        min(1.0, (place + part) / len(todo)), text
                    ),
                )
            except FileRefused as refusal:
                reading.refusal = refusal
                if isinstance(refusal, ColumnsMissing) and not reading.mapping:
                    _start_from(reading, refusal.kind, refusal.recognised, refusal.headers)
            if reading.extract is not None and not reading.mapping:
                seen = reading.extract.recognition
                found = {match.field: match.header for match in seen.matches}
                others = [header for header in seen.ignored if not header.startswith("(colonne ")]
                _start_from(reading, reading.extract.kind.name, found, [*found.values(), *others])
        bar.empty()
    pending.readings = kept
    order = list(TABLES)
    return sorted(kept.values(), key=lambda r: order.index(r.extract.kind.name) if r.extract else -1)


def _start_from(reading: Reading, kind: str, recognised: Mapping[str, str], headers: Sequence[str]) -> None:
    """Keep what the choice of columns starts from: those recognised, and those that may be chosen."""
    reading.corrected_kind = kind
    reading.recognised = dict(recognised)
    reading.headers = list(headers)


def chosen_columns(reading: Reading) -> tuple[tuple[str, str], ...]:
    """The columns that differ from those recognised, as chosen on the page."""
    if not st.session_state.get(correct_key(reading.received)):
        return ()
    fields = KINDS[reading.corrected_kind].fields if reading.corrected_kind else ()
    chosen = {
        field.name: st.session_state.get(
            column_key(reading.received, field.name), reading.recognised.get(field.name, "")
        )
        for field in fields
    }
    return tuple(
        (name, header) for name, header in chosen.items() if header != reading.recognised.get(name, "")
    )


def correct_key(received: Received) -> str:
    """Session state key of the switch that shows the choice of columns of a file."""
    return f"corriger_{received.identifier}"


def column_key(received: Received, field_name: str) -> str:
    """Session state key of the column chosen by hand for a field of a file."""
    return f"colonne_{received.identifier}_{field_name}"


def kind_key(received: Received) -> str:
    """Session state key of the kind chosen by hand for a file."""
    return f"type_fichier_{received.identifier}"


def foresee(context: Context, pending: PendingFiles, readings: Sequence[Reading]) -> dict[str, Outcome]:
    """What loading these files in order would do, by identifier."""
    readable = [(reading.received.identifier, reading) for reading in readings if reading.extract]
    asked = (context.version, *((identifier, r.kind, r.mapping) for identifier, r in readable))
    if pending.foreseen_for != asked:
        with st.spinner("Comparaison avec la base…"):
            outcomes = simulate_all(
                context.base, [r.extract for _, r in readable if r.extract], at=datetime.now()
            )
        pending.foreseen = {
            identifier: outcome for (identifier, _), outcome in zip(readable, outcomes, strict=True)
        }
        pending.foreseen_for = asked
    return pending.foreseen


def load_files(context: Context, pending: PendingFiles, readings: Sequence[Reading]) -> None:
    """Load every readable file, each in its own transaction, then forget what was received."""
    readable = [(reading.extract, dict(reading.mapping)) for reading in readings if reading.extract]
    loaded = []
    bar = st.progress(0.0, "Import…")
    for place, (extract, mapping) in enumerate(readable):
        bar.progress(place / len(readable), f"Import du fichier {place + 1} sur {len(readable)}…")
        try:
            outcome = load_extract(context.base, extract, at=datetime.now())
            remember_matching(context.base, extract, mapping, at=datetime.now(), by=context.role.value)
            loaded.append(Loaded(extract.file_name, outcome, None))
        except VisaError as failure:
            loaded.append(Loaded(extract.file_name, None, failure))
    bar.empty()
    forget(pending)
    pending.loaded = loaded
    follow_the_data()


def forget_columns(context: Context, reading: Reading, remembered: RememberedMatching) -> None:
    """Forget the matching remembered for files of this shape, and read the file again without it."""
    forget_matching(context.base, remembered)
    pending_files().readings.pop(reading.received.identifier, None)


def forget(pending: PendingFiles) -> None:
    """Empty the drop zone and drop all that was read."""
    pending.uploads += 1
    pending.readings, pending.foreseen, pending.foreseen_for = {}, {}, ()
    pending.loaded = []
