"""`rapport`: files written whole, roles, dates, and refusals in one French sentence."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from visa_data.base import Base
from visa_data.command_line import main


@pytest.fixture
def sample(sample_base: Base) -> list[str]:
    """Arguments: the sample, for the coordination."""
    sample_base.close()
    return ["--base", str(sample_base.path), "--role", "coordination"]


@pytest.mark.parametrize("form", ["pptx", "pdf", "HTML"])
def test_the_extension_gives_the_form(
    form: str, sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"comite.{form}"
    assert main(["rapport", *sample, "--date", "2025-12-06", "--vers", str(file)]) == 0
    assert capsys.readouterr().out == (
        f"« {file} » écrit : situation au 6 décembre 2025, comparée au 29 novembre 2025, rôle Coordination.\n"
    )
    content = file.read_bytes()
    if form == "HTML":
        assert content.startswith(b"<!DOCTYPE html>")
    elif form == "pdf":
        assert len(PdfReader(io.BytesIO(content)).pages) > 10
    else:
        assert len(Presentation(io.BytesIO(content)).slides) > 10
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".visa")) == []


def test_default_dates_and_overwriting(
    sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "comite.html"
    file.write_text("celui de la semaine passée", encoding="utf-8")
    assert main(["rapport", *sample, "--de", "2025-11-01", "--vers", str(file)]) == 0
    said = capsys.readouterr().out
    assert "situation au 6 décembre 2025, comparée au 1er novembre 2025, rôle Coordination." in said
    assert "Version de la coordination" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("role", ["", "n'importe quoi", "comite"])
def test_the_committee_s_is_that_of_a_frozen_book(
    role: str,
    sample_base: Base,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample_base.close()
    monkeypatch.setenv("VISA_ROLE", role)
    file = tmp_path / "comite.html"
    arguments = ["rapport", "--base", str(sample_base.path), "--vers", str(file)]
    assert main([*arguments, "--date", "2025-12-06"]) == 2
    assert capsys.readouterr().err == (
        "Dossier de séance absent : aucun dossier de séance n'est figé au 6 décembre 2025, et le comité ne lit que des "
        "dossiers figés. Figez-le d'abord : « dossier --date 2025-12-06 ».\n"
    )
    assert main(arguments) == 2
    assert "aucun dossier de séance n'est encore figé, et" in capsys.readouterr().err
    assert not file.exists()
    assert main(["dossier", "--base", str(sample_base.path), "--date", "2025-12-06"]) == 0
    capsys.readouterr()
    assert main([*arguments, "--de", "2025-11-01"]) == 2
    assert capsys.readouterr().err == (
        "Jour comparé refusé : le dossier de séance du 6 décembre 2025 se compare au 29 novembre 2025, et à aucun autre "
        "jour.\n"
    )
    assert main(arguments) == main([*arguments, "--date", "2025-12-06"]) == 0
    assert (
        "situation au 6 décembre 2025, comparée au 29 novembre 2025, rôle Comité" in capsys.readouterr().out
    )
    assert "dossier de séance n°\u00a01 du 6 décembre 2025, figé le" in file.read_text(encoding="utf-8")
    assert main([*arguments, "--date", "2025-12-05"]) == 2
    assert "figé au 5 décembre 2025 (le dernier est du 6 décembre 2025), et" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["comite.docx", "comite", "comite.pdf.zip"])
def test_another_form_is_refused(
    name: str, sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rapport", *sample, "--vers", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err == (
        f"Format de rapport inconnu : « {name} » doit finir par l'une des extensions .pptx, .pdf, .html et .txt.\n"
    )
    assert not (tmp_path / name).exists()


def test_a_folder_that_is_not_there_is_refused(
    sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "absent" / "comite.pdf"
    assert main(["rapport", *sample, "--vers", str(file)]) == 2
    assert capsys.readouterr().err == (
        f"Dossier introuvable : le dossier « {file.parent} » n'existe pas : créez-le, puis recommencez.\n"
    )
    assert not file.parent.exists()


def test_a_folder_is_no_file(sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "dossier.pdf"
    folder.mkdir()
    assert main(["rapport", *sample, "--vers", str(folder)]) == 2
    assert (
        capsys.readouterr().err
        == f"Fichier refusé : « {folder} » est un dossier : donnez un nom de fichier.\n"
    )


def test_a_failure_to_write_leaves_the_old_report(
    sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "comite.html"
    file.write_text("celui de la semaine passée", encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert main(["rapport", *sample, "--vers", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"Écriture impossible : « {file} » ne peut pas être écrit")
    assert [path.name for path in tmp_path.iterdir() if "visa" in path.name] == []
    assert file.read_text(encoding="utf-8") == "celui de la semaine passée"


def test_a_base_that_is_not_there_is_refused_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, file = tmp_path / "absente.duckdb", tmp_path / "comite.pdf"
    assert main(["rapport", "--base", str(base), "--date", "2025-12-06", "--vers", str(file)]) == 2
    assert capsys.readouterr().err == (
        f"Base introuvable : « {base} » n'existe pas. Indiquez une base avec --base ou VISA_BASE.\n"
    )
    assert not base.exists() and not file.exists()


def test_an_empty_base_needs_a_date_then_writes_a_true_report(
    empty_base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with empty_base.cursor():
        pass
    empty_base.close()
    file = tmp_path / "comite.html"
    arguments = ["rapport", "--base", str(empty_base.path), "--vers", str(file), "--role", "coordination"]
    assert main(arguments) == 2
    assert capsys.readouterr().err == (
        "Pas de date par défaut : la base ne contient aucun appel. "
        "Indiquez le jour du rapport avec --date AAAA-MM-JJ.\n"
    )
    assert not file.exists()
    assert main([*arguments, "--date", "2025-12-06"]) == 0
    assert "Aucune personne n'est inscrite" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments", [[], ["--date", "2025-12-06"], ["--vers"], ["--vers", "a.pdf", "--role", "maire"]]
)
def test_a_command_line_that_is_off(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rapport", *arguments]) == 2
    assert capsys.readouterr().err.startswith("Commande incomprise : ")


def test_a_bad_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rapport", "--date", "06/12/2025", "--vers", str(tmp_path / "a.pdf")]) == 2
    assert "n'est pas une date" in capsys.readouterr().err


def test_the_comite_technique_is_the_coordination_s(
    sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "technique.html"
    asked = ["rapport", *sample, "--reunion", "comite_technique", "--vers", str(target)]
    assert main([*asked, "--role", "comite"]) == 2
    assert capsys.readouterr().err.startswith("Action réservée") and not target.exists()
    assert main([*asked, "--role", "coordination"]) == 0
    assert "Comité technique" in target.read_text(encoding="utf-8")
