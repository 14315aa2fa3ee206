"""The sheets of towns in one click: made when the button is pressed, for who reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pages.parts.context import Context
from pages.parts.downloads import file_button
from pages.parts.meeting_book import book_of
from visa_data import french
from visa_data.town_sheets import MOST


def sheet_button(context: Context, code: str) -> None:
    """The sheet of one place."""
    file_button(
        "Fiche à remettre (PDF, A4)",
        lambda: sheets_bytes(context, [code]),
        f"visa_fiche_{_stem(code)}_{context.day.isoformat()}.pdf",
        key=f"fiche_{code}",
        note="Une page à imprimer : qui peut y aller, carte, chiffres, besoins, ressources, décisions. Aucune personne n'y figure.",
    )


def every_sheet_button(context: Context, count: int) -> None:
    """The sheets of the zones chosen at the side, of every place where none is. count: of every place."""
    chosen = context.filters.zones if context.book is None else ()
    one, many = context.words
    ending = "pdf" if (len(chosen) or count) <= MOST else "zip"
    form = "PDF" if ending == "pdf" else "ZIP, un PDF par fiche"
    named = french.counted(len(chosen), f"fiche de {one} choisie", f"fiches de {many} choisies")
    file_button(
        f"{named if chosen else 'Toutes les fiches'} ({form})",
        lambda: sheets_bytes(context, chosen, ending),
        f"visa_fiches_{context.day.isoformat()}.{ending}",
        key="fiches_toutes",
        note="Une fiche A4 à remettre par "
        + (f"{one} choisie à gauche" if chosen else one)
        + ", dans l'ordre des noms. Quelques secondes ; une minute pour un département.",
    )


def sheets_bytes(context: Context, codes: Sequence[str], ending: str = "pdf") -> bytes:
    """The sheets of this run's question: the zones chosen at the side choose sheets, not whom a sheet counts."""
    # What draws takes a second to load: a page that only offers the sheets does without it.
    from visa_data.town_sheets.making import make_archive, make_sheets, places_asked

    make = make_sheets if ending == "pdf" else make_archive
    with book_of(replace(context, filters=context.filters.everywhere)) as book:
        return make(book, places_asked(book, codes), datetime.now())


def _stem(code: str) -> str:
    return "".join(one if one.isalnum() else "-" for one in code)
