"""The shared side: dates, filters and role, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import duckdb
import streamlit as st

from pages.parts.address import bound
from pages.parts.books import book_days, book_of_file, file_version, kept_book
from pages.parts.context import Context, current_base, current_settings
from pages.parts.network_read import NETWORK, lake_version, network_read
from pages.parts.plain import marked, plain
from pages.parts.typed_dates import take_typed_dates
from visa_data import environment, french
from visa_data.access.person import Who
from visa_data.base import Base
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.indicators.evolution import COMPARED_DAYS, compared_by_default
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.state import first_call_day, last_call_day
from visa_data.maps.shapes import MOST_DRAWN
from visa_data.roles import Permission, Role
from visa_data.territory.departements import departement_name, departement_of
from visa_data.vocabulary import Source

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
FIRST_OBSERVED = FIRST_DAY + timedelta(days=COMPARED_DAYS)
"""Every observation date has a comparison date before it."""
FOLLOW = "_suivre_les_donnees"
SEEN_DAY = "_date_vue"
SEEN_ROLE = "_role_vu"
MEETING = "reunion"
OPENED = "_departement_ouvert"


@st.cache_data(max_entries=8, show_spinner=False)
def _facts(version: str, _base: Base) -> dict[str, object]:
    """What the side needs of the base, once for each version of the data."""
    with _base.cursor() as cursor:
        return {
            "jour": last_call_day(cursor),
            "zones": dict(_pairs(cursor, "SELECT code, nom FROM zones_actives ORDER BY nom, code")),
            "territoire": _meta(cursor, "territoire") or "Territoire sans nom",
            "invente": _meta(cursor, "invente") == "oui",
            "vide": not _pairs(cursor, "SELECT 1, 1 FROM zones LIMIT 1")
            and not _pairs(cursor, "SELECT 1, 1 FROM personnes LIMIT 1"),
            "premier": first_call_day(cursor),
        }


def _pairs(cursor: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, str]]:
    return cursor.execute(query).fetchall()


def _meta(cursor: duckdb.DuckDBPyConnection, key: str) -> str | None:
    row = cursor.execute("SELECT valeur FROM meta WHERE cle = ?", [key]).fetchone()
    return row[0] if row else None


def read_context(who: Who | None) -> Context:
    """Draw the side bar and read this run's question from it. who: the person signed in, None in *poste*."""
    take_typed_dates()
    alone, lake = environment.book_path(), environment.lake_path()
    if lake is not None:
        context = _of_the_network(lake, who)
    else:
        context = _of_the_base(current_base(), who) if alone is None else _of_one_book(alone, who)
    return context if who is None else replace(context, fingerprint=who.fingerprint)


def _of_the_base(base: Base, who: Who | None) -> Context:
    """The role, then the dates and filters of the coordination, or the books of who reads nothing else."""
    version = base.data_version()
    facts = _facts(version, base)
    with st.sidebar:
        st.markdown(marked("**{}**", facts["territoire"]))
        default = facts["jour"] if isinstance(facts["jour"], date) else date.today()
        role = _role(who, invented=bool(facts["invente"]))
        base = base.acting(Who(role, who.fingerprint if who else None).actor)
        _start_anew_for(role)
        if not (role.may(Permission.READ_BOOK) or role.may(Permission.READ_DIRECTORY)):
            return _of_no_figure(base, version, role, facts, default)
        if not role.may(Permission.READ_SMALL_COUNTS):
            return _of_a_book(base, version, role, facts, default)
        day, before = _dates(min(max(default, FIRST_OBSERVED), LAST_DAY))
        if outside := _outside_the_calls(day, facts):
            st.caption(plain(outside))
        filters = _filters(facts["zones"]) if role.may(Permission.CHOOSE_FILTERS) else EVERYBODY
    return Context(
        base=base,
        book=None,
        settings=current_settings(),
        role=role,
        day=day,
        before=before,
        filters=filters,
        version=version,
        territory=str(facts["territoire"]),
        invented=bool(facts["invente"]),
        empty=bool(facts["vide"]),
    )


def _start_anew_for(role: Role) -> None:
    """Under one name, the address keeps the day of a book, or for who holds meetings their kind: not from role to role."""
    if st.session_state.get(SEEN_ROLE, role) != role:
        st.session_state.pop(MEETING, None)
        st.query_params.pop(MEETING, None)
    st.session_state[SEEN_ROLE] = role


