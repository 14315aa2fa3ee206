"""The imports made, why lines were refused, and taking the last one back."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from pages.parts.context import Context, stop_with
from pages.parts.plain import plain
from pages.parts.sidebar import follow_the_data
from visa_data import french
from visa_data.errors import Severity, VisaError
from visa_data.extracts.accounts import SEVERITY_WORDS, undo_sentence
from visa_data.extracts.history import history, reported_lines, undo_last
from visa_data.extracts.kinds import KINDS

HEADERS = {
    "id": "N°",
    "horodatage": "Importé le",
    "fichier": "Fichier",
    "type": "Ce que c'est",
    "lues": "Lues",
    "ajoutees": "Ajoutées",
    "modifiees": "Modifiées",
    "inchangees": "Inchangées",
    "ecartees": "Écartées",
    "rejetees": "Rejetées",
    "avertissements": "À vérifier",
    "annule_le": "Annulé le",
}
UNDONE = "_import_annule"


def history_block(context: Context, *, may_undo: bool) -> None:
    """The table of imports; for those who may import, the causes of one and the undo of the last."""
    st.subheader("Historique des imports", anchor=False)
    imports = history(context.base)
    if imports.empty:
        st.markdown("Aucun import n'a encore été fait dans cette base.")
        return
    st.dataframe(_written(imports), hide_index=True, width="stretch", key="historique_imports")
    st.caption(
        "Lues = ajoutées + modifiées + inchangées + écartées + rejetées. Un fichier qui ne change rien n'est pas "
        "inscrit. Qui a importé n'est pas enregistré."
    )
    if may_undo:
        _causes(context, imports)
        _undo(context, imports)


def _written(imports: pd.DataFrame) -> pd.DataFrame:
    shown = imports[list(HEADERS)].copy()
    for name in ("horodatage", "annule_le"):
        shown[name] = [
            "" if pd.isna(value) else french.moment(pd.Timestamp(value).to_pydatetime())
            for value in shown[name]
        ]
    shown["type"] = [KINDS[name].label if name in KINDS else name for name in shown["type"]]
    return shown.rename(columns=HEADERS)


def _causes(context: Context, imports: pd.DataFrame) -> None:
    reported = imports[imports[["ecartees", "rejetees", "avertissements"]].sum(axis=1) > 0]
    if reported.empty:
        return
    files = dict(zip(reported["id"], reported["fichier"], strict=True))
    chosen = st.selectbox(
        "Lignes signalées par l'import",
        list(files),
        index=None,
        format_func=lambda number: f"n° {number} : {files[number]}",
        placeholder="Choisir un import",
        key="import_causes",
        width=520,
    )
    if chosen is None:
        return
    frame = reported_lines(context.base, int(chosen))
    shown = pd.DataFrame(
        {
            "Cause": frame["motif"],
            "Colonne": frame["colonne"],
            "Nombre": frame["nombre"],
            "Premières lignes": frame["lignes"],
            "Ce qu'il en est advenu": [SEVERITY_WORDS[Severity(value)] for value in frame["gravite"]],
        }
    )
    st.dataframe(shown, hide_index=True, width="stretch")


def _undo(context: Context, imports: pd.DataFrame) -> None:
    done = st.session_state.pop(UNDONE, None)
    if done:
        st.success(plain(done))
    standing = imports[imports["annule_le"].isna()]
    if standing.empty:
        return
    last = standing.iloc[0].to_dict()
    with st.expander("Annuler le dernier import"):
        st.markdown(plain(undo_sentence(last)))
        sure = st.checkbox("J'ai lu, je veux l'annuler", key=f"annuler_sur_{last['id']}")
        if st.button("Annuler le dernier import", key="annuler_import", disabled=not sure):
            try:
                undone = undo_last(context.base, at=datetime.now())
            except VisaError as error:
                stop_with(error)
            st.session_state[UNDONE] = (
                f"Import n° {undone.import_id} annulé (« {undone.file_name} ») : "
                f"{french.counted(undone.removed, 'ligne retirée', 'lignes retirées')}, "
                f"{french.counted(undone.restored, 'ligne rétablie', 'lignes rétablies')}."
            )
            follow_the_data()
            st.rerun()
