"""The buttons that stand out, readable on both grounds."""

from __future__ import annotations

import streamlit as st

from visa_data.pictures.tones import ink

# Streamlit writes white on the primary colour, which is pale on the dark ground: less than 2:1.
STYLE = (
    '<style>[data-testid^="stBaseButton-primary"]:not(:disabled) '
    f"{{ color: light-dark({ink('papier')}, {ink('encre')}); }}</style>"
)


def strong_buttons() -> None:
    """Once a run; draws nothing."""
    st.html(STYLE)
