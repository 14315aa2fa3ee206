"""Outlines: any vector file, any coordinate system, names right; invented zones."""

from __future__ import annotations

import json
import shutil
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from visa_data.errors import FileRefused
from visa_data.extracts.reading import read_extract

NAMES = ["Béthune", "Çà-et-Là", "L'Haÿ"]


def zones(**columns: list[object]) -> gpd.GeoDataFrame:
    shapes = [box(3 + i / 10, 50, 3.1 + i / 10, 50.1) for i in range(3)]
    content = columns or {"code": ["59001", "59002", "59003"], "nom": NAMES}
    return gpd.GeoDataFrame(content, geometry=shapes, crs=4326)


def written(frame: gpd.GeoDataFrame, path: Path, **options: object) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame.to_file(path, **options)
    return path


def plain(sentences: list[str]) -> list[str]:
    return [sentence.replace("\u00a0", " ") for sentence in sentences]


def refused(path: Path, **options: object) -> tuple[str, str]:
    with pytest.raises(FileRefused) as caught:
        read_extract(path, **options)  # type: ignore[arg-type]
    return caught.value.title, caught.value.message.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("driver", "suffix", "crs"),
    [
        ("GeoJSON", ".geojson", 4326),
        ("GPKG", ".gpkg", 4326),
        ("GPKG", ".gpkg", 2154),
        ("FlatGeobuf", ".fgb", 2154),
        ("FlatGeobuf", ".fgb", 3857),
        ("ESRI Shapefile", ".shp", 2154),
        ("ESRI Shapefile", ".shp", 3857),
    ],
)
def test_formats_and_coordinate_systems(tmp_path: Path, driver: str, suffix: str, crs: int) -> None:
    path = written(zones().to_crs(crs), tmp_path / f"zones{suffix}", driver=driver)
    extract = read_extract(path)
    assert extract.kind.name == "zones"
    rows = {row["code"]: row for row in extract.table.to_pylist()}
    assert [rows[code]["nom"] for code in ("59001", "59002", "59003")] == NAMES
    shape = shapely.from_wkb(rows["59001"]["geometrie"])
    assert shape.bounds == pytest.approx((3, 50, 3.1, 50.1), abs=1e-6)
    assert sorted(extract.table["ligne"].to_pylist()) == [2, 3, 4]
    assert extract.recognition.notices == []


def test_without_extension(tmp_path: Path) -> None:
    path = written(zones(), tmp_path / "zones.gpkg", driver="GPKG")
    bare = path.rename(tmp_path / "depot")
    assert read_extract(bare, file_name="zones.gpkg").table.num_rows == 3


def test_geoparquet(tmp_path: Path) -> None:
    path = tmp_path / "zones.parquet"
    zones().to_crs(2154).to_parquet(path)
    extract = read_extract(path)
    assert extract.table["nom"].to_pylist() == NAMES
    assert shapely.from_wkb(extract.table["geometrie"][0].as_py()).bounds[0] == pytest.approx(3, abs=1e-6)


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-8", "CP1252"])
def test_shapefile_without_its_encoding(tmp_path: Path, encoding: str) -> None:
    names = ["Béthune", "Nœux" if encoding != "ISO-8859-1" else "Noeux", "Écourt"]
    folder = tmp_path / "contours"
    folder.mkdir()
    frame = zones(INSEE_COM=["59001", "59002", "59003"], NOM_COM=names)
    written(frame, folder / "COMMUNE.shp", driver="ESRI Shapefile", encoding=encoding)
    (folder / "COMMUNE.cpg").unlink(missing_ok=True)
    table = folder / "COMMUNE.dbf"
    content = bytearray(table.read_bytes())
    content[29] = 0  # the language driver of the table's header: not told either
    table.write_bytes(bytes(content))
    archive = shutil.make_archive(str(tmp_path / "contours"), "zip", folder)
    for path in (folder, folder / "COMMUNE.shp", Path(archive)):
        assert read_extract(path).table["nom"].to_pylist() == names


def test_zip_kept_under_another_name(tmp_path: Path) -> None:
    written(zones(), tmp_path / "zones.geojson", driver="GeoJSON")
    path = tmp_path / "depot.tmp"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "zones.geojson", "dossier/zones.geojson")
    assert read_extract(path).table.num_rows == 3


def test_undeclared_coordinate_systems(tmp_path: Path) -> None:
    path = written(zones().set_crs(None, allow_override=True), tmp_path / "degres.shp")
    assert plain(read_extract(path).recognition.notices) == [
        "Système de coordonnées non indiqué : lu comme longitude et latitude (WGS 84), d'après les valeurs."
    ]
    lambert = zones().to_crs(2154).set_crs(None, allow_override=True)
    path = written(lambert, tmp_path / "metres.shp")
    extract = read_extract(path)
    assert plain(extract.recognition.notices) == [
        "Système de coordonnées non indiqué : lu comme Lambert-93, d'après les valeurs."
    ]
    assert shapely.from_wkb(extract.table["geometrie"][0].as_py()).bounds[0] == pytest.approx(3, abs=1e-6)
    collection = json.loads(lambert.to_json())
    collection.pop("crs", None)
    undeclared = tmp_path / "metres.geojson"
    undeclared.write_text(json.dumps(collection))
    assert "Lambert-93" in read_extract(undeclared).recognition.notices[0]
    elsewhere = zones().set_crs(None, allow_override=True).scale(1e8, 1e8)
    frame = gpd.GeoDataFrame({"code": ["a1", "b2", "c3"]}, geometry=elsewhere)
    assert refused(written(frame, tmp_path / "ailleurs.shp"))[0] == "Système de coordonnées inconnu"


