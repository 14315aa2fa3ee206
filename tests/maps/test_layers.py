"""Layers as data: outlines, escaping, the marks of teams, resources and people."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import folium
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visa_data.base import Base
from visa_data.indicators.indicator import Column, Unit
from visa_data.maps.background import Names, names_layer, neighbours_layer
from visa_data.maps.circles import Circles
from visa_data.maps.coloured import coloured_zones
from visa_data.maps.palette import INKS
from visa_data.maps.people_layer import MOST_POINTS, people_layer
from visa_data.maps.service_layers import answering, reach_layer, resources_layer, teams_layer
from visa_data.maps.shapes import ZoneShapes, neighbours, zone_shapes
from visa_data.maps.view import MapView
from visa_data.maps.zone_layer import outline_layer, zone_layer
from visa_data.settings import load

DAY = date(2025, 12, 6)
HOSTILE = "<img src=x onerror=alert(1)>`${1}`</script>"


def square(west: float, south: float) -> dict[str, Any]:
    ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def shapes() -> ZoneShapes:
    return ZoneShapes(
        ["1", "2", "3"],
        ["Corvilly", HOSTILE, "Aubremont"],
        [square(2, 47), square(2.1, 47), square(2, 47.1)],
        np.array([47.05, 47.05, 47.15]),
        np.array([2.05, 2.15, 2.05]),
        np.array([0.01, 0.01, 0.01]),
        (47.0, 2.0, 47.2, 2.2),
    )


def features(group: folium.FeatureGroup) -> list[dict[str, Any]]:
    layer = next(child for child in group._children.values() if isinstance(child, folium.GeoJson))
    return layer.data["features"]  # type: ignore[no-any-return]


def drawn(shapes: ZoneShapes, *groups: folium.FeatureGroup) -> str:
    return MapView(shapes.bounds, groups).script()


def test_zones_are_one_layer_with_escaped_words(shapes: ZoneShapes) -> None:
    group = zone_layer(shapes, {"1": "#123456"}, {"1": "12 <b>"})
    assert len(group._children) == 1
    properties = [feature["properties"] for feature in features(group)]
    assert properties[0] == {"code": "1", "nom": "Corvilly", "texte": "12 &lt;b&gt;"}
    assert "<img" not in properties[1]["nom"]
    assert properties[2]["texte"] == "Hors des zones choisies"
    script = drawn(shapes, group)
    assert "#123456" in script and "<img" not in script and "</script" not in script


def test_names_go_the_weightiest_first_and_take_the_ink_that_stands_out(shapes: ZoneShapes) -> None:
    group = names_layer(shapes, weights=[1, 5, 3], values={"3": "12 %"}, fills={"3": "#000000"})
    (names,) = (json.loads(child.names) for child in group._children.values() if isinstance(child, Names))
    assert [name["at"] for name in names] == [[47.05, 2.15], [47.15, 2.05], [47.05, 2.05]]
    assert names[1]["value"] == "12 %" and names[1]["ink"] == INKS["light"].halo
    assert names[2]["ink"] == INKS["light"].ink


def test_hostile_names_stay_text(shapes: ZoneShapes) -> None:
    script = drawn(shapes, names_layer(shapes))
    assert "Corvilly" in script
    assert "<img" not in script and "</script" not in script


def test_outlines_of_unknown_zones_are_left_out(shapes: ZoneShapes) -> None:
    assert len(features(outline_layer(shapes, ["1", "absente"], name="x", colour="#000000"))) == 1
    assert not outline_layer(shapes, ["absente"], name="x", colour="#000000")._children


def test_simplified_borders_still_meet(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        shapes = zone_shapes(cursor, DAY, load())
        small = zone_shapes(cursor, DAY, load(), pixels=330)
    assert len(shapes.codes) == 52
    points = [
        point
        for geometry in shapes.geometries
        for polygon in (
            geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        )
        for ring in polygon
        for point in ring
    ]
    assert all(round(value, 5) == value for point in points for value in point)
    shared = pd.Series([tuple(point) for point in points]).value_counts()
    assert (shared >= 2).mean() > 0.5
    assert len(json.dumps(small.geometries)) < len(json.dumps(shapes.geometries))


def test_neighbours_of_one_zone_alone(sample_base: Base) -> None:
    """A neighbour whose near part is empty keeps a label place of its own."""
    with sample_base.transaction() as cursor:
        cursor.execute("DELETE FROM zones WHERE code <> '99115'")
    with sample_base.cursor() as cursor:
        found = neighbours(cursor, DAY, load())
    assert len(found.names) == 11
    assert not np.isnan(found.latitude).any()
    assert len(features(neighbours_layer(found))) == 11


TEAMS = pd.DataFrame(
    {
        "identifiant": ["E1", "E2", "E3"],
        "nom": ["Équipe <1>", "Sans lieu", "Sans rayon"],
        "type_porteur": ["ccas_cias", None, None],
        "latitude": [47.05, np.nan, 47.15],
        "longitude": [2.05, np.nan, 2.05],
        "rayon_km": [3.0, 2.0, np.nan],
        "capacite": [12.0, np.nan, np.nan],
    }
)


def test_teams_carry_their_zones_and_say_their_reach() -> None:
    found = features(teams_layer(TEAMS, {"E1": ["1", "2"]}))
    assert [one["properties"]["code"] for one in found] == ["equipe:E1", "equipe:E3"]
    assert found[0]["properties"]["zones"] == ["1", "2"]
    assert found[0]["properties"]["nom"] == "Équipe &lt;1&gt;"
    text = found[0]["properties"]["texte"].replace("\u00a0", " ")
    assert text == "CCAS ou CIAS · capacité : 12 personnes · rayon de 3,0 km · 2 zones déclarées"
    assert found[1]["properties"]["texte"] == "capacité inconnue"


def test_only_teams_with_a_radius_have_a_circle() -> None:
    rings = list(reach_layer(TEAMS)._children.values())
    assert [[one["properties"]["metres"] for one in ring.data["features"]] for ring in rings] == [
        [3000.0]
    ] * 2
    assert [ring.style_function(ring.data["features"][0])["radius"] for ring in rings] == [3000.0, 3000.0]
    assert not reach_layer(TEAMS.assign(rayon_km=np.nan))._children


RESOURCES = pd.DataFrame(
    {
        "identifiant": ["R1", "R2", "R3"],
        "nom": ["Club", "Poste", "Nulle part"],
        "categorie": ["Club", None, None],
        "besoins": ["parler|s_occuper", "argent", "argent"],
        "latitude": [47.05, 47.06, np.nan],
        "longitude": [2.05, 2.06, np.nan],
        "date_verification": pd.to_datetime(["2025-01-02", None, None]),
    }
)


def test_resources_are_one_layer_that_tells_those_never_checked() -> None:
    group = resources_layer(RESOURCES)
    assert len(group._children) == 1
    found = [one["properties"] for one in features(group)]
    assert [one["verifiee"] for one in found] == [True, False]
    assert (
        found[0]["texte"]
        == "Parler avec autrui et S&#x27;occuper et se cultiver · vérifiée le 2 janvier 2025"
    )
    assert found[1]["texte"] == "Retirer de l&#x27;argent · jamais vérifiée"


def test_resources_by_need() -> None:
    assert answering(RESOURCES, "argent")["identifiant"].tolist() == ["R2", "R3"]
    assert len(answering(RESOURCES, "")) == 3


def people(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "reference": [f"VA{row:06}" for row in range(count)],
            "code_zone": ["1"] * count,
            "latitude": [47.05] * count,
            "longitude": [2.05] * count,
            "isolee": [True] * count,
            "joint": [False] * count,
            "niveau": [2] * count,
        }
    )


def test_few_people_are_points_and_many_are_a_circle_by_zone(shapes: ZoneShapes) -> None:
    few = features(people_layer(shapes, people(3)))
    assert [one["properties"]["nom"] for one in few] == ["VA000000", "VA000001", "VA000002"]
    (many,) = people_layer(shapes, people(MOST_POINTS + 1))._children.values()
    assert isinstance(many, Circles)
    (circle,) = many.stated["circles"]
    assert circle["properties"]["texte"].replace("\u00a0", " ") == "401 personnes inscrites"
    assert "VA0" not in json.dumps(many.stated)


def test_a_coloured_map_counts_its_zones_and_says_the_denominator() -> None:
    table = pd.DataFrame(
        {
            "code_zone": ["1", "2", "3", ""],
            "nom_zone": ["A", "B", "C", "Non localisées"],
            "valeur": [0.5, 0.0, np.nan, 0.9],
            "denominateur": [10, 4, 0, 3],
        }
    )
    column = Column("taux_joints", "Part jointe", "", Unit.RATE)
    found = coloured_zones(table, column)
    assert [(row.label.replace("\u00a0", " "), row.count) for row in found.legend] == [
        ("50 %", 1),
        ("0 %", 1),
        ("Sans donnée", 1),
    ]
    assert set(found.colours) == {"1", "2"}
    assert found.texts["1"].replace("\u00a0", " ") == "Part jointe : 50 % (sur 10 personnes)"
    assert found.texts["3"].replace("\u00a0", " ") == "Part jointe : sans donnée"
    least = coloured_zones(table, replace(column, worse=-1))
    assert [row.label.replace("\u00a0", " ") for row in least.legend] == ["0 %", "50 %", "Sans donnée"]


@settings(max_examples=40)
@given(
    values=st.lists(st.floats(0, 1, width=16) | st.just(float("nan")), min_size=1, max_size=30),
    data=st.data(),
)
def test_a_zone_keeps_its_colour_whichever_zones_are_chosen(values: list[float], data: st.DataObject) -> None:
    codes = [str(rank) for rank in range(len(values))]
    table = pd.DataFrame({"code_zone": codes, "nom_zone": codes, "valeur": values, "denominateur": 10})
    chosen = data.draw(st.sets(st.sampled_from(codes), min_size=1))
    column = Column("taux_joints", "Part jointe", "", Unit.RATE)
    whole, some = (coloured_zones(table, column, chosen=codes) for codes in ((), tuple(chosen)))
    for found, every in (
        (some.colours, whole.colours),
        (some.classes, whole.classes),
        (some.texts, whole.texts),
    ):
        assert found == {code: value for code, value in every.items() if code in chosen}
    assert sum(row.count or 0 for row in some.legend) == len(chosen)
