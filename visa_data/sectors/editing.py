"""What the coordination does to the division: each gesture is a version, with what it did in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from visa_data import french
from visa_data.base import Base
from visa_data.decisions.checked_words import about_somebody
from visa_data.errors import VisaError
from visa_data.roles import Author
from visa_data.sectors.current import current_division, proposed_division, sector_sizes, settled
from visa_data.sectors.keeping import Gesture, Version, keep_division, next_number, still_in_force
from visa_data.settings import Settings
from visa_data.territory.sectors import Division, renamed
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.typography import french as typeset


@dataclass(frozen=True)
class Desk:
    """Who edits, when, on what day's figures; seen: the number of the version in force on his screen, None for none."""

    base: Base
    day: date
    settings: Settings
    author: Author
    at: datetime
    seen: int | None


@dataclass(frozen=True)
class _Given:
    """What a gesture starts from."""

    division: Division
    zones: ZoneFrame
    cursor: duckdb.DuckDBPyConnection

    def place(self, zone: str) -> str:
        """The name of a zone."""
        return dict(zip(self.zones.codes, self.zones.names, strict=True)).get(zone, zone)


def move_zone(desk: Desk, zone: str, to: str) -> Version:
    """A zone to another sector; the last one of its sector takes the sector's end with it.

    Raises VisaError, with nothing written, as every gesture does when the division changed meanwhile.
    """

    def change(given: _Given) -> tuple[Division, str]:
        home, target = given.division.sector_of(zone), given.division.sector(to)
        story = f"{given.place(zone)} passe du secteur « {home.name} » au secteur « {target.name} »."
        if len(home.zones) > 1:
            return given.division.move(zone, to), story
        return given.division.merge(home.code, to), f"{story} Le secteur « {home.name} » n'existe plus."

    return _write(desk, Gesture.MOVED, change)


def set_apart(desk: Desk, zone: str) -> Version:
    """A zone in a new sector of its own, named after it. Raises VisaError when it is alone in its sector already."""

    def change(given: _Given) -> tuple[Division, str]:
        home, name = given.division.sector_of(zone), given.place(zone)
        # A proposal not kept yet has codes of its own.
        code = f"S{max(next_number(given.cursor), given.division.sectors[-1].number + 1)}"
        taken = {sector.name.casefold() for sector in given.division.sectors}
        own = name if name.casefold() not in taken else f"{name} ({zone})"
        return (
            given.division.apart(zone, code, own),
            f"{name} quitte le secteur « {home.name} » et forme un secteur.",
        )

    return _write(desk, Gesture.APART, change)


def merge_sectors(desk: Desk, code: str, into: str) -> Version:
    """Two sectors in one."""

    def change(given: _Given) -> tuple[Division, str]:
        gone, kept = given.division.sector(code), given.division.sector(into)
        moved = french.counted(len(gone.zones), "zone")
        return (
            given.division.merge(code, into),
            f"Le secteur « {gone.name} » ({moved}) est réuni au secteur « {kept.name} ».",
        )

    return _write(desk, Gesture.MERGED, change)


def rename_sector(desk: Desk, code: str, name: str) -> Version:
    """A sector under another name. Raises VisaError when the name cannot be kept, or points at a person."""

    def change(given: _Given) -> tuple[Division, str]:
        old = given.division.sector(code).name
        after = given.division.rename(code, name)
        new = after.sector(code).name
        reason = about_somebody(given.cursor, new)
        if reason:
            raise VisaError(
                "Nom à corriger",
                typeset(
                    f"le nom {reason}. Un secteur est lu par tout le comité : nommez-le d'après ses lieux."
                ),
            )
        return after, f"Le secteur « {old} » s'appelle désormais « {new} »."

    return _write(desk, Gesture.RENAMED, change)


def accept_division(desk: Desk) -> Version:
    """The division on screen, as proposed or as today's outlines complete it, written as it is."""
    with desk.base.cursor() as cursor:
        still_in_force(cursor, desk.seen)
        current = current_division(cursor, desk.day, desk.settings)
    return settled(desk.base, current, desk.at, desk.author, after=desk.seen)


def propose_again(desk: Desk) -> Version:
    """The division that the figures of the day propose, whatever was edited."""

    def change(given: _Given) -> tuple[Division, str]:
        proposal = proposed_division(given.cursor, desk.day, desk.settings)
        count = french.counted(len(proposal.sectors), "secteur")
        return proposal, f"Nouveau découpage proposé : {count}."

    return _write(desk, Gesture.PROPOSED, change)


def _write(desk: Desk, gesture: Gesture, change: Callable[[_Given], tuple[Division, str]]) -> Version:
    with desk.base.cursor() as cursor:
        still_in_force(cursor, desk.seen)
        current = current_division(cursor, desk.day, desk.settings)
        given = _Given(current.division, read_zones(cursor), cursor)
        edited, story = change(given)
        if gesture in (Gesture.MOVED, Gesture.APART, Gesture.MERGED):
            sizes = sector_sizes(cursor, desk.day, desk.settings)
            edited = renamed(current.division, edited, given.zones, sizes)
    after = desk.seen
    if gesture is not Gesture.PROPOSED and (current.version is None or current.notes):
        # What the gesture starts from is kept too: taken back, it leaves that, under the same codes.
        after = settled(desk.base, current, desk.at, desk.author, after=desk.seen).number
    return keep_division(desk.base, edited, desk.at, desk.author, gesture, typeset(story), after=after)
