"""One cooperation among its like: where it stands for each figure, and its course beside theirs."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.context import Context
from pages.parts.figures import show_chart, show_table
from pages.parts.network_sections import network_in
from pages.parts.network_words import figure_of, milieu_label, write_of
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.figures.band import band
from visa_data.figures.curves import Curve
from visa_data.figures.style import BLUE, ORANGE
from visa_data.network.figures import FIGURES
from visa_data.network.view import ALIKE, Network, Rank

LABELS = {
    "chiffre": "Chiffre",
    "valeur": "Sa valeur",
    "rang": "Son rang",
    "minimum": "La plus basse",
    "q1": "Un quart sous",
    "mediane": "Médiane",
    "q3": "Un quart au-dessus",
    "maximum": "La plus haute",
}


def alike_section(context: Context) -> dict[str, pd.DataFrame]:
    """Ranks, quartiles and course; gives the tables to download."""
    network = network_in(context)
    code = _chosen(network)
    if code is None:
        st.info("Aucune coopération n'a publié de dossier récent.")
        return {}
    town = next(one for one in network.named if one.code == code)
    ranks = network.ranks_of(code)
    if not ranks:
        st.info(
            plain(
                f"« {town.name} » n'a pas publié récemment, ou moins de {ALIKE} coopérations de son milieu l'ont fait : la comparer "
                "dirait leurs chiffres."
            )
        )
        return {}
    st.markdown(
        marked(
            "**{}**, milieu {}, parmi **{}** qui lui ressemblent, au {}.",
            town.name,
            milieu_label(town.milieu).lower(),
            french.counted(ranks[0].of - 1, "autre coopération", "autres coopérations"),
            french.day(network.day),
        )
    )
    table = pd.DataFrame([_row(rank) for rank in ranks])
    show_table(table, labels=LABELS, key="semblables_rangs")
    st.caption(
        "Du même milieu, et d'une population de la moitié au double de la sienne quand elles sont assez nombreuses. "
        "Rang 1 : celle qui va le mieux. Une valeur arrondie ou masquée compte par le milieu de ce qu'elle peut être."
    )
    course = network.course_of(code)
    name = bound(
        st.selectbox,
        "Chiffre",
        [figure.name for figure in FIGURES],
        format_func=lambda one: figure_of(one).label,
        index=1,
        key="semblables_chiffre",
        width=320,
    )
    _course(course, name, town.name)
    return {"Rangs": table, "Semaines": course}


def _chosen(network: Network) -> str | None:
    if network.viewer.cooperation is not None:
        return network.viewer.cooperation
    known = {town.code: town.name for town in network.named if town.fresh}
    if not known:
        return None
    code: str = bound(
        st.selectbox,
        "Coopération",
        sorted(known, key=lambda one: (known[one], one)),
        format_func=lambda one: f"{known[one]} ({one})",
        key="semblables_cooperation",
        width=480,
    )
    return code


def _row(rank: Rank) -> dict[str, str]:
    write = write_of(rank.figure)
    names = ("minimum", "q1", "mediane", "q3", "maximum")
    place = "–" if rank.place is None else f"{rank.place} sur {rank.of}"
    return {
        "chiffre": rank.figure.label,
        "valeur": rank.figure.text(rank.value),
        "rang": place,
        **{name: write(value) for name, value in zip(names, rank.quartiles, strict=True)},
    }


def _course(course: pd.DataFrame, name: str, own: str) -> None:
    """Its line over the half of its like that stands in the middle."""
    figure, rows = figure_of(name), course[course["figure"] == name]
    if len(rows) < 2:
        st.info("Rien à comparer encore : ce chiffre se lit au fil des semaines publiées.")
        return
    drawing = partial(
        band,
        rows["jour"].tolist(),
        rows["q1"].tolist(),
        rows["q3"].tolist(),
        (
            Curve("Médiane de ses semblables", rows["mediane"].tolist(), ORANGE, "dash"),
            Curve(own, rows["valeur"].tolist(), BLUE),
        ),
        name="La moitié de ses semblables",
        write=write_of(figure),
        percent=bool(figure.whole) and not figure.gain,
    )
    numbers, write = ["valeur", "q1", "mediane", "q3"], write_of(figure)
    shown = rows.assign(
        jour=pd.to_datetime(rows["jour"]), **{one: [write(value) for value in rows[one]] for one in numbers}
    )
    show_chart(
        drawing,
        shown,
        key="semblables_course",
        alt=f"{figure.label} de {own}, semaine par semaine, et de la moitié de ses semblables.",
        labels={
            "jour": "Semaine finissant le",
            "valeur": own,
            "q1": "Un quart sous",
            "mediane": "Médiane",
            "q3": "Un quart au-dessus",
        },
    )
