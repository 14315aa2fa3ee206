"""What leaves the dashboard opens as a table and runs nothing."""

import io

import openpyxl
import pandas as pd
import pytest

from visa_data.exports.tables import csv_bytes, neutral, neutralised, xlsx_bytes

TRAPS = [
    '=HYPERLINK("http://exemple.invalid")',
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\tcmd",
    "\rcmd",
    "\n=1",
    "＝1+1",
    "＠SUM(A1)",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_formula_becomes_text(text: str) -> None:
    assert neutral(text) == "'" + text


def test_numbers_and_plain_words_stay() -> None:
    assert [neutral(value) for value in (-3, 2.5, None, "Maroilles")] == [-3, 2.5, None, "Maroilles"]


def test_csv_is_what_french_spreadsheets_open() -> None:
    content = csv_bytes(pd.DataFrame({"nom": ["Équipe", TRAPS[0]], "acces": [0.5, -1.25]}))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines() == [
        "nom;acces",
        "Équipe;0,5",
        '"\'=HYPERLINK(""http://exemple.invalid"")";-1,25',
    ]


def test_headers_are_neutralised_too() -> None:
    assert list(neutralised(pd.DataFrame({"=A1": [1]})).columns) == ["'=A1"]


def test_workbook_has_its_notes_first_and_no_formula() -> None:
    frame = pd.DataFrame({"nom": TRAPS, "nombre": range(len(TRAPS))})
    content = xlsx_bytes(
        {"Zones [1/2]": frame, "Zones 1:2": frame}, title="Territoire", notes=["au 12 mai 2020"]
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["À lire", "Zones 12", "Zones 12 2"]
    assert [cell.value for cell in book["À lire"]["A"]] == ["Territoire", "au 12 mai 2020"]
    assert all(cell.data_type != "f" for row in book["Zones 12"].iter_rows() for cell in row)
    assert len(list(book["Zones 12"].iter_rows())) == len(TRAPS) + 1
