"""Outlines of zones from any vector file: polygons in EPSG:4326 with their codes and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from visa_data.errors import RowError
from visa_data.extracts import refusals
from visa_data.extracts.columns.zone_columns import ZoneColumns, find_zone_columns, text_of
from visa_data.extracts.extract import ColumnMatch, Extract, Recognition
from visa_data.extracts.kinds import ZONES
from visa_data.extracts.readers.decoding import fingerprint_of
from visa_data.extracts.readers.vector import Layer, read_layer
from visa_data.extracts.values.masking import MASK, masked
from visa_data.extracts.values.stored_columns import verdict_on
from visa_data.typography import counted, french

NO_OUTLINE = "Zone sans contour"
NOT_A_SURFACE = "Contour qui n'est pas une surface"
NO_CODE = "Valeur obligatoire absente"
SAME_CODE = "Code déjà donné à une autre zone de ce fichier"

_WGS84 = "EPSG:4326"
_LAMBERT_93 = "EPSG:2154"
_LAMBERT_93_BOUNDS = (0, 6_000_000, 1_400_000, 7_300_000)
_SCHEMA = {
    "ligne": pa.int32(),
    "code": pa.string(),
    "nom": pa.string(),
    "geometrie": pa.binary(),
    "population": pa.int32(),
    "annee_population": pa.int32(),
}


def read_outlines(
    path: Path, name: str, mapping: Mapping[str, str] | None, tell: Callable[[float], None]
) -> Extract:
    """Read zones from a vector file, a .zip or a folder of one.

    The table has `ligne` (the feature's number plus one), `code`, `nom`, `geometrie` (WKB, EPSG:4326,
    full resolution, two dimensions) and, where found, `population` and `annee_population`.
    Raises FileRefused: no polygons, no code, unknown coordinate system.
    """
    layer = read_layer(path)
    tell(0.5)
    frame = layer.frame
    if frame.empty:
        raise refusals.no_outline()
    notices = list(layer.notices)
    shapes, projected = _in_degrees(frame)
    notices += projected
    columns = find_zone_columns(frame.drop(columns=frame.geometry.name), mapping)
    shapes, wrong, mended = _surfaces(shapes)
    notices += mended
    problems: list[RowError] = []
    codes = [text_of(value) for value in frame[columns.code]]
    _refuse_personal(codes, columns.code, "code")
    names = _names_of(frame, codes, columns)
    keep = _judge(codes, names, wrong, columns, layer, problems)
    table = _table(frame, shapes, codes, names, keep, columns)
    notices += columns.notices
    tell(1.0)
    recognition = Recognition(
        encoding=layer.label,
        separator="",
        sheet=layer.name,
        title_lines=0,
        header_line=0,
        matches=_matches(frame, columns),
        excluded=columns.excluded,
        ignored=columns.ignored,
        notices=[french(notice) for notice in notices],
    )
    problems.sort(key=lambda problem: problem.line)
    return Extract(name, fingerprint_of(path), ZONES, recognition, table, problems, len(frame))


def _in_degrees(frame: gpd.GeoDataFrame) -> tuple[np.ndarray, list[str]]:
    """Return the shapes in EPSG:4326, without their third dimension, and what had to be guessed."""
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


def _surfaces(shapes: np.ndarray) -> tuple[np.ndarray, dict[int, str], list[str]]:
    """Make polygons valid; return shapes, reasons by place of those that are no surface, notices."""
    kinds = shapely.get_type_id(shapes)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    surface = np.isin(kinds, (3, 6, 7))
    if not empty.all() and not (surface & ~empty).any():
        raise refusals.not_polygons()
    invalid = surface & ~empty & ~shapely.is_valid(shapes)
    mended = shapes.copy()
    mended[invalid] = shapely.make_valid(shapes[invalid])
    for place in np.flatnonzero(np.isin(shapely.get_type_id(mended), (7,)) & surface):
        parts = [p for p in shapely.get_parts(mended[place]) if p.geom_type in ("Polygon", "MultiPolygon")]
        mended[place] = shapely.union_all(parts) if parts else shapely.MultiPolygon()
    wrong = dict.fromkeys(np.flatnonzero(empty).tolist(), NO_OUTLINE)
    wrong |= dict.fromkeys(np.flatnonzero(~surface & ~empty).tolist(), NOT_A_SURFACE)
    still = surface & ~empty & ~np.isin(shapely.get_type_id(mended), (3, 6))
    flat = surface & ~empty & (shapely.is_empty(mended) | (shapely.area(mended) == 0))
    wrong |= dict.fromkeys(np.flatnonzero(still | flat).tolist(), NOT_A_SURFACE)
    notices = []
    if count := int((invalid & ~still & ~flat).sum()):
        notices.append(f"Contours invalides remis en ordre : {counted(count, 'zone', 'zones')}.")
    return mended, wrong, notices


def _refuse_personal(texts: Sequence[str], header: str, name: str) -> None:
    """Raise FileRefused when most texts of a column that is to be stored are somebody's."""
    field = ZONES.field(name)
    assert field.format.stored is not None
    if verdict := verdict_on(field.format.stored, Counter(filter(None, texts))):
        raise refusals.personal_column(header, field, verdict)