def _of_a_book(base: Base, version: str, role: Role, facts: dict[str, object], default: date) -> Context:
    """One of the books kept; none of the base's figures."""
    days = book_days(version, base)
    if not days:
        return replace(_of_no_figure(base, version, role, facts, default), empty=True)
    day = bound(
        st.selectbox,
        "Réunion du",
        list(days),
        format_func=french.day,
        key=MEETING,
        help="Chaque réunion a son dossier, figé : ses chiffres, et ce qui a changé depuis le dossier précédent.",
    )
    return _reading(*kept_book(version, day, base), role, base)


def _of_no_figure(base: Base, version: str, role: Role, facts: dict[str, object], default: date) -> Context:
    """The base without any question: for who handles what it holds, or keeps watch over it, and reads no figure."""
    return Context(
        base=base,
        book=None,
        settings=current_settings(),
        role=role,
        day=default,
        before=compared_by_default(default),
        filters=EVERYBODY,
        version=version,
        territory=str(facts["territoire"]),
        invented=bool(facts["invente"]),
        empty=bool(facts["vide"]),
    )


def _of_one_book(path: Path, who: Who | None) -> Context:
    """The server's one book, whoever looks: no base is opened, nor made."""
    version = file_version(path)
    book = book_of_file(version, path)
    role = Role.COMITE if who is None or who.role.may(Permission.READ_BOOK) else who.role
    with st.sidebar:
        st.markdown(marked("**{}**", book.territory))
        st.caption(plain(f"Rôle : {role.label}"))
        st.caption(marked("Dossier de séance du **{}**, sans base.", french.day(book.day)))
    return _reading(book, version, role, None)


def _of_the_network(lake: Path, who: Who | None) -> Context:
    """The lake of the network, for its animation or for one cooperation; no base is opened, nor made.

    Where people sign in, it is read by those alone whose role is to.
    """
    role = Role.RESEAU if who is None else who.role
    with st.sidebar:
        st.markdown(plain(NETWORK))
        st.caption(plain(f"Rôle : {role.label}"))
        if not role.may(Permission.READ_NETWORK):
            return _of_nothing(role)
        version, days = lake_version(str(lake), environment.cooperation())
        day = bound(
            st.selectbox,
            "Situation au",
            list(days),
            format_func=french.day,
            key="situation",
            help="Chaque coopération compte par le dernier dossier qu'elle a publié, ce jour-là ou avant.",
        )
    network = network_read(version, day or date.today(), environment.cooperation(), lake)
    return Context(
        base=None,
        book=None,
        settings=current_settings(),
        role=role,
        day=network.day,
        before=compared_by_default(network.day),
        filters=EVERYBODY,
        version=version,
        territory=NETWORK,
        invented=network.invented,
        empty=not days,
        network=network,
    )


def _of_nothing(role: Role) -> Context:
    """Who has nothing to read on this server."""
    today = date.today()
    return Context(
        base=None,
        book=None,
        settings=current_settings(),
        role=role,
        day=today,
        before=compared_by_default(today),
        filters=EVERYBODY,
        version="",
        territory=NETWORK,
        invented=False,
        empty=True,
    )


def _reading(book: FrozenBook, version: str, role: Role, base: Base | None) -> Context:
    return Context(
        base=base,
        book=book,
        settings=book.settings,
        role=role,
        day=book.day,
        before=book.before,
        filters=EVERYBODY,
        version=version,
        territory=book.territory,
        invented=book.invented,
        empty=not book.zones.codes,
    )


def _filters(zones: object) -> Filters:
    """Zones and sources: a filtered table beside the whole one is a subtraction."""
    names = zones if isinstance(zones, dict) else {}
    within = _of_one_departement(names) if len(names) > MOST_DRAWN else ()
    if len(names) > MOST_DRAWN:
        names = {code: names[code] for code in within}
    chosen = bound(
        st.multiselect,
        "Zones",
        list(names),
        format_func=lambda code: f"{names.get(code, code)} ({code})",
        key="zones",
        placeholder="Toutes les zones" if len(names) or not zones else "Choisissez d'abord un département",
    )
    sources = bound(
        st.multiselect,
        "Sources",
        [source.value for source in Source],
        format_func=lambda code: Source(code).label,
        key="sources",
        placeholder="Toutes les sources",
    )
    return Filters(tuple(sorted(chosen or within)), tuple(sorted(sources)))


