"""Callers' sheets as one HTML file: one A4 page a caller or more, opens and prints without internet.

References only; the last columns are left for the caller to fill in by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

import pandas as pd

from visa_data import french
from visa_data.indicators.feuilles_appel import CallSheets, Lien
from visa_data.pictures.html import add, as_file, page_alone
from visa_data.pictures.tones import variables

STYLE = Path(__file__).with_name("call_sheet.css")
TO_FILL = ("Joint·e", "Niveau dit", "Besoins, suite à donner")
HEADERS = ("N°", "Référence", "Niveau", "Zone", "Dernier contact", "Retard", "Pourquoi", *TO_FILL)
CONFIDENTIAL = "Références du registre seulement : ni nom, ni adresse, ni téléphone. À rendre à la coordination, puis à détruire."


def as_call_sheets(sheets: CallSheets, callers: Sequence[str], territory: str) -> bytes:
    """The sheets of those callers as UTF-8, one after the other, each on a page of its own.

    A caller with nobody to call has no page. Every text goes through the tree, which escapes it.
    """
    page, body = page_alone(
        f"{territory} – Feuilles d'appel du {french.day(sheets.day)}",
        f":root{{{variables('light')}}}{STYLE.read_text(encoding='utf-8')}",
    )
    for caller in callers:
        calls = sheets.of(caller)
        if len(calls):
            _sheet(body, sheets, caller, calls, territory)
    return as_file(page)


def _sheet(body: Element, sheets: CallSheets, caller: str, calls: pd.DataFrame, territory: str) -> None:
    given = sheets.callers.set_index("appelant").loc[caller]
    section = add(body, "section")
    add(section, "p", territory, "territoire")
    add(section, "h1", f"Feuille d'appel du {french.day(sheets.day)}")
    add(
        section,
        "p",
        f"Appelant·e {caller} : {french.counted(len(calls), 'personne')} à appeler dans cet ordre, "
        f"environ {french.counted(round(given['minutes_prevues']), 'minute')} sur les "
        f"{french.number(round(given['minutes_disponibles']))} de la journée.",
        "resume",
    )
    table = add(section, "table")
    row = add(add(table, "thead"), "tr")
    for header in HEADERS:
        add(row, "th", header, "libre" if header == TO_FILL[-1] else "", scope="col")
    lines = add(table, "tbody")
    for call in calls.itertuples():
        line = add(lines, "tr")
        cells = (
            french.number(call.rang),
            call.reference,
            french.number(call.niveau) if call.niveau else "à évaluer",
            call.nom_zone,
            "jamais" if pd.isna(call.dernier_contact) else f"{call.dernier_contact:%d/%m/%Y}",
            french.counted(call.retard_jours, "jour") if call.retard_jours else "",
            Lien(call.lien).label,
        )
        for cell in (*cells, *("" for _ in TO_FILL)):
            add(line, "td", cell)
    add(section, "p", CONFIDENTIAL, "note")
