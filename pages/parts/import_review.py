"""What each received file is, what is wrong in it, and what would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.fates_bar import fates_bar
from pages.parts.figures import show_as_it_is
from pages.parts.import_changes import absent_block, changed_values, vanished_block
from pages.parts.import_columns import (
    column_choice,
    forgetting,
    kind_choice,
    matched_columns,
    near_misses,
    other_readings,
)
from pages.parts.import_foreseen import to_confirm
from pages.parts.import_loading import refused_of
from pages.parts.import_problems import problems_block, refused_download
from pages.parts.pending_imports import PendingFiles, Reading
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.extracts.answers.choices import ChoiceNeeded
from visa_data.extracts.answers.consents import refusals_sentence, refusing
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import PERSONNES
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.history import already_loaded
from visa_data.extracts.loading.load import Foreseen, erased_notice
from visa_data.extracts.loading.outcome import Outcome


def review_table(readings: Sequence[Reading], foreseen: Mapping[str, Foreseen]) -> pd.DataFrame:
    """One row a file: what it is, the five counts, and the absent it would close if it closes any."""
    rows = []
    for reading in readings:
        found = foreseen.get(reading.received.identifier)
        row: dict[str, object] = {"Fichier": reading.received.name}
        if reading.extract is None or found is None:
            row["Ce que c'est"] = "Refusé"
        else:
            row["Ce que c'est"] = reading.extract.kind.label
            row["Lues"] = found.outcome.counts.lues
            fates = accounts.fates_of(found.outcome.counts)
            row |= {accounts.FATE_HEADERS[name]: number for name, number in fates.items()}
            if found.outcome.closed:
                row["Absents fermés"] = found.outcome.closed
        rows.append(row)
    frame = pd.DataFrame(rows)
    return frame.astype(dict.fromkeys(frame.columns[2:], "Int64"))


def refused_file(reading: Reading) -> None:
    """Why one file is refused, and every way to have it read otherwise."""
    with st.container(border=True):
        st.markdown(marked("**{}** : refusé, rien n'en sera écrit.", reading.received.name))
        if reading.refusal is not None:
            st.error(plain(f"{reading.refusal.title}. {reading.refusal.message}"), icon="⚠️")
        needed = reading.refusal if isinstance(reading.refusal, ChoiceNeeded) else None
        other_readings(reading, needed.alternatives if needed else ())
        column_choice(reading)
        kind_choice(reading)


def review_file(
    context: Context,
    reading: Reading,
    extract: Extract,
    foreseen: Foreseen,
    contents: Mapping[str, memoryview],
    *,
    opened: bool,
) -> None:
    """Everything about one file that is read, in one box to open."""
    outcome, key = foreseen.outcome, reading.received.identifier
    with st.expander(
        marked("**{}** : {}, {}", reading.received.name, extract.kind.label, _short_account(outcome)),
        expanded=opened,
    ):
        st.markdown(plain(accounts.recognised_as(extract.kind, extract.recognition)))
        earlier = already_loaded(context.base, extract)
        if earlier is not None:
            st.info(plain(f"Ce fichier, à l'octet près, a déjà été chargé le {french.moment(earlier)}."))
        refusals = len(refusing(outcome.problems))
        fates_bar(outcome.counts, refusals)
        st.markdown(
            plain(f"{accounts.counts_sentence(outcome.counts)} {refusals_sentence(refusals)}".strip())
        )
        for notice in outcome.notices:
            if notice in (erased_notice(outcome.erased_people), outcome.gone):
                st.warning(plain(notice), icon="⚠️")
            else:
                st.markdown(marked("– {}", notice))
        near_misses(reading, extract, outcome.proposals)
        problems, changes, columns, lines = st.tabs(
            [plain(label) for label in _tab_labels(foreseen, len(extract.recognition.matches))],
            key=f"onglets_{key}",
        )
        with problems:
            problems_block(outcome, key=key)
            if extract.recognition.header_line:
                refused_download(
                    reading.received.name,
                    outcome,
                    lambda: refused_of(reading, extract, outcome, contents),
                    extract.recognition.separator,
                    key=key,
                )
        with changes:
            changed_values(reading, extract, foreseen)
            vanished_block(reading, extract, foreseen)
            absent_block(reading, extract, foreseen)
        with columns:
            matched_columns(extract)
            other_readings(reading, extract.recognition.alternatives)
            forgetting(context, reading, extract)
            column_choice(reading)
            kind_choice(reading)
        with lines:
            show_as_it_is(accounts.first_lines(extract), "Premières lignes du fichier")


def _tab_labels(foreseen: Foreseen, columns: int) -> list[str]:
    reported = len({problem.line for problem in foreseen.outcome.problems})
    changes = [french.counted(foreseen.modified["ligne"].nunique(), "ligne modifiée", "lignes modifiées")]
    if foreseen.absent is not None and len(foreseen.absent):
        changes.append(french.counted(len(foreseen.absent), "absent"))
    if len(foreseen.vanished):
        changes.append(french.counted(len(foreseen.vanished), "disparue"))
    return [
        f"Lignes signalées ({french.number(reported)})",
        f"Avant, après ({french.listed(changes)})",
        f"Colonnes ({french.number(columns)})",
        "Premières lignes bonnes",
    ]


def _short_account(outcome: Outcome) -> str:
    counts = outcome.counts
    refusals = len(refusing(outcome.problems))
    refused = counts.ecartees + counts.rejetees - refusals
    text = french.counted(counts.lues, "ligne lue", "lignes lues")
    if refusals:
        text += ", " + french.counted(refusals, "refus ou effacement", "refus ou effacements")
    if refused:
        text += ", " + french.counted(refused, "écartée ou rejetée", "écartées ou rejetées")
    return text


def confirmed(context: Context, pending: PendingFiles) -> bool:
    """Whether nothing stands in the way of importing: absent that can be closed, odd files confirmed."""
    if pending.refusal is not None:
        st.error(plain(f"{pending.refusal.title}. {pending.refusal.message}"), icon="⚠️")
        return False
    doubtful = to_confirm(context, pending)
    if not doubtful:
        return True
    for outcome in doubtful:
        st.warning(plain(accounts.rejected_sentence(outcome.file_name, outcome.counts)), icon="⚠️")
    return st.checkbox(
        "J'ai vérifié : importer quand même les lignes qui restent", key=f"confirmer_{pending.uploads}"
    )


def people_first(readings: Sequence[Reading], foreseen: Mapping[str, Foreseen]) -> str:
    """A sentence when calls or needs are set aside for want of their people; else empty."""
    if any(reading.extract and reading.extract.kind is PERSONNES for reading in readings):
        return ""
    unknown = sum(
        foreseen[r.received.identifier].outcome.counts.ecartees
        for r in readings
        if r.extract and PERSONNES.name in r.extract.kind.refers_to
    )
    if not unknown:
        return ""
    return (
        f"{french.counted(unknown, 'ligne concerne', 'lignes concernent')} des personnes absentes de la base. "
        "Si leur fichier n'est pas encore chargé, déposez-le en même temps : il sera importé en premier."
    )
