"""What a file would change in the base, before anything is written: fields, and who is absent."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.parts.downloads import csv_button
from pages.parts.figures import show_as_it_is
from pages.parts.import_asked import closing_key, complete_key, day_key
from pages.parts.pending_imports import Reading
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import Kind
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.load import Foreseen

SHOWN = 200
MODIFIED_HEADERS = {
    "ligne": "Ligne",
    "donnee": "Donnée",
    "avant": "Avant",
    "apres": "Après",
}
VANISHED_HEADERS = {
    "jour": "Jour",
    "import_id": "Import n°",
    "fichier": "Fichier",
}
EXTENTS = {"partiel": "Partiel : les absents restent comme ils sont", "complet": "Complet : tout y est"}


def _identified(kind: Kind) -> dict[str, str]:
    """What identifies a line: somebody's reference, or what the line is about."""
    return {"identifiant": "Référence" if kind.table.people else "Identifiant"}


def changed_values(reading: Reading, extract: Extract, foreseen: Foreseen) -> None:
    """Each modified line, field by field: the first ones here, all of them as a file."""
    modified = foreseen.modified.rename(columns=_identified(extract.kind) | MODIFIED_HEADERS)
    if modified.empty:
        st.markdown("Aucune ligne connue ne change de valeur.")
        return
    if foreseen.outcome.rows.names:
        modified["Ligne"] = modified["Ligne"].map(foreseen.outcome.rows.row)
    values = french.counted(len(modified), "valeur change", "valeurs changent")
    lines = french.counted(modified["Ligne"].nunique(), "ligne modifiée", "lignes modifiées")
    st.markdown(marked("**Avant, après** : {} dans {}.", values, lines))
    sentence = accounts.changes_sentence(extract.kind, foreseen.outcome.changes)
    if sentence:
        st.markdown(plain(sentence))
    show_as_it_is(
        modified.head(SHOWN),
        "Avant, après",
        key=f"avant_apres_{reading.received.identifier}",
    )
    if len(modified) > SHOWN:
        st.caption(plain(f"Les {SHOWN} premières valeurs sur {french.number(len(modified))}."))
    csv_button(
        "Télécharger toutes les valeurs modifiées (CSV)",
        modified,
        "visa_avant_apres",
        key=f"telecharger_avant_apres_{reading.received.identifier}",
    )


def vanished_block(reading: Reading, extract: Extract, foreseen: Foreseen) -> None:
    """What an earlier file brought for the same days, and this one no longer holds."""
    if foreseen.vanished.empty:
        return
    st.markdown(marked("**Disparues** : {}", foreseen.outcome.gone))
    frame = foreseen.vanished.rename(columns=_identified(extract.kind) | VANISHED_HEADERS)
    with st.expander(plain(f"Voir la liste ({french.number(len(frame))})")):
        show_as_it_is(
            frame.head(SHOWN),
            "Lignes disparues",
            key=f"disparues_{reading.received.identifier}",
            column_config={"Jour": st.column_config.DateColumn(format="DD/MM/YYYY")},
        )
        if len(frame) > SHOWN:
            st.caption(plain(f"Les {SHOWN} premières lignes sur {french.number(len(frame))}."))
        csv_button(
            "Télécharger les lignes disparues (CSV)",
            frame,
            "visa_disparues",
            key=f"telecharger_disparues_{reading.received.identifier}",
        )


def absent_block(reading: Reading, extract: Extract, foreseen: Foreseen) -> None:
    """Who is absent from the file, and whether a complete file closes them."""
    absent = foreseen.absent
    if absent is None:
        return
    received = reading.received
    if len(absent):
        st.markdown(marked("**Absents** : {}", accounts.absences_sentence(extract.kind, absent)))
        headers = _identified(extract.kind) | {"detail": "Précision", "depuis": "Depuis"}
        frame = absent.frame.rename(columns=headers)
        with st.expander(plain(f"Voir la liste ({french.number(len(absent))})")):
            show_as_it_is(
                frame.head(SHOWN),
                "Absents du fichier",
                key=f"absents_{received.identifier}",
                column_config={"Depuis": st.column_config.DateColumn(format="DD/MM/YYYY")},
            )
            if len(frame) > SHOWN:
                st.caption(plain(f"Les {SHOWN} premières lignes sur {french.number(len(frame))}."))
            csv_button(
                "Télécharger les absents (CSV)",
                frame,
                "visa_absents",
                key=f"telecharger_absents_{received.identifier}",
            )
    closing = extract.kind.closing
    if closing is None or not (len(absent) or foreseen.outcome.closed):
        return
    extent = st.radio(
        "Ce fichier est-il complet ?",
        list(EXTENTS),
        format_func=lambda extent: plain(EXTENTS[extent]),
        horizontal=True,
        key=complete_key(received),
    )
    if extent != "complet":
        return
    day, box = st.columns([1, 3], vertical_alignment="bottom")
    day.date_input(
        plain(closing.on),
        value=date.today(),
        max_value=date.today(),
        format="DD/MM/YYYY",
        key=day_key(received),
    )
    box.checkbox(
        plain(
            f"{closing.verb} {french.counted(len(absent), closing.one, closing.many)} : "
            "cela s'annule avec l'import"
        ),
        key=closing_key(received),
    )
