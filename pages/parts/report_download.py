"""The report of the meeting in one click: made when the button is pressed, for what is on screen."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages.parts.context import Context
from pages.parts.downloads import file_button
from pages.parts.meeting_book import book_of
from pages.parts.meeting_kind import kind_of
from visa_data.meeting.kinds import Reunion
from visa_data.reports.document import make_report
from visa_data.reports.writing import FORMS


def report_buttons(context: Context) -> None:
    """One button for each form of the report: same dates, filters and role as the screen."""
    row = st.container(horizontal=True)
    named = "comite" if kind_of(context) is Reunion.PILOTAGE else kind_of(context).value
    stem = f"visa_{named}_{context.day.isoformat()}"
    for extension, form in FORMS.items():
        file_button(
            form.label,
            lambda extension=extension: report_bytes(context, extension),
            f"{stem}.{extension}",
            key=f"rapport_{extension}",
            place=row,
            note="Le rapport entier, étape par étape, avec les sources et les définitions. Quelques secondes.",
        )


def report_bytes(context: Context, extension: str) -> bytes:
    """The report of this run's question in that form."""
    with book_of(context) as book:
        report = make_report(book, made_at=datetime.now(), kind=kind_of(context))
    return FORMS[extension].write(report)
