"""From a gap to what others did about it: the address of the page of initiatives, and the links to it."""

from __future__ import annotations

import math

import streamlit as st

from pages.parts.plain import plain
from pages.parts.screens import SCREENS
from visa_data.initiatives.gaps import Ecart
from visa_data.vocabulary import Besoin

NEED, GAP, PEOPLE = "besoin", "ecart", "personnes"
"""What the address of the page holds."""
MOST_PEOPLE = 1_000_000


def initiatives_address(
    *, need: Besoin | None = None, gap: Ecart | None = None, people: float | None = None
) -> dict[str, str]:
    """The query of the page for that gap; people concerned: None, NaN or 0 where none may be said."""
    query = {}
    if need is not None:
        query[NEED] = need.label
    if gap is not None:
        query[GAP] = gap.label
    if people is not None and not math.isnan(people) and 0 < people <= MOST_PEOPLE:
        query[PEOPLE] = str(round(people))
    return query


def link_to_initiatives(
    label: str, *, need: Besoin | None = None, gap: Ecart | None = None, people: float | None = None
) -> None:
    """A link to what others did about that gap."""
    query = initiatives_address(need=need, gap=gap, people=people)
    st.page_link(SCREENS["initiatives"].path, label=plain(label), query_params=query)
