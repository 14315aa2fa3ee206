"""A date typed in any date field is taken at once by Enter or Tab, and one that no calendar holds says why.

Streamlit takes it only when one clicks elsewhere, and makes of the 31st of June the 30th without a word.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

PLACE = "dates_saisies"

_typed = st.components.v2.component(
    PLACE, js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"), isolate_styles=False
)


def take_typed_dates() -> None:
    """Once a run, in the side bar; draws nothing."""
    with st.sidebar, st.container(key=PLACE):
        st.html(f"<style>.st-key-{PLACE} {{ display: none; }}</style>")
        _typed(key="saisie_des_dates")
