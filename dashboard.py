"""Entry point: says at once that the page is coming, then runs it (pages/parts/entry.py).

Whatever address is opened first, it goes through here: screens live one level below `pages/`, where
Streamlit's automatic discovery does not look.
"""

from __future__ import annotations

import streamlit as st

from pages.parts.look import SIDE_BAR, dress_page
from pages.parts.waiting import said_meanwhile


def main() -> None:
    """One run of the application."""
    st.set_page_config(
        page_title="Tableau de bord VISA", page_icon="🤝", layout="wide", initial_sidebar_state=SIDE_BAR
    )
    dress_page()
    with said_meanwhile() as say:
        # Here and not above: on a server just started it takes seconds, and the visitor reads a sentence meanwhile.
        from pages.parts.entry import run_dashboard

        run_dashboard(say)


main()