def _names_of(frame: gpd.GeoDataFrame, codes: Sequence[str], columns: ZoneColumns) -> list[str]:
    """The zones' names; their codes where they have none. Raises FileRefused when they are persons'."""
    if not columns.name:
        return list(codes)
    names = [text_of(value) for value in frame[columns.name]]
    _refuse_personal(names, columns.name, "nom")
    return [name or code for name, code in zip(names, codes, strict=True)]


def _refused_text(text: str, name: str) -> str:
    """Why a code or a name cannot be stored, or ""."""
    stored = ZONES.field(name).format.stored
    assert stored is not None
    if len(text) > stored.longest:
        return stored.too_long
    nature = stored.refusal(text)
    return stored.reason(nature) if nature else ""


def _judge(
    codes: Sequence[str],
    names: Sequence[str],
    wrong: Mapping[int, str],
    columns: ZoneColumns,
    layer: Layer,
    problems: list[RowError],
) -> list[int]:
    """Return the places of the zones kept; the others are rejected, the first zone of a code is kept."""
    keep: list[int] = []
    seen: set[str] = set()
    for place, code in enumerate(codes):
        line = place + 2
        if reason := wrong.get(place):
            problems.append(RowError(line, "", masked(code), french(reason), "Vérifier ce contour"))
        elif not code:
            problems.append(RowError(line, columns.code, "", french(NO_CODE)))
        elif reason := _refused_text(code, "code"):
            problems.append(RowError(line, columns.code, MASK, french(reason)))
        elif names[place] != code and (reason := _refused_text(names[place], "nom")):
            problems.append(RowError(line, columns.name, MASK, french(reason)))
        elif code in seen:
            suggestion = "Fusionner les contours d'une même zone"
            problems.append(RowError(line, columns.code, masked(code), french(SAME_CODE), suggestion))
        else:
            seen.add(code)
            keep.append(place)
    return keep


def _table(
    frame: gpd.GeoDataFrame,
    shapes: np.ndarray,
    codes: Sequence[str],
    names: Sequence[str],
    keep: Sequence[int],
    columns: ZoneColumns,
) -> pa.Table:
    arrays = {
        "ligne": pa.array([place + 2 for place in keep], _SCHEMA["ligne"]),
        "code": pa.array([codes[place] for place in keep], _SCHEMA["code"]),
        "nom": pa.array([names[place] for place in keep], _SCHEMA["nom"]),
        "geometrie": pa.array(shapely.to_wkb(shapes[list(keep)]).tolist(), _SCHEMA["geometrie"]),
    }
    if columns.population:
        counts = pd.to_numeric(frame[columns.population], errors="coerce").to_numpy(dtype=float)
        arrays["population"] = pa.array(
            [None if np.isnan(counts[place]) else round(counts[place]) for place in keep],
            _SCHEMA["population"],
        )
        arrays["annee_population"] = pa.array(
            [columns.population_year for _ in keep], _SCHEMA["annee_population"]
        )
    return pa.table(arrays)


def _matches(frame: gpd.GeoDataFrame, columns: ZoneColumns) -> list[ColumnMatch]:
    found = [("code", columns.code), ("nom", columns.name), ("population", columns.population)]
    return [
        ColumnMatch(
            field,
            header,
            columns.confidence[field],
            tuple(masked(text_of(v)) for v in frame[header].dropna().unique()[:3]),
        )
        for field, header in found
        if header
    ]
