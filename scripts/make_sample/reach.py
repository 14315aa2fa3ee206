"""Who a team or a resource reaches, as the sample's own story needs to know it (zones, then radius)."""

from __future__ import annotations

from scripts.make_sample.areas import distance_km
from scripts.make_sample.territory import IRIS_CODES, TOWN_CODE

Place = tuple[float, float]


def expanded(zones: str) -> set[str]:
    """The codes of a ``zones_intervention`` cell; the town's commune code stands for all of its IRIS."""
    codes = {code for code in zones.split("|") if code}
    return codes | set(IRIS_CODES) if TOWN_CODE in codes else codes


def reached_zones(zones: str, radius_km: str, site: Place, places: dict[str, Place]) -> set[str]:
    """Zones named, and those whose inner point lies within the radius (km; "" = none)."""
    codes = expanded(zones) & places.keys()
    if radius_km:
        codes |= {code for code, place in places.items() if distance_km(place, site) <= float(radius_km)}
    return codes
