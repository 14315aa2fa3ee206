"""The territory's schemes: what they were asked, accepted and honoured, month after month, and what it cost."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, holds
from pages.parts.context import Context
from pages.parts.figures import figure_slots, key_figure, labels_of, show_chart, show_table
from pages.parts.plain import Marked, marked, plain
from visa_data import french
from visa_data.figures.columns import Series, columns
from visa_data.figures.style import BLUE, BLUES, SKY, safe
from visa_data.indicators.dispositifs import COUNTED_MONTHS, DISPOSITIFS, schemes, schemes_by_month

DONE = ("demandes", "acceptees", "honorees")
COLOURS = dict(zip(DONE, ((BLUES[1], ""), (SKY, ""), (BLUE, "/")), strict=True))
MONTHS = {
    "mois": "Mois",
    "demandes": "Demandes",
    "acceptees": "Acceptées",
    "honorees": "Honorées",
    "beneficiaires": "Bénéficiaires",
    "benevoles": "Bénévoles",
    "heures": "Heures",
    "cout_eur": "Coût (€)",
}


def schemes_section(context: Context) -> dict[str, pd.DataFrame]:
    """Every scheme in a table, one by month; gives the tables to download."""
    st.header(
        "Les dispositifs du territoire", anchor=False, help=plain(DISPOSITIFS.definition(context.settings))
    )
    if not (holds(context, schemes) and holds(context, schemes_by_month)):
        st.info("Ce dossier de séance ne dit rien des dispositifs du territoire.")
        return {}
    totals, months = ask(context, schemes), ask(context, schemes_by_month)
    if totals.empty:
        st.info(
            plain(
                f"Aucun dispositif n'a transmis de total dans les {COUNTED_MONTHS} derniers mois : leur fichier se charge "
                "comme les autres."
            )
        )
        return {}
    labels = labels_of(DISPOSITIFS.columns) | {"mois": f"Mois reçus (sur {COUNTED_MONTHS})"}
    show_table(_whole(totals, (*DONE, "beneficiaires")), labels=labels, key="reseau_dispositifs")
    for sentence in _doubtful(totals):
        st.warning(plain(sentence), icon="⚠️")
    name = bound(
        st.selectbox,
        "Mois par mois",
        totals["dispositif"].tolist(),
        key="reseau_dispositif",
        width=420,
    )
    _one(context, totals.set_index("dispositif").loc[name], months[months["dispositif"] == name], str(name))
    return {"Dispositifs": totals, "Dispositifs par mois": months}


def _doubtful(totals: pd.DataFrame) -> list[Marked]:
    """What cannot be: more honoured than accepted, more accepted than asked."""
    told = []
    for row in totals.itertuples():
        for more, less, words in (
            (row.honorees, row.acceptees, ("honorées", "acceptées")),
            (row.acceptees, row.demandes, ("acceptées", "reçues")),
        ):
            if more > less:
                told.append(
                    marked(
                        "« {} » : plus de demandes {} ({}) que {} ({}). Vérifiez son fichier.",
                        row.dispositif,
                        words[0],
                        french.number(more),
                        words[1],
                        french.number(less),
                    )
                )
    return told


def _one(context: Context, total: pd.Series, months: pd.DataFrame, name: str) -> None:
    """One scheme: its rates and costs, then its months."""
    figures = {
        "taux_acceptees": french.percent(total["taux_acceptees"]),
        "taux_honorees": french.percent(total["taux_honorees"]),
        "cout_eur": _euros(total["cout_eur"], 0),
        "cout_par_honoree": _euros(total["cout_par_honoree"], 2),
    }
    for place, (column, value) in zip(
        figure_slots(len(figures), "dispositifs"), figures.items(), strict=True
    ):
        declared = DISPOSITIFS.column(column)
        with place:
            key_figure(
                declared.label.replace(" (€)", ""), value, definition=declared.definition(context.settings)
            )
    steps = [_month(day) for day in months["mois"]]
    figure = partial(
        columns,
        _ticks(months["mois"]),
        [Series(MONTHS[one], months[one].astype(float).tolist(), *COLOURS[one]) for one in DONE],
        [_hover(step, row) for step, row in zip(steps, months.itertuples(), strict=True)],
        written=False,
    )
    received = months[list(DONE)].notna().any(axis=1)
    sums = french.listed([f"{french.number(total[one])} {MONTHS[one].lower()}" for one in DONE])
    show_chart(
        figure,
        _whole(months.assign(mois=steps), (*DONE, "beneficiaires", "benevoles")),
        key="reseau_mois",
        alt=f"{name}, mois par mois ; en tout : {sums}.",
        labels=MONTHS,
    )
    lacking = [step for step, known in zip(steps, received, strict=True) if not known]
    st.caption(
        plain(
            f"{sums[:1].upper()}{sums[1:]} en {french.number(total['mois'])} mois. "
            + (f"Rien de reçu pour : {french.listed(lacking)}." if lacking else "Aucun mois ne manque.")
        )
    )


def _ticks(months: pd.Series) -> list[str]:
    """« déc.<br>2024 », « janv.<br>2025 », « févr. »: the year where it begins."""
    days = [pd.Timestamp(value).date() for value in months]
    return [
        french.short_day(day).partition(" ")[2] + (f"<br>{day.year}" if not rank or day.month == 1 else "")
        for rank, day in enumerate(days)
    ]


def _month(value: object) -> str:
    """« mai 2020 »."""
    return french.day(pd.Timestamp(value).date()).partition(" ")[2]  # type: ignore[arg-type]


def _hover(step: str, row: object) -> str:
    lines = [
        f"{MONTHS[one]} : {french.number(float(value))}"
        for one in (*DONE, "beneficiaires")
        if not pd.isna(value := getattr(row, one))
    ]
    if not pd.isna(cost := row.cout_eur):  # type: ignore[attr-defined]
        lines.append(f"Coût : {_euros(cost, 0)}")
    return f"<b>{safe(step)}</b><br>" + ("<br>".join(lines) or "Rien de reçu")


def _euros(value: float, decimals: int) -> str:
    return french.UNKNOWN if pd.isna(value) else f"{french.number(value, decimals)}{french.NBSP}€"


def _whole(table: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Counts as whole numbers that may be missing."""
    return table.assign(**{name: table[name].astype("Int64") for name in names})
