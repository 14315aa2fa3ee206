"""The division kept in the base, version by version: read, added to, taken back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import duckdb

from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.roles import Author
from visa_data.territory.sectors import Division, Sector
from visa_data.typography import french as typeset


class Gesture(StrEnum):
    """What made a version."""

    PROPOSED = "proposition"
    MOVED = "deplacement"
    APART = "nouveau"
    MERGED = "reunion"
    RENAMED = "renommage"
    OUTLINES = "contours"


@dataclass(frozen=True)
class Version:
    """A version of the division: when it was written, by whom (`Author`), what was done, as read on screen."""

    number: int
    division: Division
    gesture: Gesture
    story: str
    at: datetime
    author: str


def kept_division(cursor: duckdb.DuckDBPyConnection) -> Version | None:
    """The version in force; None when the base keeps none that stands."""
    row = cursor.execute("""
        SELECT version, geste, recit, ecrite_le, ecrite_par FROM divisions
        WHERE retiree_le IS NULL ORDER BY version DESC LIMIT 1
    """).fetchone()
    if row is None:
        return None
    number, gesture, story, at, author = row
    return Version(number, _division(cursor, number), Gesture(gesture), story, at, author)


def keep_division(
    base: Base,
    division: Division,
    at: datetime,
    author: Author,
    gesture: Gesture,
    story: str,
    *,
    after: int | None,
) -> Version:
    """Add a version. after: the number of the version in force that it was made from, None for none.

    Raises VisaError, with nothing written, when another version came into force meanwhile.
    """
    with base.transaction(Acte.SECTEURS) as cursor:
        still_in_force(cursor, after)
        row = cursor.execute("SELECT coalesce(max(version), 0) + 1 FROM divisions").fetchone()
        number = int(row[0]) if row else 1
        cursor.execute(
            "INSERT INTO divisions VALUES (?, ?, ?, ?, ?, NULL, NULL)",
            [number, gesture.value, story, at, author.value],
        )
        rows = [(zone, sector.code, sector.name) for sector in division.sectors for zone in sector.zones]
        cursor.execute(
            "INSERT INTO divisions_zones SELECT ?, unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
            [number, *([row[column] for row in rows] for column in range(3))],
        )
    return Version(number, division, gesture, story, at, author.value)


def undo_division(base: Base, at: datetime, author: Author, *, after: int) -> None:
    """Take the version in force back: the one before comes into force again; it is kept, as withdrawn.

    Raises VisaError, with nothing written, when `after` is not in force any more.
    """
    with base.transaction(Acte.SECTEURS) as cursor:
        still_in_force(cursor, after)
        cursor.execute(
            "UPDATE divisions SET retiree_le = ?, retiree_par = ? WHERE version = ?",
            [at, author.value, after],
        )


def with_known_codes(cursor: duckdb.DuckDBPyConnection, division: Division) -> Division:
    """A proposal under codes that no other sector ever had; a sector that was known has its code and its name again."""
    known: dict[tuple[str, ...], tuple[str, str]] = {}
    for (version,) in cursor.execute("SELECT version FROM divisions ORDER BY version").fetchall():
        known |= {sector.zones: (sector.code, sector.name) for sector in _division(cursor, version).sectors}
    number, taken, found = next_number(cursor), set(), []
    names = Counter(sector.name.casefold() for sector in division.sectors)
    for sector in division.sectors:
        code, name = known.get(sector.zones, ("", ""))
        if code and code not in taken:
            taken.add(code)
            # A name chosen once, that another sector of the proposal now has by itself, stays the other's.
            free = not names[name.casefold()]
            names[name.casefold()] += free
            found.append(replace(sector, code=code, name=name if free else sector.name))
        else:
            found.append(replace(sector, code=f"S{number}"))
            number += 1
    return Division(tuple(sorted(found, key=lambda sector: sector.number)))


def next_number(cursor: duckdb.DuckDBPyConnection) -> int:
    """The first number of a sector that was never given in this base."""
    row = cursor.execute("SELECT max(code_secteur[2:]::INTEGER) FROM divisions_zones").fetchone()
    return (row[0] if row and row[0] is not None else 0) + 1


def _division(cursor: duckdb.DuckDBPyConnection, version: int) -> Division:
    rows = cursor.execute(
        """
        SELECT code_secteur, any_value(nom_secteur), list(code_zone ORDER BY code_zone) FROM divisions_zones
        WHERE version = ? GROUP BY code_secteur ORDER BY code_secteur[2:]::INTEGER
        """,
        [version],
    ).fetchall()
    return Division(tuple(Sector(code, name, tuple(zones)) for code, name, zones in rows))


def still_in_force(cursor: duckdb.DuckDBPyConnection, number: int | None) -> None:
    """Raises VisaError when this version (None: none) is not the one in force."""
    row = cursor.execute("SELECT max(version) FROM divisions WHERE retiree_le IS NULL").fetchone()
    if (row[0] if row else None) != number:
        raise VisaError(
            "Découpage modifié",
            typeset(
                "le découpage en secteurs a été modifié entre-temps, sur un autre écran : rien n'est écrit. "
                "Rechargez la page et recommencez."
            ),
        )
