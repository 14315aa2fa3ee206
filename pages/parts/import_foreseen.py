"""What loading the received files would do, kept while neither they nor the base change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from pages.parts.context import Context
from pages.parts.import_asked import complete_on
from pages.parts.pending_imports import PendingFiles, Reading
from visa_data import french
from visa_data.errors import VisaError
from visa_data.extracts.loading.load import Foreseen, foresee
from visa_data.extracts.loading.outcome import Outcome, odd_ones
from visa_data.roles import Permission


def foresee_files(
    context: Context, pending: PendingFiles, readings: Sequence[Reading]
) -> dict[str, Foreseen]:
    """What loading these files in order would do, by identifier.

    When the absent of one cannot be closed, `pending.refusal` says why, and all is foreseen as partial.
    """
    context.role.require(Permission.IMPORT)
    place_of_bar = st.empty()
    readable = [
        (reading.received.identifier, reading, reading.extract) for reading in readings if reading.extract
    ]
    days = [complete_on(reading.received) for _, reading, _ in readable]
    asked = (
        context.version,
        tuple(days),
        *(
            (identifier, r.kind, r.choice, r.corrections, r.mapping, r.constants)
            for identifier, r, _ in readable
        ),
    )
    if pending.foreseen_for == asked:
        return pending.foreseen
    extracts = [extract for _, _, extract in readable]
    bar = place_of_bar.progress(0.0, "Comparaison avec la base…")

    def tell(part: float) -> None:
        bar.progress(min(part, 1.0), "Comparaison avec la base…")

    def told(days: Sequence[date | None]) -> list[Foreseen]:
        return foresee(
            context.base,
            extracts,
            at=datetime.now(),
            complete_on=days,
            progress=tell,
        )

    pending.refusal = None
    try:
        found = told(days)
    except VisaError as refusal:
        pending.refusal = refusal
        found = told([None] * len(extracts))
    place_of_bar.empty()
    pending.foreseen = {identifier: one for (identifier, _, _), one in zip(readable, found, strict=True)}
    pending.foreseen_for = asked
    return pending.foreseen


def to_confirm(context: Context, pending: PendingFiles) -> list[Outcome]:
    """The files of which so many lines are rejected that their import is to be confirmed."""
    return odd_ones((one.outcome for one in pending.foreseen.values()), context.settings.part_rejetee)


def stopped_sentence(pending: PendingFiles) -> str:
    """What an import of these files that was stopped had loaded; else empty, and the last result is forgotten."""
    if not pending.loading & pending.readings.keys():
        pending.loaded, pending.loading = [], frozenset()
        return ""
    done = french.counted(len(pending.loaded), "fichier importé", "fichiers importés")
    return (
        f"Import arrêté avant la fin : {done}, rien d'écrit pour les autres. "
        "Ils sont encore là : importez-les ou retirez-les."
    )
