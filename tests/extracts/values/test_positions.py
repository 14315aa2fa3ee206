"""Coordinates in metres, swapped, or together in one column: brought to degrees as a whole column, and told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from tests.plain_text import plain
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.reading import read_extract
from visa_data.extracts.values.positions import Positions

TODAY = date(2025, 5, 11)
# Invented places of the Avesnois: latitude, longitude.
PLACES = [(round(50.25 + i / 100, 6), round(3.6 + i / 50, 6)) for i in range(20)]


def read(folder: Path, header: str, rows: list[tuple[object, ...]]) -> Extract:
    path = folder / "equipes.csv"
    lines = [f"E{i};Équipe {i};active;" + ";".join(map(str, row)) for i, row in enumerate(rows)]
    path.write_text("\n".join([f"identifiant;nom;statut;{header}", *lines]) + "\n", encoding="utf-8")
    extract = read_extract(path, today=TODAY)
    assert extract.lines_read == extract.table.num_rows + len({p.line for p in extract.problems})
    return extract


def metres(epsg: int) -> list[tuple[str, str]]:
    """x and y of the places, with a decimal comma."""
    to_metres = Transformer.from_crs(4326, epsg, always_xy=True)
    return [
        tuple(f"{value:.2f}".replace(".", ",") for value in to_metres.transform(east, north))  # type: ignore[misc]
        for north, east in PLACES
    ]


def assert_placed(extract: Extract) -> None:
    found = np.column_stack([extract.table[name].to_numpy() for name in ("latitude", "longitude")])
    assert found == pytest.approx(np.array(PLACES), abs=2e-6)


@pytest.mark.parametrize(
    ("epsg", "label"),
    [(2154, "Lambert-93"), (27572, "Lambert II étendu"), (3950, "Lambert conique CC50")],
)
def test_metres_become_degrees(tmp_path: Path, epsg: int, label: str) -> None:
    extract = read(tmp_path, "X;Y", metres(epsg))
    # The old system's datum is a few metres away by the transformation that is bundled.
    found = np.column_stack([extract.table[name].to_numpy() for name in ("latitude", "longitude")])
    assert found == pytest.approx(np.array(PLACES), abs=1e-4 if epsg == 27572 else 2e-6)
    assert [plain(notice) for notice in extract.recognition.notices] == [
        f"Colonnes « Y » et « X » : coordonnées en {label}, converties en latitude et longitude (20 lignes)."
    ]


def test_metres_under_latitude_and_longitude_the_wrong_way_round(tmp_path: Path) -> None:
    extract = read(tmp_path, "Latitude;Longitude", metres(2154))
    assert_placed(extract)
    assert "latitude et longitude inversées dans le fichier" in plain(extract.recognition.notices[0])


def test_swapped_columns_are_put_back_and_the_odd_line_left_as_written(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(east, north) for north, east in PLACES]
    rows[3] = (PLACES[3][0], PLACES[3][1])
    rows.append(("", ""))
    extract = read(tmp_path, "Latitude;Longitude", rows)
    assert extract.table["latitude"].to_pylist()[:20] == [round(north, 6) for north, _ in PLACES]
    assert extract.table["latitude"].to_pylist()[20] is None
    assert [plain(notice) for notice in extract.recognition.notices] == [
        "Colonnes « Latitude » et « Longitude » : latitude et longitude inversées dans le fichier, remises dans "
        "l'ordre (19 lignes) ; 1 autre ligne laissée telle quelle."
    ]


def test_a_few_odd_lines_do_not_turn_a_column_over(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = list(PLACES)
    rows[0] = (PLACES[0][1], PLACES[0][0])
    rows[1] = (7011509.8, 745747.1)
    extract = read(tmp_path, "Latitude;Longitude", rows)
    assert extract.recognition.notices == []
    assert extract.table["latitude"].to_pylist()[0] == PLACES[0][1], "kept, and told once it is placed"
    assert [(p.line, p.value) for p in extract.problems] == [(3, "7011509.8"), (3, "745747.1")]


def test_numbers_of_nowhere_are_left_to_the_formats(tmp_path: Path) -> None:
    extract = read(tmp_path, "Latitude;Longitude", [(123456, 654321)] * 3)
    assert extract.table.num_rows == 0
    assert {plain(p.suggestion) for p in extract.problems} == {
        "Coordonnées en mètres ? Les exporter en degrés (WGS 84)"
    }


@pytest.mark.parametrize("header", ["Coordonnées GPS", "geo_point_2d", "Latitude, longitude"])
def test_both_in_one_column(tmp_path: Path, header: str) -> None:
    rows: list[tuple[object, ...]] = [(f"{north:.6f}, {east:.6f}",) for north, east in PLACES]
    extract = read(tmp_path, header, [*rows, ("",), ("là-bas",)])
    assert extract.table["latitude"].to_pylist()[:20] == [round(north, 6) for north, _ in PLACES]
    assert extract.table["longitude"].to_pylist()[20] is None
    assert [(p.line, p.column, p.value) for p in extract.problems] == [(23, header, "là-bas")]
    assert "position" not in extract.table.column_names


def test_a_column_of_longitude_then_latitude_is_swapped_too(tmp_path: Path) -> None:
    extract = read(tmp_path, "Coordonnées", [(f"{east}, {north}",) for north, east in PLACES])
    assert_placed(extract)
    assert plain(extract.recognition.notices[0]).startswith(
        "Colonne « Coordonnées » : latitude et longitude inversées"
    )


def test_columns_apart_win_over_one_together(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(north, east, "48.0, 2.0") for north, east in PLACES]
    extract = read(tmp_path, "Latitude;Longitude;Coordonnées", rows)
    assert_placed(extract)
    assert extract.recognition.ignored == ["Coordonnées"]


def test_the_first_block_settles_the_way_for_all() -> None:
    positions = Positions(("Y", "X"))
    blank = positions.in_degrees(pa.array([""]), pa.array([""]))
    assert [column.to_pylist() for column in blank] == [[""], [""]]
    first = positions.in_degrees(pa.array(["3.6"]), pa.array(["50.2"]))
    assert [column.to_pylist() for column in first] == [["50.200000"], ["3.600000"]]
    later = positions.in_degrees(pa.array(["50.2"]), pa.array(["3.6"]))
    assert [column.to_pylist() for column in later] == [["50.2"], ["3.6"]]
    assert (positions.converted, positions.left) == (1, 1)


@given(st.lists(st.tuples(st.floats(41.5, 51), st.floats(-5, 9.5)), min_size=1, max_size=30))
def test_pairs_of_mainland_france_in_degrees_are_never_touched(pairs: list[tuple[float, float]]) -> None:
    positions = Positions(("lat", "lon"))
    columns = tuple(pa.array([repr(pair[i]) for pair in pairs]) for i in (0, 1))
    assert positions.in_degrees(*columns) == columns
    assert positions.notices() == []
