"""Lists by reference of the register: for who may see people, computed when opened, downloadable."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.parts.answers import ask
from pages.parts.context import Context
from pages.parts.counted_choice import counted_choice
from pages.parts.downloads import file_button
from pages.parts.figures import labels_of, show_table, table_height
from pages.parts.hours_cut import cut_line, said_hours, within_hours
from pages.parts.leads import row_leads
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.exports.tables import csv_bytes
from visa_data.indicators.listes import COLUMNS, ORDER, Liste, people_listed
from visa_data.reports.call_sheet import as_list
from visa_data.roles import Permission

LABELS = labels_of(COLUMNS)
CALLED = (Liste.A_RAPPELER,)
"""Lists cut where the callers' hours stop."""


def show_lists(context: Context, lists: Sequence[Liste], *, key: str) -> None:
    """Choose a list by what it holds, read it, take it away; a role that may not see people stops here.

    key: unique in the application; the list chosen is kept in the address under it.
    """
    found = {
        liste: ask(context, people_listed, permission=Permission.SEE_PEOPLE, liste=liste) for liste in lists
    }
    chosen = counted_choice(
        {liste.value: liste.heading for liste in lists},
        {liste.value: len(people) for liste, people in found.items()},
        key=key,
        default=lists[0].value,
    )
    show_people(context, found[Liste(chosen)], Liste(chosen), key=f"{key}_{chosen}")


def show_people(context: Context, people: pd.DataFrame, liste: Liste, *, key: str) -> None:
    """One list of people by reference, cut by who acts, its CSV and its page to print; a sentence when it is empty.

    A row leads to what is known of its zone.
    """
    day, meaning = french.day(context.day), liste.definition(context.settings)
    if people.empty:
        st.info(plain(f"{meaning} Au {day} : aucune."))
        return
    late = people.loc[people["retard_jours"] > 0, "retard_jours"]
    cut = liste in CALLED
    said, whom, time = st.columns([3, 2, 1], vertical_alignment="bottom")
    said.markdown(
        marked("**{}** au {}, aucune en retard.", french.counted(len(people), "personne"), day)
        if late.empty
        else marked(
            "**{}** au {}, dont **{}** en retard : jusqu'à {}.",
            french.counted(len(people), "personne"),
            day,
            french.number(len(late)),
            french.counted(int(late.max()), "jour"),
        ),
        help=plain(ORDER),
    )
    with whom:
        caller, people = _of_whom(people, key)
    hours, number = within_hours(context, people, caller, time, key=key) if cut else (0.0, len(people))
    # The day of what was asked is in the situation: one column less, so that who acts is read on a narrow screen.
    spared = "jours_attente" if "situation" in people.columns else ""
    labels = {name: label for name, label in LABELS.items() if name != spared}
    parts = {f"{key}_liste": people.iloc[:number], f"{key}_reste": people.iloc[number:]}
    for name, part in parts.items():
        if len(part):
            show_table(
                part,
                labels=labels,
                key=name,
                height=table_height(len(part), 490),
                opens=row_leads(context, here="agir"),
            )
        if cut and part is parts[f"{key}_liste"]:
            cut_line(_where_hours_stop(hours, number, len(people) - number))
    st.caption(plain(f"{meaning} {ORDER}"))
    stem = f"visa_liste_{liste.value}_{context.day.isoformat()}"
    row = st.container(horizontal=True)
    file_button(
        "Imprimer cette liste (page A4)",
        lambda: as_list(people, liste, meaning, context.day, context.territory),
        f"{stem}.html",
        key=f"{key}_page",
        place=row,
        people=len(people),
    )
    file_button(
        "Télécharger cette liste (CSV)",
        lambda: csv_bytes(people),
        f"{stem}.csv",
        key=f"{key}_csv",
        place=row,
        people=len(people),
    )


def _where_hours_stop(hours: float, inside: int, left: int) -> str:
    if not left:
        return f"Toute la liste tient dans {said_hours(hours)}"
    after = french.counted(left, "personne", "personnes")
    return f"Ici s'arrêtent les {said_hours(hours)} : {french.number(inside)} avant, {after} après"


def _of_whom(people: pd.DataFrame, key: str) -> tuple[str, pd.DataFrame]:
    """The actor or caller chosen, where the list names several ("": all of them), and the rows of theirs."""
    column = next((name for name in ("acteur", "appelant") if name in people.columns), "")
    counts = people.loc[people[column] != "", column].value_counts() if column else pd.Series(dtype=int)
    if len(counts) < 2:
        return "", people
    # Not kept in the address: a caller's code is a volunteer's.
    chosen = st.selectbox(
        "Pour qui",
        ["", *counts.index],
        format_func=lambda code: (
            f"{code} · {french.number(counts[code])}" if code else f"Tous · {french.number(len(people))}"
        ),
        key=f"{key}_qui",
    )
    return chosen, people[people[column] == chosen].reset_index(drop=True) if chosen else people
