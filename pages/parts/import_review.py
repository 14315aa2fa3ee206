"""What each received file is, what is wrong in it, and what would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.fates_bar import fates_bar
from pages.parts.pending_imports import Reading, column_key, correct_key, forget_columns, kind_key
from pages.parts.plain import plain
from visa_data import french
from visa_data.errors import Severity
from visa_data.extracts import accounts
from visa_data.extracts.extract import Extract
from visa_data.extracts.history import already_loaded
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.outcome import Outcome

# Cells of these columns are not shown as samples: a person, or where a person lives.
NO_SAMPLES = {"reference", "latitude", "longitude", "parrain", "geometrie"}
ON_PEOPLE = {"appels", "besoins"}
FATE_HEADERS = {
    "ajoutees": "Ajoutées",
    "modifiees": "Modifiées",
    "inchangees": "Inchangées",
    "ecartees": "Écartées",
    "rejetees": "Rejetées",
}


def review_table(readings: Sequence[Reading], foreseen: Mapping[str, Outcome]) -> pd.DataFrame:
    """One row a file: what it is and the five counts."""
    rows = []
    for reading in readings:
        outcome = foreseen.get(reading.received.identifier)
        row: dict[str, object] = {"Fichier": reading.received.name}
        if reading.extract is None or outcome is None:
            row["Ce que c'est"] = "Refusé"
        else:
            row["Ce que c'est"] = reading.extract.kind.label
            row["Lues"] = outcome.counts.lues
            row |= {FATE_HEADERS[name]: number for name, number in accounts.fates_of(outcome.counts).items()}
        rows.append(row)
    frame = pd.DataFrame(rows)
    return frame.astype(dict.fromkeys(frame.columns[2:], "Int64"))


def review_file(context: Context, reading: Reading, outcome: Outcome | None, *, opened: bool) -> None:
    """Everything about one file, in one box to open."""
    name = plain(reading.received.name)
    if reading.extract is None or outcome is None:
        with st.container(border=True):
            st.markdown(f"**{name}** : refusé, rien n'en sera écrit.")
            if reading.refusal is not None:
                st.error(plain(f"{reading.refusal.title}. {reading.refusal.message}"), icon="⚠️")
            _column_choice(reading)
            _kind_choice(reading)
        return
    extract = reading.extract
    with st.expander(f"**{name}** : {extract.kind.label}, {_short_account(outcome)}", expanded=opened):
        st.markdown(plain(accounts.recognised_as(extract.kind, extract.recognition)))
        earlier = already_loaded(context.base, extract.fingerprint)
        if earlier is not None:
            st.info(f"Ce fichier, à l'octet près, a déjà été chargé le {french.moment(earlier)}.")
        fates_bar(outcome.counts)
        st.markdown(plain(accounts.counts_sentence(outcome.counts)))
        changed = accounts.changes_sentence(extract.kind, outcome.changes)
        if changed:
            st.markdown(plain(changed))
        for notice in outcome.notices:
            st.markdown(f"– {plain(notice)}")
        _problems(outcome, key=reading.received.identifier)
        _columns(extract)
        _forgetting(context, reading, extract)
        _column_choice(reading)
        st.markdown("**Premières lignes bonnes**")
        st.dataframe(accounts.first_lines(extract), hide_index=True, width="stretch")
        _kind_choice(reading)


def _short_account(outcome: Outcome) -> str:
    counts = outcome.counts
    refused = counts.ecartees + counts.rejetees
    text = french.counted(counts.lues, "ligne lue", "lignes lues")
    if refused:
        text += ", " + french.counted(refused, "écartée ou rejetée", "écartées ou rejetées")
    return text


def _problems(outcome: Outcome, *, key: str) -> None:
    if not outcome.problems:
        st.markdown("Aucune ligne à signaler.")
        return
    rejected = len({p.line for p in outcome.problems if p.severity is Severity.REJECTED})
    st.markdown(
        "**Lignes signalées, par cause**"
        + (
            " : corrigez-les dans le fichier et redéposez-le, rien ne sera compté deux fois."
            if rejected
            else ""
        )
    )
    st.dataframe(accounts.causes(outcome.problems), hide_index=True, width="stretch", key=f"causes_{key}")
    st.caption(accounts.SEVERITY_NOTE)


def _columns(extract: Extract) -> None:
    seen = extract.recognition
    labels = {field.name: field.label for field in extract.kind.fields}
    matched = pd.DataFrame(
        [
            {
                "Donnée": labels.get(match.field, match.field),
                "Colonne du fichier": match.header,
                "Reconnaissance": f"{accounts.confidence_words(match.confidence)} "
                f"({french.percent(match.confidence)})",
                "Exemples": "" if match.field in NO_SAMPLES else " · ".join(match.samples[:3]),
            }
            for match in seen.matches
        ]
    )
    st.markdown("**Colonnes prises**")
    st.dataframe(matched, hide_index=True, width="stretch")
    if seen.excluded:
        st.markdown("**Colonnes jamais enregistrées**")
        excluded = pd.DataFrame(
            [{"Colonne du fichier": column.header, "Pourquoi": column.reason} for column in seen.excluded]
        )
        st.dataframe(excluded, hide_index=True, width="stretch")
    if seen.ignored:
        ignored = french.listed([f"« {header} »" for header in seen.ignored])
        st.markdown(plain(f"Colonnes non reconnues, laissées de côté : {ignored}."))


def _forgetting(context: Context, reading: Reading, extract: Extract) -> None:
    """Where the columns were taken from an earlier import: how to have them recognised anew."""
    remembered = extract.recognition.remembered
    if remembered is not None and st.button(
        "Oublier cette correspondance des colonnes",
        key=f"oublier_{reading.received.identifier}",
        help="Les fichiers de cette forme seront de nouveau reconnus tout seuls. Rien de ce qui est importé ne change.",
    ):
        forget_columns(context, reading, remembered)
        st.rerun()


def _kind_choice(reading: Reading) -> None:
    names = ["", *KINDS]
    st.selectbox(
        "Ce n'est pas le bon type ? Choisissez-le",
        names,
        index=names.index(reading.kind),
        format_func=lambda name: KINDS[name].label if name else "Reconnu tout seul",
        key=kind_key(reading.received),
        width=420,
    )


def _column_choice(reading: Reading) -> None:
    """A list a field, to say by hand which column gives it."""
    if not reading.corrected_kind or reading.corrected_kind == "zones":
        return
    if not st.toggle("Corriger les colonnes", key=correct_key(reading.received)):
        return
    st.caption(
        "Le fichier est relu aussitôt. Une colonne jamais enregistrée ne peut pas être choisie. À l'import, votre choix "
        "est retenu pour les prochains fichiers qui ont les mêmes colonnes."
    )
    fields = KINDS[reading.corrected_kind].fields
    columns = st.columns(3)
    for place, field in enumerate(fields):
        found = reading.recognised.get(field.name, "")
        options = list(dict.fromkeys(["", *reading.headers]))
        columns[place % 3].selectbox(
            field.label + (" (obligatoire)" if field.required else ""),
            options,
            index=options.index(found),
            format_func=lambda header: header or "Aucune",
            key=column_key(reading.received, field.name),
        )


def people_first(readings: Sequence[Reading], outcomes: Mapping[str, Outcome]) -> str:
    """A sentence when calls or needs are set aside for want of their people; else empty."""
    kinds = {reading.extract.kind.name for reading in readings if reading.extract}
    if not kinds & ON_PEOPLE or "personnes" in kinds:
        return ""
    unknown = sum(
        outcomes[r.received.identifier].counts.ecartees
        for r in readings
        if r.extract and r.extract.kind.name in ON_PEOPLE
    )
    if not unknown:
        return ""
    return (
        f"{french.counted(unknown, 'ligne concerne', 'lignes concernent')} des personnes absentes de la base. "
        "Si leur fichier n'est pas encore chargé, déposez-le en même temps : il sera importé en premier."
    )
