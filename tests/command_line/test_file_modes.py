"""Whatever a command writes is its owner's alone: it may carry names, or rows of the base."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

import pytest

from visa_data.base import Base
from visa_data.command_line import main
from visa_data.command_line.parser import build_parser
from visa_data.extracts import watch_folder

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="les droits d'un fichier se disent autrement sous Windows"
)

PEOPLE = "reference,source,date_inscription,consentement,nom\nF1,caf,2020-01-10,oui,EXEMPLE-UN\nF2,caf,31/02/2020,oui,EXEMPLE-DEUX\n"

WRITES: dict[str, tuple[list[str], ...]] = {
    "demo": (["--base", "neuf/plus_bas/demo.duckdb"],),
    "importer": (
        ["--rapport", "rapport.csv", "--rejets", "rejets.csv", "personnes.csv"],
        ["--rejets", "rejets.xlsx", "personnes.csv"],
        ["--surveiller", "depot"],
        ["--base", "autre/autre.duckdb", "personnes.csv"],
    ),
    "annuler": ([],),
    "doublons": ([],),
    "journal": ([], ["--verifier"]),
    "acces": (),  # its list, which is beside the settings of sign-in: see test_acces
    "purger": (["--executer", "--certificat", "certificat.pdf"],),
    "sauvegarder": (["--vers", "copies/du_soir"],),
    "restaurer": (["copies/du_soir/*.duckdb"],),
    "chiffrer": ([],),
    "dechiffrer": ([],),
    "definitions": ([],),
    "indicateur": (["couverture"],),
    "schemas": (["--vers", "schemas/csv"],),
    "dossier": (["--vers", "dossier.zip"],),
    "publier": (
        ["--nouvelle-cle", "--cle", "cles/signature"],
        ["--cooperation", "exemple", "--cle", "cles/signature", "--deposer", "depot_du_reseau"],
    ),
    "reseau": (
        [
            *(
                "inscrire",
                "--cooperation",
                "exemple",
                "--nom",
                "Exemple",
                "--departement",
                "59",
                "--milieu",
                "rural",
            ),
            *("--maturite", "active", "--cle-publique", "1" * 64, "--lac", "lacs/lac"),
        ],
    ),
    "rapport": tuple(
        ["--role", "coordination", "--vers", f"rapport.{form}"] for form in ("pdf", "html", "txt")
    ),
    "fiches": (["--role", "coordination", "--zone", "991010101", "--vers", "fiches.zip"],),
    "activite": (["--du", "2025-11-01", "--vers", "activite.csv"],),
}
"""By command, the options with which it writes all that it may; in the order in which they follow one another."""


def test_every_command_says_what_it_writes() -> None:
    (commands,) = (
        action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    assert set(WRITES) == set(commands.choices)


def test_whatever_is_written_is_its_owner_s_alone(
    sample_base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, everyone_s_umask: None
) -> None:
    sample_base.close()
    given = _what_is_given(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(watch_folder, "LOOK_SECONDS", 0.0)
    monkeypatch.setenv("VISA_BASE", str(sample_base.path))
    monkeypatch.setenv("VISA_JOURNAL", str(tmp_path / "visa.log"))
    sample_base.path.chmod(0o600)
    for command, ways in WRITES.items():
        if command in ("chiffrer", "dechiffrer"):
            monkeypatch.setenv("VISA_CLE_BASE", str(tmp_path / "cles" / "cle_base"))
        else:
            monkeypatch.delenv("VISA_CLE_BASE", raising=False)
        for options in ways:
            options = [str(next(tmp_path.glob(one))) if "*" in one else one for one in options]
            assert main([command, *options]) in (0, 1), (command, options)
    wide = {
        path.relative_to(tmp_path).as_posix(): oct(path.stat().st_mode & 0o777)
        for path in tmp_path.rglob("*")
        if path.stat().st_mode & 0o077 and path not in given
    }
    assert wide == {}
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} - {
        path.relative_to(tmp_path).as_posix() for path in given
    }
    assert written >= {
        *("rapport.csv", "rejets.csv", "rejets.xlsx", "visa.log", "dossier.zip", "rapport.pdf", "fiches.zip"),
        *("depot/traites/personnes.csv.rapport.txt", "depot/traites/personnes.a_corriger.csv"),
        *("depot/refuses/photo.csv.rapport.txt", "neuf/plus_bas/demo.duckdb", "autre/autre.duckdb"),
        "autre/cle_doublons",
    }


def _what_is_given(folder: Path) -> set[Path]:
    """Files that others gave, in the temporary folder: theirs keep the mode that they chose, wherever they are put away."""
    (folder / "depot").mkdir()
    (folder / "personnes.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "depot" / "personnes.csv").write_text(PEOPLE.replace("F1", "F3"), encoding="utf-8")
    (folder / "depot" / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    for path in (folder / "depot").iterdir():
        os.utime(path, (time.time() - 60, time.time() - 60))
    put_away = {folder / "depot" / "traites" / "personnes.csv", folder / "depot" / "refuses" / "photo.csv"}
    return {*folder.rglob("*"), *put_away}


@pytest.mark.parametrize("name", ["rapport.csv", "rejets.csv", "visa.log"])
def test_a_file_that_others_could_read_is_closed_to_them(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VISA_BASE", str(tmp_path / "visa.duckdb"))
    monkeypatch.setenv("VISA_JOURNAL", "visa.log")
    Path(name).write_text("avant", encoding="utf-8")
    Path(name).chmod(0o644)
    Path("personnes.csv").write_text(PEOPLE, encoding="utf-8")
    assert main(["importer", "--rapport", "rapport.csv", "--rejets", "rejets.csv", "personnes.csv"]) == 1
    assert oct(Path(name).stat().st_mode & 0o777) == "0o600"
