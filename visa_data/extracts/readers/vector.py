"""Layers of vector files, read by GDAL without trusting file names or undeclared encodings."""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from visa_data.extracts import refusals

_FAILURES = (
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
    ValueError,
    RuntimeError,
)
_MEMBERS = (".shp", ".gpkg", ".geojson", ".json", ".fgb", ".topojson", ".kml", ".gml", ".tab", ".mif")
_LABELS = {"ESRI Shapefile": "Shapefile", "GPKG": "GeoPackage"}


@dataclass(frozen=True)
class Layer:
    """One layer: its name, the file's format and encoding as shown, its features."""

    name: str
    label: str
    frame: gpd.GeoDataFrame
    notices: list[str] = field(default_factory=list)


def read_layer(path: Path) -> Layer:
    """Read the layer of polygons of a vector file, of a .zip or of a folder (a Shapefile's).

    Raises FileRefused when it cannot be opened or holds no geometry.
    """
    if _is_parquet(path):
        return _read_parquet(path)
    source = _source(path)
    notices: list[str] = []
    try:
        with warnings.catch_warnings():
            # GDAL warns of extensions, ring orders and third dimensions; what matters is checked after.
            warnings.simplefilter("ignore")
            layer, rest = _polygon_layer(source)
            info = pyogrio.read_info(source, layer=layer)
            frame = pyogrio.read_dataframe(source, layer=layer)
    except _FAILURES:
        raise refusals.broken_outlines() from None
    if rest:
        notices.append(f"Couches non lues : {refusals.listed(rest)}.")
    if not isinstance(frame, gpd.GeoDataFrame):
        raise refusals.no_outline()
    encoding = str(info["encoding"] or "UTF-8")
    if encoding.upper() in ("ISO-8859-1", "LATIN1"):
        frame, encoding = _read_again(frame)
    label = _LABELS.get(str(info["driver"]), str(info["driver"]))
    return Layer(layer, f"{label}, {encoding}", frame, notices)


def _is_parquet(path: Path) -> bool:
    if path.is_dir():
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"PAR1"


def _read_parquet(path: Path) -> Layer:
    try:
        frame = gpd.read_parquet(path)
    except (*_FAILURES, OSError):
        raise refusals.broken_outlines() from None
    return Layer(path.stem, "GeoParquet", frame)


def _source(path: Path) -> str:
    """Return what GDAL is to open. Raises FileRefused when a folder or an archive holds several."""
    if path.is_dir():
        if path.suffix.lower() == ".gdb":
            return str(path)
        found = sorted(p for p in path.iterdir() if p.suffix.lower() in _MEMBERS)
        if not found:
            raise refusals.broken_outlines()
        if len(found) > 1:
            raise refusals.several_outlines([p.name for p in found])
        return str(found[0])
    if not zipfile.is_zipfile(path):
        return str(path)
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if "__MACOSX" not in name)
    geodatabases = sorted({name.split(".gdb/")[0] + ".gdb" for name in names if ".gdb/" in name})
    members = geodatabases or [name for name in names if Path(name.lower()).suffix in _MEMBERS]
    if not members:
        raise refusals.broken_outlines()
    if len(members) > 1:
        raise refusals.several_outlines([Path(name).name for name in members])
    return f"/vsizip/{{{path.resolve()}}}/{members[0]}"


def _polygon_layer(source: str) -> tuple[str, list[str]]:
    """Return the layer to read and the others: the first of polygons, else the first with shapes."""
    layers = pyogrio.list_layers(source)
    shaped = [(str(name), str(kind)) for name, kind in layers if kind]
    if not shaped:
        raise refusals.no_outline()
    polygons = [name for name, kind in shaped if "Polygon" in kind]
    unknown = [name for name, kind in shaped if kind in ("Unknown", "GeometryCollection")]
    chosen = [*polygons, *unknown, *(name for name, _ in shaped)][0]
    return chosen, [str(name) for name, _ in layers if name != chosen]


def _read_again(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, str]:
    """Correct texts that GDAL decoded as Latin-1 for want of a declared encoding.

    The bytes may be UTF-8, as many programs write without saying so, or Windows-1252.
    """
    texts = [c for c in frame.columns if c != frame.geometry.name and _is_text(frame[c])]
    accented = [v for c in texts for v in frame[c].dropna() if not v.isascii()]
    if not accented:
        return frame, "ISO-8859-1"
    for encoding in ("utf-8", "cp1252"):
        if encoding == "cp1252" and not any("\x80" <= c <= "\x9f" for v in accented for c in v):
            break
        if all(_reads_as(value, encoding) for value in accented):
            again = frame.copy()
            for column in texts:
                again[column] = [
                    v.encode("latin-1").decode(encoding) if isinstance(v, str) else v for v in frame[column]
                ]
            return again, "UTF-8" if encoding == "utf-8" else "Windows-1252"
    return frame, "ISO-8859-1"


def _is_text(column: pd.Series) -> bool:
    return column.dtype == object or isinstance(column.dtype, pd.StringDtype)


def _reads_as(value: str, encoding: str) -> bool:
    try:
        value.encode("latin-1").decode(encoding)
    except UnicodeError:
        return False
    return True
