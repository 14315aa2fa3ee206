"""The journal, for who keeps watch: whether its chain is whole, its lines by day and by act, its file."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from pages.parts.context import Context
from pages.parts.downloads import file_button
from pages.parts.figures import show_as_it_is
from pages.parts.plain import plain
from visa_data import environment, french
from visa_data.acts import Acte
from visa_data.exports.tables import csv_bytes
from visa_data.journal.listing import COLUMNS, journal_lines
from visa_data.journal.verifying import verify
from visa_data.roles import Permission
from visa_data.settings import time_zone

SHOWN = 500
"""Lines on the page; the file has them all."""
DAYS = 28
MEANING = (
    "Chaque ligne dit une fonction, l'empreinte de qui s'est connecté, l'heure, l'acte ; jamais un nom, ni de quelles "
    "personnes il s'agit. Une ligne ne se modifie pas : chacune porte l'empreinte de la précédente, et celle qui "
    "manquerait se verrait. Qui peut écrire le fichier de la base peut récrire la chaîne entière : le sceau de la dernière "
    "ligne, gardé ailleurs (un export, un certificat, une sauvegarde), le montrerait (commande « journal --verifier --sceau … »)."
)


def journal_section(context: Context) -> None:
    """For who may read the journal; the line that says so is written when its file leaves."""
    context.role.require(Permission.READ_JOURNAL)
    st.header("Le journal", anchor=False, help=plain(MEANING))
    zone = time_zone(environment.settings_path())
    with context.writable.cursor() as cursor:
        found = verify(cursor)
        first, last, acts = _asked(date.today())
        lines = journal_lines(cursor, zone, first=first, last=last, acts=acts)
    (st.warning if found.breaks else st.markdown)(plain(found.sentence))
    st.caption(plain(f"Sceau de la dernière ligne : {found.last}"))
    if lines.empty:
        st.info("Aucune ligne pour ces jours et ces actes.")
        return
    shown = lines.head(SHOWN).drop(columns="empreinte")
    shown["moment"] = [f"{moment:%d/%m/%Y %H:%M:%S}" for moment in shown["moment"]]
    show_as_it_is(shown.rename(columns=COLUMNS), "Le journal, du plus récent au plus ancien", key="journal")
    if len(lines) > SHOWN:
        st.caption(
            plain(f"Les {SHOWN} dernières lignes sur {french.number(len(lines))} : le fichier les a toutes.")
        )
    base = context.writable

    def written() -> bytes:
        base.note(Acte.JOURNAL, lignes=len(lines))
        return csv_bytes(lines.rename(columns=COLUMNS))

    file_button(
        f"Télécharger ces jours et ces actes (CSV, {french.counted(len(lines), 'ligne')})",
        written,
        f"visa_journal_{first.isoformat()}_{last.isoformat()}.csv",
        key="journal_csv",
    )


def _asked(today: date) -> tuple[date, date, list[Acte]]:
    """The days, both included, and the acts asked for; all acts where none is."""
    left, middle, right = st.columns([1, 1, 3], vertical_alignment="bottom")
    first = left.date_input(
        "Du", today - timedelta(days=DAYS - 1), max_value=today, format="DD/MM/YYYY", key="journal_du"
    )
    last = middle.date_input("Au", today, max_value=today, format="DD/MM/YYYY", key="journal_au")
    acts = right.multiselect(
        "Actes",
        list(Acte),
        format_func=lambda act: plain(Acte(act).label),
        placeholder="Tous les actes",
        key="journal_actes",
    )
    return first, last, [Acte(act) for act in acts]
