"""Callers' sheets and lists of people to act on as one HTML file: A4 pages in black and white, printed without internet.

References only; the last columns are left for whoever acts to fill in by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pandas as pd

from visa_data import french
from visa_data.indicators.feuilles_appel import CallSheets, Lien
from visa_data.indicators.listes import Liste, what_to_do
from visa_data.pictures.html import add, as_file, page_alone
from visa_data.pictures.tones import variables

STYLE = Path(__file__).with_name("call_sheet.css")
WHO = ("N°", "Référence", "Niveau", "Zone", "Retard")
TO_FILL = ("Joint·e", "Niveau dit", "Besoins, suite à donner")
HEADERS = (*WHO, "Tentatives", "Dernier contact", "À faire", *TO_FILL)
LIST_TO_FILL = ("Fait le", "Suite")
CONFIDENTIAL = "Références du registre seulement : ni nom, ni adresse, ni téléphone. À rendre à la coordination, puis à détruire."
KNOWN_VOICE = {Lien.PARRAIN: "parrainage", Lien.VOIX: "l'a déjà appelée"}


def as_call_sheets(sheets: CallSheets, callers: Sequence[str], territory: str) -> bytes:
    """The sheets of those callers as UTF-8, one after the other, each on a page of its own.

    A caller with nobody to call has no page. Every text goes through the tree, which escapes it.
    """
    page, body = _page(f"{territory} – Feuilles d'appel du {french.day(sheets.day)}")
    for caller in callers:
        calls = sheets.of(caller)
        if len(calls):
            _sheet(body, sheets, caller, calls, territory)
    return as_file(page)


def as_list(people: pd.DataFrame, liste: Liste, meaning: str, day: date, territory: str) -> bytes:
    """A list of `people_listed` as UTF-8, in its order, with what is to be done of each; as many pages as it takes.

    meaning: what being on it means, as read on screen.
    """
    title = f"{liste.heading} au {french.day(day)}"
    page, body = _page(f"{territory} – {title}")
    section = _section(body, territory, title, f"{meaning} {french.counted(len(people), 'personne')}.")
    asked = "situation" in people.columns
    known = ("Situation",) if asked else ("Tentatives", "Dernier contact")
    rows = [
        (
            *_who(number, one),
            *((one.situation,) if asked else (french.number(one.appels), _day(one.dernier_contact))),
            what_to_do(liste, getattr(one, "acteur", "")),
        )
        for number, one in enumerate(people.itertuples(), start=1)
    ]
    _table(section, (*WHO, *known, "À faire"), rows, LIST_TO_FILL)
    return as_file(page)


def _page(title: str) -> tuple[Element, Element]:
    return page_alone(title, f":root{{{variables('light')}}}{STYLE.read_text(encoding='utf-8')}")


def _sheet(body: Element, sheets: CallSheets, caller: str, calls: pd.DataFrame, territory: str) -> None:
    given = sheets.callers.set_index("appelant").loc[caller]
    section = _section(
        body,
        territory,
        f"Feuille d'appel du {french.day(sheets.day)}",
        f"Appelant·e {caller} : {french.counted(len(calls), 'personne')} à appeler dans cet ordre, "
        f"environ {french.counted(round(given['minutes_prevues']), 'minute')} sur les "
        f"{french.number(round(given['minutes_disponibles']))} de la journée.",
    )
    rows = [
        (*_who(one.rang, one), french.number(one.appels), _day(one.dernier_contact), _gesture(one))
        for one in calls.itertuples()
    ]
    _table(section, HEADERS[: -len(TO_FILL)], rows, TO_FILL)


def _section(body: Element, territory: str, title: str, summary: str) -> Element:
    section = add(body, "section")
    add(section, "p", territory, "territoire")
    add(section, "h1", title)
    add(section, "p", summary, "resume")
    return section


def _table(
    section: Element, headers: Sequence[str], rows: Iterable[Sequence[str]], to_fill: Sequence[str]
) -> None:
    table = add(section, "table")
    row = add(add(table, "thead"), "tr")
    for header in (*headers, *to_fill):
        add(row, "th", header, "libre" if header == to_fill[-1] else "", scope="col")
    lines = add(table, "tbody")
    for cells in rows:
        line = add(lines, "tr")
        for cell in (*cells, *("" for _ in to_fill)):
            add(line, "td", cell)
    add(section, "p", CONFIDENTIAL, "note")


def _who(number: int, one: Any) -> tuple[str, ...]:
    return (
        french.number(number),
        one.reference,
        french.number(one.niveau) if one.niveau else "à évaluer",
        one.nom_zone,
        french.counted(one.retard_jours, "jour") if one.retard_jours else "",
    )


def _gesture(one: Any) -> str:
    voice = KNOWN_VOICE.get(Lien(one.lien))
    return f"{one.a_faire} ({voice})" if voice else str(one.a_faire)


def _day(value: Any) -> str:
    return "jamais" if pd.isna(value) else f"{value:%d/%m/%Y}"
