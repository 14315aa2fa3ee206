"""Sectors on a map of zones: a tone each, that no neighbour has; zones told apart by thin borders."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import folium

from visa_data.french import NBSP
from visa_data.maps.background import names_layer
from visa_data.maps.colours import Theme
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import ZoneShapes, frame_shapes
from visa_data.maps.zone_layer import outline_layer, zone_layer
from visa_data.territory.sector_shapes import sector_frame
from visa_data.territory.sectors import Division
from visa_data.territory.zones import ZoneFrame
from visa_data.tokens import SECTORS

TONES = SECTORS
"""Told apart by colour-blind readers; names and borders say the same as the tones."""
NAME_LETTERS = 18
BOUND = re.compile(r"(?<= et) | (?=autres$)")
"""Spaces where a name is not cut: « et » goes with what follows it."""
"""Where a name of several places goes to the next line."""


def sector_tones(division: Division, zones: ZoneFrame, theme: Theme = "light") -> dict[str, str]:
    """Sector's code → fill: none of its neighbours' where the tones suffice; an edit leaves the tones of the others."""
    home = division.of_zone()
    beside: dict[str, set[str]] = {sector.code: set() for sector in division.sectors}
    for code, near in zip(zones.codes, zones.adjacent, strict=True):
        beside[home[code]] |= {home[zones.codes[row]] for row in near} - {home[code]}
    tones = TONES[theme]
    chosen: dict[str, str] = {}
    for sector in division.sectors:
        around = Counter(chosen[other] for other in beside[sector.code] if other in chosen)
        # Each has its own by its number; the next one that is free otherwise.
        first = sector.number % len(tones)
        turned = (*tones[first:], *tones[:first])
        chosen[sector.code] = min(turned, key=lambda tone: around[tone])
    return chosen


def sector_layers(
    shapes: ZoneShapes, zones: ZoneFrame, division: Division, theme: Theme = "light"
) -> list[folium.FeatureGroup]:
    """Zones in the tone of their sector, each saying it on hover; the sectors' outlines and names over them.

    shapes: the outlines of `zones`, for a browser.
    """
    home = {zone: sector for sector in division.sectors for zone in sector.zones}
    place = dict(zip(zones.codes, zones.names, strict=True))
    tones = sector_tones(division, zones, theme)
    sectors = frame_shapes(sector_frame(zones, division))
    words = {
        sector.code: f"Secteur : {sector.name}. Membres : {', '.join(sorted(place[zone] for zone in sector.zones))}."
        for sector in division.sectors
    }
    return [
        zone_layer(
            shapes,
            {code: tones[home[code].code] for code in zones.codes},
            {code: words[home[code].code] for code in zones.codes},
            theme=theme,
        ),
        outline_layer(sectors, sectors.codes, name="Secteurs", colour=INKS[theme].ink, weight=2.5),
        names_layer(
            replace(sectors, names=[BOUND.sub(NBSP, name) for name in sectors.names]),
            fills=tones,
            theme=theme,
            letters=NAME_LETTERS,
            size=12,
        ),
    ]
