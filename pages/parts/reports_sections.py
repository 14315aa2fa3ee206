"""Who tells us of isolated people, what follows, and where nobody ever does."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, holds
from pages.parts.context import Context
from pages.parts.figures import labels_of, show_chart
from pages.parts.plain import marked, plain
from pages.parts.published import places
from pages.parts.small_maps import show_small_maps
from pages.parts.without_relay import RELAYS, without_relay, without_relay_by_sector
from visa_data import french
from visa_data.figures.bars import Part, stacked
from visa_data.figures.style import BLUE, GREY, ORANGE, SKY, VERMILION, safe
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.filters import EVERYBODY, chosen_rows
from visa_data.indicators.signalements import COUNTED_DAYS, SIGNALEMENTS, reports, reports_by_zone
from visa_data.vocabulary_of_action import Relais

FATES = {
    "inscrites": (BLUE, ""),
    "deja_inscrites": (SKY, ""),
    "en_cours": (ORANGE, "."),
    "refus": (GREY, "/"),
    "sans_suite": (VERMILION, "x"),
}
LONGER = 13
"""Weeks of the longer period."""
PERIODS = {
    "jours": f"{COUNTED_DAYS} derniers jours",
    "semaines": f"{LONGER} dernières semaines",
    "tout": "Depuis le début",
}
EVER = date(1900, 1, 1)
"""Before any report."""
NAMED = 12


def relays_section(context: Context) -> pd.DataFrame | None:
    """Reports by relay over a period, and the relays that never told anything; the table to download."""
    st.header(
        "Qui nous signale des personnes", anchor=False, help=plain(SIGNALEMENTS.definition(context.settings))
    )
    if not holds(context, reports):
        st.info("Ce dossier de séance ne dit rien des signalements.")
        return None
    since = _period(context)
    table = ask(context, reports) if since is None else ask(context, reports, since=since)
    first = since or context.day - timedelta(days=COUNTED_DAYS - 1)
    when = (
        "depuis le début" if since == EVER else f"du {french.short_day(first)} au {french.day(context.day)}"
    )
    if table.empty:
        st.info(plain(f"Aucun signalement {when}."))
        return table
    total = table[["recus", *FATES]].sum()
    st.markdown(
        marked(
            "**{}** {} : {}.",
            french.counted(total["recus"], "signalement reçu", "signalements reçus"),
            when,
            french.listed([f"{french.number(total[name])} {_label(name)}" for name in FATES if total[name]]),
        )
    )
    ranked = table.sort_values("recus", ascending=False, kind="stable", ignore_index=True)
    show_chart(
        partial(
            stacked,
            [f"{row.libelle} ({french.number(row.recus)})" for row in ranked.itertuples()],
            [Part(SIGNALEMENTS.column(name).label, ranked[name].tolist(), *FATES[name]) for name in FATES],
            [_hover(row) for row in ranked.itertuples()],
            same_length=False,
        ),
        ranked,
        key="signalements_relais",
        alt="Signalements reçus, par relais : "
        + french.listed([f"{row.libelle} {french.number(row.recus)}" for row in ranked.itertuples()]),
        labels=labels_of(SIGNALEMENTS.columns[1:]),
    )
    mute = [
        relay.label
        for relay in Relais
        if relay.value not in set(table["relais"]) and relay is not Relais.AUTRE
    ]
    st.caption(
        plain(
            "Les signalements de chaque relais, selon leur suite. "
            + (
                f"Aucun signalement {when} de : {french.listed(mute)}."
                if mute
                else f"Chaque relais a signalé {when}."
            )
        )
    )
    return table


def _period(context: Context) -> date | None:
    """First day counted; None for the one that the indicator takes by itself, the only one of a book."""
    if context.book is not None:
        return None
    chosen = bound(
        st.segmented_control,
        "Période",
        list(PERIODS),
        format_func=lambda code: plain(PERIODS[code]),
        default="jours",
        required=True,
        key="signalements_periode",
        label_visibility="collapsed",
    )
    if chosen == "tout":
        return EVER
    return None if chosen == "jours" else context.day - timedelta(weeks=LONGER) + timedelta(days=1)


def _label(name: str) -> str:
    return SIGNALEMENTS.column(name).label.lower()


def _hover(row: object) -> str:
    lines = [
        f"{SIGNALEMENTS.column(name).label} : {french.number(getattr(row, name))}"
        for name in FATES
        if getattr(row, name)
    ]
    delay = SIGNALEMENTS.column("delai_median_jours")
    return (
        f"<b>{safe(row.libelle)} : {french.counted(row.recus, 'signalement')}</b><br>"  # type: ignore[attr-defined]
        + "<br>".join(lines)
        + f"<br>{delay.label} : {delay.in_french(row.delai_median_jours)}"  # type: ignore[attr-defined]
    )


def silence_section(context: Context) -> pd.DataFrame | None:
    """Where nobody has ever told us anything: the map, and the zones by people registered; the table to download."""
    st.header(
        "Où personne ne nous signale rien", anchor=False, help=plain(RELAYS.definition(context.settings))
    )
    if context.book is not None:
        found = without_relay_by_sector(context)
        if found.painted is None:
            st.markdown(plain(found.said))
            return None
        show_small_maps(context, [found], within=True)
        return found.table
    found = without_relay(context)
    if found.painted is None:
        st.markdown(plain(found.said))
        return None
    left, right = st.columns([0.34, 0.66], gap="large")
    with left:
        show_small_maps(context, [found], within=True)
    counts = ask(context, coverage_by_zone, filters=EVERYBODY)[["code_zone", "inscrits"]]
    table = chosen_rows(ask(context, reports_by_zone, filters=EVERYBODY), context.filters.zones)
    table = table.merge(counts, on="code_zone", how="left")
    silent = table[table["sans_relais"] & (table["code_zone"] != "")].sort_values(
        ["inscrits", "nom_zone"], ascending=[False, True]
    )
    with right:
        if silent.empty:
            st.success(
                "De chaque zone où vivent des personnes inscrites, un relais au moins a déjà signalé quelqu'un."
            )
        else:
            people = french.counted(
                int(silent["inscrits"].sum()), "personne inscrite y vit", "personnes inscrites y vivent"
            )
            listed = [
                f"{row.nom_zone} ({french.number(row.inscrits)})" for row in silent.head(NAMED).itertuples()
            ]
            more = len(silent) - NAMED
            listed += [french.counted(more, "autre zone", "autres zones")] if more > 0 else []
            st.markdown(
                marked(
                    "**{}** : {}. Facteur, commerce, pharmacie, médecin, bailleur : qui peut y devenir relais ?  \n"
                    "Par nombre de personnes inscrites : {}.",
                    places(context, len(silent)),
                    people,
                    french.listed(listed),
                )
            )
        st.page_link("pages/screens/zones_blanches.py", label="Voir les cinq blancs côte à côte")
    return table
