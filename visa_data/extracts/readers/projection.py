"""Shapes brought to longitude and latitude, whatever their coordinate system, told or not."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

from visa_data.extracts.answers import refusals

_WGS84 = "EPSG:4326"
_LAMBERT_93 = "EPSG:2154"
_LAMBERT_93_BOUNDS = (0, 6_000_000, 1_400_000, 7_300_000)


def in_degrees(frame: gpd.GeoDataFrame) -> tuple[np.ndarray, list[str]]:
    """Return the shapes in EPSG:4326, without their third dimension, and what had to be guessed.

    Raises FileRefused when it cannot be.
    """
    shapes = frame.geometry.force_2d()
    declared, guessed = frame.crs, ""
    bounds = shapes.total_bounds
    if np.isnan(bounds).all():
        return shapes.to_numpy(), []
    if declared is None:
        if not np.isfinite(bounds).all():
            raise refusals.unknown_projection()
        guessed = _WGS84 if _are_degrees(bounds) else _LAMBERT_93 if _are_lambert_93(bounds) else ""
        if not guessed:
            raise refusals.unknown_projection()
    elif declared.is_geographic and not _are_degrees(bounds):
        # GeoJSON without a coordinate system is declared WGS 84 even when its numbers are metres.
        if not _are_lambert_93(bounds):
            raise refusals.unknown_projection()
        guessed = _LAMBERT_93
    if guessed:
        shapes = shapes.set_crs(guessed, allow_override=True)
    notices = []
    if guessed:
        label = "longitude et latitude (WGS 84)" if guessed == _WGS84 else "Lambert-93"
        notices.append(f"Système de coordonnées non indiqué : lu comme {label}, d'après les valeurs.")
    return shapes.to_crs(_WGS84).to_numpy(), notices


def _are_degrees(bounds: np.ndarray) -> bool:
    return bool(bounds[0] >= -180.5 and bounds[2] <= 180.5 and bounds[1] >= -90.5 and bounds[3] <= 90.5)


def _are_lambert_93(bounds: np.ndarray) -> bool:
    west, south, east, north = _LAMBERT_93_BOUNDS
    return bool(west <= bounds[0] and bounds[2] <= east and south <= bounds[1] and bounds[3] <= north)
