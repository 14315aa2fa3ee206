"""Qui agit: what became of orientations, who sits in the cooperation, who calls, whose sponsor left."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.actor_sections import seats_section
from pages.parts.answers import holds, zones
from pages.parts.caller_sections import callers_section, sponsors_section
from pages.parts.context import Context, link_to, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.heading import page_heading
from pages.parts.orientation_sections import (
    doors_section,
    fates_section,
    log_section,
    orientation_figures,
    takeaway,
    where_section,
)
from pages.parts.plain import plain
from pages.parts.screens import SCREENS
from pages.parts.sector_section import sector_section
from visa_data import french
from visa_data.indicators.acteurs import actor_types_by_zone, actors_listed, conventions
from visa_data.indicators.appelants import callers_by_profile
from visa_data.indicators.orientations import ORIENTATIONS, orientations
from visa_data.indicators.parrainage import PARRAINAGE, sponsoring
from visa_data.roles import Permission

QUESTION = "Que sont devenues les personnes à orienter, et qui est là pour agir ?"


def main(context: Context) -> None:
    page_heading(context, "Qui agit", QUESTION)
    need_data(context)
    tables: dict[str, pd.DataFrame] = {}
    left_out = []
    if holds(context, orientations):
        tables |= orientation_part(context)
    else:
        left_out.append("les orientations")
    if context.book is not None:
        by_sector = sector_section(
            context,
            "Orientations par secteur",
            ORIENTATIONS.zone_columns[2:],
            PARRAINAGE.zone_columns[3:5],
            key="qui_agit_secteurs",
        )
        if by_sector is not None:
            tables["Orientations par secteur"] = by_sector
    if all(holds(context, one) for one in (actors_listed, conventions, actor_types_by_zone)):
        st.header("La coopération", anchor=False)
        tables |= seats_section(context)
    else:
        left_out.append("les acteurs")
    if holds(context, callers_by_profile):
        st.header("Qui appelle", anchor=False)
        tables |= callers_section(context)
    else:
        left_out.append("les appelants")
    if holds(context, sponsoring):
        st.header("Parrains et marraines", anchor=False, help=plain(PARRAINAGE.definition(context.settings)))
        tables["Parrainage"] = sponsors_section(context)
    else:
        left_out.append("les parrainages")
    if left_out:
        st.caption(
            plain(f"Ce dossier de séance ne donne pas {french.listed(left_out)} : la coordination les suit.")
        )
    zone_table = next(
        (name for name in ("Orientations par zone", "Orientations par secteur") if name in tables), None
    )
    download_bar(
        context,
        "qui_agit",
        tables,
        zones=zones(context),
        zone_table=zone_table,
        notes=[ORIENTATIONS.definition(context.settings)],
    )


def orientation_part(context: Context) -> dict[str, pd.DataFrame]:
    """The answer first, then who waits: for the coordination at whose door, and one by one."""
    by_level = orientation_figures(context)
    tables = {"Orientations": by_level}
    if not by_level["personnes"].sum():
        st.info(plain(f"Personne n'est à orienter au {french.day(context.day)} dans ce choix."))
        return tables
    if context.book is not None:
        fates_section(context, by_level)
        return tables
    if context.role.may(Permission.SEE_PEOPLE):
        takeaway(context)
    left, right = st.columns(2, gap="medium")
    with left:
        fates_section(context, by_level)
    with right:
        tables["À la porte de qui"] = doors_section(context)
    if context.role.may(Permission.SEE_PEOPLE):
        log_section(context)
        link_to(context, "agir", SCREENS["agir"].title)
    tables["Orientations par zone"] = where_section(context)
    return tables


main(open_page("qui_agit"))
