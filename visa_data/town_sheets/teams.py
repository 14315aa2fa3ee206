"""The teams of a book as its sheets tell them: their signs, their places, what they have left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from visa_data.dossier.book import Book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.sectors_shown import short_names
from visa_data.dossier.team_places import UNKNOWN, places_of
from visa_data.meeting.steps.ground_map import TEAM_SIGN
from visa_data.pictures.around import AroundMap, draw_around
from visa_data.pictures.picture import PublicPoint

WIDE, HIGH = 216.0, 170.0
"""Points of paper that the drawing takes."""


class Teams:
    """Every team of a book, asked once."""

    def __init__(self, book: Book) -> None:
        self._book, self.of_book = book, places_of(book)

    @cached_property
    def names(self) -> dict[str, str]:
        """Name by identifier."""
        return {code: one.name for code, one in self.of_book.items()}

    @property
    def any_active(self) -> bool:
        """Whether one is at the book's day."""
        return any(one.active for one in self.of_book.values())

    def free(self, identifier: str) -> str:
        """Places that a team has left: `12`, `environ 10`, `aucune`, `inconnu`."""
        return self.of_book[identifier].in_a_cell

    def free_of(self, name: str) -> str:
        """The same of the one team of that name; `inconnu` where two have it."""
        found = [code for code, known in self.names.items() if known == name]
        return self.free(found[0]) if len(found) == 1 else UNKNOWN

    def all_full(self, identifiers: Iterable[str]) -> bool:
        """Whether there are some, none of which has a place left."""
        known = list(identifiers)
        return bool(known) and all(self.of_book[one].full for one in known)

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
            point for code, point in self._points.items() if code not in signed and self.of_book[code].active
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
            code: PublicPoint(one.latitude, one.longitude, one.name, TEAM_SIGN)
            for code, one in self.of_book.items()
            if not pd.isna(one.latitude) and not pd.isna(one.longitude)
        }


def sign(rank: int) -> str:
    """`A`, `B`, … `Z`, `AA`: how a team is found on the drawing."""
    before, last = divmod(rank, 26)
    return (sign(before - 1) if before else "") + chr(ord("A") + last)