def _of_one_departement(names: Mapping[str, str]) -> tuple[str, ...]:
    """Codes of the zones of the département chosen; none where all are looked at. names: code of each zone → its name."""
    listed = sorted({departement_of(code) for code in names})
    if asked := st.session_state.pop(OPENED, None):
        st.session_state["departement"] = asked
    chosen = bound(
        st.selectbox,
        "Département",
        ["", *listed],
        format_func=lambda code: f"{departement_name(code)} ({code})" if code else "Tous",
        key="departement",
        help="Ce territoire a trop de zones pour une seule carte : elle montre les départements, puis les zones de l'un d'eux.",
    )
    return tuple(code for code in names if chosen and departement_of(code) == chosen)


def open_departement(code: str) -> None:
    """Look at the zones of a département from the next run."""
    st.session_state[OPENED] = code


def follow_the_data() -> None:
    """From the next run, go to the day of the last call again: what was loaded may have moved it."""
    st.session_state[FOLLOW] = True


def _dates(last_call: date) -> tuple[date, date]:
    """The observation date, and the comparison date that goes with it."""
    if st.session_state.pop(FOLLOW, False):
        st.session_state["date"] = last_call
        st.session_state["avant"] = compared_by_default(last_call)
    day = bound(
        st.date_input,
        "Date d'observation",
        value=_unless_set("date", _nearest("date", FIRST_OBSERVED, last_call)),
        key="date",
        readable=lambda text: _is_day(text, FIRST_OBSERVED),
        min_value=FIRST_OBSERVED,
        max_value=LAST_DAY,
        format="DD/MM/YYYY",
        on_change=_bring_comparison_along,
        help="Chaque chiffre est celui de la fin de ce jour. Par défaut : le jour du dernier appel chargé.",
    )
    day = day if isinstance(day, date) else last_call
    before = bound(
        st.date_input,
        "Comparée au",
        value=_unless_set("avant", _nearest("avant", FIRST_DAY, compared_by_default(day))),
        key="avant",
        readable=lambda text: _is_day(text, FIRST_DAY),
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="DD/MM/YYYY",
        help=plain(f"Par défaut : {COMPARED_DAYS} jours avant."),
    )
    before = before if isinstance(before, date) else compared_by_default(day)
    st.session_state[SEEN_DAY] = day
    return day, before


def _asked_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_day(text: str, first: date) -> bool:
    """Whether a text of the address is a day that the calendar holds."""
    day = _asked_day(text)
    return day is not None and first <= day <= LAST_DAY


def _nearest(key: str, first: date, default: date) -> date:
    """The default; where the address asks a day that the calendar does not hold, the nearest that it holds."""
    day = _asked_day(st.query_params.get(key, ""))
    if day is None or first <= day <= LAST_DAY:
        day = default
    return min(max(day, first), LAST_DAY)


def _outside_the_calls(day: date, facts: dict[str, object]) -> str:
    """What to know of a day before the first call or after the last."""
    first, last = facts["premier"], facts["jour"]
    if isinstance(first, date) and day < first:
        return f"Avant le premier appel chargé, du {french.day(first)}."
    if isinstance(last, date) and day > last:
        return f"Après le dernier appel chargé, du {french.day(last)}."
    return ""


def _unless_set(key: str, default: date) -> date | Literal["today"]:
    """The default of a date, unless it was just set here: Streamlit wants one or the other."""
    return "today" if key in st.session_state else default


def _bring_comparison_along() -> None:
    """A new observation date takes the comparison date with it: seven days before, unless chosen otherwise."""
    day, before, seen = (st.session_state.get(name) for name in ("date", "avant", SEEN_DAY))
    if not isinstance(day, date) or not isinstance(before, date):
        return
    followed = isinstance(seen, date) and before == compared_by_default(seen)
    if followed or before >= day:
        st.session_state["avant"] = compared_by_default(day)


def _role(who: Who | None, *, invented: bool) -> Role:
    """The role of this session: the person's, or the server's, which may only be lowered.

    Where nobody signs in, any role on invented data, and the délégué's for who coordinates: no one else is there to take it.
    """
    started = environment.role() if who is None else who.role
    options = [
        role.value
        for role in Role
        if role is started
        or (invented and who is None and role is not Role.RESEAU)
        or (role is Role.COMITE and role.permissions <= started.permissions)
        or (role is Role.DELEGUE and started is Role.COORDINATION and who is None)
    ]
    if options == [started]:
        st.caption(plain(f"Rôle : {started.label}"))
        return started
    chosen = st.radio(
        "Rôle",
        options,
        index=options.index(started.value),
        format_func=lambda value: plain(Role(value).label),
        key="role",
        persist_state="session",
        help="Le comité ne voit que des chiffres agrégés ; la coordination voit les références du registre.",
    )
    return Role(chosen)
