"""A workbook of one sheet a week: loaded as one import, told by sheet and row, undone as one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.history import already_loaded, history, reported_lines, undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

AT, LATER = datetime(2020, 6, 1, 8), datetime(2020, 6, 8, 8)
PEOPLE = "reference,source,date_inscription,consentement\nR1,caf,2020-01-11,oui\nR2,caf,2020-01-12,oui\n"
HEADER = ("Date", "N° registre", "Résultat", "Appelant")
WEEKS = {
    "S20": (HEADER, ("12/05/2020", "R1", "Joint", "A1"), ("13/05/2020", "R9", "Joint", "A1")),
    "S21": (
        ("Semaine 21",),
        HEADER,
        ("19/05/2020", "R2", "Absent", "A1"),
        ("40/05/2020", "R2", "Absent", "A1"),
    ),
}


@pytest.fixture
def weeks(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in WEEKS.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(tmp_path / "suivi.xlsx")
    return tmp_path / "suivi.xlsx"


@pytest.fixture
def registered(empty_base: Base, tmp_path: Path) -> Base:
    (tmp_path / "personnes.csv").write_text(PEOPLE, encoding="utf-8")
    load_extract(empty_base, read_extract(tmp_path / "personnes.csv"), at=AT)
    return empty_base


def calls(base: Base) -> list[str]:
    with base.cursor() as cursor:
        return [
            row[0] for row in cursor.execute("SELECT reference FROM appels ORDER BY date_appel").fetchall()
        ]


def test_one_import_of_every_sheet_is_told_by_sheet_and_undone_as_one(registered: Base, weeks: Path) -> None:
    extract = read_extract(weeks)
    outcome = load_extract(registered, extract, at=LATER)
    counts = outcome.counts
    assert (counts.lues, counts.ajoutees, counts.ecartees, counts.rejetees) == (4, 2, 1, 1)
    assert calls(registered) == ["R1", "R2"]
    assert [plain(lines) for lines in accounts.causes(outcome.problems, outcome.rows)["Lignes"]] == [
        "feuille « S21 », ligne 4",
        "feuille « S20 », ligne 3",
    ]
    assert accounts.lines_to_correct([outcome])[["fichier", "ligne"]].to_numpy().tolist() == [
        ["suivi.xlsx [S20]", 3],
        ["suivi.xlsx [S21]", 4],
    ]
    assert outcome.import_id is not None
    told = reported_lines(registered, outcome.import_id)
    assert sorted(plain(lines) for lines in told["lignes"]) == ["« S20 », 3", "« S21 », 4"]
    undo_last(registered, at=LATER)
    assert calls(registered) == []
    assert len(history(registered)) == 2


def test_a_sheet_is_already_loaded_when_it_was_and_only_then(registered: Base, weeks: Path) -> None:
    together = read_extract(weeks)
    first, second = (read_extract(weeks, choice=Choice(sheet=name)) for name in WEEKS)
    load_extract(registered, first, at=LATER)
    assert already_loaded(registered, first) == LATER
    assert already_loaded(registered, second) is None
    assert already_loaded(registered, together) is None
    undo_last(registered, at=LATER)
    load_extract(registered, together, at=LATER)
    assert [already_loaded(registered, one) for one in (first, second, together)] == [LATER] * 3


def test_the_command_reads_all_sheets_or_those_named(
    tmp_path: Path, weeks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = tmp_path / "base.duckdb"
    (tmp_path / "personnes.csv").write_text(PEOPLE, encoding="utf-8")
    report = tmp_path / "rapport.csv"
    asked = [
        "importer",
        str(tmp_path / "personnes.csv"),
        str(weeks),
        "--base",
        str(base),
        "--rapport",
        str(report),
    ]
    assert main(asked) == 1
    said = plain(capsys.readouterr().out)
    assert "suivi.xlsx : Appels (Classeur, S20, S21)" in said
    assert "Feuilles lues ensemble : « S20 » (2 lignes) et « S21 » (2 lignes)." in said
    assert "[Date], ligne « S21 », 4" in said
    assert "suivi.xlsx [S21],4,Date,40/05/2020" in report.read_text(encoding="utf-8")
    assert main(["importer", str(weeks), "--feuille", "S21", "--base", str(base)]) == 1
    assert "suivi.xlsx : Appels (Classeur, S21)" in plain(capsys.readouterr().out)
    assert main(["importer", str(weeks), "--feuille", "S21", "--feuille", "S20", "--base", str(base)]) == 1
    assert "suivi.xlsx : Appels (Classeur, S20, S21)" in plain(capsys.readouterr().out)
