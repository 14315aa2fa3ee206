"""Small valid files of every format that somebody may give, made here, so that they can be damaged."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import xlsxwriter
from shapely.geometry import Point, box

from tests.shared_data import SHARED

HEADER = (
    "N° registre",
    "Origine",
    "Date d'inscription",
    "Consentement",
    "Code INSEE",
    "Latitude",
    "Longitude",
    "Année",
)
ROWS = [
    (
        f"R{n:05}",
        "CARSAT",
        f"{n % 28 + 1:02}/05/2020",
        "Oui",
        f"{59001 + n}",
        50 + n / 100,
        3 + n / 100,
        1920 + n,
    )
    for n in range(30)
]
XLS = ("csv_suites/csvkit/dummy.xls", "csv_suites/csvkit/sheets.xls", "csv_suites/csv-detective/file.xls")

_ODS = "urn:oasis:names:tc:opendocument:xmlns"


def text(mark: str = ";", end: str = "\n") -> str:
    """The table as text."""
    cells = [[f'"{cell}"' if mark in str(cell) else str(cell) for cell in row] for row in (HEADER, *ROWS)]
    return end.join(mark.join(row) for row in cells) + end


def zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members."""
    held = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)  # two members of one name are one of the damages
        for name, content in members.items():
            archive.writestr(name.split("\0")[0] or "_", content)
    return held.getvalue()


def members_of(content: bytes) -> dict[str, bytes]:
    """The members of an archive; none of one damaged already, whatever zipfile makes of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - what damage makes zipfile raise is what is being looked for elsewhere
        return {}


def _xlsx() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        page = book.add_worksheet("Registre")
        for i, row in enumerate((HEADER, *ROWS)):
            page.write_row(i, 0, row)
        page.merge_range(40, 0, 41, 2, "Fin")
    return held.getvalue()


def _ods() -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
            if isinstance(cell, int | float)
            else f'<table:table-cell office:value-type="string"><text:p>{cell}<text:s text:c="1"/></text:p></table:table-cell>'
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="3"/></table:table-row>'
        for row in (HEADER, *ROWS)
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_ODS}:office:1.0" '
        f'xmlns:table="{_ODS}:table:1.0" xmlns:text="{_ODS}:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Registre">{cells}'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {"mimetype": mimetype, "content.xml": body.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def _xlsb() -> bytes:
    members = members_of(_xlsx())
    binary = {
        name.replace(".xml", ".bin") if "/work" in name else name: body for name, body in members.items()
    }
    return zipped(
        {
            name: (b"\x83\x01\x00" + bytes(60) if name.endswith(".bin") else body)
            for name, body in binary.items()
        }
    )


def _zones() -> gpd.GeoDataFrame:
    shapes = [box(3 + n * 0.01, 50, 3.01 + n * 0.01, 50.01) for n in range(12)]
    codes = [f"{59001 + n}" for n in range(12)]
    return gpd.GeoDataFrame(
        {"code": codes, "nom": [f"Zone {n}" for n in range(12)]}, geometry=shapes, crs=4326
    )


@cache
def _vector(suffix: str) -> dict[str, bytes]:
    """The files that GDAL writes for some zones."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / f"communes{suffix}"
        zones = _zones()
        if suffix == ".parquet":
            zones.to_parquet(path)
        else:
            zones.to_file(path)
        return {part.name: part.read_bytes() for part in sorted(Path(folder).iterdir())}


def _one(suffix: str) -> bytes:
    return _vector(suffix)[f"communes{suffix}"]


def _geojson() -> bytes:
    return _zones().to_json().encode()


def _topojson() -> bytes:
    arcs = [[[3 + n, 50], [3 + n + 1, 50], [3 + n + 1, 51], [3 + n, 51], [3 + n, 50]] for n in range(6)]
    geometries = [
        {"type": "Polygon", "arcs": [[n]], "properties": {"code": f"{59001 + n}", "nom": f"Zone {n}"}}
        for n in range(6)
    ]
    objects = {"communes": {"type": "GeometryCollection", "geometries": geometries}}
    return json.dumps({"type": "Topology", "objects": objects, "arcs": arcs}).encode()


def _kml() -> bytes:
    marks = "".join(
        f"<Placemark><name>Zone {n}</name><ExtendedData><Data name='code'><value>{59001 + n}</value></Data></ExtendedData>"
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{n},50 {n + 1},50 {n + 1},51 {n},51 {n},50</coordinates>"
        "</LinearRing></outerBoundaryIs></Polygon></Placemark>"
        for n in range(6)
    )
    return f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'.encode()


