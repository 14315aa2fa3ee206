"""What an import has just done, the lines to correct, and how to take it all back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.context import Context
from pages.parts.downloads import file_button
from pages.parts.fates_bar import fates_bar
from pages.parts.figures import show_as_it_is
from pages.parts.import_next import next_steps
from pages.parts.import_problems import HANDED_BACK, refused_buttons
from pages.parts.import_undo import said_undone, undo_form
from pages.parts.pending_imports import Loaded
from pages.parts.plain import plain
from visa_data import french
from visa_data.exports.tables import csv_bytes
from visa_data.extracts.answers.consents import REFUSALS, refusals_sentence, refusing
from visa_data.extracts.loading.accounts import FATE_HEADERS, counts_sentence, fates_of, lines_to_correct
from visa_data.extracts.loading.outcome import Counts, Outcome
from visa_data.roles import Permission


def result_block(context: Context, loaded: Sequence[Loaded]) -> DeltaGenerator | None:
    """What the import did in all, then by file; what comes next; the lines to correct as a file; its undo.

    Gives where `duplicates_step` goes.
    """
    said_undone()
    if not loaded:
        return None
    st.header("Import terminé", anchor=False)
    for one in loaded:
        if one.outcome is None:
            message = f"« {one.name} » n'a pas été importé, rien n'en a été écrit. {one.failure}"
            st.error(plain(message), icon="⚠️")
    outcomes = [one.outcome for one in loaded if one.outcome]
    if not outcomes:
        return None
    changed = [outcome for outcome in outcomes if outcome.import_id is not None]
    refusals = sum(len(refusing(one.problems)) for one in outcomes)
    told = f"{counts_sentence(total(outcomes))} {refusals_sentence(refusals)}".strip()
    if changed:
        done = french.counted(len(changed), "fichier importé", "fichiers importés")
        st.success(plain(f"{done}. {told}"))
    else:
        st.info(plain(f"Rien à changer : tout est déjà dans la base. {told}"))
    fates_bar(total(outcomes), refusals)
    if len(outcomes) > 1:
        show_as_it_is(_by_file(outcomes), "Ce qui a été importé, par fichier", key="resultat_import")
    for outcome in outcomes:
        if outcome.erased_people:
            erased = french.counted(outcome.erased_people, "personne effacée", "personnes effacées")
            st.warning(plain(f"« {outcome.file_name} » : {erased} pour consentement refusé ou retiré."))
        if outcome.closed:
            closed = french.counted(outcome.closed, "absent fermé", "absents fermés")
            st.info(plain(f"« {outcome.file_name} », fichier complet : {closed}."))
        if outcome.gone:
            st.warning(plain(f"« {outcome.file_name} ». {outcome.gone}"), icon="⚠️")
    place = next_steps(context, loaded)
    _to_correct(loaded, outcomes)
    _undo(context, [outcome.import_id for outcome in outcomes if outcome.import_id is not None])
    return place


def _to_correct(loaded: Sequence[Loaded], outcomes: Sequence[Outcome]) -> None:
    """The lines that did not enter and can be put right: as their files write them, then all as one list."""
    handed_back = [one for one in loaded if one.outcome is not None and one.refused]
    if handed_back:
        st.markdown("**Lignes refusées, à corriger et à redéposer**")
        row = st.container(horizontal=True)
        for place, one in enumerate(handed_back):
            assert one.outcome is not None
            rows, label = partial(list, one.refused), f"{plain(one.name)} :"
            refused_buttons(row, one.name, one.outcome, rows, one.separator, key=f"fait_{place}", label=label)
        st.caption(plain(HANDED_BACK))
    lines = lines_to_correct(outcomes)
    lines = lines[~lines["motif"].isin(REFUSALS)]
    if lines.empty:
        st.markdown("Aucune ligne à corriger.")
        return
    file_button(
        "Télécharger la liste des problèmes (CSV)",
        lambda: csv_bytes(lines),
        "visa_lignes_a_corriger.csv",
        key="lignes_a_corriger",
        people=len(lines),
        note="Fichier, ligne, colonne, valeur, motif et suggestion : de quoi corriger à la source. Ces valeurs ne "
        "sont pas gardées : téléchargez-les maintenant.",
    )


def _undo(context: Context, made: Sequence[int]) -> None:
    """All that was just imported, taken back at once; what it would do is read first."""
    if not made or not context.role.may(Permission.UNDO_IMPORT):
        return
    several = len(made) > 1
    label = f"Tout annuler : {french.counted(len(made), 'import')}" if several else "Annuler cet import"
    if st.toggle(plain(label), key="annuler_le_depot"):
        undo_form(context, made, key="depot")


def total(outcomes: Sequence[Outcome]) -> Counts:
    """The counts of several files added up."""
    return Counts(*(sum(fates_of(outcome.counts)[name] for outcome in outcomes) for name in FATE_HEADERS))


def _by_file(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Fichier": outcome.file_name, "Lues": outcome.counts.lues}
            | {FATE_HEADERS[name]: number for name, number in fates_of(outcome.counts).items()}
            for outcome in outcomes
        ]
    )
