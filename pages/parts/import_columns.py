"""How a file was understood, and every way to have it read otherwise: reading, kind, columns, wordings."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.figures import show_as_it_is
from pages.parts.import_asked import (
    choice_key,
    column_key,
    constant_key,
    correct_key,
    corrections_key,
    kind_key,
)
from pages.parts.pending_imports import Reading, forget_columns
from pages.parts.plain import plain
from visa_data import french
from visa_data.extracts.answers.choices import Alternative
from visa_data.extracts.answers.corrections import Proposal
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import KINDS, ZONES, Field
from visa_data.extracts.loading import accounts
from visa_data.extracts.received_files import Received

# Cells of these columns are not shown as samples: a person, or where a person lives.
NO_SAMPLES = {"reference", "latitude", "longitude", "position", "parrain", "geometrie"}
PROPOSALS_SHOWN = 20


def matched_columns(extract: Extract) -> None:
    """The columns taken, with confidence and samples; those never stored; those not recognised."""
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
    show_as_it_is(matched, "Colonnes prises", height="content")
    if seen.excluded:
        st.markdown("**Colonnes jamais enregistrées**")
        excluded = pd.DataFrame(
            [{"Colonne du fichier": column.header, "Pourquoi": column.reason} for column in seen.excluded]
        )
        show_as_it_is(excluded, "Colonnes jamais enregistrées")
    if seen.ignored:
        ignored = french.listed([f"« {header} »" for header in seen.ignored])
        st.markdown(plain(f"Colonnes non reconnues, laissées de côté : {ignored}."))


def other_readings(reading: Reading, alternatives: Sequence[Alternative]) -> None:
    """A button for each other way to read the file, and one to come back to the way proposed."""
    if not alternatives and reading.choice is None:
        return
    st.markdown("**Ce fichier peut se lire autrement**")
    row = st.container(horizontal=True)
    for place, alternative in enumerate(alternatives):
        row.button(
            plain(alternative.label),
            key=f"autre_{reading.received.identifier}_{place}",
            on_click=st.session_state.__setitem__,
            args=(choice_key(reading.received), alternative.choice),
        )
    if reading.choice is not None:
        row.button(
            "Revenir à la lecture proposée",
            key=f"autre_{reading.received.identifier}_aucune",
            on_click=st.session_state.pop,
            args=(choice_key(reading.received), None),
        )


def near_misses(reading: Reading, extract: Extract, found: Sequence[Proposal]) -> None:
    """Wordings that nearly read: accepted for the whole file, which is then read again."""
    labels = {field.name: field.label for field in extract.kind.fields}
    accepted = [
        Proposal(correction, labels.get(correction.field, correction.field), lines)
        for correction, lines in extract.recognition.corrections.items()
    ]
    if not found and not accepted:
        return
    key = corrections_key(reading.received)
    with st.form(f"formulaire_{key}", border=True):
        st.markdown("**Valeurs mal écrites : voulez-vous les lire autrement ?**")
        checked = [
            proposal.correction
            for place, proposal in enumerate([*accepted, *found][:PROPOSALS_SHOWN])
            if st.checkbox(
                plain(proposal.sentence),
                value=proposal in accepted,
                key=f"{key}_{proposal.correction.field}_{proposal.correction.raw}_{place < len(accepted)}",
            )
        ]
        if len(accepted) + len(found) > PROPOSALS_SHOWN:
            st.caption(
                plain(f"Les {PROPOSALS_SHOWN} plus fréquentes ; les autres suivront une fois celles-ci lues.")
            )
        if st.form_submit_button("Relire le fichier avec ces choix"):
            st.session_state[key] = tuple(checked)
            st.rerun()


def forgetting(context: Context, reading: Reading, extract: Extract) -> None:
    """Where the columns were taken from an earlier import: how to have them recognised anew."""
    remembered = extract.recognition.remembered
    if remembered is not None and st.button(
        "Oublier cette correspondance des colonnes",
        key=f"oublier_{reading.received.identifier}",
        help="Les fichiers de cette forme seront de nouveau reconnus tout seuls. Rien de ce qui est importé ne change.",
    ):
        forget_columns(context, reading, remembered)
        st.rerun()


def kind_choice(reading: Reading) -> None:
    """A list of kinds, to say by hand what the file is."""
    names = ["", *KINDS]
    st.selectbox(
        "Ce n'est pas le bon type ? Choisissez-le",
        names,
        index=names.index(reading.kind),
        format_func=lambda name: KINDS[name].label if name else "Reconnu tout seul",
        key=kind_key(reading.received),
        width=420,
    )


def column_choice(reading: Reading) -> None:
    """A list a field, to say by hand which column gives it."""
    if not reading.corrected_kind or reading.corrected_kind == ZONES.name:
        return
    if not st.toggle("Corriger les colonnes", key=correct_key(reading.received)):
        return
    st.caption(
        "Le fichier est relu aussitôt. Une colonne jamais enregistrée ne peut pas être choisie. À l'import, votre choix "
        "de colonnes est retenu pour les prochains fichiers qui ont les mêmes ; une valeur donnée pour tout le fichier "
        "ne l'est pas."
    )
    fields = KINDS[reading.corrected_kind].fields
    columns = st.columns(3)
    for place, field in enumerate(fields):
        found = reading.recognised.get(field.name, "")
        options = list(dict.fromkeys(["", *reading.headers]))
        header = columns[place % 3].selectbox(
            plain(field.label + (" (obligatoire)" if field.required else "")),
            options,
            index=options.index(found),
            format_func=lambda header: header or "Aucune",
            key=column_key(reading.received, field.name),
        )
        if field.constant and not header:
            with columns[place % 3]:
                _same_for_all(reading.received, field)


def _same_for_all(received: Received, field: Field) -> None:
    """One value for the whole file, where no column gives a field: a list of terms, else a text."""
    label = plain(f"{field.label} : la même valeur pour tout le fichier")
    key = constant_key(received, field.name)
    terms = field.format.terms
    if terms is None:
        st.text_input(
            plain(label),
            key=key,
            placeholder="par exemple 16/03/2020" if field.name != "annee" else "par exemple 2022",
        )
        return
    admitted = [t for t in terms if field.constant == "*" or t.value in field.constant.split("|")]
    st.selectbox(
        plain(label),
        ["", *(term.value for term in admitted)],
        format_func=lambda code: plain(terms(code).label) if code else "Aucune",
        key=key,
    )
