"""The step asked for: its address, its content for this role, its board; each kept while the data do not change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import streamlit as st

from pages.parts.address import cut
from pages.parts.answers import ask, fact
from pages.parts.context import Context
from pages.parts.plain import plain
from visa_data import french
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.meeting.board import board_html
from visa_data.meeting.step import Step
from visa_data.meeting.steps import agenda, gathered
from visa_data.meeting.steps.item import Item
from visa_data.pictures.outlines import Outlines, read_outlines
from visa_data.roles import Permission, Role
from visa_data.settings import Settings
from visa_data.vocabulary import Source

ADDRESS = "etape"
LAST_SEEN = "_etape_vue"


def current_item() -> Item:
    """The step of the address; a wrong address is the first step's and says so, none is the one last seen."""
    asked = st.query_params.get(ADDRESS) or st.session_state.get(LAST_SEEN, "")
    items = agenda()
    item = next((one for one in items if one.key == asked), items[0])
    if asked and asked != item.key:
        st.toast(
            plain(
                f"L'adresse demande l'étape « {cut(asked)} », qui n'existe pas. À la place : « {item.title} »."
            )
        )
    st.session_state[LAST_SEEN] = item.key
    if st.query_params.get(ADDRESS) != item.key:
        st.query_params[ADDRESS] = item.key
    return item


def go_to(key: str) -> None:
    """Open another step at the next run."""
    st.query_params[ADDRESS] = key


def step_of(context: Context, item: Item) -> Step:
    """That step alone, as this role may see it."""
    return ask(
        context,
        _step,
        before=context.before,
        role=context.role,
        version=context.version,
        key=item.key,
    )


def _step(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    *,
    before: date,
    role: Role,
    version: str,
    key: str,
) -> Step:
    answers = _answers(version, day, settings, filters, before, role)
    facts = gathered(cursor, day, settings, filters, before=before, role=role, answers=answers)
    return next(item for item in agenda() if item.key == key).step(facts)


@st.cache_resource(max_entries=4, show_spinner=False)
def _answers(
    version: str, day: date, settings: Settings, filters: Filters, before: date, role: Role
) -> dict[str, Any]:
    """What the steps share: on a département, most of the time of each."""
    return {}


def prepare_next(context: Context, item: Item) -> None:
    """Compute the next step while this one is read: it then opens at once."""
    for following in agenda()[item.number : item.number + 1]:
        step_of(context, following)


def board_of(context: Context, step: Step, actions: Sequence[tuple[str, str]] = ()) -> str:
    """The step's board, as HTML; actions: see `visa_data.meeting.board.board_html`."""
    outlines: Outlines = fact(context, _outlines)
    return board_html(step, outlines, agenda(), where=where(context), actions=actions)


def _outlines(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> Outlines:
    """The same at any day, under any settings."""
    return read_outlines(cursor)


def where(context: Context) -> tuple[str, str]:
    """Territory and filters, then the dates: the two lines at the head of a step."""
    first = [context.territory]
    if context.invented and "invent" not in context.territory.lower():
        first.append("exemple inventé")
    chosen = context.filters if context.role.may(Permission.CHOOSE_FILTERS) else EVERYBODY
    if chosen.zones:
        first.append(french.counted(len(chosen.zones), "zone choisie", "zones choisies"))
    if chosen.sources:
        first.append("source : " + french.listed([Source(code).label for code in chosen.sources]))
    return " · ".join(first), f"au {french.day(context.day)}, comparé au {french.day(context.before)}"
