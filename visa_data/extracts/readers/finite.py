"""Shapes with a coordinate that is no number, or infinite: nothing can be computed of them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely


def only_finite(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[int]]:
    """The same frame with those shapes taken out of it (missing), and their places."""
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    coordinates, places = shapely.get_coordinates(shapes, return_index=True)
    wrong = np.unique(places[~np.isfinite(coordinates).all(axis=1)])
    if not len(wrong):
        return frame, []
    shapes[wrong] = None
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs)), wrong.tolist()