def test_rejected_features(tmp_path: Path) -> None:
    square = box(3, 50, 3.1, 50.1)
    bow_tie = Polygon([(3, 50), (3.1, 50.1), (3.1, 50), (3, 50.1), (3, 50)])
    raised = Polygon([(3, 50, 9), (3.1, 50, 9), (3.1, 50.1, 9), (3, 50, 9)])
    shapes = [square, bow_tie, None, square, Point(3, 50), raised, square]
    codes = ["1", "2", "3", "1", "5", "6", None]
    frame = gpd.GeoDataFrame({"code": codes, "nom": list("abcdefg")}, geometry=shapes, crs=4326)
    extract = read_extract(written(frame, tmp_path / "zones.geojson", driver="GeoJSON"))
    assert [(p.line, p.column, p.reason) for p in extract.problems] == [
        (4, "", "Zone sans contour"),
        (5, "code", "Code déjà donné à une autre zone de ce fichier"),
        (6, "", "Contour qui n'est pas une surface"),
        (8, "code", "Valeur obligatoire absente"),
    ]
    assert (extract.table["code"].to_pylist(), extract.lines_read) == (["1", "2", "6"], 7)
    read = shapely.from_wkb(extract.table["geometrie"].to_pylist())
    assert shapely.is_valid(read).all()
    assert not shapely.has_z(read).any()
    assert isinstance(read[1], MultiPolygon)
    assert plain(extract.recognition.notices) == ["Contours invalides remis en ordre : 1 zone."]


@pytest.mark.parametrize(
    ("columns", "code", "name"),
    [
        ({"INSEE_COM": ["59001"] * 3, "CODE_IRIS": ["590010101", "590010102", "590010103"], "NOM_COM": ["X"] * 3,
          "NOM_IRIS": NAMES}, "CODE_IRIS", "NOM_IRIS"),
        ({"id": [1, 2, 3], "DCOMIRIS": ["590010101", "590010102", "590010103"]}, "DCOMIRIS", ""),
        ({"codgeo": ["01001", "01002", "01003"], "libgeo": NAMES}, "codgeo", "libgeo"),
        ({"code_quartier": ["Q1", "Q2", "Q3"], "libelle": NAMES}, "code_quartier", "libelle"),
        ({"champ1": ["59001", "59002", "59003"], "nom": NAMES}, "champ1", "nom"),
    ],
)  # fmt: skip
def test_columns_recognised(tmp_path: Path, columns: dict[str, list[object]], code: str, name: str) -> None:
    extract = read_extract(written(zones(**columns), tmp_path / "zones.geojson", driver="GeoJSON"))
    found = {match.field: match.header for match in extract.recognition.matches}
    assert (found["code"], found.get("nom", "")) == (code, name)
    assert extract.table["nom"].to_pylist() == (columns[name] if name else columns[code])


def test_columns_by_hand(tmp_path: Path) -> None:
    path = written(
        zones(a=["59001", "59002", "59003"], b=["u1", "u2", "u3"]), tmp_path / "z.gpkg", driver="GPKG"
    )
    extract = read_extract(path, mapping={"code": "b", "nom": "a"})
    assert extract.table["code"].to_pylist() == ["u1", "u2", "u3"]
    assert refused(path, mapping={"code": "z"})[0] == "Correspondance impossible"


def test_refused_as_a_whole(tmp_path: Path) -> None:
    lines = gpd.GeoDataFrame({"code": ["1"]}, geometry=[LineString([(3, 50), (4, 51)])], crs=4326)
    assert refused(written(lines, tmp_path / "lignes.gpkg", driver="GPKG")) == (
        "Ce ne sont pas des zones",
        "Ce fichier contient des points ou des lignes. Une zone est une surface : "
        "chargez un fichier de polygones.",
    )
    nameless = written(zones(valeur=[1.5, 1.5, 1.5]), tmp_path / "valeurs.geojson", driver="GeoJSON")
    assert refused(nameless) == (
        "Colonne manquante",
        "Aucune colonne de ce fichier ne donne un code différent à chaque zone (code INSEE, code IRIS…). "
        "Colonnes trouvées : « valeur ».",
    )
    path = written(zones(), tmp_path / "zones.geojson", driver="GeoJSON")
    assert refused(path, kind="personnes") == (
        "Type incompatible",
        "Ce fichier contient des formes géographiques : il se charge comme « zones », pas comme « personnes ».",
    )
    cut = tmp_path / "coupe.geojson"
    cut.write_bytes(path.read_bytes()[:-200])
    assert refused(cut)[0] == "Contours illisibles"
    empty = tmp_path / "vide.geojson"
    empty.write_text('{"type": "FeatureCollection", "features": []}')
    assert refused(empty) == ("Contours absents", "Ce fichier ne contient aucune forme géographique.")
    alone = tmp_path / "seul"
    alone.mkdir()
    shape = written(zones(), tmp_path / "z.shp", driver="ESRI Shapefile")
    shutil.copy(shape, alone / "z.shp")
    assert refused(alone / "z.shp")[0] == "Contours illisibles"
