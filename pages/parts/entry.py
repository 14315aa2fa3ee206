"""A run of the dashboard: role, dates and filters, the menu, then the screen asked for."""

from __future__ import annotations

import gc
from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.parts.arrival import arrive, way_out
from pages.parts.context import Context, current_settings, publish, sentence_at_worst
from pages.parts.french_words import say_in_french
from pages.parts.journaled import note_arrival, note_settings_of
from pages.parts.plain import plain
from pages.parts.printing import print_button, print_margin
from pages.parts.screens import HOME, MENU, SCREENS, home_of
from pages.parts.sidebar import read_context
from pages.serving.sessions import note_permissions
from visa_data import environment, french
from visa_data.roles import Permission
from visa_data.traces import keep_traces, keep_values_out_of_logs

# Streamlit looks for unused cycles among all the objects of the process after each run, before what the run drew is all
# sent: a tenth of a second. Those of the modules live as long as the process, and are left out.
gc.freeze()


def run_dashboard(say: Callable[[str], None]) -> None:
    """One run. say: changes the sentence shown until the page comes."""
    keep_values_out_of_logs()
    with sentence_at_worst(before=lambda: navigation(frozenset())):
        keep_traces(on_standard_error=True, file=environment.log_path())
        who = arrive(before=lambda: navigation(frozenset(), shown=False))
        context = read_context(who)
        note_arrival(context)
        if context.base is not None:
            note_settings_of(str(context.base.path), current_settings(), context.base)
        way_out()
    note_permissions(context.role.permissions)
    screen = navigation(context.role.permissions)
    home = home_of(context.role.permissions)
    if screen.url_path == "" and home != HOME:
        st.switch_page(SCREENS[home].path)
    # One tab of the browser told from another, and what is read aloud first.
    st.set_page_config(page_title=f"{SCREENS[screen.url_path or HOME].title} – VISA")
    say(coming(context, screen))
    with sentence_at_worst():
        publish(context)
        say_in_french()
        print_margin(context, SCREENS[screen.url_path or HOME].title)
        screen.run()
        print_button()


def coming(context: Context, screen: StreamlitPage) -> str:
    """What is being done for a screen that takes its time."""
    figures = SCREENS[screen.url_path or HOME].figures and not context.empty
    return f"Calcul des chiffres du {french.day(context.day)}…" if figures else "Ouverture de la page…"


def navigation(allowed: frozenset[Permission], *, shown: bool = True) -> StreamlitPage:
    """The menu: the screens that these permissions open; the others say so at their address.

    The meeting's stands at the address of the server: who does not follow it is taken elsewhere from there.
    """
    home = home_of(allowed)
    return st.navigation(
        {
            section: [
                st.Page(
                    screen.path,
                    title=plain(screen.title),
                    help=plain(screen.summary),
                    url_path=screen.name,
                    default=screen.name == HOME,
                    visibility="visible" if screen.opened_by in allowed or screen.name == home else "hidden",
                )
                for screen in screens
            ]
            for section, screens in MENU.items()
        },
        expanded=True,
        position="sidebar" if shown else "hidden",
    )
