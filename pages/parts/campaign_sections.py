"""Sections of the campaign screen: pace, weeks, reach by hour, outcomes, hours."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, fact, holds
from pages.parts.context import Context
from pages.parts.figures import key_figure, labels_of, show_chart
from pages.parts.plain import Marked, marked, plain
from visa_data import french
from visa_data.figures.bars import bars
from visa_data.figures.curves import Curve, weekly
from visa_data.figures.hours import hours
from visa_data.figures.reach_by_hour import reach_by_hour
from visa_data.figures.style import BLUE, GREY, PURPLE
from visa_data.indicators.couverture import COUVERTURE, coverage
from visa_data.indicators.creneaux import CRENEAUX, FEW_CALLS, reach_by_slot
from visa_data.indicators.heures import (
    HEURES,
    MINUTES_CHOICES,
    MINUTES_PER_MISS,
    hours_available,
    hours_needed,
)
from visa_data.indicators.issues_appels import ISSUES, outcomes
from visa_data.indicators.rythme import DEFINITION as PACE_DEFINITION
from visa_data.indicators.rythme import Pace
from visa_data.indicators.semaines import SEMAINES

WEEKS_SHOWN = 52


def pace_figures(context: Context, counts: pd.Series, speed: Pace) -> None:
    """The key figures of the campaign, each with its change since the comparison date."""
    earlier = ask(context, coverage, day=context.before).iloc[0]
    columns = st.columns(4)
    for slot, name in zip(columns, ("joints", "a_jour", "jamais_joints", "perdus_de_vue"), strict=True):
        column = COUVERTURE.column(name)
        with slot:
            key_figure(
                column.label,
                french.number(counts[name]),
                definition=f"{column.definition(context.settings)} Sur {french.counted(counts['inscrits'], 'inscrite')}.",
                change=float(counts[name] - earlier[name]),
                worse=column.worse,
            )
    st.markdown(marked("**À retenir.** {}", speed.sentence), help=plain(PACE_DEFINITION))


def weeks_section(context: Context, table: pd.DataFrame) -> pd.DataFrame:
    """Calls, people reached and first contacts, week by week."""
    st.header(
        plain(SEMAINES.title),
        anchor=False,
        help=plain(f"{SEMAINES.definition(context.settings)} {PACE_DEFINITION}"),
    )
    table["semaine"] = pd.to_datetime(table["semaine"]).dt.date
    table["complete"] = table["complete"].map({True: "oui", False: "non, en cours"})
    shown = table.tail(WEEKS_SHOWN)
    figure = partial(
        weekly,
        shown["semaine"].tolist(),
        [
            Curve("Appels", shown["appels"].tolist(), GREY, "dash"),
            Curve("Personnes jointes", shown["personnes_jointes"].tolist(), BLUE),
            Curve("Premiers contacts", shown["premiers_contacts"].tolist(), PURPLE),
        ],
        running=shown["complete"].iloc[-1] != "oui",
    )
    last = shown.iloc[-1]
    show_chart(
        figure,
        table,
        key="campagne_semaines",
        alt=f"Courbe par semaine. Semaine du {french.day(last['semaine'])} : {last['appels']} appels, "
        f"{last['personnes_jointes']} personnes jointes, {last['premiers_contacts']} premiers contacts.",
        labels=labels_of(SEMAINES.columns),
    )
    limited = f" Les {WEEKS_SHOWN} dernières semaines sur {len(table)}." if len(table) > len(shown) else ""
    st.caption(
        plain(
            f"{SEMAINES.definition(context.settings)} Rythme : {PACE_DEFINITION[:1].lower()}{PACE_DEFINITION[1:]}{limited}"
        )
    )
    return table


def reach_section(context: Context) -> pd.DataFrame:
    """When calls reach somebody."""
    st.header(plain(CRENEAUX.title), anchor=False, help=plain(CRENEAUX.definition(context.settings)))
    table = ask(context, reach_by_slot)
    if table.empty:
        st.info("L'heure des appels n'est pas connue : les fichiers chargés ne donnent que le jour.")
        return table
    best = table[~table["peu"]].sort_values("taux_joints", ascending=False).head(1)
    show_chart(
        partial(reach_by_hour, table),
        table,
        key="campagne_creneaux",
        alt="Part des appels aboutis par jour et heure. "
        + " ".join(f"Meilleur créneau : {row.jour}, {row.heure} h." for row in best.itertuples()),
        labels=labels_of(CRENEAUX.columns),
    )
    st.caption(
        plain(
            f"Part des appels aboutis, sur {french.counted(table['appels'].sum(), 'appel')} dont l'heure est "
            f"connue, visites exclues. Entre parenthèses : moins de {FEW_CALLS} appels, trop peu pour conclure."
        )
    )
    return table


def outcomes_section(context: Context) -> pd.DataFrame:
    """How the calls end."""
    st.header(plain(ISSUES.title), anchor=False, help=plain(ISSUES.definition(context.settings)))
    table = ask(context, outcomes, since=context.before)
    texts = [f"<b>{french.percent(row.part)}</b> · {french.number(row.appels)}" for row in table.itertuples()]
    show_chart(
        partial(
            bars,
            table["libelle"].tolist(),
            table["appels"].tolist(),
            texts,
            [f"<b>{row.libelle}</b><br>{text}" for row, text in zip(table.itertuples(), texts, strict=True)],
            colours=[BLUE, *[GREY] * (len(table) - 1)],
            each=48,
        ),
        table,
        key="campagne_issues",
        alt="Issues des appels : "
        + french.listed([f"{row.libelle} {french.percent(row.part)}" for row in table.itertuples()]),
        labels=labels_of(ISSUES.columns),
    )
    st.caption(
        plain(
            f"Part des {french.counted(table['appels'].sum(), 'appel')} passés aux personnes inscrites, du début au "
            f"{french.day(context.day)}."
        )
    )
    return table


def hours_section(context: Context) -> pd.DataFrame | None:
    """Hours the cadences ask for against the callers' hours, every assumption on screen; None where a book has them not."""
    choices = [
        minutes
        for minutes in MINUTES_CHOICES
        if context.book is None or holds(context, hours_needed, minutes_per_miss=float(minutes))
    ]
    if not choices:
        return None
    st.header(plain(HEURES.title), anchor=False, help=plain(HEURES.definition(context.settings)))
    minutes = bound(
        st.segmented_control,
        "Hypothèse : temps d'une tentative sans réponse",
        choices,
        format_func=lambda value: plain(f"{value} min"),
        default=MINUTES_PER_MISS if MINUTES_PER_MISS in choices else choices[0],
        required=True,
        key="campagne_minutes",
        help="Les journaux d'appels ne disent pas combien de temps prend un appel sans réponse.",
    )
    table = ask(context, hours_needed, minutes_per_miss=float(minutes))
    callers = fact(context, hours_available)
    people = int(table["personnes"].sum())
    if not people:
        st.info("Aucune personne évaluée : le délai de contact, donc les heures, en dépendent.")
        return table
    if table["duree_min"].isna().any():
        st.info(
            "La durée des appels n'est pas connue : les heures nécessaires ne peuvent pas être calculées."
        )
        return table
    needed = float(table["heures_semaine"].sum())
    available = callers.hours if callers.declared else None
    st.markdown(plain(_verdict(context, needed, available, callers.callers)))
    show_chart(
        partial(hours, table, available),
        table,
        key="campagne_heures",
        alt=f"Heures nécessaires : {french.number(needed, 1)} par semaine ; disponibles : "
        f"{french.number(available, 1) if available is not None else 'inconnues'}.",
        labels=labels_of(HEURES.columns),
    )
    st.caption(plain(_assumptions(context, table, minutes, callers.callers, callers.declared)))
    return table


