"""Entry point: configuration, role, dates and filters, then the screen asked for.

Whatever address is opened first, it goes through here: screens live one level below `pages/`, where
Streamlit's automatic discovery does not look.
"""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.parts.context import publish, sentence_at_worst
from pages.parts.french_words import say_in_french
from pages.parts.plain import plain
from pages.parts.screens import HOME, MENU
from pages.parts.sidebar import read_context
from pages.parts.strong_buttons import strong_buttons
from visa_data import environment
from visa_data.roles import Permission
from visa_data.traces import keep_traces, keep_values_out_of_logs


def main() -> None:
    """One run of the application."""
    st.set_page_config(page_title="Tableau de bord VISA", page_icon="🤝", layout="wide")
    keep_values_out_of_logs()
    with sentence_at_worst(before=lambda: navigation(frozenset())):
        keep_traces(on_standard_error=True, file=environment.log_path())
        context = read_context()
    screen = navigation(context.role.permissions)
    with sentence_at_worst():
        publish(context)
        say_in_french()
        strong_buttons()
        screen.run()


def navigation(allowed: frozenset[Permission]) -> StreamlitPage:
    """The menu: the home, and the screens that these permissions open; the others say so at their address."""
    return st.navigation(
        {
            section: [
                st.Page(
                    screen.path,
                    title=plain(screen.title),
                    help=plain(screen.summary),
                    url_path=screen.name,
                    default=screen.name == HOME,
                    visibility="visible" if screen.opened_by in allowed or screen.name == HOME else "hidden",
                )
                for screen in screens
            ]
            for section, screens in MENU.items()
        },
        expanded=True,
    )


main()
