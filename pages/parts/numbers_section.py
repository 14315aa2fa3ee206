"""Useful numbers and portals by need, each with the day of its verification; the coordination keeps them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd
import streamlit as st

from pages.parts.card_html import LINE, breakable, sentence
from pages.parts.context import Context, refusal_text
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.errors import VisaError
from visa_data.initiatives.numeros import UsefulNumber, guide_numbers
from visa_data.initiatives.tables import numbers_table
from visa_data.roles import Permission
from visa_data.useful_numbers.checked_number import (
    LONGEST_HOURS,
    LONGEST_NAME,
    LONGEST_PURPOSE,
    LONGEST_SITE,
    NumberDraft,
)
from visa_data.useful_numbers.keeping import save_number, useful_numbers
from visa_data.vocabulary import Besoin

CHECKED = (
    "Ceux que le territoire n'a pas vérifiés viennent du guide de 2020 : appelez-les ou ouvrez-les avant de les donner "
    "à quelqu'un."
)
FOR_EVERYBODY = "Pour tout besoin, et pour ceux qui agissent"
NONE = "Aucun numéro de la liste ne répond à ce besoin en particulier."
SERVICES = "Un service seulement : ni nom, ni mobile, ni courriel de personne."
GRID = "display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));gap:0.6rem"
CARD = f"border:{LINE};border-radius:0.5rem;padding:0.5rem 0.8rem;line-height:1.35"
ASKED, SAID, REFUSED, KEPT = "_numero_demande", "_numero_dit", "_numero_refuse", "_numeros_gardes"
FIELDS = ("nom", "telephone", "site", "pour", "horaires", "besoins", "verifie_le", "masque")
"""Of the form, in the order of `NumberDraft`."""
HOUR = re.compile(r"(?<=\d) (?=h\b)")
NEW = ""


def numbers_section(context: Context, need: Besoin | None) -> dict[str, pd.DataFrame]:
    """The numbers that answer the need, then those for everybody; how to keep them. Gives the table to download."""
    keeps = context.base is not None and context.role.may(Permission.KEEP_NUMBERS)
    if keeps:
        _write_what_was_asked(context)
    every = _numbers(context)
    shown = [one for one in every if not one.hidden]
    groups = [
        (asked.label, [one for one in shown if asked in one.needs]) for asked in ((need,) if need else Besoin)
    ]
    groups.append((FOR_EVERYBODY, [one for one in shown if not one.needs]))
    listed = list(dict.fromkeys(one for _, group in groups for one in group))
    unchecked = sum(one.verified is None for one in listed)
    st.markdown(
        marked(
            "**{} sur {}**, dont {} à vérifier.",
            french.counted(len(listed), "numéro ou portail", "numéros et portails"),
            french.number(len(shown)),
            french.number(unchecked),
        )
    )
    if unchecked:
        st.caption(plain(CHECKED))
    if need and not groups[0][1]:
        st.info(plain(NONE))
    for title, group in groups:
        if group:
            _cards(title, group)
    if keeps:
        _keeping(every)
    return {"Numéros": numbers_table(listed)} if listed else {}


def _numbers(context: Context) -> tuple[UsefulNumber, ...]:
    """The territory's over the guide's, with those that it hid; the guide's alone where there is no base."""
    if context.base is None:
        return guide_numbers()
    with context.base.cursor() as cursor:
        return useful_numbers(cursor, hidden=True)


def _cards(title: str, numbers: Sequence[UsefulNumber]) -> None:
    st.header(plain(title), anchor=False)
    st.html(f'<div style="{GRID}">{"".join(map(_card, numbers))}</div>')


def _card(one: UsefulNumber) -> str:
    telephone = (
        f'<p style="margin:0.1em 0;font-size:1.25rem;font-weight:700">{breakable(one.telephone)}</p>'
        if one.telephone
        else ""
    )
    return (
        f'<article style="{CARD}">'
        + sentence(one.name, strong=True)
        + telephone
        + (_site(one) if one.site else "")
        + sentence(one.purpose)
        + (sentence(f"Horaires : {HOUR.sub(french.NBSP, one.hours)}.") if one.hours else "")
        + f'<p style="margin:0.3em 0 0;opacity:0.85;font-size:0.9rem">{breakable(one.checked.capitalize())}.</p>'
        + "</article>"
    )


