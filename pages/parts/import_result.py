"""What an import has just done, and the lines to correct."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.downloads import file_button
from pages.parts.fates_bar import fates_bar
from pages.parts.import_problems import HANDED_BACK, refused_buttons
from pages.parts.pending_imports import Loaded
from pages.parts.plain import plain
from visa_data import french
from visa_data.exports.tables import csv_bytes
from visa_data.extracts.loading.accounts import FATE_HEADERS, counts_sentence, fates_of, lines_to_correct
from visa_data.extracts.loading.outcome import Counts, Outcome


def result_block(loaded: Sequence[Loaded]) -> None:
    """What the import did in all, then by file; the rejected and set-aside lines as a file to correct."""
    if not loaded:
        return
    st.subheader("Import terminé", anchor=False)
    for one in loaded:
        if one.outcome is None:
            message = f"« {one.name} » n'a pas été importé, rien n'en a été écrit. {one.failure}"
            st.error(plain(message), icon="⚠️")
    outcomes = [one.outcome for one in loaded if one.outcome]
    if not outcomes:
        return
    changed = [outcome for outcome in outcomes if outcome.import_id is not None]
    if changed:
        done = french.counted(len(changed), "fichier importé", "fichiers importés")
        st.success(plain(f"{done}. {counts_sentence(total(outcomes))}"))
    else:
        st.info(plain(f"Rien à changer : tout est déjà dans la base. {counts_sentence(total(outcomes))}"))
    fates_bar(total(outcomes))
    if len(outcomes) > 1:
        st.dataframe(_by_file(outcomes), hide_index=True, width="stretch", key="resultat_import")
    for outcome in outcomes:
        if outcome.erased_people:
            erased = french.counted(outcome.erased_people, "personne effacée", "personnes effacées")
            st.warning(plain(f"« {outcome.file_name} » : {erased} pour consentement refusé ou retiré."))
        if outcome.closed:
            closed = french.counted(outcome.closed, "absent fermé", "absents fermés")
            st.info(plain(f"« {outcome.file_name} », fichier complet : {closed}."))
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
    if lines.empty:
        st.markdown("Aucune ligne rejetée ni écartée.")
        return
    file_button(
        "Télécharger la liste des problèmes (CSV)",
        lambda: csv_bytes(lines),
        "visa_lignes_a_corriger.csv",
        key="lignes_a_corriger",
        note="Fichier, ligne, colonne, valeur, motif et suggestion : de quoi corriger à la source. Ces valeurs ne "
        "sont pas gardées : téléchargez-les maintenant.",
    )


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
