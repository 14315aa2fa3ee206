"""Streamlit's own English words said in French, on every page: « Select all », « Choose date », « Upload »…"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

PLACE = "mots_de_l_interface"

_words = st.components.v2.component(
    "mots_francais", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"), isolate_styles=False
)


def say_in_french() -> None:
    """Once a run, at the end of the side bar; draws nothing."""
    with st.sidebar, st.container(key=PLACE):
        st.html(f"<style>.st-key-{PLACE} {{ display: none; }}</style>")
        _words(key="mots_francais")
