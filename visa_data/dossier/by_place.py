"""Reading a book: what it keeps back as None, its places ranked and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from visa_data import french
from visa_data.dossier.book import Book, NotInTheBook, SectorFigures
from visa_data.dossier.shown import worst_first

T = TypeVar("T")
NAMED = 3
"""Places named in one sentence."""


def asked(book: Book, question: Callable[..., T], **more: Any) -> T | None:
    """The book's answer; None where it keeps it back (that of a small territory)."""
    try:
        return book.ask(question, **more)
    except NotInTheBook:
        return None


def ranked(sectors: Sequence[SectorFigures], column: str) -> list[SectorFigures]:
    """Places where the column is not a published zero, the largest published first."""
    concerned = [sector for sector in sectors if not sector.values[column].nothing]
    return sorted(concerned, key=lambda sector: worst_first(sector.values[column], sector.name))


def numbered(sectors: Sequence[SectorFigures], column: str) -> list[SectorFigures]:
    """Those of them that have a number, the largest first."""
    return [sector for sector in ranked(sectors, column) if sector.values[column].value]


def short_name(sector: SectorFigures) -> str:
    """`Bavay et alentours` where the sector's name lists more places than a sentence holds."""
    first, comma, _ = sector.name.partition(",")
    return f"{first} et alentours" if comma and first in sector.members else sector.name


def named(sectors: Sequence[SectorFigures], column: str, most: int = NAMED) -> str:
    """`Corvilly (3), Orme (2) et Sart (1)`: the first places with their counts; one less where names are long."""
    if any(short_name(sector) != sector.name for sector in sectors[:most]):
        most = min(most, NAMED - 1)
    return french.listed(
        [f"{short_name(sector)} ({sector.values[column].text})" for sector in sectors[:most]]
    )
