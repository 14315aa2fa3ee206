"""Workbooks: sheets to choose from, hidden sheets, merged cells."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import openpyxl.styles
import pytest

from visa_data.errors import FileRefused
from visa_data.extracts.answers.choices import Choice, ChoiceNeeded
from visa_data.extracts.loading.accounts import recognised_as
from visa_data.extracts.readers import sheet_extent
from visa_data.extracts.reading import read_extract
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.reading.refused_lines import refused_numbers, refused_table

TODAY = date(2020, 6, 15)
CALLS = (("Date", "N° registre", "Résultat"), ("12/05/2020", "R1", "Joint"))
NEEDS = (("Référence", "Besoin", "Date", "Statut"), ("R1", "Se nourrir", "12/05/2020", "Exprimé"))


def book(path: Path, sheets: dict[str, tuple[tuple[str, ...], ...]], hidden: tuple[str, ...] = ()) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    workbook.save(path)
    return path


def plain(sentences: list[str]) -> list[str]:
    return [sentence.replace("\u00a0", " ") for sentence in sentences]


def test_two_sheets_that_can_be_the_extract(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", {"S20": CALLS, "S21": CALLS, "Besoins": NEEDS, "Notes": (("Bonjour",),)})
    with pytest.raises(ChoiceNeeded) as caught:
        read_extract(path, today=TODAY)
    assert (caught.value.title, *plain([caught.value.message])) == (
        "Plusieurs feuilles possibles",
        "Dans ce classeur, l'extrait peut être « S20 », « S21 » ou « Besoins ». Ces feuilles n'ont pas toutes le "
        "même type et les mêmes colonnes : choisissez ce qui est à lire (--feuille), puis chargez le reste de la "
        "même façon.",
    )
    assert plain([a.label for a in caught.value.alternatives]) == [
        "Feuilles « S20 » et « S21 » (Appels)",
        "Feuille « S20 » (Appels)",
        "Feuille « S21 » (Appels)",
        "Feuille « Besoins » (Besoins essentiels)",
    ]
    read = [read_extract(path, today=TODAY, choice=a.choice) for a in caught.value.alternatives]
    assert [(e.kind.name, e.recognition.sheet) for e in read] == [
        ("appels", "S20"),
        ("appels", "S20"),
        ("appels", "S21"),
        ("besoins", "Besoins"),
    ]
    assert read[0].lines_read == 2
    assert plain(read[1].recognition.notices) == ["Feuilles non lues : « S21 », « Besoins » et « Notes »."]
    assert read_extract(path, today=TODAY, kind="besoins").recognition.sheet == "Besoins"


HEADER = CALLS[0]
WEEKS = {
    "S20": (HEADER, ("12/05/2020", "R1", "Joint"), ("32/05/2020", "R2", "Joint")),
    "Notes": (("Bonjour",),),
    "S21": (("Semaine 21",), ("N° registre", "Qui", "Résultat", "Date"), ("R3", "x", "Absent", "19/05/2020")),
    "S22": (HEADER, ("26/05/2020", "R4", "Jointt"), ("27/05/2020", "R5", "Absent")),
}


def test_one_sheet_a_week_is_read_in_one_go(tmp_path: Path) -> None:
    extract = read_extract(book(tmp_path / "b.xlsx", WEEKS), today=TODAY)
    assert extract.table["reference"].to_pylist() == ["R1", "R3", "R5"]
    assert [str(moment)[:10] for moment in extract.table["date_appel"].to_pylist()] == [
        "2020-05-12",
        "2020-05-19",
        "2020-05-27",
    ]
    rows = extract.recognition.rows
    assert [rows.place(line) for line in extract.table["ligne"].to_pylist()] == [
        ("S20", 2),
        ("S21", 3),
        ("S22", 3),
    ]
    assert [rows.place(p.line) for p in extract.problems] == [("S20", 3), ("S22", 2)]
    assert extract.lines_read == 5
    assert plain(extract.recognition.notices)[:2] == [
        "Feuilles lues ensemble : « S20 » (2 lignes), « S21 » (1 ligne) et « S22 » (2 lignes).",
        "Feuilles non lues : « Notes ».",
    ]
    assert plain([one.label for one in extract.recognition.alternatives]) == [
        "Feuille « S20 » seule",
        "Feuille « S21 » seule",
        "Feuille « S22 » seule",
    ]
    alone = read_extract(tmp_path / "b.xlsx", today=TODAY, choice=extract.recognition.alternatives[1].choice)
    assert (alone.table["reference"].to_pylist(), alone.table["ligne"].to_pylist()) == (["R3"], [3])
    assert plain([recognised_as(extract.kind, extract.recognition)]) == [
        "Appels, feuilles « S20 », « S21 » et « S22 », classeur, en-tête à la ligne 1."
    ]


def test_fifty_two_weeks_are_all_read(tmp_path: Path) -> None:
    weeks = {f"S{n}": (HEADER, ("12/05/2020", f"R{n}", "Joint")) for n in range(1, 53)}
    extract = read_extract(book(tmp_path / "b.xlsx", weeks), today=TODAY)
    assert extract.table["reference"].to_pylist() == [f"R{n}" for n in range(1, 53)]


def test_refused_lines_of_several_sheets_come_back_under_one_header(tmp_path: Path) -> None:
    weeks = {**WEEKS, "S21": (*WEEKS["S21"], ("R6", "y", "Absent", "40/05/2020"))}
    path = book(tmp_path / "b.xlsx", weeks)
    extract = read_extract(path, today=TODAY)
    originals = Originals(refused_numbers(extract.problems))
    read_extract(path, today=TODAY, originals=originals)
    header, *lines = refused_table(originals, extract.problems)
    assert header[2:] == ["Date", "N° registre", "Résultat", "Qui"]
    assert [line[2:] for line in lines] == [
        ["32/05/2020", "R2", "Joint"],
        ["40/05/2020", "R6", "Absent", "y"],
        ["26/05/2020", "R4", "Jointt"],
    ]


def test_an_empty_model_beside_the_extract_is_no_doubt(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", {"Modèle": CALLS[:1], "Appels": CALLS})
    assert read_extract(path, today=TODAY).recognition.sheet == "Appels"


def test_hidden_sheets_are_told_and_not_read(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", {"Appels": CALLS, "Listes": (("Joint",),)}, hidden=("Listes",))
    assert plain(read_extract(path, today=TODAY).recognition.notices) == [
        "Feuilles masquées, non lues : « Listes »."
    ]
    with pytest.raises(FileRefused) as caught:
        read_extract(path, choice=Choice(sheet="Listes"))
    assert caught.value.title == "Feuille introuvable"


def test_a_merged_cell_is_worth_for_each_of_its_rows(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    rows = (
        ("Appels de la semaine", None, None),
        CALLS[0],
        ("12/05/2020", "R1", "Joint"),
        (None, "R2", "Absent"),
        (None, "R3", "Absent"),
        ("13/05/2020", "R4", None),
    )
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A5")
    workbook.save(tmp_path / "b.xlsx")
    extract = read_extract(tmp_path / "b.xlsx", today=TODAY)
    assert extract.recognition.header_line == 2
    assert [str(d)[:10] for d in extract.table["date_appel"].to_pylist()] == ["2020-05-12"] * 3
    assert [(p.line, p.column) for p in extract.problems] == [(6, "Résultat")]
    assert plain(extract.recognition.notices) == [
        "Cellules fusionnées : leur valeur vaut pour chacune de leurs lignes (2 cellules remplies)."
    ]


def test_choices_that_a_file_does_not_have(tmp_path: Path) -> None:
    text, path = tmp_path / "a.csv", book(tmp_path / "b.xlsx", {"Appels": CALLS})
    text.write_text("Date;N° registre;Résultat\n12/05/2020;R1;Joint\n")
    for file, choice, title in (
        (text, Choice(sheet="Appels"), "Choix impossible"),
        (path, Choice(separator=";"), "Choix impossible"),
        (text, Choice(separator="#"), "Séparateur inconnu"),
        (text, Choice(kind="visites"), "Type inconnu"),
    ):
        with pytest.raises(FileRefused) as caught:
            read_extract(file, choice=choice)
        assert caught.value.title == title


def test_a_cell_in_the_last_corner_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in CALLS:
        workbook.active.append(row)
    workbook.active["XFD1048576"] = "x"
    workbook.save(tmp_path / "b.xlsx")
    with pytest.raises(FileRefused) as caught:
        read_extract(tmp_path / "b.xlsx", today=TODAY)
    assert (caught.value.title, *plain([caught.value.message])) == (
        "Feuille trop étendue",
        "Une feuille de ce classeur (peut-être masquée) a des cellules remplies jusqu'à la ligne 1048576 et la "
        "colonne n° 16384 : elle n'a pas été ouverte. Effacez les cellules isolées loin du tableau, ou enregistrez "
        "le tableau seul, puis recommencez.",
    )


def test_formats_without_content_do_not_count(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in CALLS:
        sheet.append(row)
    for place in ("XFD3", "A1048576", "XFD1048576"):
        sheet[place].font = openpyxl.styles.Font(bold=True)
    workbook.save(tmp_path / "b.xlsx")
    assert read_extract(tmp_path / "b.xlsx", today=TODAY).lines_read == 1


@pytest.mark.parametrize("size", [7, 64, 1 << 20])
def test_extent_across_pieces(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_extent, "_PIECE", size)
    xml = (
        b'<x:row r="1"><x:c r="B1" t="s"><x:v>0</x:v></x:c><x:c r="ZZ1" s="3"/></x:row>'
        b'<row r="20"><c s="1" r="AC20"><v>1</v></c><c r="AD20" s="1" /><c r="AE20"></c>'
        b'<c r="AF20"><v/></c><c r="AG20"><v></v></c><cols r="ZZ99"></cols></row>'
    )
    assert sheet_extent.extent(io.BytesIO(xml)) == (20, 29)


def test_binary_workbook(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    with pytest.raises(FileRefused) as caught:
        read_extract(path)
    assert caught.value.title == "Classeur binaire"
