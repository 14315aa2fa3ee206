"""Zones with their figures, as GeoJSON and GeoPackage (EPSG:4326)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from visa_data.exports.tables import neutralised


def with_outlines(frame: pd.DataFrame, codes: list[str], outlines: np.ndarray) -> gpd.GeoDataFrame:
    """The rows of `frame` (column code_zone) that have an outline, as a GeoDataFrame."""
    shapes = pd.Series(list(outlines), index=codes, name="geometry")
    kept = neutralised(frame[frame["code_zone"].isin(codes)])
    return gpd.GeoDataFrame(kept, geometry=list(shapes.reindex(kept["code_zone"])), crs="EPSG:4326")


def geojson_bytes(zones: gpd.GeoDataFrame) -> bytes:
    """GeoJSON (RFC 7946), 6 decimals."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "zones.geojson"
        zones.to_file(path, driver="GeoJSON", COORDINATE_PRECISION=6, RFC7946="YES")
        return path.read_bytes()


def geopackage_bytes(zones: gpd.GeoDataFrame, layer: str) -> bytes:
    """GeoPackage with one layer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "zones.gpkg"
        zones.to_file(path, driver="GPKG", layer=layer)
        return path.read_bytes()
