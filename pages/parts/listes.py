"""Lists by reference of the register: for who may see people, computed when opened, downloadable."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask
from pages.parts.context import Context
from pages.parts.downloads import csv_button
from pages.parts.figures import LINK, labels_of, show_table
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.indicators.listes import COLUMNS, ORDER, Liste, people_listed
from visa_data.roles import Permission

LABELS = labels_of(COLUMNS) | {LINK: "Fiche"}


def show_lists(context: Context, lists: Sequence[Liste], *, key: str) -> None:
    """Choose a list, read it, take it away; a role that may not see people stops here.

    key: unique in the application; the list chosen is kept in the address under it.
    """
    chosen = bound(
        st.segmented_control,
        "Liste",
        [liste.value for liste in lists],
        format_func=lambda code: plain(Liste(code).heading),
        default=lists[0].value,
        required=True,
        key=key,
        label_visibility="collapsed",
    )
    liste = Liste(chosen)
    show_people(
        context,
        ask(context, people_listed, permission=Permission.SEE_PEOPLE, liste=liste),
        name=liste.value,
        meaning=liste.definition(context.settings),
        key=f"{key}_{liste.value}",
    )


def show_people(context: Context, people: pd.DataFrame, *, name: str, meaning: str, key: str) -> None:
    """One list of people by reference, and its CSV; a sentence when it is empty. A row leads to its zone's card."""
    day = french.day(context.day)
    if people.empty:
        st.info(plain(f"{meaning} Au {day} : aucune."))
        return
    st.markdown(marked("{} **{}** au {}. {}", meaning, french.counted(len(people), "personne"), day, ORDER))
    show_table(
        with_cards(context, people), labels=LABELS, key=f"{key}_liste", height=min(420, 46 + 35 * len(people))
    )
    csv_button(
        "Télécharger cette liste (CSV)",
        people,
        f"visa_liste_{name}_{context.day.isoformat()}",
        key=f"{key}_csv",
    )


def with_cards(context: Context, people: pd.DataFrame) -> pd.DataFrame:
    """The same with the address of each zone's card, on the same dates; none for who is placed nowhere."""
    dates = {"date": context.day.isoformat(), "avant": context.before.isoformat()}
    cards = {
        code: f"carte?{urlencode({'fiche': code, **dates})}" for code in people["code_zone"].unique() if code
    }
    return people.assign(**{LINK: people["code_zone"].map(cards)})
