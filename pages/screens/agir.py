"""Listes pour agir: whom to call tomorrow, orient, chase, visit, sponsor, match; the list first, on the whole page."""

from __future__ import annotations

import streamlit as st

from pages.parts.answers import ask
from pages.parts.call_list import TOMORROW, TOMORROW_HEADING, show_calls
from pages.parts.context import Context, link_to, need_data, open_page
from pages.parts.counted_choice import counted_choice
from pages.parts.heading import page_heading
from pages.parts.hours_cut import sheets_of
from pages.parts.interview_section import interview_section
from pages.parts.listes import show_people
from pages.parts.screens import SCREENS
from visa_data.indicators.listes import Liste, people_listed
from visa_data.roles import Permission

LISTS = (
    Liste.A_RAPPELER,
    Liste.A_ORIENTER,
    Liste.A_RELANCER,
    Liste.JAMAIS_JOINTES,
    Liste.A_PARRAINER,
    Liste.A_APPARIER,
)
ELSEWHERE = ("qui_agit", "visites", "aidants", "campagne", "fragilite")


def main(context: Context) -> None:
    page_heading(context, "Listes pour agir", "Par qui commencer, et qui s'en charge ?")
    need_data(context)
    found = {
        liste: ask(context, people_listed, permission=Permission.SEE_PEOPLE, liste=liste) for liste in LISTS
    }
    sheets = sheets_of(context)
    chosen = counted_choice(
        {TOMORROW: TOMORROW_HEADING} | {liste.value: liste.heading for liste in LISTS},
        {TOMORROW: len(sheets.calls) + len(sheets.left)}
        | {liste.value: len(people) for liste, people in found.items()},
        key="agir_liste",
        default=TOMORROW,
    )
    if chosen == TOMORROW:
        show_calls(context, sheets)
    else:
        show_people(context, found[Liste(chosen)], Liste(chosen), key=f"agir_liste_{chosen}")
    row = st.container(horizontal=True)
    with row:
        for name in ELSEWHERE:
            link_to(context, name, SCREENS[name].title)
    interview_section(context)


main(open_page("agir"))
