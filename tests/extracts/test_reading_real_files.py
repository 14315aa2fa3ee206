"""Real input: the shared data beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from visa_data.errors import FileRefused, Severity
from visa_data.extracts.reading import read_extract

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
MORMAL = DATA / "extracts" / "pays_de_mormal"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not beside the repository"),
]


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def test_register() -> None:
    extract = read_extract(MORMAL / "ccas" / "registre_communal.csv")
    assert extract.kind.name == "personnes"
    assert extract.recognition.encoding == "Windows-1252"
    assert (extract.recognition.title_lines, extract.recognition.header_line) == (1, 3)
    assert [(p.line, p.column, p.value) for p in extract.problems] == [
        (14, "Date de naissance", "31/02/1938"),
        (19, "N° registre", ""),
        (20, "Vit seul(e)", "peut-être"),
    ]
    assert (extract.table.num_rows, extract.lines_read) == (844, 847)
    lines = extract.table["ligne"].to_pylist()
    assert {8, 15, 17, 18, 45, 46} <= set(lines)
    entry = dict(zip(lines, extract.table["date_inscription"].to_pylist(), strict=True))
    assert (str(entry[15]), str(entry[18])) == ("2020-04-12", "2020-04-29")
    assert [e.header for e in extract.recognition.excluded] == [
        "Civilité",
        "NOM",
        "Prénom",
        "Adresse",
        "Téléphone",
        "Observations",
    ]


@pytest.mark.parametrize("path", files_of(MORMAL), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_extract_is_read(path: Path) -> None:
    extract = read_extract(path)
    kinds = {
        "appels": "appels",
        "besoins": "besoins",
        "equipes": "equipes",
        "personnes": "personnes",
        "registre": "personnes",
        "ressources": "ressources",
        "suivi": "besoins",
        "transmission": "personnes",
    }
    assert extract.kind.name == kinds[path.name.split("_")[0].split(".")[0]]
    rejected = {p.line for p in extract.problems if p.severity is Severity.REJECTED}
    assert extract.lines_read == extract.table.num_rows + len(rejected)
    if path.parent.name == "clean":
        assert extract.problems == []


def test_what_arrives_says_the_same_as_the_pivot_format() -> None:
    clean = read_extract(MORMAL / "clean" / "appels.csv").table
    week = [read_extract(p).table for p in sorted((MORMAL / "ccas").glob("appels_*.csv"))]
    known = {tuple(row.items()) for row in clean.drop_columns("ligne").to_pylist()}
    arrived = {tuple(row.items()) for table in week for row in table.drop_columns("ligne").to_pylist()}
    keys = [name for name, _ in next(iter(known))]
    as_clean = {tuple((key, dict(row)[key]) for key in keys) for row in arrived}
    assert as_clean == known


def test_resources_of_the_workbook_are_those_of_the_pivot_format() -> None:
    clean = read_extract(MORMAL / "clean" / "ressources.csv").table.drop_columns("ligne")
    arrived = read_extract(MORMAL / "ccas" / "ressources.xlsx").table.drop_columns("ligne")
    assert arrived.select(clean.column_names).to_pylist() == clean.to_pylist()


CONTOURS = [
    ("communes-34-herault.geojson", 343),
    ("communes-59-nord.geojson", 648),
    ("departements-version-simplifiee.geojson", 96),
    ("herault_communes.topojson", 343),
    ("lille_iris_epsg2154.geojson", 110),
    ("nord_communes_2154.gpkg", 648),
    ("nord_communes_shp_latin1", 648),
    ("pays_de_mormal_2023_53_communes.geojson", 53),
]


@pytest.mark.parametrize(("name", "zones"), CONTOURS)
def test_every_outline_is_read(name: str, zones: int) -> None:
    import shapely

    extract = read_extract(DATA / "contours" / name)
    assert (extract.kind.name, extract.table.num_rows, extract.lines_read) == ("zones", zones, zones)
    shapes = shapely.from_wkb(extract.table["geometrie"].to_pylist())
    assert shapely.is_valid(shapes).all()
    west, south, east, north = shapely.total_bounds(shapes)
    assert -5.2 < west < east < 9.7
    assert 41 < south < north < 51.2


def test_latin1_attribute_table_without_its_encoding() -> None:
    extract = read_extract(DATA / "contours" / "nord_communes_shp_latin1" / "COMMUNE.shp")
    names = dict(zip(extract.table["code"].to_pylist(), extract.table["nom"].to_pylist(), strict=True))
    expected = read_extract(DATA / "contours" / "communes-59-nord.geojson").table
    # Latin-1 has no « œ »: the file itself holds a question mark there.
    latin = [name.replace("œ", "?") for name in expected["nom"].to_pylist()]
    assert names == dict(zip(expected["code"].to_pylist(), latin, strict=True))
    assert any("é" in name for name in names.values())


def test_population_column_and_its_year() -> None:
    extract = read_extract(DATA / "contours" / "pays_de_mormal_2023_53_communes.geojson")
    row = extract.table.drop_columns("geometrie").to_pylist()[0]
    assert row == {
        "ligne": 2,
        "code": "59006",
        "nom": "Amfroipret",
        "population": 213,
        "annee_population": 2020,
    }


@pytest.mark.parametrize("path", files_of(DATA / "csv_suites"), ids=lambda path: path.name)
def test_foreign_files_are_read_or_refused_in_french(path: Path) -> None:
    try:
        extract = read_extract(path)
    except FileRefused as refused:
        assert refused.title
        assert refused.message.endswith(".")
        return
    rejected = {p.line for p in extract.problems if p.severity is Severity.REJECTED}
    assert extract.lines_read == extract.table.num_rows + len(rejected)
