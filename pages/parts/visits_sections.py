"""Visits: from the demand to the active pair, how long those who wait have waited, and whom to look after."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, holds, zones
from pages.parts.context import Context
from pages.parts.downloads import csv_button
from pages.parts.figures import figure_slots, key_figure, show_chart, show_table
from pages.parts.leads import row_leads
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.figures.bars import bars
from visa_data.figures.columns import Series, columns
from visa_data.figures.style import BLUE, GREY, ORANGE, SKY, VERMILION, safe
from visa_data.indicators.binomes import pairs_by_status, waits_by_week
from visa_data.indicators.indicator import Column, Unit
from visa_data.indicators.visites import (
    COUNTED_DAYS,
    LAPSED_DAYS,
    VISITES,
    pairs_listed,
    visits,
    waiting_listed,
)
from visa_data.roles import Permission
from visa_data.vocabulary_of_action import Activite, Creneau, StatutBinome

STEPS = {
    StatutBinome.DEMANDE: (ORANGE, "/"),
    StatutBinome.RENCONTRE: (SKY, ""),
    StatutBinome.ACTIF: (BLUE, ""),
    StatutBinome.SUSPENDU: (GREY, "/"),
    StatutBinome.TERMINE: (GREY, ""),
}
WAITING = {
    "binome": "Demande",
    "reference": "Référence",
    "nom_zone": "Zone",
    "niveau": "Niveau",
    "etape": "Étape",
    "demande_le": "Demandée le",
    "jours_attente": "Jours d'attente",
    "activites": "Activités",
    "creneaux": "Créneaux",
    "benevoles": "Bénévoles",
}
PAIRS = {
    "binome": "Binôme",
    "reference": "Référence",
    "nom_zone": "Zone",
    "niveau": "Niveau",
    "etape": "Statut",
    "a_suivre": "À suivre",
    "benevoles": "Bénévoles",
    "derniere_visite": "Dernière visite",
    "visites_28_jours": f"Visites ({COUNTED_DAYS} jours)",
    "manquees_28_jours": f"Manquées ({COUNTED_DAYS} jours)",
}
CHOICES = ("À suivre", "Actifs", "Suspendus ou terminés")
NOWHERE = "Non localisée"


def visits_figures(context: Context) -> pd.DataFrame:
    """Each figure of the indicator, with its change since the comparison date."""
    table = ask(context, visits)
    now = table.iloc[0]
    compared = holds(context, visits, day=context.before)
    before = ask(context, visits, day=context.before).iloc[0] if compared else None
    for place, column in zip(figure_slots(len(VISITES.columns), "visites"), VISITES.columns, strict=True):
        with place:
            key_figure(
                column.label,
                column.in_french(now[column.name]),
                definition=column.definition(context.settings),
                change=None if before is None or column.unit is not Unit.COUNT else _gap(column, now, before),
                worse=column.worse,
            )
    return table


def _gap(column: Column, now: pd.Series, before: pd.Series) -> float:
    return float(now[column.name] - before[column.name])


def pipeline_section(context: Context) -> dict[str, pd.DataFrame]:
    """How many pairs are at each step, and how long demands have waited; the tables to download."""
    tables = {}
    left, right = st.columns(2, gap="large")
    if holds(context, pairs_by_status):
        with left:
            tables["Étapes"] = _steps(context)
    if holds(context, waits_by_week):
        with right:
            tables["Attente"] = _waits(context)
    return tables


def _steps(context: Context) -> pd.DataFrame:
    st.header("De la demande au binôme actif", anchor=False, help=plain(VISITES.definition(context.settings)))
    table = ask(context, pairs_by_status)
    counts = [int(count) for count in table["binomes"]]
    said = [
        french.counted(row.binomes, row.libelle.lower(), row.libelle.lower()) for row in table.itertuples()
    ]
    show_chart(
        partial(
            bars,
            table["libelle"].tolist(),
            counts,
            [f"<b>{french.number(count)}</b>" for count in counts],
            [
                f"<b>{row.libelle}</b><br>{french.counted(row.binomes, 'binôme')}"
                for row in table.itertuples()
            ],
            colours=[STEPS[StatutBinome(code)][0] for code in table["statut"]],
            patterns=[STEPS[StatutBinome(code)][1] for code in table["statut"]],
            each=52,
        ),
        table,
        key="visites_etapes",
        alt=f"Binômes par étape : {french.listed(said)}.",
        labels={"libelle": "Étape", "binomes": "Binômes"},
    )
    return table


def _waits(context: Context) -> pd.DataFrame:
    st.header("Semaines d'attente", anchor=False, help="Demandes dont les visites n'ont pas commencé.")
    table = ask(context, waits_by_week)
    waiting = int(table["demandes"].sum())
    last = int(table["semaines"].iloc[-1])
    steps = [safe("<1"), *map(str, range(1, last)), f"{last}+"]
    long = [row for row in table.itertuples() if row.demandes]
    show_chart(
        partial(
            columns,
            steps,
            [Series("Demandes", table["demandes"].astype(float).tolist(), VERMILION)],
            [
                f"<b>{row.libelle}</b><br>{french.counted(row.demandes, 'demande')}"
                for row in table.itertuples()
            ],
            axis="semaines depuis la demande",
            height=284,
        ),
        table,
        key="visites_attente",
        alt="Demandes en attente, par semaines : "
        + (
            french.listed([f"{row.libelle.lower()} {french.number(row.demandes)}" for row in long])
            or "aucune"
        ),
        labels={"libelle": "Attente", "demandes": "Demandes"},
    )
    if not waiting:
        st.caption("Aucune demande n'attend.")
    return table


def waiting_section(context: Context) -> None:
    """Demands that wait, the oldest first: for who may see people."""
    waiting = ask(context, waiting_listed, permission=Permission.SEE_PEOPLE)
    st.subheader("Qui attend une visite", anchor=False, help="Réservé à la coordination.")
    if waiting.empty:
        st.info(plain(f"Aucune demande de visite n'attend au {french.day(context.day)}."))
        return
    alone = int((waiting["benevoles"] == "").sum())
    st.markdown(
        marked(
            "**{}** au {}, dont {} sans bénévole. Les plus anciennes d'abord.",
            french.counted(len(waiting), "demande attend", "demandes attendent"),
            french.day(context.day),
            french.number(alone),
        )
    )
    _table(context, waiting, WAITING, "attente_visites")


def pairs_section(context: Context) -> None:
    """Pairs whose visits began, those to look after first: for who may see people."""
    pairs = ask(context, pairs_listed, permission=Permission.SEE_PEOPLE)
    st.subheader("Les binômes, et ceux à suivre", anchor=False, help="Réservé à la coordination.")
    if pairs.empty:
        st.info("Aucun binôme n'a encore commencé ses visites.")
        return
    pairs["a_suivre"] = [_to_follow(row) for row in pairs.itertuples()]
    active = pairs["statut"] == StatutBinome.ACTIF.value
    kept = {CHOICES[0]: active & (pairs["a_suivre"] != ""), CHOICES[1]: active, CHOICES[2]: ~active}
    choice = bound(
        st.segmented_control,
        "Binômes",
        list(CHOICES),
        format_func=lambda one: plain(one),
        default=CHOICES[0],
        required=True,
        key="visites_binomes",
        label_visibility="collapsed",
    )
    shown = pairs[kept[choice]]
    if shown.empty:
        st.info(
            "Chaque binôme actif visite sa personne, sans visite manquée."
            if choice == CHOICES[0]
            else "Aucun binôme dans ce choix."
        )
        return
    _table(context, shown, PAIRS, "binomes")


def _to_follow(row: object) -> str:
    told = []
    if row.sans_visite:  # type: ignore[attr-defined]
        told.append(f"Aucune visite depuis {LAPSED_DAYS} jours")
    if row.manquees_28_jours:  # type: ignore[attr-defined]
        told.append(french.counted(row.manquees_28_jours, "visite manquée", "visites manquées"))  # type: ignore[attr-defined]
    return french.listed(told) if row.statut == StatutBinome.ACTIF.value else ""  # type: ignore[attr-defined]


def _table(context: Context, listed: pd.DataFrame, labels: dict[str, str], name: str) -> None:
    """A list by reference with its codes in words, and its file."""
    known = zones(context)
    places = dict(zip(known.codes, known.names, strict=True))
    table = listed.assign(
        nom_zone=[places.get(code, NOWHERE) for code in listed["code_zone"]],
        etape=[StatutBinome(code).label for code in listed["statut"]],
        benevoles=[listed_codes(codes) for codes in listed["benevoles"]],
    )
    if "creneaux" in table.columns:
        table["creneaux"] = [in_words(codes, Creneau) for codes in table["creneaux"]]
    table["activites"] = [in_words(codes, Activite) for codes in table["activites"]]
    show_table(table, labels=labels, key=f"visites_{name}_table", opens=row_leads(context))
    csv_button(
        "Télécharger cette liste (CSV)",
        table[list(labels)],
        f"visa_liste_{name}_{context.day.isoformat()}",
        key=f"visites_{name}_csv",
    )


def listed_codes(codes: str) -> str:
    """« V001 et V005 »."""
    return french.listed([code for code in codes.split("|") if code])


def in_words(codes: str, words: type[Activite] | type[Creneau]) -> str:
    """Codes joined by a vertical bar, as read."""
    return ", ".join(words(code).label.lower() for code in codes.split("|") if code)
