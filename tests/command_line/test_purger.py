"""`purger`: lists, destroys only when told to, writes its certificate, and refuses in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line.refusing import refused
from tests.plain_text import plain
from tests.retention.lived_base import RADIATED, live
from visa_data.base import Base
from visa_data.command_line import main


@pytest.fixture
def lived(tmp_path: Path) -> list[str]:
    path = tmp_path / "base.duckdb"
    live(path)
    return ["--base", str(path), "--date", "2020-06-01"]


def people(lived: list[str]) -> int:
    with Base(lived[1]) as base, base.references() as cursor:
        return cursor.execute("SELECT count(*) FROM personnes").fetchone()[0]


def test_it_lists_then_destroys_when_told_to(
    lived: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = people(lived)
    assert main(["purger", *lived]) == 0
    told = plain(capsys.readouterr().out)
    assert told.startswith(f"À détruire : les personnes radiées ({RADIATED - 1} personnes, ")
    assert "dû depuis le 20 avril 2020" in told and told.endswith(
        "Rien n'a été détruit : relancez avec --executer.\n"
    )
    assert people(lived) == before
    certificate = tmp_path / "certificat.pdf"
    assert main(["purger", *lived, "--executer", "--certificat", str(certificate)]) == 0
    told = plain(capsys.readouterr().out)
    assert told.startswith(f"Détruit : les personnes radiées ({RADIATED - 1} personnes, ")
    assert certificate.read_bytes().startswith(b"%PDF") and "ZQ-" not in told
    assert people(lived) == before - RADIATED
    assert main(["purger", *lived, "--executer", "--certificat", str(tmp_path / "rien.pdf")]) == 0
    assert "Rien à détruire au 1er juin 2020." in plain(capsys.readouterr().out)
    assert not (tmp_path / "rien.pdf").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--certificat", "c.pdf"], "Commande incomprise : --certificat ne va qu'avec --executer"),
        (["--executer", "--certificat", "c.docx"], "Format de rapport inconnu"),
        (["--executer", "--certificat", "absent/c.pdf"], "Dossier introuvable"),
        (["--executer", "--date", "2999-01-01"], "Jour à venir"),
        (["--date", "demain"], "Date"),
    ],
)
def test_refusals_destroy_nothing(
    options: list[str],
    said: str,
    lived: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = people(lived)
    refused(["purger", *lived, *options], said, tmp_path, capsys, monkeypatch)
    assert people(lived) == before


def test_without_a_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["purger", "--base", str(tmp_path / "absente.duckdb")]) == 2
    assert capsys.readouterr().err.startswith("Base introuvable")
