"""Listes pour agir: whom to orient, chase, call, visit, sponsor, match; each caller's sheet for tomorrow."""

from __future__ import annotations

import streamlit as st

from pages.parts.answers import ask
from pages.parts.call_sheets import sheets_section
from pages.parts.context import Context, link_to, need_data, open_page
from pages.parts.figures import figure_slots, key_figure
from pages.parts.heading import page_heading
from pages.parts.interview_section import interview_section
from pages.parts.listes import show_lists
from pages.parts.screens import SCREENS
from visa_data import french
from visa_data.indicators.listes import ORDER, Liste, people_listed
from visa_data.roles import Permission

LISTS = (
    Liste.A_ORIENTER,
    Liste.A_RELANCER,
    Liste.A_RAPPELER,
    Liste.JAMAIS_JOINTES,
    Liste.A_PARRAINER,
    Liste.A_APPARIER,
)
ELSEWHERE = ("qui_agit", "visites", "aidants", "campagne", "fragilite")


def main(context: Context) -> None:
    page_heading(context, "Listes pour agir", "Par qui commencer, et qui s'en charge ?")
    need_data(context)
    for place, liste in zip(figure_slots(len(LISTS)), LISTS, strict=True):
        people = ask(context, people_listed, permission=Permission.SEE_PEOPLE, liste=liste)
        late = int((people["retard_jours"] > 0).sum())
        with place:
            key_figure(
                liste.heading,
                french.number(len(people)),
                definition=f"{liste.definition(context.settings)} Dont {french.number(late)} au-delà du délai de contact de "
                f"leur niveau. {ORDER}",
            )
    show_lists(context, LISTS, key="agir_liste")
    row = st.container(horizontal=True)
    with row:
        for name in ELSEWHERE:
            link_to(context, name, SCREENS[name].title)
    sheets_section(context)
    interview_section(context)


main(open_page("agir"))
