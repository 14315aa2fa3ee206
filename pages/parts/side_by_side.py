"""Two parts of a page side by side, one under the other where the page is too narrow for both."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def side_by_side(key: str, *, first_wider: bool = False) -> tuple[DeltaGenerator, DeltaGenerator]:
    """The two places, under a key of their own on the page. first_wider: whether the first takes three fifths."""
    row = st.container(horizontal=True, gap="large")
    first = f"cote_large_{key}" if first_wider else f"cote_{key}_1"
    return row.container(key=first), row.container(key=f"cote_{key}_2")
