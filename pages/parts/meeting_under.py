"""Under the board, outside projection: where to dig, the files of this step."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.downloads import download_bar
from pages.parts.meeting_decisions import ACTIONS, decision_buttons
from pages.parts.plain import plain
from pages.parts.report_download import report_buttons
from visa_data.meeting.pictures import Step

DECISIONS = "decisions"
EXPLAINED_ON = {
    "ce-qui-a-change": ("carte", "Voir la carte du territoire"),
    "urgences": ("fragilite", "Voir la fragilité et les urgences"),
    "campagne": ("campagne", "Voir la campagne d'appels"),
    "qui-perdons-nous": ("campagne", "Voir la campagne d'appels"),
    "fragilite": ("fragilite", "Voir la fragilité"),
    "zones-blanches": ("zones_blanches", "Voir les zones blanches"),
    "besoins": ("besoins", "Voir les besoins essentiels"),
    "prochaine-equipe": ("zones_blanches", "Essayer un emplacement"),
    "heures": ("campagne", "Voir les heures d'appel"),
}
"""Where to dig: pages of the coordination, which the committee's role does not open."""


def under_the_board(context: Context, step: Step, projected: bool) -> None:
    """Gestures, links and downloads of the step; in projection the board stands for its buttons."""
    with st.container(key="suite_de_l_etape"):
        if step.key == DECISIONS:
            decision_buttons(context)
        if projected:
            return
        if step.key in EXPLAINED_ON:
            if context.role.sees_people:
                page, label = EXPLAINED_ON[step.key]
                st.page_link(f"pages/screens/{page}.py", label=plain(label))
            st.subheader("Compte rendu de la réunion", anchor=False)
            report_buttons(context)
        table = step_table(step)
        if not table.empty:
            download_bar(
                context,
                f"reunion_{step.number}_{step.key.replace('-', '_')}",
                {step.title: table},
                notes=[step.key_point, step.definition, *step.notes],
            )


def actions_of(step: Step) -> tuple[tuple[str, str], ...]:
    """What the board lets do at this step: key of the page's button, its label."""
    return ACTIONS if step.key == DECISIONS else ()


def step_table(step: Step) -> pd.DataFrame:
    """The table behind the picture, every cell a text as shown (counts withheld stay withheld)."""
    return pd.DataFrame([list(row) for row in step.table.rows], columns=list(step.table.headers))
