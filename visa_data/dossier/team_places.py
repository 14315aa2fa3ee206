"""What each team of a book has left: the places that it declares, less the isolated people within its reach."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.sectors_shown import small_shown
from visa_data.dossier.shown import Shown, open_count
from visa_data.indicators.service_lists import team_loads

FREE = "Places libres : ce que l'équipe déclare pouvoir suivre, moins les personnes isolées à sa portée, ici et ailleurs."
UNKNOWN, NONE = "inconnu", "aucune"
ONE, MANY = "personne isolée", "personnes isolées"


@dataclass(frozen=True, slots=True)
class TeamPlaces:
    """One team: where it stands (NaN: unknown), its capacity (NaN: not declared), whom it may reach.

    reached: isolated people within its reach in every zone, None where it is not known. about: « environ » where counts
    of people are rounded to the nearest multiple of `step`.
    """

    identifier: str
    name: str
    active: bool
    latitude: float
    longitude: float
    capacity: float
    reached: Shown | None
    about: str = ""
    step: int = 1

    @property
    def free(self) -> int | None:
        """Places left, negative where people are more than places; None where one of the two is not known."""
        if math.isnan(self.capacity) or self.reached is None or self.reached.value is None:
            return None
        return int(self.capacity) - self.reached.value

    @property
    def full(self) -> bool:
        """Whether no place is left, for sure: a rounded count may stand for fewer people."""
        return self.free is not None and self.free <= -((self.step - 1) // 2 if self.about else 0)

    @property
    def in_a_cell(self) -> str:
        """`12`, `environ 10`, `aucune`, `inconnu`."""
        if self.free is None:
            return UNKNOWN
        return f"{self._close}{french.number(self.free)}" if self.free > 0 else NONE

    @property
    def said(self) -> str:
        """`4 places libres`, `pleine : 135 personnes isolées pour 26 places`, `capacité inconnue`."""
        if self.free is not None and self.free > 0:
            return f"{self._close}{french.counted(self.free, 'place libre', 'places libres')}"
        if math.isnan(self.capacity):
            return "capacité inconnue"
        places = french.counted(self.capacity, "place")
        if self.reached is None:
            return places
        people = f"{self._close if self.reached.value else ''}{self.reached.counted(ONE, MANY)}"
        load = f"{people} pour {places}"
        return f"pleine{french.NBSP}: {load}" if self.full else load

    @property
    def sentence(self) -> str:
        """What opens its card: `21 places, 210 personnes isolées à sa portée : pleine.`"""
        if not self.active:
            return "N'agit pas à cette date."
        places = "Capacité inconnue" if math.isnan(self.capacity) else french.counted(self.capacity, "place")
        if self.reached is None:
            return f"{places}."
        people = f"{self._close if self.reached.value else ''}{self.reached.counted(ONE, MANY)}"
        end = f"{french.NBSP}: pleine" if self.full else ""
        if self.free is not None and self.free > 0:
            end = f"{french.NBSP}: {self.said}"
        return f"{places}, {people} à sa portée{end}."

    @property
    def _close(self) -> str:
        """`environ ` before what is computed from people, rounded; nothing where nobody is."""
        return f"{self.about}{french.NBSP}" if self.about and self.reached and self.reached.value else ""


def team_places(
    loads: pd.DataFrame, reached: Sequence[Shown | None], about: str = "", step: int = 1
) -> dict[str, TeamPlaces]:
    """By identifier. loads: see `team_loads`; reached: in the order of its rows."""
    return {
        str(one.identifiant): TeamPlaces(
            str(one.identifiant),
            str(one.nom),
            bool(one.active),
            float(cast(float, one.latitude)),
            float(cast(float, one.longitude)),
            float(cast(float, one.capacite)),
            shown,
            about,
            step,
        )
        for one, shown in zip(loads.itertuples(index=False), reached, strict=True)
    }


def open_places(loads: pd.DataFrame) -> dict[str, TeamPlaces]:
    """The same where small counts are readable."""
    return team_places(
        loads, [None if pd.isna(value) else open_count(value) for value in loads["isolees_atteintes"]]
    )


def places_of(book: Book) -> dict[str, TeamPlaces]:
    """Every team of a book, as it says whom they reach."""
    loads = book.ask(team_loads)
    if not isinstance(book, FrozenBook):
        return open_places(loads)
    reached = small_shown(book, team_loads, "isolees_atteintes")
    return team_places(loads, reached, about(book), int(book.settings.arrondi))


def about(book: Book) -> str:
    """« environ » where counts of people are rounded."""
    return "environ" if book.protects and book.settings.arrondi > 1 else ""
