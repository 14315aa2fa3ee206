"""The head of every screen: its question, its date, and where its data come from."""

from __future__ import annotations

import streamlit as st

from pages.parts.context import Context
from pages.parts.plain import joined, marked, plain
from visa_data import french
from visa_data.dossier.sectors_shown import rounding_sentence
from visa_data.vocabulary import Source

# The height that Streamlit leaves empty at the top goes to the map: it fits a projector's 1080 lines.
NEAR_THE_TOP = "<style>.stMainBlockContainer { padding-top: 2.2rem; }</style>"


def page_heading(context: Context, title: str, question: str) -> None:
    """Title, question, then one line: territory, dates, filters, role."""
    st.html(NEAR_THE_TOP)
    st.title(plain(title), anchor=False)
    parts = [
        context.territory,
        marked("situation au **{}**", french.day(context.day)),
        f"comparée au {french.day(context.before)}",
    ]
    if context.filters.zones:
        parts.append(french.counted(len(context.filters.zones), "zone choisie", "zones choisies"))
    if context.filters.sources:
        parts.append("source : " + french.listed([Source(s).label for s in context.filters.sources]))
    st.markdown(marked("{}  \n{}", question, joined(" · ", parts)))
    if context.book is not None:
        st.caption(plain(rounding_sentence(context.book)))
    if context.invented:
        st.caption("Territoire, personnes et organismes d'exemple : entièrement inventés.")
