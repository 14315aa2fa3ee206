"""The division of a day: the one kept, completed for the zones of today, else the one proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from visa_data.base import Base
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.registre_aveugle import census
from visa_data.roles import Author
from visa_data.sectors.keeping import Gesture, Version, keep_division, kept_division, with_known_codes
from visa_data.settings import Settings
from visa_data.territory.sectors import Division, Sizes, completed, propose
from visa_data.territory.zones import read_zones

PROPOSED = "Découpage proposé d'après les inscrites et les habitants."

OTHER_TERRITORY = "Les contours chargés n'ont plus aucune zone du découpage d'avant : un autre est proposé."


@dataclass(frozen=True)
class CurrentDivision:
    """division: every active zone in one sector. version: what the base keeps of it, None when it is only proposed.

    notes: in sentences, what today's outlines changed to it since it was kept.
    """

    division: Division
    version: Version | None
    notes: tuple[str, ...]


def sector_sizes(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> Sizes:
    """People registered in each zone at the end of the day, and residents: the last census, else the outlines' own."""
    counts = coverage_by_zone(cursor, day, settings, EVERYBODY)
    residents = cursor.execute(
        f"""
        WITH {census("habitants", "population")}
        SELECT z.code, coalesce(h.population, z.population)::BIGINT
        FROM zones_actives z LEFT JOIN habitants h ON h.code_zone = z.code
        """,
        {"jour": day},
    ).fetchall()
    registered = zip(counts["code_zone"], counts["inscrits"].tolist(), strict=True)
    return Sizes({zone: count for zone, count in registered if zone}, dict(residents))


def proposed_division(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> Division:
    """The division that the sizes of the day propose, whatever is kept (see `propose`)."""
    sizes = sector_sizes(cursor, day, settings)
    proposal = propose(
        read_zones(cursor),
        sizes.registered,
        sizes.residents,
        least_registered=settings.secteur_inscrits,
        least_residents=settings.secteur_habitants,
    )
    return with_known_codes(cursor, proposal)


def current_division(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> CurrentDivision:
    """The division in force, for the zones of today; the one proposed from the sizes of that day where none holds."""
    version = kept_division(cursor)
    found = None if version is None else completed(version.division, read_zones(cursor))
    if found is not None:
        return CurrentDivision(found[0], version, tuple(found[1]))
    notes = () if version is None else (OTHER_TERRITORY,)
    return CurrentDivision(proposed_division(cursor, day, settings), version, notes)


def kept_for_book(base: Base, day: date, settings: Settings, at: datetime, author: Author) -> Version:
    """The version that a book made now is told by: what is only proposed, or completed, is written first."""
    with base.cursor() as cursor:
        current = current_division(cursor, day, settings)
    return settled(
        base, current, at, author, after=None if current.version is None else current.version.number
    )


def settled(
    base: Base, current: CurrentDivision, at: datetime, author: Author, *, after: int | None
) -> Version:
    """The version in force, once what is only proposed, or completed for today's outlines, is written as one.

    after: as for `keep_division`, which see for what is raised.
    """
    if current.version is not None and not current.notes:
        return current.version
    gesture = Gesture.PROPOSED if current.version is None else Gesture.OUTLINES
    story = " ".join(current.notes) or PROPOSED
    return keep_division(base, current.division, at, author, gesture, story, after=after)
