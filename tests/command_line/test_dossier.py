"""`dossier`: frozen once, written as one file, refused in one French sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line.refusing import refused
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.dossier.file import read_book


@pytest.fixture
def sample(sample_base: Base) -> list[str]:
    sample_base.close()
    return ["--base", str(sample_base.path)]


def test_made_then_written_again_as_it_was(
    sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "d.zip", tmp_path / "encore.zip"
    assert main(["dossier", *sample, "--vers", str(first)]) == 0
    said = plain(capsys.readouterr().out)
    assert said.startswith("Dossier n° 1 du 6 décembre 2025 figé.\n")
    assert f"« {first} » écrit" in said
    assert main(["dossier", *sample, "--date", "2025-12-06", "--vers", str(second)]) == 0
    assert "déjà figé, rien à faire" in capsys.readouterr().out
    assert first.read_bytes() == second.read_bytes()
    assert read_book(first).manifest.territory


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--date", "06/12/2025"], "Date"),
        (["--vers", "absent/d.zip"], "Dossier introuvable"),
        (["--vers", "."], "Fichier refusé"),
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
    refused(["dossier", *sample, *options], said, tmp_path, capsys, monkeypatch)


def test_without_a_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "--base", str(tmp_path / "absente.duckdb"), "--date", "2025-12-06"]) == 2
    assert capsys.readouterr().err.startswith("Base introuvable")
