"""Callers are codes: their names stay out of the base."""

from pathlib import Path

import pytest

from visa_data.errors import FileRefused
from visa_data.extracts.reading import read_extract

HEADER = "reference,date_appel,appelant,issue\n"


def calls(tmp_path: Path, callers: list[str]) -> Path:
    path = tmp_path / "appels.csv"
    lines = [f"R{i},2020-04-02 10:{i:02d},{caller},absent\n" for i, caller in enumerate(callers)]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def test_a_column_of_names_is_left_out_and_the_calls_are_kept(tmp_path: Path) -> None:
    extract = read_extract(calls(tmp_path, ["Marie Inventée", "EXEMPLE", "Jean Fictif", "A012"]))
    assert "appelant" not in extract.table.column_names
    assert extract.table.num_rows == 4
    assert [column.header for column in extract.recognition.excluded] == ["appelant"]


def test_one_name_among_codes_is_a_rejected_line(tmp_path: Path) -> None:
    extract = read_extract(calls(tmp_path, ["A001", "A002", "Marie Inventée", "Accueil mairie"]))
    assert extract.table["appelant"].to_pylist() == ["A001", "A002", "Accueil mairie"]
    (problem,) = extract.problems
    assert (problem.line, problem.column) == (4, "appelant")
    assert problem.reason == "Nom de personne à la place du code de l'appelant"


def test_a_folder_of_several_outlines_is_refused(tmp_path: Path) -> None:
    for name in ("a.geojson", "b.geojson"):
        (tmp_path / name).write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    with pytest.raises(FileRefused, match="Chargez-les un par un"):
        read_extract(tmp_path)
