"""The outlines tile the territory: no gap, no overlap, no code twice."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

ROOT = Path(__file__).resolve().parents[2]


def test_forty_four_communes_with_distinct_codes_and_names(communes: gpd.GeoDataFrame) -> None:
    assert list(communes["code"]) == [str(code) for code in range(99101, 99145)]
    assert communes["nom"].is_unique


def test_nine_iris_tile_the_town(communes: gpd.GeoDataFrame, iris: gpd.GeoDataFrame) -> None:
    assert len(iris) == 9
    assert iris["code_iris"].is_unique
    assert iris["code_iris"].str.fullmatch(r"99101\d{4}").all()
    town = communes.loc[communes["code"] == "99101", "geometry"].iloc[0]
    assert shapely.coverage_union_all(iris.geometry.to_numpy()).equals(town)


def test_zones_and_neighbours_form_one_valid_coverage(
    zones: gpd.GeoDataFrame, neighbours: gpd.GeoDataFrame
) -> None:
    assert len(neighbours) == 11
    shapes = [*zones.geometry, *neighbours.geometry]
    assert all(shape.is_valid and shape.geom_type == "Polygon" for shape in shapes)
    assert shapely.coverage_is_valid(shapes)
    assert not shapely.coverage_union_all(shapes).interiors


def test_communes_alone_form_one_valid_coverage(communes: gpd.GeoDataFrame) -> None:
    assert shapely.coverage_is_valid(communes.geometry.to_numpy())
    whole = communes.union_all()
    assert whole.geom_type == "Polygon"
    assert not whole.interiors


def test_sizes_are_those_of_communes(communes: gpd.GeoDataFrame) -> None:
    square_km = communes.to_crs(2154).area / 1e6
    assert square_km.between(8, 100).all()
    west, south, east, north = communes.to_crs(2154).total_bounds
    assert 35_000 < east - west < 60_000
    assert 35_000 < north - south < 60_000


@pytest.mark.parametrize("name", ["communes", "iris_aurevilliers", "voisins"])
def test_coordinates_have_at_most_six_decimals(name: str) -> None:
    content = json.loads((ROOT / "geodata" / f"{name}.geojson").read_text(encoding="utf-8"))
    for feature in content["features"]:
        for ring in feature["geometry"]["coordinates"]:
            assert all(round(value, 6) == value for point in ring for value in point)


def test_population_of_the_town_is_the_sum_of_its_iris(
    pivot: dict[str, pd.DataFrame], communes: gpd.GeoDataFrame
) -> None:
    table = pivot["population"]
    figures = ["population", "plus_75_ans", "plus_75_ans_seuls"]
    table = table.assign(**{name: table[name].astype(int) for name in figures})
    iris = table[table["code_zone"].str.len() == 9].groupby("annee")[figures].sum()
    town = table[table["code_zone"] == "99101"].set_index("annee")[figures]
    pd.testing.assert_frame_equal(iris, town)
    last = table[table["annee"] == "2022"].set_index("code_zone")["population"]
    assert (
        dict(zip(communes["code"], communes["population"], strict=True)) == last[communes["code"]].to_dict()
    )
    assert (table["plus_75_ans_seuls"] <= table["plus_75_ans"]).all()
    assert (table["plus_75_ans"] < table["population"]).all()
