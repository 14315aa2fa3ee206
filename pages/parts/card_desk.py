"""What every card of a map needs, computed once for all places while the data do not change: a click only looks it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from pages.parts.answers import ask, fact, holds, zones
from pages.parts.context import Context
from pages.parts.search_box import Entry
from visa_data.dossier.decided_here import decided_at, noted
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.opening import sector_opening, zone_opening
from visa_data.dossier.sector_card import SectorCard, sector_card
from visa_data.dossier.sectors_shown import cells_of, members_of
from visa_data.dossier.team_places import TeamPlaces, about
from visa_data.dossier.who_goes import WhoGoes
from visa_data.dossier.who_goes_where import WhoGoesWhere, who_goes_in_sectors, who_goes_in_zones
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.reaching import reaching
from visa_data.indicators.registry import by_zone
from visa_data.indicators.service_lists import team_loads
from visa_data.indicators.signalements import silent_zones
from visa_data.indicators.team_distances import team_distances
from visa_data.indicators.zone_card import ZoneCard, ZoneCards
from visa_data.roles import Permission


@dataclass(frozen=True)
class Place:
    """One zone or sector, ready to be written. sector: its members and what a book says besides; None for a zone.

    decided: rows of `Book.decided`. silent: whether nobody has ever told us of anybody there. measured: from where
    the distances are.
    """

    card: ZoneCard
    sector: SectorCard | None
    opening: str
    who: WhoGoes
    decided: list
    silent: bool
    measured: str


@dataclass(frozen=True)
class ZoneDesk:
    """For every zone of a base."""

    cards: ZoneCards
    goers: WhoGoesWhere
    decided: list
    entries: list[Entry]
    silent: frozenset[str]

    @property
    def teams(self) -> Mapping[str, TeamPlaces]:
        """By identifier."""
        return self.goers.teams

    def place(self, code: str) -> Place | None:
        """What to write of a zone; None for a code that is none's."""
        if code not in self.cards.names:
            return None
        card, who = self.cards.card(code), self.goers.at(code)
        decided, silent = decided_at(self.decided, [code]), code in self.silent
        of_people = self.goers.distances.from_people(code)
        measured = "médiane des personnes isolées de la zone" if of_people else "depuis le milieu de la zone"
        return Place(card, None, zone_opening(card, full=who.full), who, decided, silent, measured)


@dataclass(frozen=True)
class SectorDesk:
    """For every sector of a book, as it says it."""

    book: FrozenBook
    goers: WhoGoesWhere
    decided: list
    entries: list[Entry]
    silent: frozenset[str]
    kept: dict[str, Place]

    @property
    def teams(self) -> Mapping[str, TeamPlaces]:
        """By identifier."""
        return self.goers.teams

    def place(self, code: str) -> Place | None:
        """What to write of a sector; None for a code that is none's."""
        if code not in self.book.zones.codes:
            return None
        if code not in self.kept:
            self.kept[code] = self._place(code)
        return self.kept[code]

    def _place(self, code: str) -> Place:
        found, who = sector_card(self.book, code), self.goers.at(code)
        row = self.book.zones.codes.index(code)
        sectors = self.book.tables.sectors
        inside = sectors["zones"].iloc[row].split("|")
        return Place(
            found.card,
            found,
            sector_opening(cells_of(self.book), found, about=about(self.book), full=who.full),
            who,
            decided_at(self.decided, inside, found.members),
            code in self.silent,
            "depuis le milieu du secteur",
        )


def desk_of(context: Context) -> ZoneDesk | SectorDesk:
    """The desk of this run's question."""
    if context.book is not None:
        return _of_sectors(context.version, context)
    settings, _ = context.said
    everywhere = repr(context.filters.everywhere)
    return _of_zones(context.version, context.day, context.before, settings, everywhere, context)


def goers_of(context: Context) -> WhoGoesWhere:
    """Who may go to each place, without the rest of what a card tells."""
    if context.book is not None:
        return _goers_of_sectors(context.version, context)
    context.role.require(Permission.READ_SMALL_COUNTS)
    return _goers_of_zones(context.version, context.day, context.said[0], context)


@st.cache_resource(max_entries=4, show_spinner=False)
def _goers_of_zones(version: str, day: date, settings: str, _context: Context) -> WhoGoesWhere:
    return who_goes_in_zones(*(fact(_context, one) for one in (team_loads, team_distances, reaching)))


@st.cache_resource(max_entries=4, show_spinner=False)
def _goers_of_sectors(version: str, _context: Context) -> WhoGoesWhere:
    return who_goes_in_sectors(_context.published)


@st.cache_resource(max_entries=4, show_spinner=False)
def _of_zones(
    version: str, day: date, before: date, settings: str, filters: str, _context: Context
) -> ZoneDesk:
    context, frame = _context, zones(_context)
    now, then = (
        {
            one.name: ask(context, one.by_zone, day=when, filters=context.filters.everywhere)
            for one in by_zone()
            if one.by_zone is not None
        }
        for when in (day, before)
    )
    goers = goers_of(context)
    return ZoneDesk(
        ZoneCards(
            by_zone(),
            dict(zip(frame.codes, frame.names, strict=True)),
            now,
            then,
            fact(context, reaching),
            {code: one.name for code, one in goers.teams.items()},
        ),
        goers,
        list(fact(context, noted).itertuples(index=False)),
        place_entries(context),
        _silent(context),
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _of_sectors(version: str, _context: Context) -> SectorDesk:
    book = _context.published
    decided = list(book.decided.itertuples(index=False))
    return SectorDesk(book, goers_of(_context), decided, place_entries(_context), _silent(_context), {})


def place_entries(context: Context) -> list[Entry]:
    """Code, name, other words of each zone; of each sector, its members."""
    frame, members = zones(context), {} if context.book is None else members_of(context.book)
    return [
        (code, name, ", ".join((code, *(members[code] if len(members.get(code, ())) > 1 else ()))))
        for code, name in zip(frame.codes, frame.names, strict=True)
    ]


def _silent(context: Context) -> frozenset[str]:
    if not holds(context, silent_zones):
        return frozenset()
    table = ask(context, silent_zones, filters=EVERYBODY)
    return frozenset(table.loc[table["sans_relais"].astype(bool), "code_zone"])