def _gpx() -> bytes:
    points = "".join(
        f'<wpt lat="{50 + n / 10}" lon="{3 + n / 10}"><name>Point {n}</name></wpt>' for n in range(6)
    )
    return f'<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>'.encode()


def _html() -> bytes:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEADER, *ROWS))
    return f"<html><head><meta charset='utf-8'></head><body><table>{lines}</table></body></html>".encode()


def _spreadsheet_xml() -> bytes:
    lines = "".join(
        f"<Row>{''.join(f'<Cell><Data>{cell}</Data></Cell>' for cell in row)}</Row>"
        for row in (HEADER, *ROWS)
    )
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        f"{lines}</Table></Worksheet></Workbook>"
    ).encode()


def _dbf() -> bytes:
    names, widths = [b"REFERENCE", b"SOURCE", b"DATEINSCR", b"CONSENT"], [10, 10, 10, 5]
    descriptors = b"".join(
        struct.pack("<11sc4xBB14x", name, b"C", width, 0) for name, width in zip(names, widths, strict=True)
    )
    records = b"".join(
        b" "
        + b"".join(str(cell).encode().ljust(width)[:width] for cell, width in zip(row, widths, strict=False))
        for row in ROWS
    )
    head = struct.pack("<4BIHH20x", 3, 120, 5, 12, len(ROWS), 33 + 32 * len(names), 1 + sum(widths))
    return head + descriptors + b"\r" + records + b"\x1a"


def _parquet() -> bytes:
    held = io.BytesIO()
    pd.DataFrame(ROWS, columns=list(HEADER)).to_parquet(held)
    return held.getvalue()


def _pdf() -> bytes:
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    )
    return body + b"xref\n0 3\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n110\n%%EOF\n"


def _records() -> bytes:
    return json.dumps([dict(zip(HEADER, row, strict=True)) for row in ROWS], ensure_ascii=False).encode()


def _toml() -> bytes:
    said = 'reference = "N° registre"\nsource = "Origine"\ndate_inscription = "Date d\'inscription"\n'
    return (said + '\n[corrections.consentement]\n"OK" = "oui"\n').encode()


def _points() -> bytes:
    points = gpd.GeoDataFrame(
        {"code": ["1", "2"], "nom": ["a", "b"]}, geometry=[Point(3, 50), Point(4, 50)], crs=4326
    )
    return points.to_json().encode()


def _xls(name: str) -> Callable[[], bytes]:
    return lambda: (SHARED / "data" / name).read_bytes()


MAKERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "csv ;": (".csv", lambda: text().encode()),
    "csv , BOM": (".csv", lambda: text(",").encode("utf-8-sig")),
    "tab": (".tsv", lambda: text("\t").encode()),
    "tab (.tab)": (".tab", lambda: text("\t").encode("cp1252")),
    "csv |": (".txt", lambda: text("|").encode("latin-1")),
    "csv espace": (".txt", lambda: text(" ").encode()),
    "csv UTF-16": (".csv", lambda: text(";", "\r\n").encode("utf-16")),
    "csv cp1252": (".csv", lambda: text(";", "\r").encode("cp1252")),
    "csv.gz": (".csv.gz", lambda: gzip.compress(text().encode())),
    "zip de csv": (".zip", lambda: zipped({"registre.csv": text().encode(), "lisez-moi.txt": b"bonjour"})),
    "xlsx": (".xlsx", _xlsx),
    "xlsm": (".xlsm", _xlsx),
    "xlsb": (".xlsb", _xlsb),
    "ods": (".ods", _ods),
    "html en xls": (".xls", _html),
    "xml en xls": (".xls", _spreadsheet_xml),
    "dbf": (".dbf", _dbf),
    "shapefile": (".zip", lambda: zipped(_vector(".shp"))),
    "geojson": (".geojson", _geojson),
    "geojson de points": (".json", _points),
    "topojson": (".topojson", _topojson),
    "geopackage": (".gpkg", lambda: _one(".gpkg")),
    "flatgeobuf": (".fgb", lambda: _one(".fgb")),
    "geoparquet": (".parquet", lambda: _one(".parquet")),
    "parquet": (".parquet", _parquet),
    "kml": (".kml", _kml),
    "kmz": (".kmz", lambda: zipped({"doc.kml": _kml()})),
    "gpx": (".gpx", _gpx),
    "toml": (".toml", _toml),
    "pdf": (".pdf", _pdf),
    "json": (".json", _records),
}
"""Format to its suffix and what makes a valid file of it."""

for number, relative in enumerate(XLS):
    if (SHARED / "data" / relative).exists():
        MAKERS[f"xls {number + 1}"] = (".xls", _xls(relative))


@cache
def valid(form: str) -> bytes:
    """A valid file of this format."""
    return MAKERS[form][1]()
