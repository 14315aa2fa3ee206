"""The imports made: who, when, what was recognised, why lines were refused; and taking one back."""

from __future__ import annotations

import json
from datetime import datetime

import pandas as pd
import streamlit as st

from pages.parts.card_html import small_table
from pages.parts.context import Context, stop_with
from pages.parts.plain import marked, plain
from pages.parts.sidebar import follow_the_data
from visa_data import french
from visa_data.errors import Severity, VisaError
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.loading.accounts import FATE_HEADERS, SEVERITY_WORDS, undo_sentence
from visa_data.extracts.loading.history import (
    blocked_sentence,
    history,
    reported_lines,
    undo_import,
    undo_preview,
)
from visa_data.roles import Permission, author_label

HEADERS = {
    "id": "N°",
    "horodatage": "Importé le",
    "fait_par": "Par",
    "fichier": "Fichier",
    "type": "Ce que c'est",
    "lues": "Lues",
    **FATE_HEADERS,
    "avertissements": "À vérifier",
    "fermees": "Fermés",
    "annule_le": "Annulé le",
}
# Pixels: the whole line is read on a screen of 1920 without scrolling.
WIDTHS = {
    "N°": 45,
    "Importé le": 140,
    "Par": 105,
    "Fichier": 200,
    "Ce que c'est": 145,
    "Lues": 60,
    "Ajoutées": 80,
    "Modifiées": 84,
    "Inchangées": 92,
    "Écartées": 78,
    "Rejetées": 78,
    "À vérifier": 82,
    "Fermés": 66,
    "Annulé le": 135,
}
UNDONE = "_import_annule"


def history_block(context: Context) -> None:
    """The table of imports, the detail of one; its undo for those who may."""
    st.subheader("Historique des imports", anchor=False)
    imports = history(context.base)
    if imports.empty:
        st.markdown("Aucun import n'a encore été fait dans cette base.")
        return
    st.dataframe(
        _written(imports),
        hide_index=True,
        width="stretch",
        key="historique_imports",
        column_config={name: st.column_config.Column(width=width) for name, width in WIDTHS.items()},
    )
    st.caption(
        "Lues = ajoutées + modifiées + inchangées + écartées + rejetées. Un fichier qui ne change rien n'est pas "
        "inscrit. « Par » est une fonction, jamais un nom. Fermés : absents d'un fichier déclaré complet."
    )
    _detail(context, imports)
    if context.role.may(Permission.UNDO_IMPORT):
        _undo(context, imports)


def _written(imports: pd.DataFrame) -> pd.DataFrame:
    shown = imports[list(HEADERS)].copy()
    for name in ("horodatage", "annule_le"):
        shown[name] = [
            "" if pd.isna(value) else f"{pd.Timestamp(value):%d/%m/%Y %H:%M}" for value in shown[name]
        ]
    shown["fait_par"] = [author_label(code) for code in shown["fait_par"]]
    shown["type"] = [KINDS[name].label if name in KINDS else name for name in shown["type"]]
    return shown.rename(columns=HEADERS)


def _chosen(label: str, imports: pd.DataFrame, key: str) -> pd.Series | None:
    rows = {int(row["id"]): row for _, row in imports.iterrows()}
    number = st.selectbox(
        plain(label),
        list(rows),
        index=None,
        format_func=lambda number: f"n° {number} : {rows[number]['fichier']}",
        placeholder="Choisir un import",
        key=key,
        width=520,
    )
    return rows.get(number) if number is not None else None


def _detail(context: Context, imports: pd.DataFrame) -> None:
    """What was recognised in one import, the columns taken, and the lines reported."""
    row = _chosen("Voir un import en détail", imports, "import_detail")
    if row is None:
        return
    seen = json.loads(row["reconnaissance"])
    labels = {field.name: field.label for field in KINDS[row["type"]].fields}
    st.markdown(plain(f"Empreinte du fichier (SHA-256) : {row['empreinte']}"))
    if not pd.isna(row["complet_au"]):
        day = french.day(pd.Timestamp(row["complet_au"]).date())
        st.markdown(plain(f"Fichier complet : absents fermés au {day}."))
    for notice in seen.get("avis", []):
        st.markdown(marked("– {}", notice))
    columns, causes = st.columns([1, 2])
    with columns:
        taken = [(labels.get(name, name), header) for name, header in seen.get("colonnes", {}).items()]
        st.html(small_table(["Donnée", "Colonne du fichier"], taken, caption="Colonnes prises"))
    with causes:
        reported = reported_lines(context.base, int(row["id"]))
        if reported.empty:
            st.markdown("Aucune ligne signalée.")
            return
        rows = [
            (
                str(line.motif),
                str(line.colonne),
                french.number(int(line.nombre)),
                str(line.lignes),
                SEVERITY_WORDS[Severity(str(line.gravite))],
            )
            for line in reported.itertuples()
        ]
        headers = ("Cause", "Colonne", "Nombre", "Premières lignes", "Ce qu'il en est advenu")
        st.html(small_table(headers, rows, caption="Lignes signalées", right=(2,)))


def _undo(context: Context, imports: pd.DataFrame) -> None:
    """Any import whose data nobody changed since, after what it would take back was read."""
    done = st.session_state.pop(UNDONE, None)
    if done:
        st.success(plain(done))
    standing = imports[imports["annule_le"].isna()]
    if standing.empty:
        return
    row = _chosen("Annuler un import", standing, "import_a_annuler")
    if row is None:
        return
    preview = undo_preview(context.base, int(row["id"]))
    if preview.blockers:
        st.warning(plain(f"Cet import ne peut pas être annulé seul : {blocked_sentence(preview)}"))
        return
    st.markdown(plain(undo_sentence(preview)))
    sure = st.checkbox("J'ai lu, je veux l'annuler", key=f"annuler_sur_{preview.import_id}")
    if not st.button("Annuler cet import", key="annuler_import", disabled=not sure):
        return
    context.role.require(Permission.UNDO_IMPORT)
    try:
        undone = undo_import(context.base, preview.import_id, at=datetime.now())
    except VisaError as error:
        stop_with(error)
    st.session_state[UNDONE] = (
        f"Import n° {undone.import_id} annulé (« {undone.file_name} ») : "
        f"{french.counted(undone.removed, 'ligne retirée', 'lignes retirées')}, "
        f"{french.counted(undone.restored, 'ligne rétablie', 'lignes rétablies')}."
    )
    follow_the_data()
    st.rerun()
