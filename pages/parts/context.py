"""What every screen starts from: base, role, dates and filters, read once by the entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from pages.parts.plain import Marked, marked, plain
from pages.parts.screens import HOME, SCREENS, home_of
from pages.serving.sessions import free_files
from visa_data import environment, settings
from visa_data.access.person import Who
from visa_data.base import Base
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.errors import VisaError
from visa_data.indicators.filters import Filters
from visa_data.network.view import Network
from visa_data.roles import Permission, Role
from visa_data.settings import Setting, Settings
from visa_data.traces import unexpected

READY = "_contexte"
PENDING = "_fichiers_recus"
"""Session state key of the files read on the import page: dropped as soon as another page opens."""
RESERVED = (
    "Cette page sert à préparer les données et montre des personnes par leur référence : elle est réservée à la "
    "coordination. Le comité lit les chiffres du dossier de séance sur les autres pages."
)
NO_BOOK = "Aucun dossier de séance n'est encore figé : la coordination le prépare sur la page « Préparer la réunion »."
IDLE_SECONDS = 5.0


@dataclass(frozen=True)
class Context:
    """One run's question: whose eyes, which base, which days, which people.

    base: None on a server that serves one book without any base. book: what who may not read small counts reads, and
    all that they read; None for the others, and as long as no book is frozen. network: on a server of the network's lake, what its
    reader may see of it. before: the comparison date.
    version: changes with the data, or with the book; key of every cache. fingerprint: of the person signed in.
    """

    base: Base | None
    book: FrozenBook | None
    settings: Settings
    role: Role
    day: date
    before: date
    filters: Filters
    version: str
    territory: str
    invented: bool
    empty: bool
    fingerprint: str | None = None
    network: Network | None = None

    @property
    def who(self) -> Who:
        """Who acts here: the role taken, and the fingerprint of the person, where people sign in."""
        return Who(self.role, self.fingerprint)

    @property
    def words(self) -> tuple[str, str]:
        """What the places of the page are called, one and many: zones, or the sectors of a book."""
        return ("zone", "zones") if self.book is None else self.book.words

    @cached_property
    def said(self) -> tuple[str, str]:
        """The settings, and the filters, in words, for the key of a cache: Streamlit takes milliseconds to look through an object."""
        return repr(self.settings), repr(self.filters)

    @property
    def published(self) -> FrozenBook:
        """The book, for who reads nothing else. Raises VisaError when there is none, and for who may not read it."""
        if not self.role.may(Permission.READ_DIRECTORY):
            self.role.require(Permission.READ_BOOK)
        if self.book is None:
            raise VisaError("Rien à lire", NO_BOOK[:1].lower() + NO_BOOK[1:])
        return self.book

    @property
    def writable(self) -> Base:
        """The base, where something is written. Raises VisaError on a server that has none."""
        if self.base is None:
            raise VisaError(
                "Lecture seule",
                "ce tableau de bord montre un dossier de séance, sans base : rien ne peut y être noté.",
            )
        return self.base


@st.cache_resource
def shared_base(path: str) -> Base:
    """The one owner of the base file in this process; it lets the file go when idle."""
    return Base(path, idle=IDLE_SECONDS, key=environment.base_key_path())


def current_base() -> Base:
    """The base of this server (VISA_BASE)."""
    return shared_base(str(environment.base_path()))


def current_settings() -> Settings:
    """The thresholds in force."""
    return settings.load(environment.settings_path())


def current_thresholds() -> Mapping[str, Setting]:
    """The same, each with its label, its unit and where its value comes from."""
    return settings.described(environment.settings_path())


def thresholds_of(context: Context) -> Mapping[str, Setting]:
    """Those that the page's figures follow: a book's are those that it was made with."""
    known = current_thresholds()
    if context.book is None:
        return known
    return {
        name: replace(setting, value=float(getattr(context.settings, name)))
        for name, setting in known.items()
    }


def publish(context: Context) -> None:
    """Called by the entry point, before the screen runs."""
    st.session_state[READY] = context


def open_page(name: str, *, keep_files: bool = False) -> Context:
    """First line of every screen, with its name: the context, or nothing at all.

    A screen reached without the entry point has no role, no filters: it shows a sentence and stops. So does a
    screen whose permission (`SCREENS`) the role has not: it computes nothing, and says where to look.
    keep_files: for the import page only, keeps what it has read of the files received.
    """
    if not keep_files:
        _forget_files()
    context = st.session_state.get(READY)
    if not isinstance(context, Context):
        st.error("Cette page s'ouvre depuis l'accueil du tableau de bord.")
        st.stop()
    opened_by = SCREENS[name].opened_by
    if not context.role.may(opened_by):
        _forget_files()
        home = home_of(context.role.permissions)
        if not context.role.may(SCREENS[home].opened_by):
            context.role.require(opened_by)
        following = home == HOME and Role.COORDINATION.may(opened_by)
        st.title("Page réservée à la coordination" if following else "Page réservée", anchor=False)
        st.info(
            RESERVED
            if following
            else plain(f"Cette page sert à d'autres rôles que « {context.role.label} ».")
        )
        link_to(context, home, SCREENS[home].title)
        st.stop()
    if SCREENS[name].figures and context.book is None and not context.role.may(Permission.READ_SMALL_COUNTS):
        st.title(plain(SCREENS[name].title), anchor=False)
        st.info(NO_BOOK)
        st.stop()
    return context


def _forget_files() -> None:
    if st.session_state.pop(PENDING, None) is not None:
        free_files()


def link_to(context: Context, name: str, label: str, asked: Mapping[str, str] | None = None) -> None:
    """A link to a screen, for the roles that may open it; asked: what its address holds besides."""
    screen = SCREENS[name]
    if context.role.may(screen.opened_by):
        st.page_link(screen.path, label=plain(label), query_params=dict(asked or {}) or None)


def refusal_text(error: VisaError) -> Marked:
    """An error as its French sentence, its title in bold."""
    return marked("**{}.** {}", error.title, error.message[:1].upper() + error.message[1:])


def start_anew_if_changed(context: Context) -> None:
    """Have the whole page run again when the data changed since it began: no page tells half of an import.

    Called after each question to the base, before the answer is kept: under the version that the page began with, the
    next one would be shown what is not of that version. Off a run (see `beforehand`), nothing is kept.
    """
    if context.book is None and context.writable.data_version() != context.version:
        st.rerun()
        raise StopException


def stop_with(error: VisaError) -> NoReturn:
    """Show an error as its French sentence and stop the page."""
    st.error(plain(refusal_text(error)), icon="⚠️")
    st.stop()
    raise AssertionError


@contextmanager
def sentence_at_worst(before: Callable[[], object] = lambda: None) -> Iterator[None]:
    """The last resort of whatever Streamlit runs by itself (the page, a fragment): a sentence, never a traceback.

    before: what is shown above the sentence.
    """
    try:
        yield
    except VisaError as error:
        before()
        stop_with(error)
    except Exception as error:  # noqa: BLE001 - the trace goes to the server's log, without any value
        told = unexpected(error)
        before()
        stop_with(told)


def need_data(context: Context, *, zones: bool = True) -> None:
    """Stop a page that has nothing to show yet, and say how to go on."""
    if context.empty:
        st.info(
            "La base est vide. Chargez d'abord les contours du territoire, puis les extractions de la semaine, "
            "sur la page « Importer des données »."
        )
        link_to(context, "importer", SCREENS["importer"].title)
        st.stop()
