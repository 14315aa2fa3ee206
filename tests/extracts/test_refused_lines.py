"""Refused lines come back as the file writes them, and load once corrected."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from visa_data.base import Base
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.reading.refused_lines import (
    refused_csv,
    refused_numbers,
    refused_table,
    refused_workbook,
)

AT = datetime(2020, 5, 11, 8, 0)
HEADER = "N° de registre;Nom;Origine;Date d'inscription;Latitude;Consentement"
LINES = [
    "R1;EXEMPLE-UN;CAF;10/01/2020;50,1;Oui",
    'R2;"EXEMPLE; ""DEUX""";CAF;31/02/2020;50,2;Oui',
    "R3;=1+1;CAF;12/01/2020;-95,5;Non",
    "R4;EXEMPLE-QUATRE;CAF;13/01/2020;50,1;Oui;de trop",
    'R5;"EXEMPLE-CINQ;CAF;14/01/2020;50,1;Oui',
    "R6;EXEMPLE-SIX;CAF;15/01/2020;50,1;Non",
]


def refused_of(path: Path, base: Base) -> tuple[Extract, list[list[str]]]:
    extract = read_extract(path)
    outcome = load_extract(base, extract, at=AT)
    originals = Originals(refused_numbers(outcome.problems))
    read_extract(path, originals=originals)
    return extract, refused_table(originals, outcome.problems)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "registre.csv"
    path.write_bytes("\r\n".join(["Registre;;;;;", HEADER, *LINES, ""]).encode("cp1252"))
    return path


def test_each_refused_line_is_there_with_its_own_cells(register: Path, empty_base: Base) -> None:
    _, table = refused_of(register, empty_base)
    assert table[0] == ["Motif (VISA)", "Suggestion (VISA)", *HEADER.split(";")]
    cells = {row[2]: row[2:] for row in table[1:]}
    assert list(cells) == ["R2", "R3", "R4", "R5"], "neither the good line, nor that of who refuses"
    assert cells["R2"][1:4] == ['EXEMPLE; "DEUX"', "CAF", "31/02/2020"]
    assert cells["R3"][1] == "'=1+1", "nothing that a spreadsheet would run"
    assert cells["R3"][4] == "-95,5", "a number is left as it is"
    assert cells["R4"][-1] == "de trop"
    assert cells["R5"][1:] == ['"EXEMPLE-CINQ', "CAF", "14/01/2020", "50,1", "Oui"]
    reasons = {row[2]: row[0].replace("\xa0", " ") for row in table[1:]}
    assert reasons["R2"].startswith("Date d'inscription : ")
    assert reasons["R5"] == "Guillemet non refermé"


def test_the_file_comes_back_in_its_own_separator_and_loads_once_corrected(
    register: Path, tmp_path: Path, empty_base: Base
) -> None:
    extract, table = refused_of(register, empty_base)
    body = refused_csv(table, extract.recognition.separator)
    assert body.startswith(b"\xef\xbb\xbfMotif (VISA);Suggestion (VISA);")
    again = tmp_path / "a_corriger.csv"
    again.write_bytes(body.replace(b"31/02/2020", b"28/02/2020").replace(b";de trop", b""))
    corrected = read_extract(again)
    assert corrected.kind is extract.kind
    assert corrected.recognition.shape == extract.recognition.shape, "what is remembered holds for it too"
    assert corrected.recognition.ignored == extract.recognition.ignored, (
        "the two columns are not even unknown"
    )
    assert {c.header for c in corrected.recognition.excluded} == {
        c.header for c in extract.recognition.excluded
    }
    outcome = load_extract(empty_base, corrected, at=AT)
    assert (outcome.counts.ajoutees, outcome.counts.rejetees, outcome.counts.ecartees) == (3, 1, 0)


def test_a_workbook_comes_back_as_a_workbook(tmp_path: Path, empty_base: Base) -> None:
    book = Workbook()
    for row in [
        "Équipes",
        *[[]],
        ["Identifiant", "Nom", "Statut"],
        ["E1", "Les Tilleuls", "active"],
        ["E2", "Les Saules", "endormi"],
    ]:
        book.active.append([row] if isinstance(row, str) else row)
    book.save(tmp_path / "equipes.xlsx")
    extract, table = refused_of(tmp_path / "equipes.xlsx", empty_base)
    assert [row[2:] for row in table] == [["Identifiant", "Nom", "Statut"], ["E2", "Les Saules", "endormi"]]
    again = tmp_path / "a_corriger.xlsx"
    again.write_bytes(refused_workbook([table[0], [*table[1][:-1], "En sommeil"]]))
    assert load_workbook(again).sheetnames == ["À corriger"]
    assert load_extract(empty_base, read_extract(again), at=AT).counts.ajoutees == 1
    assert (
        refused_csv(table, extract.recognition.separator)
        .decode("utf-8-sig")
        .splitlines()[1]
        .endswith("E2;Les Saules;endormi")
    )
