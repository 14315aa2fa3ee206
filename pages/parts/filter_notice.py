"""What a page must say where zones are chosen at the side: that it counts no other, and how to see them all again."""

from __future__ import annotations

import streamlit as st

from pages.parts.answers import zones
from pages.parts.context import Context
from pages.parts.plain import marked
from visa_data import french

WIDGET = "zones"
NAMED = 3


def zones_notice(context: Context) -> None:
    """One line and one button; nothing where the whole territory is read."""
    chosen = context.filters.zones
    if not chosen:
        return
    frame = zones(context)
    known = dict(zip(frame.codes, frame.names, strict=True))
    names = [known.get(code, code) for code in chosen]
    said = french.listed(names) if len(names) <= NAMED else french.counted(len(names), "zone")
    with st.container(horizontal=True, vertical_alignment="center", key="filtre_zones"):
        st.markdown(
            marked("Chiffres de **{}** seulement : le reste du territoire n'est pas compté.", said),
            width="content",
        )
        st.button("Tout le territoire", key="filtre_zones_fin", on_click=_whole)


def _whole() -> None:
    st.session_state[WIDGET] = []
