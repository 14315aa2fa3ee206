"""A file that lacks a column is given one value for all its lines; a file that brings nothing says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line import main

REGISTER = "N° registre;Date d'inscription;Consentement\nR1;12/05/2020;Oui\nR2;13/05/2020;Oui\n"


def run(folder: Path, text: str, *options: str) -> tuple[int, Path]:
    where, path = folder / "visa.duckdb", folder / "registre.csv"
    path.write_text(text, encoding="utf-8")
    return main(["importer", "--base", str(where), "--confirmer", *options, str(path)]), where


def rows(where: Path, query: str) -> list[tuple[object, ...]]:
    with Base(where) as base, base.cursor() as cursor:
        return cursor.execute(query).fetchall()


def test_the_register_has_no_origin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, REGISTER)[0] == 2
    assert "il y manque la colonne « Origine »" in plain(capsys.readouterr().err)
    code, where = run(tmp_path, REGISTER, "--valeur", "source=registre_communal")
    assert code == 0
    said = plain(capsys.readouterr().out)
    assert "« Origine » : « registre_communal » pour tout le fichier, à votre demande (2 lignes)." in said
    assert rows(where, "SELECT reference, source FROM personnes ORDER BY 1") == [
        ("R1", "registre_communal"),
        ("R2", "registre_communal"),
    ]
    ((kept,),) = rows(where, "SELECT reconnaissance FROM imports")
    assert json.loads(str(kept))["valeurs"] == {"source": "registre_communal"}
    assert rows(where, "SELECT count(*) FROM correspondances") == [(0,)]


def test_several_values_in_words(tmp_path: Path) -> None:
    text = "N° registre;Code INSEE\nR1;59001\nR2;59002\n"
    values = [
        "source=Conseil départemental du Nord",
        "date_inscription=16/03/2020",
        "consentement=En attente",
    ]
    code, where = run(tmp_path, text, "--type", "personnes", *(o for v in values for o in ("--valeur", v)))
    assert code == 0
    query = "SELECT DISTINCT source, CAST(date_inscription AS VARCHAR), consentement FROM personnes"
    assert rows(where, query) == [("departement", "2020-03-16", "en_attente")]


def test_the_day_of_the_calls_of_one_sheet(tmp_path: Path) -> None:
    run(tmp_path, REGISTER, "--valeur", "source=CCAS")
    calls = "N° registre;Heure;Résultat;Appelant\nR1;9h05;Joint;A1\nR2;10h;Absent;A1\n"
    code, where = run(tmp_path, calls, "--valeur", "date_appel=02/04/2020")
    assert code == 0
    assert rows(where, "SELECT CAST(date_appel AS VARCHAR), heure_connue FROM appels ORDER BY 1") == [
        ("2020-04-02 09:05:00", True),
        ("2020-04-02 10:00:00", True),
    ]


def test_the_column_of_the_file_comes_first_and_the_value_is_refused_as_useless(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, where = run(
        tmp_path,
        REGISTER.replace("Consentement", "Consentement;Origine").replace("Oui", "Oui;CAF"),
        "--valeur",
        "source=carsat",
    )
    assert (code, where.exists() and rows(where, "SELECT count(*) FROM personnes")) == (2, False)
    assert plain(capsys.readouterr().err).strip() == (
        "Valeur sans objet, rien n'a été écrit : aucun de ces fichiers n'attend une valeur pour source : chacun a cette "
        "colonne, ou est d'un type qui n'en a pas. Retirez --valeur, puis relancez."
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("reference=R1", "« reference=R1 » n'est pas une valeur pour tout le fichier."),
        ("code_zone=59001", "Une référence, un nom ou une zone se donnent ligne par ligne."),
        ("source", "« source » n'est pas une valeur pour tout le fichier."),
        (
            "source=gendarmerie",
            "« gendarmerie » n'est pas admis pour « Origine » de tout un fichier. Valeurs admises : ",
        ),
        ("date_inscription=hier", "« hier » n'est pas admis pour « Date d'inscription » de tout un fichier."),
        ("consentement=oui", "Un accord se recueille auprès de chaque personne."),
    ],
)
def test_values_that_cannot_be(
    value: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "N° registre;Vit seul\nR1;Oui\n"
    values = ["--valeur", value] + [
        option
        for other in ("source=caf", "date_inscription=2020-01-01", "consentement=en_attente")
        if other.split("=")[0] != value.split("=")[0]
        for option in ("--valeur", other)
    ]
    assert run(tmp_path, text, "--type", "personnes", *values)[0] == 2
    assert sentence in plain(capsys.readouterr().err)


def test_every_line_set_aside_is_told_and_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = "N° registre;Date;Résultat\nR1;12/05/2020;Joint\nR2;12/05/2020;Joint\n"
    assert run(tmp_path, calls)[0] == 1
    assert "Rien à charger : chaque ligne est écartée ou rejetée." in plain(capsys.readouterr().out)
    assert run(tmp_path, REGISTER, "--valeur", "source=caf")[0] == 0
    assert run(tmp_path, REGISTER, "--valeur", "source=caf")[0] == 0, "what is there already is taken"
