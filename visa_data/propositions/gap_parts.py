"""What the gaps are made of: how long, how far what it takes is at hand, a count of the whole territory."""

from __future__ import annotations

from typing import Any

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.by_place import asked
from visa_data.dossier.shown import Shown
from visa_data.indicators.heures import hours_available
from visa_data.propositions.proposal import Gap
from visa_data.vocabulary_of_action import StatutActeur, TypeActeur

AT_HAND, TO_FIND = 1.0, 0.5
"""How far what it takes is there: known and free, or still to be found."""


def weeks(book: Book, name: str) -> int:
    """Weeks before the day, one after the other, at whose end the count was not nothing: at least so long it has lasted."""
    points = book.series(name)[:-1]
    lasted = 0
    for point in reversed(points):
        if point.shown.nothing:
            break
        lasted = (book.day - point.day).days // 7
    return lasted


def known(book: Book, name: str) -> Shown | None:
    """A total that the book gives and that is not nothing."""
    if not book.gives(name):
        return None
    shown = book.total(name)
    return None if shown.nothing else shown


def lasting(lasted: int) -> tuple[str, ...]:
    """How long in a sentence, none where only today is known."""
    return (f"Depuis {french.counted(lasted, 'semaine')} au moins.",) if lasted else ()


def can_call(book: Book) -> float:
    """Whether somebody can call."""
    available = asked(book, hours_available)
    return AT_HAND if available is not None and available.hours > 0 else TO_FIND


def whole(
    book: Book, name: str, one: str, many: str, action: str, feasible: float, *more: str, **about: Any
) -> list[Gap]:
    """A gap of the whole territory: a count, what it counts, the decision."""
    people = known(book, name)
    if people is None:
        return []
    lasted = weeks(book, name)
    why = (f"{people.counted(one, many).capitalize()}.", *more, *lasting(lasted))
    return [Gap(action, tuple(filter(None, why)), people, lasted, feasible, **about)]


def active(actors: pd.DataFrame, *kinds: TypeActeur) -> list[str]:
    """Names of the active actors of those kinds."""
    chosen = (actors["statut"] == StatutActeur.ACTIF.value) & actors["type"].isin(
        [kind.value for kind in kinds]
    )
    return actors.loc[chosen, "nom"].astype(str).tolist()
