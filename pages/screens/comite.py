"""Comité de pilotage: the home is the meeting itself, one step at a time."""

import streamlit as st

from pages.parts.context import Context, need_data, open_page, sentence_at_worst
from pages.parts.map_view import theme
from pages.parts.meeting_board import show_board
from pages.parts.meeting_kind import items_of, kind_choice, kind_of
from pages.parts.meeting_stage import SWITCH, projection_switch
from pages.parts.meeting_steps import board_of, current_item, go_to, passed_over_of, prepare_next, step_of
from pages.parts.meeting_under import actions_of, under_the_board
from pages.parts.plain import plain


@st.fragment
def meeting(context: Context, projected: bool) -> None:
    """The step of the address; going to another reruns this alone."""
    with sentence_at_worst():
        item = current_item(context)
        step = step_of(context, item)
        show_board(
            board_of(context, step, actions_of(context, item)),
            key=item.key,
            keys=[one.key for one in items_of(context)],
            passed=passed_over_of(context),
            toggle=SWITCH,
            projected=projected,
            decides=item.decides,
            ground=theme(),
            go=go_to,
        )
        under_the_board(context, item, step, projected)
        prepare_next(context, item)


context = open_page("comite")
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title(plain(kind_of(context).label), anchor=False, width="content")
    kind_choice(context)
    projected = projection_switch()
need_data(context)
meeting(context, projected)
