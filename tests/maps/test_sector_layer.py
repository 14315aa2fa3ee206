"""Sectors drawn over zones: their tones, their names, what a zone says on hover."""

from __future__ import annotations

from datetime import date

import pytest

from visa_data.base import Base
from visa_data.maps.colours import INK, contrast
from visa_data.maps.sector_layer import TONES, sector_layers, sector_tones
from visa_data.maps.shapes import ZoneShapes, zone_shapes
from visa_data.sectors.current import current_division
from visa_data.settings import load
from visa_data.territory.sectors import Division
from visa_data.territory.zones import ZoneFrame, read_zones

DAY, SETTINGS = date(2025, 12, 6), load()
Ground = tuple[ZoneFrame, ZoneShapes, Division]


@pytest.fixture
def ground(sample_base: Base) -> Ground:
    with sample_base.cursor() as cursor:
        division = current_division(cursor, DAY, SETTINGS).division
        return read_zones(cursor), zone_shapes(cursor, DAY, SETTINGS), division


def test_neighbours_have_other_tones(ground: Ground) -> None:
    zones, _, division = ground
    tones, home = sector_tones(division, zones), division.of_zone()
    for code, near in zip(zones.codes, zones.adjacent, strict=True):
        for row in near:
            other = home[zones.codes[row]]
            assert home[code] == other or tones[home[code]] != tones[other]


def test_an_edit_leaves_the_tones_of_most_sectors(ground: Ground) -> None:
    zones, _, division = ground
    home = max(division.sectors, key=lambda sector: len(sector.zones))
    edited = division.apart(home.zones[0], "S99", "Seul")
    before, after = sector_tones(division, zones), sector_tones(edited, zones)
    assert sum(after[code] == tone for code, tone in before.items()) >= len(before) - 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_names_are_read_on_every_tone(theme: str) -> None:
    assert all(contrast(INK[theme], tone) >= 4.5 for tone in TONES[theme])  # type: ignore[index]
    assert len(set(TONES[theme])) == 8  # type: ignore[index]


def test_each_zone_says_its_sector_and_its_members(ground: Ground) -> None:
    zones, shapes, division = ground
    layers = sector_layers(shapes, zones, division)
    [drawn] = [child for child in layers[0]._children.values() if hasattr(child, "data")]
    home = {zone: sector for sector in division.sectors for zone in sector.zones}
    place = dict(zip(zones.codes, zones.names, strict=True))
    for feature in drawn.data["features"]:
        said = feature["properties"]["texte"].replace("&#x27;", "'")
        sector = home[feature["properties"]["code"]]
        assert sector.name in said and all(place[zone] in said for zone in sector.zones)
