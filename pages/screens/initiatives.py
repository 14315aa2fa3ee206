"""Initiatives inspirantes: what others did about a gap, what it would ask here; useful numbers. Nobody's data."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.parts.address import bound
from pages.parts.context import Context, open_page
from pages.parts.downloads import download_bar
from pages.parts.heading import title_line
from pages.parts.initiatives_section import OF_THE_DOCUMENTS, initiatives_section, term_choice
from pages.parts.numbers_section import CHECKED, numbers_section
from pages.parts.plain import plain
from pages.parts.to_initiatives import NEED
from visa_data.vocabulary import Besoin

VIEWS = {"initiatives": "Ce que d'autres ont fait", "numeros": "Numéros utiles et portails"}


def main(context: Context) -> None:
    title_line(
        "Initiatives inspirantes",
        "Qu'ont fait d'autres devant le même écart, et qu'est-ce que cela demanderait ici ?",
    )
    view = bound(
        st.segmented_control,
        "Montrer",
        list(VIEWS),
        format_func=lambda name: plain(VIEWS[name]),
        default="initiatives",
        required=True,
        key="initiatives_vue",
    )
    row = st.container(horizontal=True)
    need = term_choice(row, "Besoin", Besoin, "Tous les besoins", key=NEED, width=340)
    if view == "numeros":
        tables, note = numbers_section(context, need), CHECKED
    else:
        tables, note = initiatives_section(need, row), OF_THE_DOCUMENTS
    if tables:
        # Nothing here is a figure of the meeting's book: neither its rounding nor its sectors are told of.
        download_bar(replace(context, book=None), view, tables, notes=[note])


main(open_page("initiatives"))
