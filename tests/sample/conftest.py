"""The committed sample, read as text: the tests count from the files, not with the code that made them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
PIVOT = ROOT / "sample_data" / "pivot"
RAW = ROOT / "sample_data" / "brut"


@pytest.fixture(scope="session")
def pivot() -> dict[str, pd.DataFrame]:
    return {
        path.stem: pd.read_csv(path, dtype=str, keep_default_na=False) for path in sorted(PIVOT.glob("*.csv"))
    }


@pytest.fixture(scope="session")
def communes() -> gpd.GeoDataFrame:
    return gpd.read_file(ROOT / "geodata" / "communes.geojson")


@pytest.fixture(scope="session")
def iris() -> gpd.GeoDataFrame:
    return gpd.read_file(ROOT / "geodata" / "iris_aurevilliers.geojson")


@pytest.fixture(scope="session")
def neighbours() -> gpd.GeoDataFrame:
    return gpd.read_file(ROOT / "geodata" / "voisins.geojson")


@pytest.fixture(scope="session")
def zones(communes: gpd.GeoDataFrame, iris: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The zones people live in: the town's IRIS and the other communes, indexed by code."""
    villages = communes[communes["code"] != "99101"]
    return gpd.GeoDataFrame(
        {"code": [*villages["code"], *iris["code_iris"]]},
        geometry=[*villages.geometry, *iris.geometry],
        crs="EPSG:4326",
    ).set_index("code")
