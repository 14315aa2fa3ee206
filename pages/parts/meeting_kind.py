"""Which meeting is held: its kind, kept in the address, and its steps."""

from __future__ import annotations

import streamlit as st

from pages.parts.address import bound
from pages.parts.context import Context
from pages.parts.plain import plain
from visa_data.meeting.kinds import Reunion
from visa_data.meeting.steps import Agenda, agenda
from visa_data.roles import Permission

KIND = "reunion"


def kind_of(context: Context) -> Reunion:
    """The kind of meeting of the address; the comité de pilotage for who may not see people."""
    asked = st.query_params.get(KIND, "")
    technical = asked == Reunion.TECHNIQUE.label and context.role.may(Permission.SEE_PEOPLE)
    return Reunion.TECHNIQUE if technical else Reunion.PILOTAGE


def kind_choice(context: Context) -> None:
    """Which meeting is held, for who holds both."""
    if context.role.may(Permission.SEE_PEOPLE):
        bound(
            st.segmented_control,
            "Réunion",
            list(Reunion),
            format_func=lambda kind: plain(kind.label),
            default=Reunion.PILOTAGE,
            required=True,
            key=KIND,
            label_visibility="collapsed",
        )


def items_of(context: Context) -> Agenda:
    """The steps of that meeting, in its order."""
    return agenda(kind_of(context))
