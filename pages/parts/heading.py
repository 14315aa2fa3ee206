"""The head of every screen: its question, its date, and where its data come from."""

from __future__ import annotations

import streamlit as st

from pages.parts.context import Context
from visa_data import french
from visa_data.vocabulary import Source


def page_heading(context: Context, title: str, question: str) -> None:
    """Title, question, then one line: territory, dates, filters, role."""
    st.title(title, anchor=False)
    parts = [
        context.territory,
        f"situation au **{french.day(context.day)}**",
        f"comparée au {french.day(context.before)}",
    ]
    if context.filters.zones:
        parts.append(french.counted(len(context.filters.zones), "zone choisie", "zones choisies"))
    if context.filters.sources:
        parts.append("source : " + french.listed([Source(s).label for s in context.filters.sources]))
    st.markdown(f"{question}  \n" + " · ".join(part for part in parts if part))
    if context.invented:
        st.caption("Territoire, personnes et organismes d'exemple : entièrement inventés.")
