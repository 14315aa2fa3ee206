"""Carers: where relief is asked and nobody answered, and who waits for it."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, holds, zones
from pages.parts.context import Context
from pages.parts.downloads import csv_button
from pages.parts.figures import figure_slots, key_figure, labels_of, show_chart, show_table
from pages.parts.leads import row_leads
from pages.parts.plain import marked, plain
from pages.parts.sector_section import sector_section
from pages.parts.zone_map import show_zone_map
from visa_data import french
from visa_data.figures.bars import bars
from visa_data.figures.style import BLUE, VERMILION, safe
from visa_data.indicators.aidants import AIDANTS, carers, carers_by_zone, carers_waiting
from visa_data.indicators.filters import chosen_rows
from visa_data.roles import Permission
from visa_data.vocabulary_of_action import StatutSuite

SHOWN = ("relais_sans_reponse", "relais_demande", "present", "aucun", "inconnu")
MEASURES = ("relais_sans_reponse", "relais_demande")
ZONES_SHOWN = 15
WAITING = {
    "niveau": "Niveau",
    "reference": "Référence",
    "nom_zone": "Zone",
    "etat": "Où en est la demande",
    "nom_acteur": "Acteur sollicité",
    "jours_attente": "Jours d'attente",
}


def carers_figures(context: Context) -> pd.DataFrame | None:
    """What is known of carers, each count with its change; the table to download."""
    if not holds(context, carers):
        st.info("Ce dossier de séance ne dit rien des proches aidants.")
        return None
    now = ask(context, carers).iloc[0]
    before = (
        ask(context, carers, day=context.before).iloc[0]
        if holds(context, carers, day=context.before)
        else None
    )
    for place, name in zip(figure_slots(len(SHOWN), "aidants"), SHOWN, strict=True):
        column = AIDANTS.column(name)
        with place:
            key_figure(
                column.label,
                french.number(now[name]),
                definition=column.definition(context.settings),
                change=None if before is None else float(now[name] - before[name]),
                worse=column.worse,
            )
    asked, silent = int(now["relais_demande"]), int(now["relais_sans_reponse"])
    st.markdown(
        marked(
            "Sur {}, **{}** sans réponse.",
            french.counted(asked, "relais demandé", "relais demandés"),
            french.counted(silent, "reste", "restent"),
        )
        if asked
        else "Aucun relais n'est demandé à cette date."
    )
    return ask(context, carers)


def carers_by_place(context: Context) -> pd.DataFrame | None:
    """Bars and map of the relief asked; the table to download."""
    if context.book is not None:
        columns = [AIDANTS.column(name) for name in MEASURES]
        return sector_section(
            context, "Relais demandés par secteur", columns, AIDANTS.zone_columns, key="aidants_mesure"
        )
    st.header("Relais demandés par zone", anchor=False, help=plain(AIDANTS.definition(context.settings)))
    labels = {name: AIDANTS.column(name).label for name in MEASURES}
    name = bound(
        st.segmented_control,
        "Mesure",
        list(MEASURES),
        format_func=lambda one: plain(labels[one]),
        default=MEASURES[0],
        required=True,
        key="aidants_mesure",
        label_visibility="collapsed",
    )
    every = ask(context, carers_by_zone, filters=context.filters.everywhere)
    table = chosen_rows(every, context.filters.zones)
    worst = table[(table["code_zone"] != "") & (table[name] > 0)].sort_values(
        [name, "inscrits"], ascending=[False, True]
    )
    shown = worst.head(ZONES_SHOWN)
    if shown.empty:
        st.info(plain(f"{labels[name]} : aucun dans les zones affichées."))
        return table
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        show_chart(
            partial(
                bars,
                shown["nom_zone"].tolist(),
                shown[name].tolist(),
                [_said(row, name) for row in shown.itertuples()],
                [f"<b>{safe(row.nom_zone)}</b><br>{_said(row, name)}" for row in shown.itertuples()],
                colours=VERMILION if name == "relais_sans_reponse" else BLUE,
                each=34,
            ),
            table,
            key="aidants_zones",
            alt=f"{labels[name]}, par zone : "
            + french.listed(
                [f"{row.nom_zone} {french.number(getattr(row, name))}" for row in shown.itertuples()]
            ),
            labels=labels_of(AIDANTS.zone_columns),
            bars=shown,
            opens=row_leads(context),
        )
    with right:
        show_zone_map(
            context,
            every,
            AIDANTS.column(name),
            value=name,
            denominator="inscrits",
            key="aidants_carte",
            share=False,
        )
    st.caption(
        plain(
            f"{AIDANTS.column(name).definition(context.settings)} {french.counted(len(shown), 'zone')} sur "
            f"{french.number(len(worst))} où il y en a, les plus nombreux d'abord. Toutes dans le tableau."
        )
    )
    return table


def _said(row: object, name: str) -> str:
    asked = row.relais_demande  # type: ignore[attr-defined]
    if name == "relais_demande":
        return f"<b>{french.number(asked)}</b>"
    return f"<b>{french.number(getattr(row, name))}</b> sur {french.number(asked)}"


def carers_waiting_section(context: Context) -> None:
    """Whose carer waits, the frailest first: a list for who may see people, and its file."""
    st.header("Qui attend un relais", anchor=False, help="Réservé à la coordination.")
    waiting = ask(context, carers_waiting, permission=Permission.SEE_PEOPLE)
    day = french.day(context.day)
    if waiting.empty:
        st.info(plain(f"Aucun relais sans réponse au {day}."))
        return
    known = zones(context)
    names = dict(zip(known.codes, known.names, strict=True))
    waiting["nom_zone"] = [names.get(code, "Non localisée") for code in waiting["code_zone"]]
    waiting["etat"] = [
        StatutSuite(code).label if code else "Demandé à personne" for code in waiting["demande"]
    ]
    waiting["jours_attente"] = waiting["jours_attente"].astype("Int64")
    nobody = int((waiting["demande"] == "").sum())
    st.markdown(
        marked(
            "**{}** au {}, dont {} que personne n'a encore transmises. Les plus fragiles d'abord.",
            french.counted(len(waiting), "demande sans réponse", "demandes sans réponse"),
            day,
            french.number(nobody),
        )
    )
    show_table(waiting, labels=WAITING, key="aidants_attente", opens=row_leads(context))
    st.caption(
        "Jours depuis que le relais a été demandé à un acteur, ou depuis son refus. Sans acteur, l'attente n'est pas "
        "connue : le registre ne date pas la demande de l'aidant."
    )
    csv_button(
        "Télécharger cette liste (CSV)",
        waiting,
        f"visa_liste_relais_aidants_{context.day.isoformat()}",
        key="aidants_attente_csv",
    )
