"""Under the board, outside projection: where to dig, the files of this step."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.context import Context, link_to
from pages.parts.downloads import download_bar
from pages.parts.meeting_decisions import actions_offered, decision_buttons
from pages.parts.meeting_kind import kind_of
from pages.parts.report_download import report_buttons
from visa_data.meeting.kinds import Reunion
from visa_data.meeting.step import Step
from visa_data.meeting.steps.item import Item


def under_the_board(context: Context, item: Item, step: Step, projected: bool) -> None:
    """Gestures, links and downloads of the step; in projection the board stands for its buttons."""
    with st.container(key="suite_de_l_etape"):
        if item.decides:
            decision_buttons(context)
        if projected:
            return
        if kind_of(context) is Reunion.TECHNIQUE and item.worked_on is not None:
            heading = item.worked_on.heading
            link_to(context, "agir", f"Travailler sur la liste « {heading} »", {"agir_liste": heading})
        if item.explained_on:
            link_to(context, *item.explained_on)
        if not item.decides:
            st.header("Compte rendu de la réunion", anchor=False)
            report_buttons(context)
        table = step_table(step)
        if not table.empty:
            download_bar(
                context,
                f"reunion_{step.number}_{step.key.replace('-', '_')}",
                {step.title: table},
                notes=[step.key_point, step.definition, *step.notes],
            )


def actions_of(context: Context, item: Item) -> tuple[tuple[str, str], ...]:
    """What the board lets do at this step: key of the page's button, its label."""
    return actions_offered(context) if item.decides else ()


def step_table(step: Step) -> pd.DataFrame:
    """The table behind the picture, every cell a text as shown (counts withheld stay withheld)."""
    return pd.DataFrame([list(row) for row in step.table.rows], columns=list(step.table.headers))
