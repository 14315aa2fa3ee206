"""Freezing a book, and the books frozen so far, each as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from pages.parts.context import Context, refusal_text
from pages.parts.downloads import file_button
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.dossier.keeping import Kept, freeze, kept_file
from visa_data.dossier.preparing import Preparation
from visa_data.errors import VisaError
from visa_data.roles import Permission, author_label

SAID = "_preparer_dit"


def said_before() -> None:
    """What freezing did, said once."""
    if said := st.session_state.pop(SAID, ""):
        st.success(plain(said))


def freeze_button(context: Context, found: Preparation) -> None:
    """Freeze the book, unless that day's is frozen already."""
    day = french.day(context.day)
    if found.frozen:
        st.info(
            plain(
                f"Le dossier du {day} est déjà figé, avec ces chiffres."
                if found.same
                else f"Le dossier du {day} est déjà figé ; les données ou les réglages donneraient aujourd'hui d'autres "
                "chiffres. Faites le dossier d'un jour plus récent : il dira ce qui a changé."
            )
        )
        return
    st.caption(
        plain(
            f"Un dossier figé ne change plus : une correction fait le dossier suivant. {french.number(found.size / 1000)} ko, "
            "gardés dans la base."
        )
    )
    if not st.button(plain(f"Figer le dossier du {day}"), key="preparer_figer", type="primary"):
        return
    context.role.require(Permission.PREPARE_MEETING)
    try:
        done = freeze(context.base, context.day, context.settings, datetime.now(), context.role.author)
    except VisaError as error:
        st.error(plain(refusal_text(error)), icon="⚠️")
        return
    st.session_state[SAID] = f"Dossier n° {done.kept.number} du {day} figé : le comité le lit désormais."
    st.rerun()


def books_listed(context: Context, kept: Sequence[Kept]) -> None:
    """Every book, the last first, each with its file."""
    st.header("Les dossiers figés", anchor=False)
    if not kept:
        st.info("Aucun dossier n'a encore été figé : le comité n'a rien à lire.")
        return
    for one in kept:
        row = st.container(horizontal=True, vertical_alignment="center")
        row.markdown(
            marked(
                "**N° {} · {}**  \nfigé le {} ({}){}",
                one.number,
                french.day(one.day),
                french.moment(one.made_at),
                author_label(one.made_by),
                f", après celui du {french.day(one.previous)}" if one.previous else "",
            )
        )
        file_button(
            f"Télécharger ({french.number(one.size / 1000)} ko)",
            lambda day=one.day: _file(context, day),
            one.file_name,
            key=f"preparer_telecharger_{one.number}",
            place=row,
        )
    st.caption(
        "Un dossier téléchargé s'ouvre seul, sans la base, sur un autre ordinateur : VISA_DOSSIER=dossier.zip make run. "
        "Il ne contient aucune référence, aucune adresse et aucun effectif masqué."
    )


def _file(context: Context, day: date) -> bytes:
    context.role.require(Permission.PREPARE_MEETING)
    with context.base.cursor() as cursor:
        return kept_file(cursor, day)
