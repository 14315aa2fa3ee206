"""The imports made: who, when, what was recognised, why lines were refused; and taking one back."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from pages.parts.card_html import small_table
from pages.parts.context import Context
from pages.parts.figures import show_as_it_is
from pages.parts.import_undo import undo_form
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.errors import Severity
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.loading.accounts import FATE_HEADERS, fate_words
from visa_data.extracts.loading.drops import drops
from visa_data.extracts.loading.history import history, reported_lines
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


def history_block(context: Context) -> None:
    """The table of imports, the detail of one; its undo for those who may."""
    st.header("Historique des imports", anchor=False)
    imports = history(context.base)
    if imports.empty:
        st.markdown("Aucun import n'a encore été fait dans cette base.")
        return
    show_as_it_is(
        _written(imports),
        "Les imports, du plus récent au plus ancien",
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


def _detail(context: Context, imports: pd.DataFrame) -> None:
    """What was recognised in one import, the columns taken, and the lines reported."""
    rows = {int(row["id"]): row for _, row in imports.iterrows()}
    number = st.selectbox(
        "Voir un import en détail",
        list(rows),
        index=None,
        format_func=lambda number: f"n° {number} : {rows[number]['fichier']}",
        placeholder="Choisir un import",
        key="import_detail",
        width=520,
    )
    if number is None:
        return
    row = rows[number]
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
                fate_words(Severity(str(line.gravite)), str(line.motif)),
            )
            for line in reported.itertuples()
        ]
        headers = ("Cause", "Colonne", "Nombre", "Premières lignes", "Ce qu'il en est advenu")
        st.html(small_table(headers, rows, caption="Lignes signalées", right=(2,)))


def _undo(context: Context, imports: pd.DataFrame) -> None:
    """A whole drop, or any import, whose data nobody changed since."""
    standing = imports[imports["annule_le"].isna()]
    if standing.empty:
        return
    choices = {drop.imports: drop.label for drop in drops(imports)}
    choices |= {(row.id,): f"n° {row.id} : {row.fichier}" for row in standing.itertuples()}
    chosen = st.selectbox(
        "Annuler un import, ou tout un dépôt",
        list(choices),
        index=None,
        format_func=lambda numbers: choices[numbers],
        placeholder="Choisir un import ou un dépôt",
        key="import_a_annuler",
        width=520,
    )
    if chosen is not None:
        undo_form(context, chosen, key="historique")
