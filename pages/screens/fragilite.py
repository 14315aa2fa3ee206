"""Fragilité: how the declared levels are spread, where, and who moves."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, holds, zones
from pages.parts.context import Context, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.figures import labels_of, show_chart
from pages.parts.fragility_sections import moves_section, profile_section, urgent_section
from pages.parts.heading import page_heading
from pages.parts.leads import row_leads
from pages.parts.plain import joined, marked, plain
from pages.parts.published_figures import published_figures
from pages.parts.sector_section import sector_section
from pages.parts.side_by_side import side_by_side
from pages.parts.zone_map import show_zone_map
from visa_data import french
from visa_data.figures.levels import level_bars, level_shares
from visa_data.indicators.couverture import COUVERTURE
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.fragilite import FRAGILITE, LEVEL_COLUMNS, fragility, fragility_by_zone
from visa_data.indicators.indicator import Column
from visa_data.indicators.urgences import URGENCES
from visa_data.indicators.zones_blanches import ZONES_BLANCHES
from visa_data.vocabulary import ORIENTATIONS

ZONES_SHOWN = 15
MAPPED = {"niveau_4": "Niveau 4", "isolees": "Niveaux 2 à 4", "non_evaluees": "Non évaluées"}
ORDERS = {
    "niveau_4": "Niveau 4 d'abord",
    "isolees": "Niveaux 2 à 4 d'abord",
    "non_evaluees": "Non évaluées d'abord",
}


def _mapped(order: str) -> Column:
    """The column that the map shows: isolated people are those of levels 2 to 4."""
    column = (ZONES_BLANCHES if order == "isolees" else FRAGILITE).column(order)
    return replace(column, label=MAPPED[order])


def main(context: Context) -> None:
    page_heading(context, "Fragilité", FRAGILITE.question)
    need_data(context)
    if not holds(context, fragility):
        published_figures(context, [*FRAGILITE.zone_columns[2:], *URGENCES.key_columns])
        by_sector = sectors(context)
        if by_sector is not None:
            download_bar(context, "fragilite", {"Zones": by_sector}, zones=zones(context), zone_table="Zones")
        return
    levels = ask(context, fragility)
    total = int(levels["personnes"].sum())
    if not total:
        st.info(plain(f"Personne n'est inscrit au {french.day(context.day)} pour cette sélection."))
        st.stop()
    left, right = side_by_side("fragilite")
    with left:
        spread_section(context, levels, total)
    with right:
        urgent = urgent_section(context, int(levels["personnes"].iloc[4]))
    st.header(plain(f"Ce qui a bougé depuis le {french.day(context.before)}"), anchor=False)
    flows = moves_section(context)
    by_zone = zones_section(context) if context.book is None else sectors(context)
    ages, sources = profile_section(context)
    tables = {
        "Niveaux": levels,
        "Zones": by_zone,
        "Âges": ages,
        "Sources": sources,
        "Mouvements": flows,
        "Urgences": urgent,
    }
    download_bar(
        context,
        "fragilite",
        {name: table for name, table in tables.items() if table is not None},
        zones=zones(context),
        zone_table=None if by_zone is None else "Zones",
    )


def sectors(context: Context) -> pd.DataFrame | None:
    """Isolated people and levels by sector, as far as the book gives them."""
    columns = [
        ZONES_BLANCHES.column("isolees"),
        *reversed(FRAGILITE.zone_columns[2:]),
    ]
    return sector_section(
        context, "Par secteur", columns, [COUVERTURE.column("inscrits")], key="fragilite_secteurs"
    )


def spread_section(context: Context, levels: pd.DataFrame, total: int) -> None:
    meanings = joined(
        " ", (marked("**{}** : {}", row.libelle, ORIENTATIONS[row.niveau]) for row in levels.itertuples())
    )
    st.header(
        "Niveaux déclarés", anchor=False, help=joined(" ", (FRAGILITE.definition(context.settings), meanings))
    )
    unknown = int(levels["personnes"].iloc[0])
    show_chart(
        partial(level_bars, levels),
        levels.assign(orientation=[ORIENTATIONS[level] for level in levels["niveau"]]),
        key="fragilite_niveaux",
        alt="Personnes par niveau déclaré : "
        + french.listed([f"{row.libelle} {french.number(row.personnes)}" for row in levels.itertuples()]),
        labels={
            "niveau": "Niveau",
            "libelle": "Orientation",
            "personnes": "Personnes",
            "part": "Part des inscrites",
            "orientation": "Ce que le niveau demande",
        },
    )
    st.caption(
        plain(
            f"{french.counted(total, 'personne inscrite', 'personnes inscrites')} au {french.day(context.day)}. "
            + (
                f"{french.counted(unknown, 'personne n’est', 'personnes ne sont')} pas encore "
                f"{'évaluée' if unknown < 2 else 'évaluées'} : leur fragilité est inconnue."
                if unknown
                else "Toutes sont évaluées."
            )
        )
    )


def zones_section(context: Context) -> pd.DataFrame:
    st.header("Par zone", anchor=False, help=plain(FRAGILITE.definition(context.settings)))
    order = bound(
        st.segmented_control,
        "Ordre des zones",
        list(ORDERS),
        format_func=lambda name: plain(ORDERS[name]),
        default="niveau_4",
        required=True,
        key="fragilite_ordre",
        label_visibility="collapsed",
    )
    every = ask(context, fragility_by_zone, filters=context.filters.everywhere)
    every["personnes"] = every[list(LEVEL_COLUMNS)].sum(axis=1)
    every["isolees"] = every[["niveau_2", "niveau_3", "niveau_4"]].sum(axis=1)
    table = chosen_rows(every, context.filters.zones)
    peopled = table[table["personnes"] > 0].sort_values([order, "personnes"], ascending=False)
    located = peopled[peopled["code_zone"] != ""]
    shown = located.head(ZONES_SHOWN)
    labels = labels_of(FRAGILITE.zone_columns) | {"personnes": "Inscrites"}
    if shown.empty:
        st.info("Aucune personne inscrite n'est placée dans une zone.")
        return table.drop(columns=["isolees"])
    left, right = side_by_side("fragilite_zones", first_wider=True)
    with right:
        show_zone_map(
            context,
            every.assign(part_choisie=every[order] / every["personnes"].where(every["personnes"] > 0)),
            _mapped(order),
            value="part_choisie",
            denominator="personnes",
            key="fragilite_carte",
        )
    with left:
        show_chart(
            partial(
                level_shares,
                [f"{row.nom_zone} · {french.number(row.personnes)}" for row in shown.itertuples()],
                shown,
                each=38,
                narrow=True,
            ),
            peopled,
            key="fragilite_zones",
            alt=f"Parts de chaque niveau par zone, {ORDERS[order].lower()} : "
            + french.listed(
                [f"{row.nom_zone} {row.niveau_4} de niveau 4" for row in shown.head(5).itertuples()]
            ),
            labels=labels,
            bars=shown,
            opens=row_leads(context),
        )
    st.caption(
        plain(
            f"{french.counted(len(shown), 'zone')} sur {len(located)} où vivent des personnes inscrites, {ORDERS[order].lower()} ; "
            "à côté du nom, le nombre de personnes inscrites ; dans les barres, les effectifs. "
            "Toutes les zones dans le tableau."
        )
    )
    return table.drop(columns=["isolees"])


main(open_page("fragilite"))
