"""`fiches`: the sheets of a role, or one French sentence and nothing written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.command_line.refusing import refused
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line import main


@pytest.fixture
def sample(sample_base: Base) -> list[str]:
    sample_base.close()
    return ["--base", str(sample_base.path)]


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(path.read_bytes())).pages]


def test_one_zone_for_its_mayor(
    sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "fiche.pdf"
    options = ["fiches", *sample, "--role", "coordination", "--zone", "991010101", "--vers", str(target)]
    assert main(options) == 0
    assert plain(capsys.readouterr().out) == (
        f"« {target} » écrit : 1 fiche, situation au 6 décembre 2025, comparée au 29 novembre 2025, rôle Coordination.\n"
    )
    assert "à remettre au maire seul" in plain(pages(target)[0])


def test_every_sector_of_the_book_for_the_committee(
    sample_books_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("VISA_ROLE", raising=False)
    target = tmp_path / "fiches.pdf"
    assert main(["fiches", "--base", str(sample_books_file), "--vers", str(target)]) == 0
    assert "rôle Comité de pilotage" in plain(capsys.readouterr().out)
    text = plain(" ".join(pages(target)))
    assert "Version du comité" in text and "à remettre au maire seul" not in text


def test_an_archive_has_a_file_a_zone(sample: list[str], tmp_path: Path) -> None:
    target = tmp_path / "fiches.zip"
    asked = ["--role", "coordination", "--zone", "991010101", "--zone", "99123", "--vers", str(target)]
    assert main(["fiches", *sample, *asked]) == 0
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist())[1] == "fiche_99123_beaumirail.pdf" and len(archive.namelist()) == 2
        for name in archive.namelist():
            first = PdfReader(io.BytesIO(archive.read(name))).pages[0].extract_text()
            assert f"zone {name.split('_')[1]}" in plain(first)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--role", "coordination", "--zone", "99999", "--vers", "f.pdf"], "Zone inconnue : « 99999 »"),
        (
            ["--role", "coordination", "--zone", "991010101", "--zone", "Corvilly", "--vers", "f.pdf"],
            "Zone inconnue",
        ),
        (["--role", "comite", "--vers", "f.pdf"], "Dossier de séance absent"),
        (["--role", "coordination", "--vers", "f.docx"], "Format de rapport inconnu"),
        (["--role", "coordination", "--vers", "absent/f.pdf"], "Dossier introuvable"),
        (["--role", "coordination", "--date", "hier", "--vers", "f.pdf"], "Date incomprise"),
        (["--role", "coordination"], "Commande incomprise"),
    ],
)
def test_refusals_write_nothing(
    options: list[str],
    said: str,
    sample: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused(["fiches", *sample, *options], said, tmp_path, capsys, monkeypatch)
