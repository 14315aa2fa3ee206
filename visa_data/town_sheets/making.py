"""The sheets of a book, for who reads it: of zones where it is open, of sectors where it is frozen."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.open_book import OpenBook
from visa_data.errors import VisaError
from visa_data.town_sheets import MOST
from visa_data.town_sheets.of_sector import sector_sheets
from visa_data.town_sheets.of_zone import zone_sheets
from visa_data.town_sheets.paper import as_pdf
from visa_data.town_sheets.sheet import TownSheet
from visa_data.vocabulary import fold

LONGEST = 40
"""Letters of a name in that of a file."""


def places_asked(book: Book, codes: Sequence[str]) -> list[str]:
    """Those codes in the order of names, once each; every place's where none is asked.

    Raises VisaError for a code that is no place's of the book, and where the book has no place.
    """
    names = dict(zip(book.zones.codes, book.zones.names, strict=True))
    if not names:
        raise VisaError("Aucune fiche", "aucun contour de zone n'est chargé : il n'y a pas de fiche à faire.")
    for code in codes:
        if code not in names:
            known = "la base" if isinstance(book, OpenBook) else "ce dossier de séance"
            one, hint = book.words[0], f"par exemple {next(iter(names))}"
            raise VisaError(
                f"{one.capitalize()} inconnu{'e' if one == 'zone' else ''}",
                f"« {code} » n'est le code d'aucun{'e' if one == 'zone' else ''} {one} de {known}. "
                f"Donnez un code de {one}, {hint}.",
            )
    return sorted(set(codes) or names, key=lambda code: (fold(names[code]), code))


def sheets(book: Book, codes: Sequence[str]) -> Iterator[TownSheet]:
    """The sheets of those places, in that order. codes: as `places_asked` gives them."""
    if isinstance(book, FrozenBook):
        return sector_sheets(book, codes)
    assert isinstance(book, OpenBook)
    return zone_sheets(book, codes)


def make_sheets(book: Book, codes: Sequence[str], at: datetime) -> bytes:
    """The same as one PDF, each from a page of its own. Raises VisaError past `MOST` sheets."""
    if len(codes) > MOST:
        raise VisaError(
            "Trop de fiches pour un seul PDF",
            f"{french.number(len(codes))} fiches demanderaient plus de mémoire qu'un petit serveur n'en a : au-delà de "
            f"{MOST}, écrivez une archive (.zip), un PDF par fiche, ou choisissez des zones.",
        )
    return as_pdf(sheets(book, codes), at)


def make_archive(book: Book, codes: Sequence[str], at: datetime) -> bytes:
    """The same as a zip of one PDF a place, to hand each to its own mayor: `fiche_59057_beaudignies.pdf`."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for sheet in sheets(book, codes):
            # As it is: a PDF is compressed already.
            archive.writestr(
                zipfile.ZipInfo(file_name(sheet), at.timetuple()[:6]), as_pdf([sheet], at), zipfile.ZIP_STORED
            )
    return target.getvalue()


def file_name(sheet: TownSheet) -> str:
    """Of a sheet alone: its code, then the letters of its name."""
    name = fold(sheet.name).replace(" ", "-")[:LONGEST]
    return f"fiche_{re.sub('[^A-Za-z0-9]', '-', sheet.code)}{f'_{name}' if name else ''}.pdf"
