"""The letter read as it will be, kept, taken away in its forms; the letters kept so far, and which were sent."""

from __future__ import annotations

from datetime import datetime
from xml.etree.ElementTree import tostring

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.card_html import small_table
from pages.parts.context import Context, refusal_text
from pages.parts.downloads import file_button
from pages.parts.letter_draft import DRAFT, Draft
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.errors import VisaError
from visa_data.letter.aloud import initials_left, minutes_aloud
from visa_data.letter.checking import checked_letter
from visa_data.letter.email_page import letter_column
from visa_data.letter.forms import FORMS
from visa_data.letter.keeping import KeptLetter, keep_letter, kept_letters, mark_sent
from visa_data.letter.letter import Letter
from visa_data.letter.poster import poster_of
from visa_data.roles import Permission, author_label

SAID = "_lettre_dit"
HEADERS = ("Lettre du", "Pour", "Version", "Gardée le", "Par", "Envoyée le")


def keep_and_take(context: Context, draft: Draft, letter: Letter) -> None:
    """The letter as read, what stops it from leaving, else how to keep it and take it away."""
    st.header("Relire", anchor=False)
    if said := st.session_state.pop(SAID, ""):
        st.success(plain(said))
    try:
        with context.writable.cursor() as cursor:
            checked = checked_letter(cursor, letter)
    except VisaError as error:
        st.error(plain(refusal_text(error)), icon="⚠️")
    else:
        if st.button("Garder cette lettre", key="lettre_garder", type="primary"):
            _keep(context, draft, letter)
        _files(checked, key="lettre_fichier", place=st.container(horizontal=True))
        _told_of_forms(checked)
    with st.container(height=760, border=True):
        st.html(tostring(letter_column(letter, level=3), encoding="unicode", method="html"))


def _keep(context: Context, draft: Draft, letter: Letter) -> None:
    context.role.require(Permission.WRITE_LETTER)
    try:
        kept = keep_letter(context.writable, letter, datetime.now(), context.role.author, after=draft.after)
    except VisaError as error:
        st.error(plain(refusal_text(error)), icon="⚠️")
        return
    draft.after, draft.sent = kept.version, False
    st.session_state[SAID] = (
        f"Lettre gardée, version {french.number(kept.version)}. Notez-la comme envoyée, plus bas, quand elle le sera."
    )
    st.rerun()


def _files(letter: Letter, *, key: str, place: DeltaGenerator) -> None:
    for name, form in FORMS.items():
        file_button(
            form.label,
            lambda name=name: FORMS[name].write(letter, datetime.now()),
            form.file_name(letter),
            key=f"{key}_{name}",
            place=place,
        )


def _told_of_forms(letter: Letter) -> None:
    """What the poster leaves to the letter, and what the radio's text cannot say in words."""
    left, initials = poster_of(letter).left, initials_left(letter)
    if left:
        st.caption(
            plain(
                f"L'affiche laisse {french.counted(left, 'ligne')} à la lettre, en tout ou en partie, et le dit en bas de page."
            )
        )
    said = f"À la radio : environ {french.counted(minutes_aloud(letter), 'minute')} de lecture."
    if initials:
        said += f" Ces sigles se lisent tels quels : {french.listed(initials)}."
    st.caption(plain(said))


def kept_section(context: Context) -> None:
    """Every letter kept, the last first; one of them again in its forms, or said to be sent."""
    st.header("Les lettres gardées", anchor=False)
    with context.writable.cursor() as cursor:
        kept = kept_letters(cursor)
    if not kept:
        st.info("Aucune lettre n'a encore été gardée.")
        return
    st.html(small_table(HEADERS, [_row(one) for one in kept]))
    chosen = st.selectbox(
        "Lettre gardée à reprendre",
        range(len(kept)),
        format_func=lambda rank: _name(kept[rank]),
        key="lettre_gardee",
        width=560,
    )
    one = kept[chosen]
    row = st.container(horizontal=True)
    _files(one.letter, key=f"lettre_gardee_{chosen}", place=row)
    last = next(
        other
        for other in kept
        if (other.letter.day, other.letter.place) == (one.letter.day, one.letter.place)
    )
    if one.sent_at is None and one is last:
        if row.button("Noter comme envoyée", key="lettre_envoyee", help="Une lettre envoyée ne change plus."):
            _send(context, one)
    elif one.sent_at is None:
        st.caption(
            marked(
                "Une version plus récente de cette lettre existe : seule la version {} peut être notée comme envoyée.",
                last.version,
            )
        )


def _send(context: Context, one: KeptLetter) -> None:
    context.role.require(Permission.WRITE_LETTER)
    try:
        mark_sent(context.writable, one.letter.day, one.letter.place, one.version, datetime.now())
    except VisaError as error:
        st.error(plain(refusal_text(error)), icon="⚠️")
        return
    draft = st.session_state.get(DRAFT)
    if isinstance(draft, Draft) and (draft.day, draft.place) == (one.letter.day, one.letter.place):
        draft.sent = True
    st.session_state[SAID] = f"{_name(one)} : notée comme envoyée."
    st.rerun()


def _row(one: KeptLetter) -> tuple[str, ...]:
    return (
        french.day(one.letter.day),
        one.letter.place_name,
        french.number(one.version),
        french.moment(one.kept_at),
        author_label(one.kept_by),
        french.moment(one.sent_at) if one.sent_at else "pas encore",
    )


def _name(one: KeptLetter) -> str:
    return f"Lettre du {french.day(one.letter.day)}, {one.letter.place_name}, version {french.number(one.version)}"
