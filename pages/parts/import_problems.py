"""The lines of a file that are refused or doubtful: by cause, one by one, and to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from visa_data import french
from visa_data.errors import Severity
from visa_data.extracts import accounts
from visa_data.extracts.outcome import Outcome
from visa_data.extracts.refused_lines import refused_csv, refused_numbers, refused_workbook

SHOWN = 500
HANDED_BACK = (
    "Les lignes sont celles de votre fichier, noms et téléphones compris : elles vont de votre fichier à votre poste, "
    "sans être enregistrées ici. Corrigez-les, puis redéposez le fichier : les deux colonnes ajoutées sont ignorées."
)
# Pixels: reasons and suggestions are read whole on a screen of 1920.
CAUSE_WIDTHS = {
    "Cause": 380,
    "Ce qu'il en advient": 130,
    "Colonne": 150,
    "Nombre": 70,
    "Lignes": 190,
    "Valeurs": 150,
    "Suggestion": 300,
}
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def problems_block(outcome: Outcome, *, key: str) -> None:
    """Reported lines by cause, the most frequent first, then one by one on request."""
    if not outcome.problems:
        st.markdown("Aucune ligne à signaler.")
        return
    rejected = any(p.severity is Severity.REJECTED for p in outcome.problems)
    st.markdown(
        "**Lignes signalées, par cause**"
        + (" : corrigez-les et redéposez-les, rien ne sera compté deux fois." if rejected else "")
    )
    st.dataframe(
        accounts.causes(outcome.problems),
        hide_index=True,
        width="stretch",
        key=f"causes_{key}",
        column_config={name: st.column_config.Column(width=width) for name, width in CAUSE_WIDTHS.items()},
    )
    st.caption(accounts.SEVERITY_NOTE)
    if st.toggle("Voir chaque ligne signalée", key=f"chaque_{key}"):
        lines = accounts.each_line(outcome.problems)
        st.dataframe(lines.head(SHOWN), hide_index=True, width="stretch", key=f"lignes_{key}")
        if len(lines) > SHOWN:
            st.caption(f"Les {SHOWN} premières sur {french.number(len(lines))}.")


def refused_download(
    name: str,
    outcome: Outcome,
    rows: Callable[[], Sequence[Sequence[str]]],
    separator: str,
    *,
    key: str,
) -> None:
    """Buttons to take the refused lines away as the file writes them; separator: "" for a workbook."""
    number = len(refused_numbers(outcome.problems))
    if not number:
        return
    stem = name.rsplit(".", 1)[0]
    label = french.counted(number, "ligne refusée", "lignes refusées")
    row = st.container(horizontal=True)
    if not separator:
        row.download_button(
            f"Télécharger {label} à corriger (XLSX)",
            data=lambda: refused_workbook(rows()),
            file_name=f"{stem}_a_corriger.xlsx",
            mime=WORKBOOK_TYPE,
            key=f"refusees_xlsx_{key}",
            help=HANDED_BACK,
        )
    row.download_button(
        f"Télécharger {label} à corriger (CSV)",
        data=lambda: refused_csv(rows(), separator),
        file_name=f"{stem}_a_corriger.csv",
        mime="text/csv",
        key=f"refusees_csv_{key}",
        help=HANDED_BACK,
    )
    st.caption(HANDED_BACK)