def _site(one: UsefulNumber) -> str:
    """A link once the territory has opened it: an address of 2020 may be somebody else's since."""
    text = breakable(one.site)
    if one.verified is not None:
        text = f'<a href="https://{text.replace("<wbr>", "")}" target="_blank" rel="noopener noreferrer">{text}</a>'
    return f'<p style="margin:0.1em 0;overflow-wrap:anywhere">{text}</p>'


def _keeping(every: Sequence[UsefulNumber]) -> None:
    """The form of one number: to add one, or to change, hide or verify one of the list."""
    st.header("Tenir la liste à jour", anchor=False)
    if said := st.session_state.pop(SAID, ""):
        st.success(plain(said))
    if refused := st.session_state.pop(REFUSED, ""):
        st.error(plain(refused), icon="⚠️")
    by_key = {one.key: one for one in every}
    key = st.selectbox(
        "Numéro",
        [NEW, *by_key],
        format_func=lambda code: _choice(by_key[code]) if code in by_key else "Ajouter un numéro",
        key="numero_choisi",
        width=420,
    )
    _form(by_key.get(key))


def _choice(one: UsefulNumber) -> str:
    return f"{one.name} (masqué)" if one.hidden else one.name


def _form(one: UsefulNumber | None) -> None:
    """The fields of a number, as it was read: once it is written again, by anybody, they are read again."""
    key, version = (one.key, one.version) if one else (NEW, 0)
    drawn = f"{key}_{version}_{st.session_state.get(KEPT, 0)}"
    names = {name: f"numero_{name}_{drawn}" for name in FIELDS}
    with st.form(f"numero_{drawn}", border=True):
        left, right = st.columns(2)
        left.text_input("Nom", one.name if one else "", max_chars=LONGEST_NAME, key=names["nom"])
        right.text_input("Téléphone", one.telephone if one else "", key=names["telephone"], help=SERVICES)
        left.text_input("Site", one.site if one else "", max_chars=LONGEST_SITE, key=names["site"])
        right.text_input("Horaires", one.hours if one else "", max_chars=LONGEST_HOURS, key=names["horaires"])
        st.text_input(
            "Pour qui, pour quoi", one.purpose if one else "", max_chars=LONGEST_PURPOSE, key=names["pour"]
        )
        st.multiselect(
            "Besoins",
            list(Besoin),
            list(one.needs) if one else [],
            format_func=lambda need: need.label,
            placeholder="Tous",
            key=names["besoins"],
        )
        left, right = st.columns(2, vertical_alignment="bottom")
        left.date_input(
            "Vérifié le",
            one.verified if one else date.today(),
            max_value=date.today(),
            format="DD/MM/YYYY",
            key=names["verifie_le"],
        )
        right.toggle("Masquer ce numéro", one.hidden if one else False, key=names["masque"])
        st.form_submit_button(
            "Enregistrer",
            key="numero_enregistrer",
            type="primary",
            on_click=_ask,
            args=(key, version, tuple(names.values())),
        )
    st.caption(plain(SERVICES))


def _ask(key: str, version: int, fields: tuple[str, ...]) -> None:
    """Called with what the form was drawn from, before the page is drawn again on what is written now."""
    st.session_state[ASKED] = (key, version, NumberDraft(*(st.session_state[name] for name in fields)))


def _write_what_was_asked(context: Context) -> None:
    """Write the number that the form was sent for, and keep what to say of it."""
    if (asked := st.session_state.pop(ASKED, None)) is None:
        return
    key, version, draft = asked
    try:
        kept = save_number(context.writable, context.role, key, version, draft, datetime.now())
    except VisaError as error:
        st.session_state[REFUSED] = refusal_text(error)
        return
    st.session_state[KEPT] = st.session_state.get(KEPT, 0) + 1
    st.session_state[SAID] = f"« {kept.name} » est enregistré, {'masqué' if kept.hidden else kept.checked}."
