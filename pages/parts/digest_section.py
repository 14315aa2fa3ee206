"""The digest of the last frozen book, ready to send: what the committee reads, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from pages.parts.context import Context
from pages.parts.downloads import file_button
from pages.parts.plain import plain
from visa_data import french
from visa_data.dossier.keeping import Kept, kept_book
from visa_data.reports.document import make_report
from visa_data.reports.writing import DIGESTS
from visa_data.roles import Permission


def digest_section(context: Context, kept: Sequence[Kept]) -> None:
    """Its forms, after the meeting; nothing to send before a book is frozen."""
    if not kept:
        return
    last = kept[0]
    st.header("Le compte rendu à envoyer", anchor=False)
    st.markdown(
        plain(
            f"Décisions notées à la réunion du {french.day(last.day)}, retards et phrase de chaque étape, tels que le comité les "
            "lit : effectifs protégés, aucune personne."
        )
    )
    row = st.container(horizontal=True)
    for extension, form in DIGESTS.items():
        file_button(
            form.label,
            lambda extension=extension: _file(context, last.day, extension),
            f"visa_compte_rendu_{last.day.isoformat()}.{extension}",
            key=f"compte_rendu_{extension}",
            place=row,
        )


def _file(context: Context, day: date, extension: str) -> bytes:
    context.role.require(Permission.PREPARE_MEETING)
    with context.base.cursor() as cursor:
        report = make_report(kept_book(cursor, day), made_at=datetime.now())
    return DIGESTS[extension].write(report)
