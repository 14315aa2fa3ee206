"""Columns of a file and the fields they give: samples, rivals, several columns for one field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.extracts.columns.test_headers_seen import SEEN
from tests.plain_text import plain
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.reading import read_extract

TODAY = date(2020, 6, 15)


def read(folder: Path, text: str, **options: object) -> Extract:
    path = folder / "extrait.csv"
    path.write_text(text, encoding="utf-8")
    return read_extract(path, today=TODAY, **options)  # type: ignore[arg-type]


def notices(extract: Extract) -> list[str]:
    return [plain(notice) for notice in extract.recognition.notices]


@pytest.mark.parametrize(("kind", "header", "line"), SEEN)
def test_each_match_has_its_confidence_and_samples_of_stored_columns_only(
    tmp_path: Path, kind: str, header: str, line: str
) -> None:
    personal = {"Nom de famille": "EXEMPLE", "Téléphone": "0100000001", "Observations": "va bien"}
    text = ";".join([header, *personal]) + "\n" + ";".join([line, *personal.values()]) + "\n"
    seen = read(tmp_path, text, kind=kind).recognition
    stored = dict(zip(header.split(";"), line.split(";"), strict=True))
    for match in seen.matches:
        assert 0 < match.confidence <= 1
        written = stored[match.header]
        year = match.field == "annee_naissance"
        assert match.samples == ((written[-4:] if year else written,) if written else ())
    shown = {sample for match in seen.matches for sample in match.samples}
    assert not shown & set(personal.values())


def test_three_different_samples_at_most(tmp_path: Path) -> None:
    lines = "".join(f"R{i};12/05/2020;joint;{i % 2 + 1}\n" for i in range(9))
    matches = read(tmp_path, "reference;date;issue;niveau\n" + lines).recognition.matches
    assert [len(match.samples) for match in matches] == [3, 1, 1, 2]


def test_two_columns_for_one_field_the_filled_one_is_taken_and_the_other_told(tmp_path: Path) -> None:
    text = "reference;Date;Date d'appel;issue\nR1;;12/05/2020;joint\nR2;;13/05/2020;absent\n"
    extract = read(tmp_path, text)
    assert extract.table["date_appel"].to_pylist()[0].day == 12
    assert notices(extract) == [
        "Deux colonnes pour « Date de l'appel » : « Date d'appel » est prise, « Date » ne l'est pas."
    ]
    by_hand = read(tmp_path, text, mapping={"date_appel": "Date d'appel"})
    assert notices(by_hand) == []


def test_a_column_whose_cells_cannot_be_read_gives_way(tmp_path: Path) -> None:
    text = "reference;Date;Date d'appel;issue\nR1;lundi;12/05/2020;joint\nR2;mardi;13/05/2020;absent\n"
    matches = {m.field: m.header for m in read(tmp_path, text).recognition.matches}
    assert matches["date_appel"] == "Date d'appel"


def test_the_hour_of_another_column_joins_its_day(tmp_path: Path) -> None:
    extract = read(tmp_path, "reference;Date appel;Heure;issue\nR1;12/05/2020;9h05;joint\n")
    assert extract.table["date_appel"].to_pylist()[0].isoformat() == "2020-05-12T09:05:00"
    assert notices(extract) == []


def test_numbered_columns_of_a_list_are_put_together(tmp_path: Path) -> None:
    text = (
        "reference;date;issue;Besoin 1;Besoin 2;Besoin3\n"
        "R1;12/05/2020;joint;Se nourrir;;Parler avec autrui\n"
        "R2;12/05/2020;joint; ;;\n"
        "R3;12/05/2020;joint;;logement;\n"
    )
    extract = read(tmp_path, text)
    assert extract.table["besoins"].to_pylist() == ["se_nourrir|parler", None, None]
    assert [(p.line, p.column, p.value) for p in extract.problems] == [
        (4, "Besoin 1 + Besoin 2 + Besoin3", "logement")
    ]
    assert notices(extract) == [
        "Colonnes réunies pour « Besoins exprimés » : « Besoin 1 », « Besoin 2 » et « Besoin3 »."
    ]
    assert extract.recognition.ignored == []
    alone = read(tmp_path, text, mapping={"besoins": "Besoin 1"})
    assert alone.table["besoins"].to_pylist() == ["se_nourrir", None, None]
    assert alone.recognition.ignored == ["Besoin 2", "Besoin3"]


def test_numbered_communes_of_a_team(tmp_path: Path) -> None:
    text = (
        "identifiant;nom;statut;Communes d'intervention 1;Communes d'intervention 2;;\n"
        "E1;Les Tilleuls;active;59363;59057;;\nE2;Le Lavoir;active;1001;;;\n"
    )
    extract = read(tmp_path, text)
    assert extract.table["zones_intervention"].to_pylist() == ["59057|59363", "01001"]


def test_a_number_at_the_end_of_another_header_is_part_of_it(tmp_path: Path) -> None:
    extract = read(tmp_path, "codgeo;annee;pop;pop 75;plus de 75\n59363;2020;1200;100;90\n")
    assert {m.field: m.header for m in extract.recognition.matches} == {
        "code_zone": "codgeo",
        "annee": "annee",
        "population": "pop",
        "plus_75_ans": "pop 75",
    }
