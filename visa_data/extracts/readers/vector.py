"""Layers of vector files, read by GDAL without trusting file names nor declared encodings."""

from __future__ import annotations

import codecs
import json
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError
from shapely.errors import GEOSException

from visa_data.extracts.answers import refusals
from visa_data.extracts.readers.outline_files import is_geodatabase, outline_suffix, sets_among
from visa_data.extracts.readers.signature import HEAD_SIZE

_FAILURES = (
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
    GEOSException,
    ValueError,
    RuntimeError,
)
_LABELS = {"ESRI Shapefile": "Shapefile", "GPKG": "GeoPackage"}
_PARQUET = ".parquet"
_UNDECLARED = ("ISO-8859-1", "LATIN1")
"""What GDAL calls the encoding of a file that does not tell its own."""


@dataclass(frozen=True)
class Layer:
    """One layer: its name, the file's format and encoding as shown, its features.

    several: places of the features whose cell of a column was a list of several elements.
    """

    name: str
    label: str
    frame: gpd.GeoDataFrame
    notices: list[str] = field(default_factory=list)
    several: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class VectorFile:
    """A vector file open for GDAL: its layers and the kind of shapes each declares (None: a bare table).

    views: the layers that a GeoPackage computes when it is read, maybe without end: they are left out.
    """

    source: str
    layers: list[tuple[str, str | None]]
    views: tuple[str, ...] = ()

    @property
    def surfaces(self) -> list[str]:
        """The layers that declare polygons; without any, those that declare any shape or none but points."""
        polygons = [name for name, kind in self.layers if kind and "Polygon" in kind]
        shaped = [name for name, kind in self.layers if kind and "Point" not in kind]
        unknown = [name for name, kind in self.layers if kind in ("Unknown", "GeometryCollection")]
        return polygons or unknown or shaped

    @property
    def points(self) -> list[str]:
        """The layers that declare points."""
        return [name for name, kind in self.layers if kind and "Point" in kind]

    def read(self, name: str) -> Layer:
        """Read one layer. Raises FileRefused when it is damaged or holds no shape."""
        if Path(self.source).suffix == _PARQUET:
            return _read_parquet(Path(self.source), name)
        try:
            with warnings.catch_warnings():
                # GDAL warns of extensions, ring orders and third dimensions; what matters is checked after.
                warnings.simplefilter("ignore")
                info = pyogrio.read_info(self.source, layer=name)
                driver, encoding = str(info["driver"]), str(info["encoding"] or "UTF-8")
                notices: list[str] = []
                if driver == "ESRI Shapefile":
                    frame, encoding, notices = _shapefile(self.source, name, silent=encoding in _UNDECLARED)
                else:
                    frame = pyogrio.read_dataframe(self.source, layer=name)
                    if encoding in _UNDECLARED:
                        frame, encoding = _undeclared(frame)
        except _FAILURES:
            raise refusals.broken_outlines() from None
        if not isinstance(frame, gpd.GeoDataFrame):
            raise refusals.no_outline()
        frame, listed, several = _unlisted(frame)
        label = _LABELS.get(driver, driver)
        return Layer(name, f"{label}, {encoding}", frame, [*notices, *listed], several)


@contextmanager
def vector_file(path: Path, name: str) -> Iterator[VectorFile]:
    """Open a vector file, or a folder of one (a Shapefile's). name: shown, and that of an only layer without any.

    GDAL knows some formats by their suffix: a file that bears another than its content's is shown to it under
    the right one. Raises FileRefused when it cannot be opened or holds no shape.
    """
    with tempfile.TemporaryDirectory(prefix="visa_") as folder:
        source = _source(path, Path(folder))
        if source.suffix == _PARQUET:
            yield VectorFile(str(source), [(Path(name).stem, "Unknown")])
            return
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = pyogrio.list_layers(str(source))
        except _FAILURES:
            raise refusals.broken_outlines() from None
        layers = [(str(layer), kind if kind is None else str(kind)) for layer, kind in found]
        views = _views(source)
        kept = [(layer, kind) for layer, kind in layers if layer.casefold() not in views]
        if not any(kind for _, kind in kept):
            raise refusals.only_views() if any(kind for _, kind in layers) else refusals.no_outline()
        left = tuple(layer for layer, _ in layers if layer.casefold() in views)
        yield VectorFile(str(source), kept, left)


def _views(source: Path) -> frozenset[str]:
    """The views of a GeoPackage, in lower case; of what SQLite does not open, GDAL is the judge."""
    if source.suffix.lower() not in (".gpkg", ".sqlite"):
        return frozenset()
    with suppress(sqlite3.Error):
        where = f"{source.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(where, uri=True)) as inside:
            found = inside.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
        return frozenset(str(name).casefold() for (name,) in found)
    return frozenset()


def _source(path: Path, folder: Path) -> Path:
    """What GDAL is to open, put in `folder` under the suffix of its content where it bears another."""
    if not path.is_dir():
        return _rightly_named(path, outline_suffix(_head(path)), folder)
    files = sorted(p for p in path.iterdir() if p.is_file())
    if is_geodatabase(p.name for p in files):
        return _rightly_named(path, ".gdb", folder)
    sets = sets_among([p.name for p in files], lambda place: _head(files[place]))
    parts = {place for main, places in sets.items() for place in places if place != main}
    found = [p for place, p in enumerate(files) if place not in parts and outline_suffix(_head(p))]
    if not found:
        raise refusals.broken_outlines()
    if len(found) > 1:
        raise refusals.several_outlines([p.name for p in found])
    return _rightly_named(found[0], outline_suffix(_head(found[0])), folder)


