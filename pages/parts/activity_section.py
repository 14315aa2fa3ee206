"""The activity report of a period: which period, and each form of it to take away."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from pages.parts.context import Context, refusal_text
from pages.parts.downloads import file_button
from pages.parts.plain import plain
from visa_data import french
from visa_data.activity.period import Period, month_of, quarter_of, year_of
from visa_data.activity.table import figures_csv
from visa_data.errors import VisaError
from visa_data.reports.activity import activity_of, file_stem
from visa_data.reports.writing import FORMS
from visa_data.roles import Permission

CHOICES = {"Mois": month_of, "Trimestre": quarter_of, "Année": year_of}
TWO_DAYS = "Deux dates"


def activity_section(context: Context) -> None:
    """Choose the period, by default the month of the observation date; a file is made when its button is pressed."""
    st.header("Le rapport d'activité", anchor=False)
    st.markdown(
        "Pour les élus, les partenaires et la Conférence des financeurs : la campagne, les réponses, les décisions, les "
        "bénévoles, les coûts et ce qui reste à financer, sur une période. Chiffres de tout le territoire, aucun par zone."
    )
    kind = st.radio(
        "Période",
        [*CHOICES, TWO_DAYS],
        format_func=lambda kind: plain(kind),
        horizontal=True,
        key="activite_periode",
        label_visibility="collapsed",
    )
    try:
        period = _two_days(context) if kind == TWO_DAYS else CHOICES[kind](context.day)
    except VisaError as error:
        st.error(plain(refusal_text(error)), icon="⚠️")
        return
    begun = period.until > context.day
    if begun:
        period = Period(period.since, context.day)
    unfinished = f" Le reste n'est pas observé au {french.day(context.day)}." if begun else ""
    st.caption(plain(f"Activité {period.words}.{unfinished}"))
    row = st.container(horizontal=True)
    for extension, label in (
        *((name, form.label) for name, form in FORMS.items()),
        ("csv", "Chiffres (CSV)"),
    ):
        file_button(
            label,
            lambda extension=extension: _file(context, period, extension),
            f"{file_stem(period)}.{extension}",
            key=f"activite_{extension}",
            place=row,
            note="Quelques secondes.",
        )


def _two_days(context: Context) -> Period:
    left, right = st.columns(2)
    first = left.date_input("Du", month_of(context.day).since, format="DD/MM/YYYY", key="activite_du")
    last = right.date_input("Au", context.day, format="DD/MM/YYYY", key="activite_au")
    if not isinstance(first, date) or not isinstance(last, date):
        raise VisaError("Période incomplète", "choisissez son premier jour et son dernier.")
    return Period(first, last)


def _file(context: Context, period: Period, extension: str) -> bytes:
    context.role.require(Permission.PREPARE_MEETING)
    with context.base.cursor() as cursor:
        found, report = activity_of(cursor, period, context.settings, datetime.now())
    return figures_csv(found) if extension == "csv" else FORMS[extension].write(report)
