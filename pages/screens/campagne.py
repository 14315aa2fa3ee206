"""Campagne d'appels: who was called, reached, evaluated; at what pace, with how many hours."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, holds, zones
from pages.parts.campaign_sections import (
    hours_section,
    outcomes_section,
    pace_figures,
    reach_section,
    weeks_section,
)
from pages.parts.context import Context, link_to, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.figures import labels_of, show_chart
from pages.parts.heading import page_heading
from pages.parts.leads import row_leads
from pages.parts.listes import show_lists
from pages.parts.plain import plain
from pages.parts.published_figures import published_figures
from pages.parts.screens import SCREENS
from pages.parts.sector_section import sector_section
from pages.parts.side_by_side import side_by_side
from pages.parts.zone_map import show_zone_map
from visa_data import french
from visa_data.figures.funnel import STAGES, funnel
from visa_data.figures.zone_rates import zone_rates
from visa_data.indicators.couverture import COUVERTURE, coverage, coverage_by_zone
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.indicator import Unit
from visa_data.indicators.listes import Liste
from visa_data.indicators.rythme import pace_of
from visa_data.indicators.semaines import calls_by_week
from visa_data.roles import Permission

ZONES_SHOWN = 15
MEASURES = labels_of(map(COUVERTURE.column, ("taux_joints", "taux_a_jour")))
LISTS = (Liste.A_RAPPELER, Liste.JAMAIS_APPELEES, Liste.JAMAIS_JOINTES, Liste.PERDUES_DE_VUE)


def main(context: Context) -> None:
    page_heading(context, "Campagne d'appels", COUVERTURE.question)
    need_data(context)
    if not holds(context, coverage):
        published_figures(context, [one for one in COUVERTURE.key_columns if one.unit is Unit.COUNT])
        by_sector = sectors(context)
        if by_sector is not None:
            download_bar(
                context, "campagne", {"Couverture": by_sector}, zones=zones(context), zone_table="Couverture"
            )
        return
    counts = ask(context, coverage).iloc[0]
    if not counts["inscrits"]:
        st.info(
            plain(
                f"Personne n'est inscrit au {french.day(context.day)} pour cette sélection : rien à appeler."
            )
        )
        st.stop()
    tables = {}
    weeks = ask(context, calls_by_week)
    speed = pace_of(context.day, int(counts["inscrits"]), int(counts["joints"]), weeks)
    pace_figures(context, counts, speed)
    left, right = side_by_side("campagne")
    with left:
        tables["Entonnoir"] = funnel_section(context, counts)
    if counts["tentes"]:
        with right:
            tables["Issues"] = outcomes_section(context)
    by_zone = coverage_section(context) if context.book is None else sectors(context)
    if by_zone is not None:
        tables["Couverture"] = by_zone
    if counts["tentes"]:
        tables["Semaines"] = weeks_section(context, weeks)
        tables["Créneaux"] = reach_section(context)
    else:
        st.info(plain(f"Aucun appel n'est enregistré au {french.day(context.day)} pour cette sélection."))
    hours = hours_section(context)
    if hours is not None:
        tables["Heures"] = hours
    if context.role.may(Permission.SEE_PEOPLE):
        st.header("Qui appeler, qui visiter", anchor=False, help="Réservé à la coordination.")
        show_lists(context, LISTS, key="campagne_liste")
        link_to(context, "agir", SCREENS["agir"].title)
    download_bar(
        context,
        "campagne",
        tables,
        zones=zones(context),
        zone_table="Couverture" if "Couverture" in tables else None,
    )


def sectors(context: Context) -> pd.DataFrame | None:
    """Coverage by sector, as the book gives it."""
    rates = [COUVERTURE.column(name) for name in MEASURES]
    return sector_section(
        context, "Couverture par secteur", rates, COUVERTURE.zone_columns, key="campagne_mesure"
    )


def funnel_section(context: Context, counts: pd.Series) -> pd.DataFrame:
    st.header("Où en est la campagne", anchor=False, help=plain(COUVERTURE.definition(context.settings)))
    labels = {stage: COUVERTURE.column(stage).label for stage in STAGES}
    table = pd.DataFrame(
        {
            "etape": [labels[stage] for stage in STAGES],
            "personnes": [int(counts[stage]) for stage in STAGES],
            "part": [counts[stage] / counts["inscrits"] for stage in STAGES],
            "definition": [COUVERTURE.column(stage).definition(context.settings) for stage in STAGES],
        }
    )
    show_chart(
        partial(funnel, counts.to_dict(), labels),
        table,
        key="campagne_entonnoir",
        alt="Entonnoir de la campagne : "
        + french.listed([f"{row.etape} {french.number(row.personnes)}" for row in table.itertuples()]),
        labels={
            "etape": "Étape",
            "personnes": "Personnes",
            "part": "Part des inscrites",
            "definition": "Définition",
        },
    )
    st.caption(
        plain(
            f"Parts rapportées aux {french.counted(counts['inscrits'], 'personne inscrite', 'personnes inscrites')} "
            f"au {french.day(context.day)}. En attente de consentement, à part : "
            f"{french.counted(counts['en_attente'], 'personne')}."
        )
    )
    return table


def coverage_section(context: Context) -> pd.DataFrame:
    st.header("Couverture par zone", anchor=False, help=plain(COUVERTURE.definition(context.settings)))
    measure = bound(
        st.segmented_control,
        "Mesure",
        list(MEASURES),
        format_func=lambda name: plain(MEASURES[name]),
        default="taux_joints",
        required=True,
        key="campagne_mesure",
        label_visibility="collapsed",
    )
    every = ask(context, coverage_by_zone, filters=context.filters.everywhere)
    table = chosen_rows(every, context.filters.zones)
    peopled = table[table["inscrits"] > 0].sort_values([measure, "inscrits"], ascending=[True, False])
    located = peopled[peopled["code_zone"] != ""]
    worst = located.head(ZONES_SHOWN)
    if worst.empty:
        st.info("Aucune personne inscrite n'est placée dans une zone.")
        return table
    labels = labels_of(COUVERTURE.zone_columns)
    left, right = side_by_side("campagne_zones", first_wider=True)
    with left:
        show_chart(
            partial(zone_rates, worst, measure),
            pd.concat([peopled, table[table["inscrits"] == 0]]),
            key="campagne_zones",
            alt=f"{MEASURES[measure]}, zones les moins couvertes d'abord : "
            + french.listed(
                [f"{row.nom_zone} {french.percent(getattr(row, measure))}" for row in worst.itertuples()]
            ),
            labels=labels,
            bars=worst,
            opens=row_leads(context),
        )
    with right:
        show_zone_map(
            context,
            every,
            COUVERTURE.column(measure),
            value=measure,
            denominator="inscrits",
            key="campagne_carte",
        )
    empty = int((table["inscrits"] == 0).sum())
    st.caption(
        plain(
            f"{COUVERTURE.column(measure).definition(context.settings)} {french.counted(len(worst), 'zone')} "
            f"sur {french.number(len(located))} où vivent des personnes inscrites, les moins couvertes d'abord"
            + (f" ; {french.counted(empty, 'zone')} sans personne inscrite" if empty else "")
            + ". Toutes dans le tableau."
        )
    )
    return table


main(open_page("campagne"))