def _verdict(context: Context, needed: float, available: float | None, callers: int) -> Marked:
    asked = marked("Tenir les délais demande **{} h** d'appel par semaine", french.number(needed, 1))
    if available is None:
        missing = (
            "aucun fichier d'appelants n'est chargé"
            if not callers
            else "aucun appelant n'a déclaré ses heures"
        )
        return marked("{} ; {}, les heures disponibles sont inconnues.", asked, missing)
    if context.filters.zones or context.filters.sources:
        return marked(
            "{} pour cette sélection ; les appelants en ont {} h pour tout le territoire.",
            asked,
            french.number(available, 1),
        )
    gap = available - needed
    if gap >= 0:
        return marked("{} ; les appelants en ont {} : elles suffisent.", asked, french.number(available, 1))
    return marked(
        "{} ; les appelants en ont {} : **il manque {} h**.",
        asked,
        french.number(available, 1),
        french.number(-gap, 1),
    )


def _assumptions(context: Context, table: pd.DataFrame, minutes: float, callers: int, declared: int) -> str:
    rules = "/".join(str(days) for days in context.settings.cadences)
    attempts = french.number(float(table["tentatives_par_contact"].iloc[0]), 2)
    borrowed = [f"{row.niveau}" for row in table.itertuples() if not row.duree_propre and row.personnes]
    return (
        f"Hypothèses : {french.counted(table['personnes'].sum(), 'personne évaluée', 'personnes évaluées')} à "
        f"joindre tous les {rules} jours (niveaux 1/2/3/4) ; durée d'un contact : moyenne des appels aboutis des "
        f"personnes du même niveau ({french.listed([french.number(v, 0) for v in table['duree_min']])} min) ; "
        f"{attempts} tentatives par contact, comme depuis le début ; {french.number(minutes)} min par tentative "
        "sans réponse. Non comptés : premiers appels d'évaluation, visites, trajets, saisie."
        + (
            f" Durée de tous les niveaux faute d'appels au niveau {french.listed(borrowed)}."
            if borrowed
            else ""
        )
        + (
            f" Heures disponibles : déclarées par {declared} appelants actifs sur {callers}."
            if callers
            else ""
        )
    )