def _rightly_named(path: Path, suffix: str, folder: Path) -> Path:
    if path.suffix.lower() == suffix:
        return path
    named = folder / f"extrait{suffix}"
    named.symlink_to(path.resolve(), target_is_directory=path.is_dir())
    return named


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(HEAD_SIZE)


def _read_parquet(path: Path, name: str) -> Layer:
    try:
        frame = gpd.read_parquet(path)
    except (*_FAILURES, OSError):
        raise refusals.broken_outlines() from None
    return Layer(name, "GeoParquet", *_unlisted(frame))


def _shapefile(source: str, name: str, *, silent: bool) -> tuple[gpd.GeoDataFrame, str, list[str]]:
    """Read a Shapefile, whose texts are what their bytes say; returns also the encoding and what is to be told.

    They may be UTF-8 whatever the file declares, as many programs write it; else they are what it declares;
    where it declares nothing (`silent`), or what they are not, Windows-1252 or Latin-1.
    """
    # As Latin-1, each byte is a letter.
    frame = pyogrio.read_dataframe(source, layer=name, encoding="ISO-8859-1")
    if not isinstance(frame, gpd.GeoDataFrame) or not (accented := _accented(frame)):
        return frame, "UTF-8", []
    in_utf8 = all(_reads_as(value, "utf-8") for value in accented)
    declared: pd.DataFrame | None = None
    if not silent:
        with suppress(UnicodeDecodeError):
            declared = pyogrio.read_dataframe(source, layer=name, read_geometry=False)
    if declared is None or in_utf8 or any("\ufffd" in value for value in _accented(declared)):
        again, label = _undeclared(frame)
    else:
        again, label = gpd.GeoDataFrame(declared, geometry=frame.geometry), "encodage déclaré"
    same = silent or (declared is not None and again.drop(columns=again.geometry.name).equals(declared))
    told = f"L'encodage que le fichier déclare n'est pas celui de ses lettres : lues en {label}."
    return again, label, [] if same else [told]


def _undeclared(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, str]:
    """Decode texts that were read as Latin-1, a letter a byte: as UTF-8, Windows-1252 or Latin-1."""
    accented = _accented(frame)
    tried = {"utf-8": "UTF-8"} if accented else {}
    if any("\x80" <= c <= "\x9f" for value in accented for c in value):
        tried["cp1252"] = "Windows-1252"
    for encoding, label in tried.items():
        if all(_reads_as(value, encoding) for value in accented):
            again = frame.rename(columns=lambda c, encoding=encoding: _read_as(str(c), encoding))
            for column in _texts(again):
                again[column] = [_read_as(v, encoding) if isinstance(v, str) else v for v in again[column]]
            return again, label
    return frame, "ISO-8859-1"


def _texts(frame: pd.DataFrame) -> list[str]:
    shapes = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else None
    return [column for column in frame.columns if column != shapes and _is_text(frame[column])]


def _accented(frame: pd.DataFrame) -> list[str]:
    """The titles and the cells that are not plain ASCII."""
    cells = [v for column in _texts(frame) for v in frame[column].dropna() if isinstance(v, str)]
    return [text for text in (*map(str, frame.columns), *cells) if not text.isascii()]


def _is_text(column: pd.Series) -> bool:
    return column.dtype == object or isinstance(column.dtype, pd.StringDtype)


def _read_as(value: str, encoding: str) -> str:
    """Decode the bytes that letters of Latin-1 stand for; a cell cut in the middle of a letter loses that one."""
    return codecs.getincrementaldecoder(encoding)().decode(value.encode("latin-1"))


def _reads_as(value: str, encoding: str) -> bool:
    try:
        _read_as(value, encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _unlisted(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[str], dict[str, frozenset[int]]]:
    """Read the cells that are lists (open-data portals write `["59001"]`) as what they hold.

    A list of one is its element; of several, their texts after commas. Returns also what is to be told, and
    the places of the lists of several.
    """
    told: list[str] = []
    several: dict[str, frozenset[int]] = {}
    for column in _texts(frame):
        cells = [_list_of(value) for value in frame[column]]
        if not any(cell is not None for cell in cells):
            continue
        frame[column] = [
            value if cell is None else _one_of(cell) for value, cell in zip(frame[column], cells, strict=True)
        ]
        name = str(column)
        several[name] = frozenset(place for place, cell in enumerate(cells) if cell and len(cell) > 1)
        more = f" ; {len(several[name])} en ont plusieurs, gardés ensemble" if several[name] else ""
        told.append(
            f"Listes dans la colonne « {name} » : celles d'un seul élément sont lues comme lui{more}."
        )
    return frame, told, several


def _list_of(value: object) -> list[object] | None:
    if isinstance(value, np.ndarray | list | tuple):
        return list(value)
    if isinstance(value, str) and value.lstrip().startswith("[") and value.rstrip().endswith("]"):
        try:
            found = json.loads(value)
        except ValueError:
            return None
        return found if isinstance(found, list) else None
    return None


def _one_of(cell: Sequence[object]) -> object:
    if not cell:
        return None
    return cell[0] if len(cell) == 1 else ", ".join(str(element) for element in cell)
