"""Visites: from the demand to the active pair, who waits, and the pairings proposed, to accept."""

from __future__ import annotations

import streamlit as st

from pages.parts.answers import holds
from pages.parts.context import Context, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.heading import page_heading
from pages.parts.pairings_section import pairings_section
from pages.parts.visits_sections import pairs_section, pipeline_section, visits_figures, waiting_section
from visa_data.indicators.visites import VISITES, visits
from visa_data.roles import Permission


def main(context: Context) -> None:
    page_heading(context, "Visites", VISITES.question)
    need_data(context)
    if not holds(context, visits):
        st.info("Ce dossier de séance ne dit rien des visites.")
        return
    tables = {"Visites": visits_figures(context)} | pipeline_section(context)
    if context.role.may(Permission.SEE_PEOPLE):
        pairings_section(context)
        st.header("Personnes et binômes", anchor=False)
        waiting_section(context)
        pairs_section(context)
    download_bar(context, "visites", tables)


main(open_page("visites"))
