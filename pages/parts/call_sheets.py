"""The callers' sheets for tomorrow: one caller's calls on screen, in a file, and as a page to print."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.answers import fact
from pages.parts.caller_sections import profile_label
from pages.parts.context import Context
from pages.parts.downloads import csv_button, file_button
from pages.parts.figures import LINK, figure_slots, key_figure, show_table
from pages.parts.listes import with_cards
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.exports.tables import csv_bytes
from visa_data.indicators.feuilles_appel import DAYS_A_WEEK, CallSheets, Lien, call_sheets
from visa_data.indicators.heures import MINUTES_PER_MISS
from visa_data.reports.call_sheet import as_call_sheets
from visa_data.roles import Permission

CALL_LABELS = {
    "rang": "N°",
    "reference": "Référence",
    "nom_zone": "Zone",
    "niveau": "Niveau",
    "retard_jours": "Retard (jours)",
    "dernier_contact": "Dernier contact",
    "pourquoi": "Pourquoi",
    "minutes": "Minutes",
    LINK: "Fiche",
}
LEFT_LABELS = {
    "reference": "Référence",
    "nom_zone": "Zone",
    "niveau": "Niveau",
    "retard_jours": "Retard (jours)",
    "dernier_contact": "Dernier contact",
    "parrain": "Parrain",
    LINK: "Fiche",
}
RULES = (
    "Les niveaux les plus fragiles d'abord, puis les plus en retard. À niveau égal, chaque personne va à son parrain, "
    "sinon à l'appelant qui l'a jointe en dernier, tant que sa journée a de la place ; celles qui restent vont à qui "
    "intervient dans leur zone, aux appelants formés d'abord. Les personnes non évaluées viennent en dernier ; celles "
    "qu'aucun appel n'a jointes malgré plusieurs tentatives sont à visiter, et n'y sont pas. Personne n'est sur deux feuilles."
)


def sheets_section(context: Context) -> None:
    """What tomorrow's hours allow, then one caller's sheet and the files of all."""
    sheets = fact(context, call_sheets, permission=Permission.SEE_PEOPLE)
    st.header(plain(f"Feuilles d'appel du {french.day(sheets.day)}"), anchor=False, help=plain(RULES))
    if sheets.callers.empty:
        st.info(
            "Aucun appelant actif ne donne ses heures : chargez le fichier des appelants pour faire leurs feuilles."
        )
        return
    _figures(sheets)
    _assumptions(context, sheets)
    if sheets.calls.empty:
        st.info("Personne à appeler demain : toutes les personnes évaluées sont dans leur délai.")
        return
    busy = sheets.callers[sheets.callers["appels"] > 0]
    labels = {
        row.appelant: f"{row.appelant} · {profile_label(row.profil)} · {french.counted(row.appels, 'personne')}"
        for row in busy.itertuples()
    }
    # Not kept in the address: it would name a volunteer.
    caller = st.selectbox(
        "Appelant·e",
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key="feuille_appelant",
        width=460,
    )
    calls = sheets.of(caller)
    shown = calls.assign(
        pourquoi=[Lien(code).label for code in calls["lien"]], minutes=calls["minutes"].round().astype(int)
    )
    show_table(with_cards(context, shown), labels=CALL_LABELS, key="feuille_table", height="content")
    _files(context, sheets, caller, list(labels))
    _left(context, sheets)


def _figures(sheets: CallSheets) -> None:
    called, left = len(sheets.calls), len(sheets.left)
    due = called + left
    missing = float(sheets.left["minutes"].sum()) / 60
    given = float(sheets.callers["minutes_disponibles"].sum()) / 60
    short = sheets.callers[sheets.callers["appels"] == 0]
    followed = int(sheets.calls["lien"].isin([Lien.PARRAIN.value, Lien.VOIX.value]).sum())
    shown = (
        (
            "À appeler demain",
            french.number(due),
            "Personnes évaluées dont le délai de contact échoit demain ou est dépassé, et personnes non évaluées à appeler.",
        ),
        (
            "Sur une feuille",
            french.number(called),
            f"Personnes que les heures données permettent d'appeler, sur {french.number(due)}.",
        ),
        (
            "Par une voix connue",
            french.number(followed),
            f"Personnes appelées par leur parrain ou par qui les a déjà appelées, sur {french.number(called)}.",
        ),
        (
            "Heures données",
            french.number(given, 1),
            f"Heures par semaine des appelants actifs, réparties sur {french.number(DAYS_A_WEEK)}{french.NBSP}jours. "
            f"{french.counted(len(short), 'appelant')} sans personne à appeler : journée trop courte pour un appel, ou plus "
            "personne à appeler.",
        ),
        (
            "Heures manquantes",
            french.number(missing, 1),
            f"Heures d'appel qu'il faudrait encore pour les {french.counted(left, 'personne')} sans appelant.",
        ),
    )
    for place, (label, value, definition) in zip(figure_slots(len(shown)), shown, strict=True):
        with place:
            key_figure(label, value, definition=definition)


def _assumptions(context: Context, sheets: CallSheets) -> None:
    minutes = french.listed(
        [
            f"{french.number(sheets.minutes[level])} au niveau {level}"
            for level in sorted(sheets.minutes, reverse=True)
            if level
        ]
    )
    st.caption(
        plain(
            (
                f"Aucun appel ne dit sa durée : {french.number(sheets.minutes[0])} minutes par personne, par hypothèse. "
                if sheets.assumed
                else f"Minutes par personne, d'après les appels passés : {minutes}, {french.number(sheets.minutes[0])} pour "
                f"une première évaluation, dont {french.number(MINUTES_PER_MISS)} par tentative sans réponse. "
            )
            + (
                f"{french.counted(sheets.undeclared, 'appelant actif ne donne', 'appelants actifs ne donnent')} pas "
                "d'heures : pas de feuille. "
                if sheets.undeclared
                else ""
            )
            + "Ne dépendent ni des zones ni des sources choisies."
        )
    )


def _files(context: Context, sheets: CallSheets, caller: str, every: list[str]) -> None:
    """One caller's, and all callers', as CSV and to print."""
    day = sheets.day.isoformat()
    row = st.container(horizontal=True)
    for label, stem, chosen in (
        ("Cette feuille", caller, [caller]),
        ("Toutes les feuilles", "toutes", every),
    ):
        kept = sheets.calls[sheets.calls["appelant"].isin(chosen)].round({"minutes": 1})
        file_button(
            f"{label} (CSV)",
            lambda kept=kept: csv_bytes(kept),
            f"visa_feuille_{_stem(stem)}_{day}.csv",
            key=f"feuille_csv_{label}",
            place=row,
        )
        file_button(
            f"{label} (page à imprimer)",
            lambda chosen=chosen: as_call_sheets(sheets, chosen, context.territory),
            f"visa_feuille_{_stem(stem)}_{day}.html",
            key=f"feuille_page_{label}",
            place=row,
        )


def _stem(code: str) -> str:
    """A caller's code as part of a file's name."""
    return "".join(one if one.isalnum() else "-" for one in code)[:40]


def _left(context: Context, sheets: CallSheets) -> None:
    left = sheets.left
    if left.empty:
        st.success("Chaque personne à appeler demain est sur une feuille.")
        return
    counts = left["niveau"].value_counts()
    levels = [
        f"{french.number(counts[level])} de niveau {level}"
        if level
        else f"{french.number(counts[level])} à évaluer"
        for level in sorted(counts.index, reverse=True)
    ]
    st.markdown(
        marked(
            "**{}** sans appelant demain, faute d'heures : {}.",
            french.counted(len(left), "personne"),
            french.listed(levels),
        )
    )
    with st.expander(plain(f"Voir {french.counted(len(left), 'personne')} sans appelant")):
        show_table(with_cards(context, left), labels=LEFT_LABELS, key="feuille_reste", height=420)
        csv_button(
            "Télécharger (CSV)",
            pd.DataFrame(left),
            f"visa_sans_appelant_{sheets.day.isoformat()}",
            key="feuille_reste_csv",
        )
