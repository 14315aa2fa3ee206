"""Who may go to each place: medians of the isolated people for a base, the sector's own point for a book."""

from __future__ import annotations

import math
from datetime import date
from statistics import median

import pytest

from visa_data.base import Base
from visa_data.dossier.keeping import kept_book
from visa_data.dossier.who_goes_where import who_goes_in_sectors, who_goes_in_zones
from visa_data.indicators.everybody import isolated_people
from visa_data.indicators.reaching import reaching
from visa_data.indicators.service_lists import team_loads
from visa_data.indicators.team_distances import team_distances
from visa_data.settings import load
from visa_data.territory.zones import read_zones

DAY = date(2025, 12, 6)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """By the law of cosines, which the indicator does not use."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon2 - lon1)
    return 6371.0088 * math.acos(max(-1.0, min(1.0, cosine)))


def test_of_a_base_from_the_isolated_people_of_the_zone(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        asked = (cursor, DAY, load())
        found = who_goes_in_zones(team_loads(*asked), team_distances(*asked), reaching(*asked))
        zones, people = read_zones(cursor), isolated_people(*asked).dropna(subset=["latitude", "longitude"])
    told = 0
    for row, code in enumerate(zones.codes):
        here = people.loc[people["zone"] == row, ["latitude", "longitude"]].itertuples(index=False)
        points = [tuple(one) for one in here] or [(zones.latitude[row], zones.longitude[row])]
        for one in found.at(code).goers:
            if not math.isnan(one.team.latitude):
                far = median(kilometres(point, (one.team.latitude, one.team.longitude)) for point in points)
                assert one.km == pytest.approx(far, abs=0.02)
                told += 1
        assert found.distances.from_people(code) == (points != [(zones.latitude[row], zones.longitude[row])])
    assert told >= len(zones.codes)
    assert not math.isnan(found.at(zones.codes[0]).goers[0].km) and found.distances.of("nulle") == {}


def test_of_a_book_no_distance_is_drawn_from_people(sample_books_file: str) -> None:
    with Base(sample_books_file) as base, base.cursor() as cursor:
        book = kept_book(cursor, DAY)
    found = who_goes_in_sectors(book)
    for row, code in enumerate(book.zones.codes):
        own = (float(book.zones.latitude[row]), float(book.zones.longitude[row]))
        goers = found.at(code).goers
        assert goers and not found.distances.from_people(code)
        for one in goers:
            assert one.km == pytest.approx(
                kilometres(own, (one.team.latitude, one.team.longitude)), abs=0.02, nan_ok=True
            )
