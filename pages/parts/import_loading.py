"""The import itself: each file in its own transaction, its refused lines kept for the analyst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from pages.parts.context import Context
from pages.parts.import_asked import complete_on
from pages.parts.pending_imports import Loaded, PendingFiles, Reading, forget, read_again
from pages.parts.plain import plain
from pages.parts.sidebar import follow_the_data
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.columns.matching_memory import remember_matching
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading.refused_lines import refused_rows
from visa_data.roles import Permission


def load_files(
    context: Context,
    pending: PendingFiles,
    readings: Sequence[Reading],
    contents: Mapping[str, memoryview],
) -> None:
    """Load every readable file, then forget what was received.

    Any click meanwhile stops it between two statements: the file under way is not written, those before
    it are, and `pending.loading` says so to the next run.
    """
    context.role.require(Permission.IMPORT)
    readable = [(reading, reading.extract) for reading in readings if reading.extract]
    pending.loaded = loaded = []
    # One moment for all: it is what makes them one drop, taken back together.
    at = datetime.now()
    pending.loading = frozenset(reading.received.identifier for reading, _ in readable)
    bar = st.progress(0.0, "Import…")
    st.button("Arrêter l'import", key="arreter_import")
    for place, (reading, extract) in enumerate(readable):
        text = f"Import du fichier {place + 1} sur {len(readable)}…"

        def tell(part: float, place: int = place, text: str = text) -> None:
            bar.progress(min(1.0, (place + part) / len(readable)), plain(text))

        try:
            outcome = load_extract(
                context.base,
                extract,
                at=at,
                by=context.role.author,
                complete_on=complete_on(reading.received),
                progress=tell,
            )
        except VisaError as failure:
            loaded.append(Loaded(extract.file_name, None, failure))
            continue
        loaded.append(
            Loaded(
                extract.file_name,
                outcome,
                None,
                refused_of(reading, extract, outcome, contents),
                extract.recognition.separator,
            )
        )
        mapping = dict(reading.mapping)
        remember_matching(context.base, extract, mapping, at=at, by=context.role.author)
    forget(pending)
    pending.loaded = loaded
    follow_the_data()


def refused_of(
    reading: Reading, extract: Extract, outcome: Outcome, contents: Mapping[str, memoryview]
) -> list[list[str]]:
    """The refused lines of a file as it writes them, header first; empty when none is, and for outlines."""
    return refused_rows(
        extract, outcome.problems, lambda originals: read_again(reading, contents, originals=originals)
    )
