"""The calls of tomorrow: whom the hours given allow to call, by whom, and where they stop; as a file, and to print."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.caller_sections import profile_label
from pages.parts.context import Context
from pages.parts.downloads import csv_button, file_button
from pages.parts.figures import show_table, table_height
from pages.parts.hours_cut import cut_line, hours_field, said_hours, sheets_of
from pages.parts.leads import row_leads
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.exports.tables import csv_bytes
from visa_data.indicators.feuilles_appel import ANYONE, DAYS_A_WEEK, CallSheets, Lien
from visa_data.indicators.heures import MINUTES_PER_MISS
from visa_data.reports.call_sheet import as_call_sheets

TOMORROW, TOMORROW_HEADING = "a_appeler_demain", "À appeler demain"
CALL_LABELS = {
    "rang": "N°",
    "reference": "Référence",
    "nom_zone": "Zone",
    "niveau": "Niveau",
    "retard_jours": "Retard (jours)",
    "a_faire": "À faire",
    "appelant": "Appelant·e",
    "appels": "Appels",
    "dernier_contact": "Joint le",
    "pourquoi": "Pourquoi",
}
SHARE_LABELS = {
    "appelant": "Appelant·e",
    "libelle": "Profil",
    "heures": "Heures",
    "appels": "Personnes",
    "heures_prevues": "Heures prises",
}
MEANING = "Personnes dont le délai de contact échoit demain ou est dépassé, et personnes à évaluer."
RULES = (
    "Celles qu'aucun appel n'a jointes malgré plusieurs tentatives sont à visiter, et n'y sont pas. "
    "Les niveaux les plus fragiles d'abord, puis les plus en retard. À niveau égal, chaque personne va à son parrain, "
    "sinon à l'appelant qui l'a jointe en dernier, tant que sa journée a de la place ; celles qui restent vont à qui "
    "intervient dans leur zone, aux appelants formés d'abord. Personne n'est sur deux feuilles. Ne dépendent ni des zones ni "
    "des sources choisies."
)
EVERYONE = ""


def show_calls(context: Context, given: CallSheets) -> None:
    """For whom, with how many hours: those who fit, the line where hours stop, those beyond it. given: without a choice."""
    day = french.day(given.day)
    due = len(given.calls) + len(given.left)
    if not due:
        st.info(plain(f"{MEANING} Pour le {day} : aucune."))
        return
    said, asked = st.columns([2, 3], vertical_alignment="bottom")
    said.markdown(
        marked("**{}** pour le {}.", french.counted(due, "personne"), day), help=plain(f"{MEANING} {RULES}")
    )
    with asked:
        caller, hours, sheets = _chosen(context, given)
    inside = sheets.calls if caller == EVERYONE else sheets.of(caller)
    if caller == EVERYONE:
        # As every list: the most levels × days overdue first; a caller's own sheet keeps the order of her calls.
        inside = _most_pressing(inside).drop(columns="rang")
    left = _most_pressing(sheets.left)
    minutes = float(inside["minutes"].sum())
    st.markdown(
        marked(
            "**{}** {} dans {} ({}) ; **{}** sans appelant, soit {} de plus.",
            french.counted(len(inside), "personne"),
            "tient" if len(inside) == 1 else "tiennent",
            said_hours(hours),
            f"{said_hours(minutes / 60)} prises, {french.number(60 * len(inside) / minutes, 1)} par heure"
            if minutes
            else "aucun appel",
            french.counted(len(left), "autre"),
            said_hours(float(left["minutes"].sum()) / 60),
        )
    )
    shown = inside.assign(pourquoi=[Lien(code).label for code in inside["lien"]])
    # Of all callers who calls, of one why she does: both would be cut on a narrow screen.
    spared = "pourquoi" if caller == EVERYONE else "appelant"
    labels = {name: label for name, label in CALL_LABELS.items() if name != spared}
    if len(shown):
        show_table(
            shown,
            labels=labels,
            key="feuille_table",
            height=table_height(len(shown), 420),
            opens=row_leads(context, here="agir"),
        )
    _files(context, sheets, caller)
    cut_line(
        f"Ici s'arrêtent les {said_hours(hours)}"
        if len(left)
        else "Chaque personne à appeler demain est sur une feuille"
    )
    if len(left):
        show_table(
            left,
            labels=CALL_LABELS | {"parrain": "Parrain"},
            key="feuille_reste",
            height=table_height(len(left), 320),
            opens=row_leads(context, here="agir"),
        )
        csv_button(
            "Télécharger les personnes sans appelant (CSV)",
            left,
            f"visa_sans_appelant_{sheets.day.isoformat()}",
            key="feuille_reste_csv",
        )
    _shares(sheets)
    st.caption(plain(f"{MEANING} {_assumptions(sheets)}"))


def _chosen(context: Context, given: CallSheets) -> tuple[str, float, CallSheets]:
    """The caller chosen (EVERYONE for all of them), the hours typed, and the sheets for them."""
    own = given.callers.set_index("appelant")["minutes_disponibles"] / 60
    calls = given.callers.set_index("appelant")["appels"]
    labels = {EVERYONE: "Tous les appelants"} | {
        row.appelant: f"{row.appelant} · {profile_label(row.profil)} · {said_hours(own[row.appelant])}"
        for row in given.callers.itertuples()
    }
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    # Not kept in the address: it would name a volunteer.
    caller = left.selectbox(
        "Pour qui",
        sorted(labels, key=lambda code: (code != EVERYONE, -calls.get(code, 0), code)),
        format_func=lambda code: labels.get(code, code),
        key="feuille_appelant",
        disabled=len(labels) == 1,
    )
    default = float(own.sum() if caller == EVERYONE else own[caller])
    # One field a caller: each starts from what she gives.
    hours = hours_field(
        right,
        default,
        key=f"feuille_heures_{caller}",
        about=f"Heures disponibles demain : celles que donne par semaine le fichier des appelants, sur {DAYS_A_WEEK} jours.",
    )
    if hours is None or hours == round(default, 1):
        return caller, default, given
    if caller == EVERYONE and hours < default:
        return caller, hours, sheets_of(context, most=hours)
    return caller, hours, sheets_of(context, _asked(own, caller, hours))


def _asked(own: pd.Series, caller: str, typed: float) -> tuple[tuple[str, float], ...]:
    """The hours typed: of one caller; or of all, more than they give, in proportion of it.

    Equally where none of them gives any; to somebody not named yet where there is nobody.
    """
    if caller != EVERYONE:
        return ((caller, typed),)
    if own.empty:
        return ((ANYONE, typed),)
    total = float(own.sum())
    return tuple(
        (str(code), typed * float(hours) / total if total else typed / len(own))
        for code, hours in own.items()
        if hours or not total
    )


def _most_pressing(people: pd.DataFrame) -> pd.DataFrame:
    pressing = people["niveau"] * people["retard_jours"]
    return (
        people.assign(pressing=pressing)
        .sort_values(["pressing", "niveau", "reference"], ascending=[False, False, True], ignore_index=True)
        .drop(columns="pressing")
    )


def _files(context: Context, sheets: CallSheets, caller: str) -> None:
    """What is shown as CSV, and to print: a page for each caller."""
    every = sheets.callers.loc[sheets.callers["appels"] > 0, "appelant"].tolist()
    chosen = every if caller == EVERYONE else [one for one in every if one == caller]
    if not chosen:
        return
    stem = f"visa_feuille_{'toutes' if caller == EVERYONE else _stem(caller)}_{sheets.day.isoformat()}"
    kept = sheets.calls[sheets.calls["appelant"].isin(chosen)].round({"minutes": 1})
    row = st.container(horizontal=True)
    pages = "Imprimer la feuille" if len(chosen) == 1 else f"Imprimer les {len(chosen)} feuilles"
    file_button(
        f"{pages} (page A4)",
        lambda: as_call_sheets(sheets, chosen, context.territory),
        f"{stem}.html",
        key="feuille_page",
        place=row,
        people=len(kept),
    )
    file_button(
        "Télécharger (CSV)",
        lambda: csv_bytes(kept),
        f"{stem}.csv",
        key="feuille_csv",
        place=row,
        people=len(kept),
    )


def _stem(code: str) -> str:
    """A caller's code as part of a file's name."""
    return "".join(one if one.isalnum() else "-" for one in code)[:40]


def _shares(sheets: CallSheets) -> None:
    """Every caller's share of tomorrow's calls."""
    if sheets.callers.empty:
        return
    shares = sheets.callers.assign(
        libelle=[profile_label(code) for code in sheets.callers["profil"]],
        heures=sheets.callers["minutes_disponibles"] / 60,
        heures_prevues=sheets.callers["minutes_prevues"] / 60,
    ).sort_values(["appels", "appelant"], ascending=[False, True], ignore_index=True)
    busy = int((shares["appels"] > 0).sum())
    with st.expander(
        plain(f"La part de chacun : {french.counted(busy, 'appelant')} sur {french.number(len(shares))}")
    ):
        show_table(shares, labels=SHARE_LABELS, key="feuille_parts", height=table_height(len(shares), 420))


def _assumptions(sheets: CallSheets) -> str:
    levels = [
        f"{french.number(sheets.minutes[level])} au niveau {level}"
        for level in sorted(sheets.minutes, reverse=True)
        if level
    ]
    minutes = (
        f"Aucun appel ne dit sa durée : {french.number(sheets.minutes[0])} minutes par personne, par hypothèse."
        if sheets.assumed
        else f"Minutes par personne, d'après les appels passés : {french.listed(levels)}, "
        f"{french.number(sheets.minutes[0])} pour une première évaluation, dont {french.number(MINUTES_PER_MISS)} par "
        "tentative sans réponse."
    )
    if sheets.callers.empty:
        return (
            f"Aucun appelant n'est connu : écrivez des heures, ou chargez le fichier des appelants. {minutes}"
        )
    if not sheets.undeclared:
        return minutes
    silent = french.counted(sheets.undeclared, "appelant actif ne donne", "appelants actifs ne donnent")
    return f"{minutes} {silent} pas d'heures : choisissez-les et écrivez-en pour leur faire une feuille."
