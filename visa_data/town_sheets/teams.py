"""The teams of a book as its sheets tell them: their signs, their places, what they have left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.sectors_shown import short_names, small_counts
from visa_data.dossier.shown import Shown, open_count
from visa_data.indicators.service_lists import team_loads
from visa_data.meeting.steps.ground_map import TEAM_SIGN
from visa_data.pictures.around import AroundMap, draw_around
from visa_data.pictures.picture import PublicPoint

FREE = "Places libres : ce que l'équipe déclare pouvoir suivre, moins les personnes isolées à sa portée, ici et ailleurs."
UNKNOWN, NONE = "inconnu", "aucune"
WIDE, HIGH = 216.0, 170.0
"""Points of paper that the drawing takes."""


class Teams:
    """Every team of a book, asked once. about: « environ » where its counts of people are rounded."""

    def __init__(self, book: Book) -> None:
        self._book = book
        loads = book.ask(team_loads)
        self._rows = {str(one.identifiant): one for one in loads.itertuples(index=False)}
        self._reached = dict(zip(self._rows, _reached(book, loads), strict=True))
        self.about = about(book)

    @cached_property
    def names(self) -> dict[str, str]:
        """Name by identifier."""
        return {code: str(one.nom) for code, one in self._rows.items()}

    @property
    def any_active(self) -> bool:
        """Whether one is at the book's day."""
        return any(bool(one.active) for one in self._rows.values())

    def free(self, identifier: str) -> str:
        """Places that a team has left: `12`, `environ 10`, `aucune`, `inconnu`.

        Its capacity beyond the isolated people within its reach, in every zone.
        """
        capacity, reached = float(self._rows[identifier].capacite), self._reached[identifier]
        if pd.isna(capacity) or reached is None or reached.value is None:
            return UNKNOWN
        free = int(capacity) - reached.value
        if free <= 0:
            return NONE
        close = f"{self.about}{french.NBSP}" if self.about and reached.value else ""
        return f"{close}{french.number(free)}"

    def free_of(self, name: str) -> str:
        """The same of the one team of that name; `inconnu` where two have it."""
        found = [code for code, known in self.names.items() if known == name]
        return self.free(found[0]) if len(found) == 1 else UNKNOWN

    def around(self, row: int, identifiers: Sequence[str], nearest: Collection[str] = ()) -> AroundMap | None:
        """The place of that row, with the teams that go there by their signs, and the nearest; None without an outline.

        nearest: names of teams that do not go there, to be shown where they are near enough.
        """
        near = [code for code, name in self.names.items() if name in nearest and code not in identifiers]
        signed = {code: sign(rank) for rank, code in enumerate(identifiers)} | dict.fromkeys(near, TEAM_SIGN)
        points = [
            replace(self._points[code], sign=one) for code, one in signed.items() if code in self._points
        ]
        others = [
            point
            for code, point in self._points.items()
            if code not in signed and bool(self._rows[code].active)
        ]
        return draw_around(self._book.zones, self.places, row, self._around, points, others, WIDE, HIGH)

    @cached_property
    def places(self) -> list[str]:
        """Names of the book's places, short enough for a map."""
        return short_names(self._book) if isinstance(self._book, FrozenBook) else self._book.zones.names

    @cached_property
    def _around(self) -> Any:
        return self._book.around

    @cached_property
    def _points(self) -> dict[str, PublicPoint]:
        return {
            code: PublicPoint(float(one.latitude), float(one.longitude), str(one.nom), TEAM_SIGN)
            for code, one in self._rows.items()
            if not pd.isna(one.latitude) and not pd.isna(one.longitude)
        }


def sign(rank: int) -> str:
    """`A`, `B`, … `Z`, `AA`: how a team is found on the drawing."""
    before, last = divmod(rank, 26)
    return (sign(before - 1) if before else "") + chr(ord("A") + last)


def about(book: Book) -> str:
    """« environ » where counts of people are rounded."""
    return "environ" if book.protects and book.settings.arrondi > 1 else ""


def _reached(book: Book, loads: pd.DataFrame) -> list[Shown | None]:
    """Isolated people that each may reach, as this book says it; None where it is not known."""
    if isinstance(book, FrozenBook):
        said = small_counts(book, team_loads, "isolees_atteintes")
        return [_as_shown(value) for value in said]
    return [None if pd.isna(value) else open_count(value) for value in loads["isolees_atteintes"]]


def _as_shown(value: float | str) -> Shown | None:
    if isinstance(value, str):
        return Shown(None, value)
    return None if pd.isna(value) else open_count(value)
