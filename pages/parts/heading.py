"""The head of every screen: its question, its date, and where its data come from, in two lines."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.context import Context
from pages.parts.filter_notice import zones_notice
from pages.parts.plain import joined, marked, plain
from visa_data import french
from visa_data.dossier.sectors_shown import rounding_in_short, rounding_sentence
from visa_data.vocabulary import Source


def page_heading(context: Context, title: str, question: str) -> None:
    """Title and question, then one line: territory, dates, filters, rounding of a book, invented data."""
    with title_line(title, question), st.container(key="entete_lieu"):
        parts = [
            context.territory,
            marked("situation au **{}**", french.day(context.day)),
            *([f"comparée au {french.day(context.before)}"] if context.network is None else []),
        ]
        if context.filters.sources:
            parts.append("source : " + french.listed([Source(s).label for s in context.filters.sources]))
        if context.invented:
            parts.append("données inventées")
        if context.book is not None:
            parts.append(rounding_in_short(context.book))
        st.markdown(
            joined(" · ", parts),
            help=None if context.book is None else plain(rounding_sentence(context.book)),
        )
        zones_notice(context)


def title_line(title: str, question: str) -> DeltaGenerator:
    """Title, with its question beside it where the width allows; gives the head, for what stands under."""
    head = st.container(key="entete")
    with head, st.container(horizontal=True, key="entete_titre"):
        st.title(plain(title), anchor=False, width="content")
        st.markdown(plain(question), width="content")
    return head
