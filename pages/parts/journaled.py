"""What the journal is told by the pages: who comes and goes, lists of people seen or taken away, never whom they tell.

Whatever table is shown or made into a file passes here; a column of references is what makes it a list of people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

import pandas as pd
import streamlit as st

from pages.parts.context import READY, Context, current_base
from visa_data import environment
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.journal.settings_seen import note_settings
from visa_data.roles import Actor, Author
from visa_data.settings import Settings
from visa_data.traces import LOGGER
from visa_data.vocabulary import fold

SEEN = "_listes_notees"
"""Session state key of the lists that this session has seen, each noted once as long as it is the same."""
CAME = "_arrivee_notee"
"""Session state key of the arrival noted last."""
OF_PEOPLE = "reference"
"""How the header of a column that tells a person begins, once folded."""


def note_arrival(context: Context) -> None:
    """Note a sign-in, once for a session and a role; without a base, in the log of the server."""
    if context.fingerprint and st.session_state.get(CAME) != (came := (context.fingerprint, context.role)):
        _note(context.who.actor, Acte.CONNEXION)
        st.session_state[CAME] = came


@st.cache_resource(max_entries=8, show_spinner=False)
def note_settings_of(path: str, settings: Settings, _base: Base) -> None:
    """Note other settings than the last time, once a server for the same ones. path: the file of the base."""
    note_settings(_base, {one.name: getattr(settings, one.name) for one in fields(settings)})


def note_refusal() -> None:
    """Note, once for a session, that somebody who signed in has no role here."""
    if st.session_state.get(CAME) != Author.SANS_ROLE:
        _note(Actor(Author.SANS_ROLE), Acte.CONNEXION_REFUSEE)
        st.session_state[CAME] = Author.SANS_ROLE


def note_departure(who: Actor) -> None:
    """Note that somebody signs out."""
    _note(who, Acte.DECONNEXION)


def _note(who: Actor, act: Acte) -> None:
    if environment.book_path():
        LOGGER.info("%s : %s %s", act.label, who.author.label, who.fingerprint)
    else:
        current_base().acting(who).note(act)


def people_in(frame: pd.DataFrame) -> int:
    """Rows of a table, where they are about people; 0 for any other table."""
    return len(frame) if any(fold(str(name)).startswith(OF_PEOPLE) for name in frame.columns) else 0


def people_of(tables: Mapping[str, pd.DataFrame]) -> int:
    """The same of several tables that go together."""
    return sum(map(people_in, tables.values()))


def note_shown(name: str, rows: int) -> None:
    """Note that people are on the screen, once for a session as long as the list is the same. name: never of a person."""
    context = _context()
    if not rows or context is None or context.base is None:
        return
    seen = st.session_state.setdefault(SEEN, set())
    if (shown := (name, rows, context.version, context.day)) not in seen:
        context.base.note(Acte.LISTE_VUE, liste=name, lignes=rows)
        seen.add(shown)


def noting(make: Callable[[], bytes], name: str, rows: int) -> Callable[[], bytes]:
    """What makes a file that tells `rows` people: each making is noted, before anything leaves."""
    context = _context()
    if not rows or context is None or context.base is None:
        return make
    base = context.base

    def made() -> bytes:
        base.note(Acte.LISTE_TELECHARGEE, liste=name, lignes=rows)
        return make()

    return made


def _context() -> Context | None:
    context = st.session_state.get(READY)
    return context if isinstance(context, Context) else None
