"""Outlines of zones from any vector file: polygons in EPSG:4326 with their codes and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from visa_data.errors import RowError
from visa_data.extracts.answers import refusals
from visa_data.extracts.answers.extract import ColumnMatch, Extract, Recognition
from visa_data.extracts.columns.zone_columns import ZoneColumns, find_zone_columns, text_of
from visa_data.extracts.kinds import ZONES
from visa_data.extracts.readers.finite import only_finite
from visa_data.extracts.readers.projection import in_degrees
from visa_data.extracts.readers.vector import Layer
from visa_data.extracts.texts.masking import MASK, masked
from visa_data.extracts.texts.stored_columns import verdict_on
from visa_data.typography import counted, french

NO_OUTLINE = "Zone sans contour"
NOT_A_SURFACE = "Contour qui n'est pas une surface"
NOT_FINITE = "Contour dont une coordonnée est infinie ou n'est pas un nombre"
NO_CODE = "Valeur obligatoire absente"
SEVERAL_CODES = "Plusieurs codes dans une seule cellule"
SAME_CODE = "Code déjà donné à une autre zone de ce fichier"


LARGEST_POPULATION = 100_000_000

_SCHEMA = {
    "ligne": pa.int32(),
    "code": pa.string(),
    "nom": pa.string(),
    "geometrie": pa.binary(),
    "population": pa.int32(),
    "annee_population": pa.int32(),
}


def read_outlines(
    layer: Layer,
    name: str,
    fingerprint: str,
    mapping: Mapping[str, str] | None,
    tell: Callable[[float], None],
) -> Extract:
    """Read zones from the layer of a vector file. fingerprint: that of the file.

    The table has `ligne` (the feature's number plus one), `code`, `nom`, `geometrie` (WKB, EPSG:4326,
    full resolution, two dimensions) and, where found, `population` and `annee_population`.
    Raises FileRefused: no polygons, no code (ColumnsMissing), unknown coordinate system.
    """
    tell(0.5)
    frame = layer.frame
    if frame.empty:
        raise refusals.no_outline()
    notices = list(layer.notices)
    frame, not_finite = only_finite(frame)
    shapes, projected = in_degrees(frame)
    notices += projected
    columns = find_zone_columns(frame.drop(columns=frame.geometry.name), mapping)
    shapes, wrong, mended = _surfaces(shapes)
    wrong |= dict.fromkeys(not_finite, NOT_FINITE)
    notices += mended
    problems: list[RowError] = []
    codes = [text_of(value) for value in frame[columns.code]]
    _refuse_personal(codes, columns.code, "code")
    names = _names_of(frame, codes, columns)
    keep = _judge(codes, names, wrong, columns, layer, problems)
    table = _table(frame, shapes, codes, names, keep, columns)
    notices += columns.notices
    notices += _unread_populations(frame, keep, columns)
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
    return Extract(name, fingerprint, ZONES, recognition, table, problems, len(frame))


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
        elif place in layer.several.get(columns.code, ()):
            suggestion = "Garder un seul code pour chaque zone"
            problems.append(RowError(line, columns.code, masked(code), french(SEVERAL_CODES), suggestion))
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
        counts = _populations(frame, columns)
        arrays["population"] = pa.array(
            [None if np.isnan(counts[place]) else round(counts[place]) for place in keep],
            _SCHEMA["population"],
        )
        arrays["annee_population"] = pa.array(
            [columns.population_year for _ in keep], _SCHEMA["annee_population"]
        )
    return pa.table(arrays)


def _populations(frame: gpd.GeoDataFrame, columns: ZoneColumns) -> np.ndarray:
    """The population of each zone, NaN where there is none or where it cannot be one."""
    counts = pd.to_numeric(frame[columns.population], errors="coerce").to_numpy(dtype=float)
    return np.where((counts >= 0) & (counts <= LARGEST_POPULATION), counts, np.nan)


def _unread_populations(frame: gpd.GeoDataFrame, keep: Sequence[int], columns: ZoneColumns) -> list[str]:
    if not columns.population:
        return []
    counts = _populations(frame, columns)
    given = [text_of(value) != "" for value in frame[columns.population]]
    unread = sum(given[place] and np.isnan(counts[place]) for place in keep)
    return [f"Populations illisibles, laissées vides : {counted(unread, 'zone', 'zones')}."] if unread else []


def _matches(frame: gpd.GeoDataFrame, columns: ZoneColumns) -> list[ColumnMatch]:
    found = [("code", columns.code), ("nom", columns.name), ("population", columns.population)]
    return [
        ColumnMatch(
            field,
            header,
            columns.confidence[field],
            tuple(map(masked, islice(dict.fromkeys(filter(None, map(text_of, frame[header]))), 3))),
        )
        for field, header in found
        if header
    ]
