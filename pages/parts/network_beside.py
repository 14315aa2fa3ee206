"""One cooperation beside the others, or beside its like: where it stands for each figure, and its course beside theirs."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.context import Context
from pages.parts.figures import show_chart, show_table
from pages.parts.network_words import figure_of, milieu_label, network_in, write_of
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.figures.band import band
from visa_data.figures.curves import Curve
from visa_data.figures.style import BLUE, ORANGE
from visa_data.network.figures import FIGURES, Town
from visa_data.network.view import OTHERS, Beside, Network, Rank

LABELS = {
    "chiffre": "Chiffre",
    "valeur": "Sa valeur",
    "rang": "Son rang",
    "q1": "Un quart sous",
    "mediane": "Médiane",
    "q3": "Un quart au-dessus",
}
ROUNDED = (
    "Rang 1 : celle qui va le mieux. Une valeur arrondie ou masquée compte par le milieu de ce qu'elle peut être. La médiane et les quarts "
    "sont arrondis : l'un d'eux peut être le chiffre d'une seule."
)


def alike_section(context: Context) -> dict[str, pd.DataFrame]:
    """One cooperation beside its like; gives the tables to download."""
    network = network_in(context)
    code = _chosen(network)
    if code is None:
        st.info("Aucune coopération n'a publié de dossier récent.")
        return {}
    return _beside(network, code, alike=True, key="semblables")


def others_section(context: Context) -> dict[str, pd.DataFrame]:
    """The cooperation that reads beside all the others, likewise."""
    network = network_in(context)
    assert network.viewer.cooperation is not None
    return _beside(network, network.viewer.cooperation, alike=False, key="toutes")


def _beside(network: Network, code: str, *, alike: bool, key: str) -> dict[str, pd.DataFrame]:
    town = next(one for one in network.named if one.code == code)
    found = network.beside(code, alike=alike)
    if found is None:
        others = "de son milieu " if alike else ""
        st.info(
            plain(
                f"« {town.name} » n'a pas publié récemment, ou moins de {OTHERS} autres coopérations {others}l'ont fait : la comparer "
                "dirait leurs chiffres."
            )
        )
        return {}
    _say_among(town, found, network, alike=alike)
    table = pd.DataFrame([_row(rank) for rank in found.ranks])
    show_table(table, labels=LABELS, key=f"{key}_rangs")
    same = "Du même milieu, et d'une population de la moitié au double de la sienne quand elles sont assez nombreuses. "
    st.caption(plain(f"{same if alike else ''}{ROUNDED}"))
    name = bound(
        st.selectbox,
        "Chiffre",
        [figure.name for figure in FIGURES],
        format_func=lambda one: figure_of(one).label,
        index=1,
        key=f"{key}_chiffre",
        width=320,
    )
    _course(found.course, name, town.name, "ses semblables" if alike else "les autres", key)
    return {"Rangs": table, "Semaines": found.course}


def _say_among(town: Town, found: Beside, network: Network, *, alike: bool) -> None:
    number, day = french.counted(found.others, "autre coopération", "autres coopérations"), network.day
    if alike:
        kind = milieu_label(town.milieu).lower()
        st.markdown(
            marked(
                "**{}**, milieu {}, parmi **{}** qui lui ressemblent, au {}.",
                *(town.name, kind, number, french.day(day)),
            )
        )
    else:
        st.markdown(marked("**{}** parmi **{}**, au {}.", town.name, number, french.day(day)))


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
    names = ("q1", "mediane", "q3")
    place = "–" if rank.place is None else f"{rank.place} sur {rank.of}"
    return {
        "chiffre": rank.figure.label,
        "valeur": rank.figure.text(rank.value),
        "rang": place,
        **{name: write(value) for name, value in zip(names, rank.quartiles, strict=True)},
    }


def _course(course: pd.DataFrame, name: str, own: str, others: str, key: str) -> None:
    """Its line over the half of the others that stands in the middle."""
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
            Curve(f"Médiane : {others}", rows["mediane"].tolist(), ORANGE, "dash"),
            Curve(own, rows["valeur"].tolist(), BLUE),
        ),
        name=f"La moitié du milieu : {others}",
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
        key=f"{key}_course",
        alt=f"{figure.label} de {own}, semaine par semaine, et de la moitié du milieu parmi {others}.",
        labels={
            "jour": "Semaine finissant le",
            "valeur": own,
            "q1": "Un quart sous",
            "mediane": "Médiane",
            "q3": "Un quart au-dessus",
        },
    )
