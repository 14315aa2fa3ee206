"""`activite`: every form of a period's report, refused in one French sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line.refusing import refused
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line import main


@pytest.fixture
def sample(sample_base: Base) -> list[str]:
    sample_base.close()
    return ["--base", str(sample_base.path)]


STARTS = {"pptx": b"PK", "pdf": b"%PDF", "html": b"<!DOCTYPE html>", "csv": b"\xef\xbb\xbfpartie;"}


@pytest.mark.parametrize("form", STARTS)
def test_each_form(form: str, sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"activite.{form}"
    assert main(["activite", *sample, "--du", "2025-11-01", "--au", "2025-11-30", "--vers", str(target)]) == 0
    assert target.read_bytes().startswith(STARTS[form])
    assert plain(capsys.readouterr().out) == (
        f"« {target} » écrit : activité du 1er novembre 2025 au 30 novembre 2025.\n"
    )


def test_it_ends_by_default_with_the_last_call(
    sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["activite", *sample, "--du", "2025-11-01", "--vers", str(tmp_path / "a.csv")]) == 0
    assert "au 6 décembre 2025" in plain(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--du", "2025-11-30", "--au", "2025-11-01", "--vers", "a.pdf"], "Période à l'envers"),
        (["--du", "2025-11-01", "--vers", "a.odt"], "Format de rapport inconnu"),
        (["--du", "hier", "--vers", "a.pdf"], "Date incomprise"),
        (["--vers", "a.pdf"], "Commande incomprise"),
        (["--du", "2025-11-01", "--vers", "absent/a.pdf"], "Dossier introuvable"),
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
    refused(["activite", *sample, *options], said, tmp_path, capsys, monkeypatch)


def test_it_is_the_coordination_s(
    sample: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISA_ROLE", "comite")
    assert main(["activite", *sample, "--du", "2025-11-01", "--vers", str(tmp_path / "a.pdf")]) == 2
    assert capsys.readouterr().err.startswith("Action réservée")
