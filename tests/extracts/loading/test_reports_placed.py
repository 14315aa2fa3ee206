"""Reports are placed as people are: rebuilt with zones, taken back with their import."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.history import undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.loading.outcome import Outcome

AT = datetime(2020, 6, 8, 8, 0)
SQUARES = """{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"99001","nom":"Zyxouville"},
"geometry":{"type":"Polygon","coordinates":[[[3,50],[3.1,50],[3.1,50.1],[3,50.1],[3,50]]]}},
{"type":"Feature","properties":{"code":"99002","nom":"Quilleville"},
"geometry":{"type":"Polygon","coordinates":[[[3.1,50],[3.2,50],[3.2,50.1],[3.1,50.1],[3.1,50]]]}}]}"""
REPORTS = (
    "N°;Reçu le;Par;Suite;Code commune;Latitude;Longitude\n"
    "G1;10/03/2020;Tiers;Inscrite;99001;50.05;3.15\n"
    "G2;10/03/2020;Tiers;Inscrite;Quilleville;;\n"
    "G3;10/03/2020;Tiers;Inscrite;99001;51.5;3.15\n"
    "G4;10/03/2020;Tiers;Inscrite;;;\n"
)


@pytest.fixture
def load(empty_base: Base, read: Callable[..., Extract]) -> Callable[[str, str], Outcome]:
    return lambda text, name: load_extract(empty_base, read(text, name), at=AT)


def places(base: Base) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return cursor.execute("SELECT * FROM placements_signalements ORDER BY identifiant").fetchall()


def test_coordinates_come_before_the_code_and_gaps_are_told(
    load: Callable[[str, str], Outcome], empty_base: Base
) -> None:
    load(SQUARES, "zones.geojson")
    outcome = load(REPORTS, "signalements.csv")
    assert places(empty_base) == [
        ("G1", "99002", "coordonnees", "autre_zone"),
        ("G2", "99002", "code_zone", None),
        ("G3", "99001", "code_zone", "hors_zones"),
        ("G4", None, "aucune", None),
    ]
    assert [(p.line, plain(p.reason)) for p in outcome.problems] == [
        (2, "Coordonnées dans une autre zone que le code : les coordonnées l'emportent"),
        (4, "Coordonnées en dehors de toutes les zones : le signalement est placé par son code de zone"),
    ]


def test_zones_that_come_later_place_them_and_an_undo_takes_their_places_away(
    load: Callable[[str, str], Outcome], empty_base: Base
) -> None:
    load(REPORTS.replace("Quilleville", "99002"), "signalements.csv")
    assert {origin for _, _, origin, _ in places(empty_base)} == {"aucune"}
    load(SQUARES, "zones.geojson")
    assert [zone for _, zone, *_ in places(empty_base)] == ["99002", "99002", "99001", None]
    undo_last(empty_base, at=AT)
    assert {origin for _, _, origin, _ in places(empty_base)} == {"aucune"}
    undo_last(empty_base, at=AT)
    assert places(empty_base) == []
