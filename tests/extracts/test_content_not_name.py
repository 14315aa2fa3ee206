"""What a file is called says nothing of how it is read: its content alone does."""

from __future__ import annotations

import gzip
import io
import warnings
import zipfile
from datetime import date
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from visa_data.errors import FileRefused
from visa_data.extracts.answers.choices import Choice, ChoiceNeeded
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.reading import read_extract

TODAY = date(2020, 6, 15)
CALLS = "Date{0}N° registre{0}Résultat\n12/05/2020{0}R1{0}Joint\n13/05/2020{0}R2{0}Absent\n"
SUFFIXES = (
    "csv", "tsv", "tab", "txt", "dat", "xlsx", "xlsm", "xls", "xlsb", "ods", "gz", "zip", "shp", "shx", "dbf", "prj", "cpg",
    "gdb", "gpkg", "sqlite", "geojson", "json", "topojson", "fgb", "kml", "gml", "mif", "mid", "gmt", "parquet", "pdf",
    "docx", "png", "odt", "html", "xml", "part", "TAB", "Mif", "é", "",
)  # fmt: skip


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for line in CALLS.format(";").splitlines():
        book.active.append(line.split(";"))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def zones(folder: Path) -> gpd.GeoDataFrame:
    shapes = [box(3 + i / 10, 50, 3.1 + i / 10, 50.1) for i in range(3)]
    return gpd.GeoDataFrame(
        {"code": ["59001", "59002", "59003"], "nom": list("abc")}, geometry=shapes, crs=4326
    )


TABLES = {
    "point-virgule": CALLS.format(";").encode(),
    "tabulation, cp1252": CALLS.format("\t").encode("cp1252"),
    "utf-16": CALLS.format(",").encode("utf-16"),
    "classeur": workbook(),
    "gzip": gzip.compress(CALLS.format("\t").encode()),
}
OUTLINES = {"GeoJSON": "geojson", "GPKG": "gpkg", "FlatGeobuf": "fgb", "KML": "kml", "OGR_GMT": "gmt"}


@pytest.fixture(scope="module")
def outlines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("contours")
    written = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for driver, suffix in OUTLINES.items():
            frame = zones(folder).rename(columns={"nom": "Name"} if driver == "KML" else {})
            frame.to_file(folder / f"zones.{suffix}", driver=driver)
            written[driver] = (folder / f"zones.{suffix}").read_bytes()
    zones(folder).to_parquet(folder / "zones.parquet")
    return written | {"GeoParquet": (folder / "zones.parquet").read_bytes()}


def read(folder: Path, name: str, content: bytes, choice: Choice | None = None) -> Extract:
    (folder / name).write_bytes(content)
    return read_extract(folder / name, today=TODAY, choice=choice)


def zipped(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.sampled_from(sorted(TABLES)), st.sampled_from(SUFFIXES), st.booleans())
def test_a_table_under_any_name(tmp_path: Path, form: str, suffix: str, in_zip: bool) -> None:
    name = f"appels.{suffix}" if suffix else "appels"
    packed = in_zip and form != "gzip"
    extract = (
        read(tmp_path, "envoi.bin", zipped({name: TABLES[form], "notice.pdf": b"%PDF-1.7"}))
        if packed
        else read(tmp_path, name, TABLES[form])
    )
    assert (extract.kind.name, extract.table["reference"].to_pylist()) == ("appels", ["R1", "R2"])
    assert extract.table["issue"].to_pylist() == ["joint", "absent"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.sampled_from([*OUTLINES, "GeoParquet"]), st.sampled_from(SUFFIXES), st.booleans())
def test_outlines_under_any_name(
    tmp_path: Path, outlines: dict[str, bytes], form: str, suffix: str, in_zip: bool
) -> None:
    name = f"zones.{suffix}" if suffix else "zones"
    content = zipped({name: outlines[form], "notice.pdf": b"%PDF-1.7"}) if in_zip else outlines[form]
    mapping = {"code": "code"} if form != "KML" else {}
    (tmp_path / name).write_bytes(content)
    extract = read_extract(tmp_path / name, today=TODAY, mapping=mapping)
    assert (extract.kind.name, extract.table.num_rows) == ("zones", 3)


def test_a_mapinfo_table_is_outlines_and_a_text_of_the_same_name_is_not(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as caught:
        read(tmp_path, "zones.tab", b"!table\n!version 300\n!charset WindowsLatin1\n")
    assert caught.value.title == "Contours illisibles"
    assert read(tmp_path, "appels.tab", TABLES["tabulation, cp1252"]).table.num_rows == 2


def test_an_archive_of_a_table_and_outlines_offers_both(tmp_path: Path, outlines: dict[str, bytes]) -> None:
    content = zipped({"appels.tab": TABLES["point-virgule"], "zones.txt": outlines["GeoJSON"]})
    with pytest.raises(ChoiceNeeded) as caught:
        read(tmp_path, "envoi.zip", content)
    offered = caught.value.alternatives
    assert [one.choice.member for one in offered] == ["appels.tab", "zones.txt"]
    kinds = [read(tmp_path, "envoi.zip", content, one.choice).kind.name for one in offered]
    assert kinds == ["appels", "zones"]


def test_two_shapefiles_of_an_archive_are_offered_each_with_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "contours"
    folder.mkdir()
    zones(folder).to_file(folder / "COMMUNE.shp")
    zones(folder).assign(code=["590010101", "590020101", "590030101"]).to_file(folder / "IRIS.shp")
    content = zipped({f"livraison/{path.name}": path.read_bytes() for path in sorted(folder.iterdir())})
    with pytest.raises(ChoiceNeeded) as caught:
        read(tmp_path, "livraison.zip", content)
    assert [one.label.replace("\u00a0", " ") for one in caught.value.alternatives] == [
        "Fichier « COMMUNE.shp »",
        "Fichier « IRIS.shp »",
    ]
    iris = read(tmp_path, "livraison.zip", content, caught.value.alternatives[1].choice)
    assert sorted(iris.table["code"].to_pylist()) == ["590010101", "590020101", "590030101"]
