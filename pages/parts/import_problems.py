"""The lines of a file that are refused or doubtful: by cause, one by one, and to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.card_html import small_table
from pages.parts.downloads import file_button
from pages.parts.figures import show_as_it_is
from pages.parts.plain import plain
from visa_data import french
from visa_data.errors import Severity
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading.refused_lines import refused_csv, refused_numbers, refused_workbook

SHOWN = 500
HANDED_BACK = (
    "Les lignes sont celles de votre fichier, noms et téléphones compris : elles vont de votre fichier à votre poste, "
    "sans être enregistrées ici. Corrigez-les, puis redéposez le fichier : les deux colonnes ajoutées sont ignorées."
)
CAUSES_SHOWN = 30


def problems_block(outcome: Outcome, *, key: str) -> None:
    """Reported lines by cause, the most frequent first, then one by one on request."""
    if not outcome.problems:
        st.markdown("Aucune ligne à signaler.")
        return
    rejected = any(p.severity is Severity.REJECTED for p in outcome.problems)
    st.markdown(
        "**Lignes signalées, par cause** : corrigez-les et redéposez-les, rien ne sera compté deux fois."
        if rejected
        else "**Lignes signalées, par cause**"
    )
    causes = accounts.causes(outcome.problems, outcome.rows)
    rows = [[str(value) for value in row] for row in causes.head(CAUSES_SHOWN).itertuples(index=False)]
    st.html(small_table(list(causes.columns), rows, right=(causes.columns.get_loc("Nombre"),)))
    if len(causes) > CAUSES_SHOWN:
        st.caption(plain(f"Les {CAUSES_SHOWN} causes les plus fréquentes sur {french.number(len(causes))}."))
    st.caption(plain(accounts.SEVERITY_NOTE))
    if st.toggle("Voir chaque ligne signalée", key=f"chaque_{key}"):
        lines = accounts.each_line(outcome.problems, outcome.rows)
        show_as_it_is(lines.head(SHOWN), "Chaque ligne signalée", key=f"lignes_{key}")
        if len(lines) > SHOWN:
            st.caption(plain(f"Les {SHOWN} premières sur {french.number(len(lines))}."))


def refused_download(
    name: str,
    outcome: Outcome,
    rows: Callable[[], Sequence[Sequence[str]]],
    separator: str,
    *,
    key: str,
) -> None:
    """Buttons to take the refused lines away as the file writes them, named after it, and what they hold."""
    if refused_numbers(outcome.problems):
        refused_buttons(st.container(horizontal=True), name, outcome, rows, separator, key=key)
        st.caption(HANDED_BACK)


def refused_buttons(
    row: DeltaGenerator,
    name: str,
    outcome: Outcome,
    rows: Callable[[], Sequence[Sequence[str]]],
    separator: str,
    *,
    key: str,
    label: str = "Télécharger",
) -> None:
    """The buttons alone, in a row of buttons. separator: French name, "" for a workbook."""
    stem = name.rsplit(".", 1)[0]
    number = len(refused_numbers(outcome.problems))
    label = f"{label} {french.counted(number, 'ligne refusée', 'lignes refusées')}"
    if not separator:
        file_button(
            f"{label} (XLSX)",
            lambda: refused_workbook(rows()),
            f"{stem}_a_corriger.xlsx",
            key=f"refusees_xlsx_{key}",
            place=row,
            people=number,
        )
    file_button(
        f"{label} (CSV)",
        lambda: refused_csv(rows(), separator),
        f"{stem}_a_corriger.csv",
        key=f"refusees_csv_{key}",
        place=row,
        people=number,
    )
