"""The commands, their exit codes and their French."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line import main

PEOPLE = "reference,source,date_inscription,consentement\nR1,caf,2020-01-10,oui\nR2,caf,2020-01-11,oui\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "personnes.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def test_demo_fills_an_empty_base_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["--base", str(tmp_path / "exemple.duckdb")]
    assert main(["demo", *base]) == 0
    said = capsys.readouterr().out
    assert "Territoire d'exemple (inventé)" in said
    assert main(["demo", *base]) == 2
    assert "l'exemple ne s'y mélange pas" in capsys.readouterr().err
    assert main(["indicateur", "zones-blanches", *base]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 1 + 52 + 1
    assert rows[-1].startswith(",Non localisées,")


def test_importer_annuler_importer(tmp_path: Path, people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["--base", str(tmp_path / "visa.duckdb")]
    assert main(["importer", "--simuler", *base, str(people)]) == 0
    assert "Simulation : rien n'a été écrit." in capsys.readouterr().out
    assert main(["annuler", *base]) == 2
    assert capsys.readouterr().err == "Rien à annuler : aucun import n'est enregistré dans cette base.\n"
    assert main(["importer", *base, str(people)]) == 0
    assert main(["annuler", *base]) == 0
    assert "lignes retirées" in capsys.readouterr().out
    assert main(["importer", *base, str(people)]) == 0
    assert main(["indicateur", "couverture", *base, "--date", "2020-05-01"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2,0,0,0,0,0,0,0,0.0000,0.0000"


def test_a_rejected_line_returns_1(tmp_path: Path, people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people.write_text(PEOPLE + "R3,caf,31/02/2020,oui\n", encoding="utf-8")
    assert main(["importer", "--base", str(tmp_path / "visa.duckdb"), str(people)]) == 1
    assert "rejetée :" in capsys.readouterr().out


def test_one_refused_file_and_none_is_loaded(
    tmp_path: Path, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    base = tmp_path / "visa.duckdb"
    assert main(["importer", "--base", str(base), str(people), str(picture)]) == 2
    error = capsys.readouterr().err
    assert error.startswith("photo.csv refusé, rien n'a été écrit : ")
    assert error.count("\n") == 1
    assert not base.exists()


def test_every_refused_file_is_named_at_once(
    tmp_path: Path, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("photo.csv", "plan.csv"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    base = tmp_path / "visa.duckdb"
    files = [str(tmp_path / "photo.csv"), str(people), str(tmp_path / "plan.csv")]
    assert main(["importer", "--base", str(base), *files]) == 2
    title, first, second = plain(capsys.readouterr().err).splitlines()
    assert title == (
        "2 fichiers refusés sur 3, rien n'a été écrit : corrigez-les, ou laissez-les de côté pour charger les autres."
    )
    assert first.startswith("  photo.csv : ") and "Ce fichier est une image PNG" in first
    assert second.startswith("  plan.csv : ") and "Ce fichier est une image PNG" in second
    assert not base.exists()


def test_many_files_of_a_year_are_summed_up_at_the_end(
    tmp_path: Path, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for week in range(10):
        path = tmp_path / f"appels_{week}.csv"
        path.write_text(
            f"reference,date_appel,appelant,issue\nR1,2020-04-{week + 1:02d} 10:00,A1,absent\n",
            encoding="utf-8",
        )
        files.append(path)
    bad = "R1,31/02/2020 10:00,A1,absent\n"
    files[3].write_text(files[3].read_text(encoding="utf-8") + bad, encoding="utf-8")
    files[7].write_text(files[7].read_text(encoding="utf-8").replace("R1", "R9"), encoding="utf-8")
    base = tmp_path / "visa.duckdb"
    # The people last: the order of the command does not matter.
    assert main(["importer", "--base", str(base), *map(str, files), str(people)]) == 1
    *_, total, rejected, useless = plain(capsys.readouterr().out).splitlines()
    assert total == (
        "En tout, 11 extractions : 13 lignes lues = 11 ajoutées + 0 modifiée + 0 inchangée + 1 écartée + 1 rejetée"
    )
    assert rejected == "  Lignes rejetées dans 1 fichier : appels_3.csv (1)"
    assert useless == "  Aucune ligne retenue dans 1 fichier : appels_7.csv"


def test_json_has_the_same_figures(sample_base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    sample_base.close()
    base = ["--base", str(sample_base.path)]
    assert main(["indicateur", "couverture", *base]) == 0
    header, row = capsys.readouterr().out.splitlines()
    assert main(["indicateur", "couverture", *base, "--format", "json"]) == 0
    (figures,) = json.loads(capsys.readouterr().out)
    assert [float(value) for value in row.split(",")] == list(figures.values())
    assert header.split(",") == list(figures)


def test_no_call_and_no_date_is_a_sentence(empty_base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    empty_base.close()
    assert main(["indicateur", "couverture", "--base", str(empty_base.path)]) == 2
    assert capsys.readouterr().err == (
        "Pas de date par défaut : la base ne contient aucun appel. "
        "Indiquez le jour d'observation avec --date AAAA-MM-JJ.\n"
    )


@pytest.mark.parametrize(
    "name", ["couverture", "fragilite", "besoins", "zones-blanches", "implantations", "evolution"]
)
def test_an_empty_base_answers_every_indicator(
    empty_base: Base, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    empty_base.close()
    assert (
        main(["indicateur", name, "--base", str(empty_base.path), "--date", "2020-05-10", "--par", "zone"])
        == 0
    )
    assert "nan" not in capsys.readouterr().out.casefold()


@pytest.mark.parametrize(
    "arguments",
    [[], ["inconnue"], ["importer"], ["indicateur"], ["indicateur", "inconnu"], ["demo", "--nimporte"]],
)
def test_a_command_line_that_is_off_is_a_french_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.err.startswith("Commande incomprise : ")
    assert said.out == ""


@pytest.mark.parametrize(
    ("date", "sentence"), [("12/05/2020", "n'est pas une date"), ("2020-02-31", "n'est pas une date")]
)
def test_a_bad_date_is_a_french_sentence(
    date: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["indicateur", "couverture", "--date", date]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["importer"], ["indicateur"], ["annuler"], ["demo"]])
def test_help_is_french(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("Utilisation : python -m visa_data")
    for english in ("usage:", "options:", "positional", "show this help", "optional"):
        assert english not in said
