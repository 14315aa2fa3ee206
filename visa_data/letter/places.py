"""Whom a letter may be for: the territory, a sector, a commune."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from visa_data.errors import VisaError
from visa_data.sectors.current import current_division
from visa_data.settings import Settings
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.typography import french as typeset

TERRITORY = ""
SECTOR, ZONE = "secteur:", "zone:"


@dataclass(frozen=True, slots=True)
class Place:
    """key: as `Letter.place`. zones: codes that it is made of, sorted; all of them for the territory."""

    key: str
    name: str
    zones: tuple[str, ...]

    @property
    def is_one_zone(self) -> bool:
        """Whether it is a commune, or an IRIS."""
        return self.key.startswith(ZONE)


def letter_places(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, *, territory: str
) -> list[Place]:
    """The territory, the sectors of several zones in force that day, then every zone by name."""
    zones = read_zones(cursor)
    sectors = current_division(cursor, day, settings).division.sectors
    return [
        Place(TERRITORY, territory, tuple(zones.codes)),
        *(Place(SECTOR + one.code, one.name, one.zones) for one in sectors if len(one.zones) > 1),
        *sorted(_zone_places(zones), key=lambda place: place.name),
    ]


def _zone_places(zones: ZoneFrame) -> list[Place]:
    return [Place(ZONE + code, name, (code,)) for code, name in zip(zones.codes, zones.names, strict=True)]


def place_of(places: list[Place], key: str) -> Place:
    """The place of a key. Raises VisaError when there is none."""
    for place in places:
        if place.key == key:
            return place
    raise VisaError(
        "Lieu inconnu", typeset(f"aucun lieu n'a le code « {key} ». Choisissez-en un dans la liste.")
    )
