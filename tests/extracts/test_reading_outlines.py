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
from visa_data.extracts.answers.choices import Choice, ChoiceNeeded
from visa_data.extracts.answers.refusals import ColumnsMissing
from visa_data.extracts.loading.accounts import recognised_as
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
        "chargez un fichier de polygones. Des points se chargent comme ressources ou équipes quand ils en ont les "
        "colonnes : choisissez le type pour savoir ce qui manque (en ligne de commande : --type).",
    )
    nameless = written(zones(valeur=[1.5, 1.5, 1.5]), tmp_path / "valeurs.geojson", driver="GeoJSON")
    assert refused(nameless) == (
        "Contours sans code",
        "Aucune colonne de ce fichier ne donne un code différent à chaque zone (code INSEE, code IRIS…). "
        "Colonnes trouvées : « valeur ». Ajoutez une colonne de codes, ou indiquez à la main la colonne qui en "
        'tient lieu (en ligne de commande : --correspondance, code = "…").',
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


def test_names_that_are_lists_of_lists_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "zones.geojson"
    square = {"type": "Polygon", "coordinates": [[[3, 50], [3.1, 50], [3.1, 50.1], [3, 50.1], [3, 50]]]}
    features = [
        {"type": "Feature", "properties": {"code": code, "nom": '[["Bourg"]]'}, "geometry": square}
        for code in ("59001", "59002")
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert read_extract(path).table["code"].to_pylist() == ["59001", "59002"]


def test_several_layers_are_offered_and_one_is_read_by_its_name(tmp_path: Path) -> None:
    path = written(zones(), tmp_path / "livraison.gpkg", driver="GPKG", layer="communes")
    written(zones(code=["590010101", "590020101", "590030101"]), path, driver="GPKG", layer="iris")
    with pytest.raises(ChoiceNeeded) as caught:
        read_extract(path)
    assert (caught.value.title, *plain([caught.value.message])) == (
        "Plusieurs couches possibles",
        "Dans ce fichier, l'extrait peut être « communes » ou « iris ». "
        "Choisissez la couche à lire (--feuille), puis chargez les autres de la même façon.",
    )
    offered = caught.value.alternatives
    assert plain([one.label for one in offered]) == [
        "Couche « communes » (Contours des zones)",
        "Couche « iris » (Contours des zones)",
    ]
    iris = read_extract(path, choice=offered[1].choice)
    assert sorted(iris.table["code"].to_pylist()) == ["590010101", "590020101", "590030101"]
    assert plain(iris.recognition.notices)[-1] == "Couches non lues : « communes »."
    with pytest.raises(FileRefused) as caught_too:
        read_extract(path, choice=Choice(sheet="cantons"))
    assert (caught_too.value.title, *plain([caught_too.value.message])) == (
        "Couche introuvable",
        "Ce fichier n'a pas de couche « cantons ». Il contient « communes » et « iris ».",
    )


def sites(**columns: list[object]) -> gpd.GeoDataFrame:
    content = {
        "identifiant": ["S1", "S2", "S3"],
        "nom": ["Épicerie inventée", "Bus inventé", "Écoute inventée"],
        "besoins": ["se nourrir", "sortir", "parler"],
        "statut": ["active", "active", "fermée"],
    }
    shapes = [Point(3.5, 50.25), Point(3.6, 50.3), None]
    return gpd.GeoDataFrame({**content, **columns}, geometry=shapes, crs=4326)


@pytest.mark.parametrize(
    ("driver", "suffix", "crs"),
    [
        ("GeoJSON", "geojson", 4326),
        ("GPKG", "gpkg", 2154),
        ("ESRI Shapefile", "shp", 3857),
        ("Parquet", "parquet", 2154),
    ],
)
def test_points_are_resources_where_they_stand(tmp_path: Path, driver: str, suffix: str, crs: int) -> None:
    path = tmp_path / f"sites.{suffix}"
    if driver == "Parquet":
        sites().to_crs(crs).to_parquet(path)
    else:
        written(sites().to_crs(crs), path, driver=driver)
    extract = read_extract(path)
    assert (extract.kind.name, extract.lines_read, extract.problems) == ("ressources", 3, [])
    assert extract.table["latitude"].to_pylist() == [50.25, 50.3, None]
    assert extract.table["longitude"].to_pylist() == [3.5, 3.6, None]
    assert extract.table["ligne"].to_pylist() == [2, 3, 4]
    assert extract.table["besoins"].to_pylist() == ["se_nourrir", "sortir", "parler"]
    assert plain(extract.recognition.notices) == ["Formes qui ne sont pas un point : 1 ligne sans position."]
    assert plain([recognised_as(extract.kind, extract.recognition)])[0].startswith("Ressources, couche « ")


def test_points_beside_zones_are_offered_only_when_they_are_an_extract(tmp_path: Path) -> None:
    path = written(zones(), tmp_path / "livraison.gpkg", driver="GPKG", layer="communes")
    written(sites()[["geometry", "nom"]], path, driver="GPKG", layer="chefs_lieux")
    extract = read_extract(path)
    assert extract.kind.name == "zones"
    assert plain(extract.recognition.notices) == ["Couches non lues : « chefs_lieux »."]
    written(sites(), path, driver="GPKG", layer="sites")
    with pytest.raises(ChoiceNeeded) as caught:
        read_extract(path)
    assert plain([one.label for one in caught.value.alternatives]) == [
        "Couche « communes » (Contours des zones)",
        "Couche « sites » (Ressources)",
    ]
    assert read_extract(path, choice=caught.value.alternatives[1].choice).lines_read == 3
    assert read_extract(path, kind="zones").kind.name == "zones"


def test_outlines_whose_names_may_stand_for_codes(tmp_path: Path) -> None:
    frame = zones(nom=NAMES)
    path = written(frame, tmp_path / "sans_code.geojson", driver="GeoJSON")
    with pytest.raises(ColumnsMissing) as caught:
        read_extract(path)
    assert (caught.value.title, *plain([caught.value.message])) == (
        "Contours sans code",
        "Aucune colonne de ce fichier ne donne un code différent à chaque zone (code INSEE, code IRIS…). "
        "Colonnes trouvées : « nom ». « nom » est différente pour chaque zone : elle peut en tenir lieu. "
        "Ajoutez une colonne de codes, ou indiquez à la main la colonne qui en tient lieu (en ligne de commande : "
        '--correspondance, code = "…").',
    )
    assert (caught.value.kind, caught.value.headers) == ("zones", ["nom"])
    extract = read_extract(path, mapping={"code": "nom"})
    assert extract.table["code"].to_pylist() == extract.table["nom"].to_pylist() == NAMES


def test_codes_and_names_written_as_lists(tmp_path: Path) -> None:
    collection = json.loads(zones().to_json())
    for place, feature in enumerate(collection["features"]):
        codes = ["59002", "59009"] if place == 1 else [f"5900{place + 1}"]
        feature["properties"] = {"com_code": codes, "com_name": [NAMES[place]]}
    path = tmp_path / "georef.geojson"
    path.write_text(json.dumps(collection), encoding="utf-8")
    extract = read_extract(path)
    assert extract.table.select(["code", "nom"]).to_pylist() == [
        {"code": "59001", "nom": "Béthune"},
        {"code": "59003", "nom": "L'Haÿ"},
    ]
    assert [(p.line, p.column, p.reason) for p in extract.problems] == [
        (3, "com_code", "Plusieurs codes dans une seule cellule")
    ]
    assert plain(extract.recognition.notices) == [
        "Listes dans la colonne « com_code » : celles d'un seul élément sont lues comme lui ; 1 en ont plusieurs, "
        "gardés ensemble.",
        "Listes dans la colonne « com_name » : celles d'un seul élément sont lues comme lui.",
    ]


@pytest.mark.parametrize("declared", ["CP1252", "ISO-8859-1", "UTF-8"])
@pytest.mark.parametrize("written_in", ["utf-8", "cp1252"])
def test_a_shapefile_whose_encoding_is_not_the_one_it_declares(
    tmp_path: Path, declared: str, written_in: str
) -> None:
    path = written(zones(), tmp_path / "zones.shp", driver="ESRI Shapefile", encoding=written_in)
    (tmp_path / "zones.cpg").write_text(declared)
    extract = read_extract(path)
    assert extract.table["nom"].to_pylist() == NAMES
    lies = (declared == "UTF-8") != (written_in == "utf-8")
    told = "L'encodage que le fichier déclare n'est pas celui de ses lettres : lues en "
    assert [notice.startswith(told) for notice in plain(extract.recognition.notices)] == [True] * lies
