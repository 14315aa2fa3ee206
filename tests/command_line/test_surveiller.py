"""One pass over a watch folder: what is ready is loaded and put away, what is not is left."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest

from tests.plain_text import plain
from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.extracts import watch_folder
from visa_data.extracts.watch_folder import waiting_files

PEOPLE = "reference,source,date_inscription,consentement,nom\nR1,caf,2020-01-11,oui,EXEMPLE-UN\nR2,caf,2020-01-12,oui,EXEMPLE-DEUX\n"
CALLS = "reference,date_appel,appelant,issue\nR1,2020-04-02 10:00,A1,absent\nR1,31/02/2020,A1,absent\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watch_folder, "LOOK_SECONDS", 0.0)
    path = tmp_path / "depot"
    path.mkdir()
    return path


def leave(folder: Path, name: str, content: str | bytes, *, age: float = 60) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def seen(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def one_pass(folder: Path, *more: str) -> int:
    return main(
        ["importer", "--base", str(folder.parent / "visa.duckdb"), "--surveiller", str(folder), *more]
    )


def number(folder: Path, table: str) -> int:
    with Base(folder.parent / "visa.duckdb") as base, base.cursor() as cursor:
        return int(cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_pass_loads_in_order_and_puts_everything_away(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(folder, "appels.csv", CALLS)
    leave(folder, "personnes.csv", PEOPLE)
    leave(folder, "photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert one_pass(folder) == 1
    assert seen(folder) == [
        "refuses/photo.csv",
        "refuses/photo.csv.rapport.txt",
        "traites/appels.a_corriger.csv",
        "traites/appels.csv",
        "traites/appels.csv.rapport.txt",
        "traites/personnes.csv",
        "traites/personnes.csv.rapport.txt",
    ]
    assert (number(folder, "personnes"), number(folder, "appels")) == (2, 1), "calls after their people"
    report = plain((folder / "traites/appels.csv.rapport.txt").read_text(encoding="utf-8-sig"))
    assert "2 lignes lues = 1 ajoutée" in report and "rejetée : " in report
    refusal = plain((folder / "refuses/photo.csv.rapport.txt").read_text(encoding="utf-8-sig"))
    assert "Ce fichier est une image PNG" in refusal
    said = plain(capsys.readouterr().out)
    assert "EXEMPLE" not in said
    assert said.splitlines()[-3:] == [
        "En tout, 2 extractions : 4 lignes lues = 3 ajoutées + 0 modifiée + 0 inchangée + 0 écartée + 1 rejetée",
        "  Lignes rejetées dans 1 fichier : appels.csv (1)",
        "  Rien chargé de 1 fichier : photo.csv",
    ]
    with Base(folder.parent / "visa.duckdb") as base, base.cursor() as cursor:
        by = cursor.execute("SELECT DISTINCT fait_par FROM imports_circonstances").fetchall()
    assert by == [("dossier_surveille",)]


def test_the_next_pass_counts_nothing_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leave(folder, "personnes.csv", PEOPLE)
    assert one_pass(folder) == 0
    assert one_pass(folder) == 0
    assert capsys.readouterr().out.endswith("Rien à charger.\n")
    leave(folder, "personnes.csv", PEOPLE)
    assert one_pass(folder) == 0
    kept = [name for name in seen(folder) if name.endswith("personnes.csv")]
    assert len(kept) == 2, "the second does not replace the first"
    assert number(folder, "personnes") == 2


def test_a_file_still_being_written_is_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leave(folder, "personnes.csv", PEOPLE, age=1)
    leave(folder, "appels.csv.part", CALLS)
    leave(folder, ".cache.csv", CALLS)
    leave(folder, "~$registre.xlsx", "x")
    assert one_pass(folder) == 0
    assert "Laissés pour le prochain passage" in plain(capsys.readouterr().out)
    assert seen(folder) == sorted([".cache.csv", "appels.csv.part", "personnes.csv", "~$registre.xlsx"])


def test_a_file_that_grows_while_looked_at_is_left(folder: Path) -> None:
    leave(folder, "calme.csv", PEOPLE)
    growing = leave(folder, "grandit.csv", PEOPLE)

    def grow(_seconds: float) -> None:
        leave(folder, growing.name, PEOPLE + PEOPLE)

    found = waiting_files(folder, pause=grow)
    assert ([one.name for one in found.ready], found.left) == (["calme.csv"], ["grandit.csv"])


def test_a_shapefile_is_one_extract_and_waits_for_its_parts(folder: Path) -> None:
    zones = gpd.read_file(ROOT / "geodata" / "communes.geojson")[["code", "nom", "geometry"]]
    zones.head(3).to_file(folder / "zones.shp", encoding="utf-8")
    assert one_pass(folder) == 0
    assert not (folder / "traites").exists(), "just written"
    for path in folder.iterdir():
        os.utime(path, (time.time() - 60, time.time() - 60))
    assert one_pass(folder) == 0
    assert {"traites/zones.shp", "traites/zones.dbf", "traites/zones.shx"} <= set(seen(folder))
    assert number(folder, "zones") == 3


def test_a_workbook_of_a_log_and_its_visits_is_one_file_and_two_extracts(folder: Path) -> None:
    """Each part has its lines to correct beside; the report tells both, and the file is put away once."""
    leave(folder, "personnes.csv", PEOPLE)
    book = openpyxl.Workbook()
    pairs, visits = book.active, book.create_sheet("Visites")
    pairs.title = "Binômes"
    for row in (
        ("Binôme", "Date", "Étape", "N° registre"),
        ("B1", "04/05/2020", "Demande", "R1"),
        ("B2", "?", "Actif", "R1"),
    ):
        pairs.append(row)
    for row in (
        ("Date", "N° registre", "Type", "Résultat"),
        ("05/05/2020", "R1", "Visite", "Vu"),
        ("hier", "R1", "Visite", "Vu"),
    ):
        visits.append(row)
    content = io.BytesIO()
    book.save(content)
    leave(folder, "je_vous_visite.xlsx", content.getvalue())
    assert one_pass(folder) == 1
    assert (number(folder, "binomes"), number(folder, "appels")) == (1, 1)
    assert [name for name in seen(folder) if "visite" in name] == [
        "traites/je_vous_visite.appels.a_corriger.csv",
        "traites/je_vous_visite.binomes.a_corriger.csv",
        "traites/je_vous_visite.xlsx",
        "traites/je_vous_visite.xlsx.rapport.txt",
    ]
    report = plain((folder / "traites/je_vous_visite.xlsx.rapport.txt").read_text(encoding="utf-8-sig"))
    assert report.count("2 lignes lues = 1 ajoutée") == 2
    to_correct = (folder / "traites/je_vous_visite.binomes.a_corriger.csv").read_text(encoding="utf-8-sig")
    assert "B2" in to_correct and "Vu" not in to_correct


def test_an_odd_file_is_refused_unless_confirmed(folder: Path) -> None:
    odd = PEOPLE + "R3,caf,hier,oui,X\nR4,caf,hier,oui,X\nR5,caf,hier,oui,X\n"
    leave(folder, "personnes.csv", odd)
    leave(folder, "appelants.csv", "appelant,profil\nA1,agent\n")
    assert one_pass(folder) == 1
    assert "refuses/personnes.csv" in seen(folder)
    assert (number(folder, "personnes"), number(folder, "appelants")) == (0, 1)
    leave(folder, "personnes.csv", odd)
    assert one_pass(folder, "--confirmer") == 1
    assert number(folder, "personnes") == 2


@pytest.mark.parametrize("more", [["--simuler"], ["--rejets", "x.csv"]])
def test_options_that_do_not_go_with_a_folder(
    folder: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert one_pass(folder, *more) == 2
    assert "--surveiller prend les fichiers du dossier" in plain(capsys.readouterr().err)


def test_no_folder_is_a_french_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert one_pass(tmp_path / "absent") == 2
    assert "n'est pas un dossier. Créez-le ou corrigez son nom." in plain(capsys.readouterr().err)
