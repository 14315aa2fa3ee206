"""Everything the import page does, asked on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.extracts.loading.history import history

HEADER = "reference,source,date_inscription,consentement\n"
THREE = HEADER + "".join(f"R{n},caf,2020-01-1{n},oui\n" for n in (1, 2, 3))
CALLS = "reference,date_appel,appelant,issue\n"

Written = dict[str, Path]


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "visa.duckdb"


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def rows(where: Path, query: str) -> list[tuple[object, ...]]:
    with Base(where) as base, base.cursor() as cursor:
        return cursor.execute(query).fetchall()


def test_files_are_simulated_one_after_the_other(
    tmp_path: Path, where: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = put(tmp_path, "personnes.csv", THREE)
    calls = put(tmp_path, "appels.csv", CALLS + "R1,2020-04-02 10:00,A1,absent\n")
    assert main(["importer", "--simuler", "--base", str(where), calls, people]) == 0
    said = plain(capsys.readouterr().out)
    assert "1 ligne lue = 1 ajoutée + 0 modifiée + 0 inchangée + 0 écartée + 0 rejetée" in said
    assert rows(where, "SELECT count(*) FROM personnes") == [(0,)]


def test_absent_people_are_told_then_closed_by_a_complete_file(
    tmp_path: Path, where: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["--base", str(where)]
    main(["importer", *base, put(tmp_path, "personnes.csv", THREE)])
    one = put(tmp_path, "mars.csv", HEADER + "R1,caf,2020-01-11,oui\n")
    capsys.readouterr()
    assert main(["importer", *base, one]) == 0
    said = plain(capsys.readouterr().out)
    assert "Absents : 2 personnes inscrites, de la même origine, ne sont pas dans ce fichier" in said
    assert "R2" not in said, "no reference in a log"
    assert main(["importer", *base, "--complet", "--sortie", "2020-03-02", one]) == 0
    assert "Fichier complet : 2 absents fermés" in plain(capsys.readouterr().out)
    assert rows(where, "SELECT count(*) FROM personnes WHERE date_radiation = '2020-03-02'") == [(2,)]
    with Base(where) as opened:
        newest = history(opened).iloc[0]
    assert (newest["fait_par"], newest["fermees"]) == ("ligne_de_commande", 2)
    assert main(["annuler", *base, "--import", str(newest["id"])]) == 0
    assert rows(where, "SELECT count(*) FROM personnes WHERE date_radiation IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--complet", "--sortie", "2020-01-01"], "Date de sortie trop ancienne : "),
        (["--sortie", "2020-01-01"], "Commande incomprise : --sortie ne va qu'avec --complet."),
        (["--feuille", "Nord"], "personnes.csv refusé, rien n'a été écrit : "),
    ],
)
def test_what_cannot_be_done_writes_nothing(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    where: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["importer", "--base", str(where), put(tmp_path, "personnes.csv", THREE)])
    again = put(tmp_path, "personnes.csv", HEADER + "R1,caf,2020-01-12,oui\n")
    assert main(["importer", "--base", str(where), *arguments, again]) == 2
    assert capsys.readouterr().err.startswith(sentence)
    assert rows(where, "SELECT date_inscription::VARCHAR FROM personnes WHERE reference = 'R1'") == [
        ("2020-01-11",)
    ]


def test_mostly_rejected_lines_are_confirmed(
    tmp_path: Path, where: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = put(tmp_path, "bon.csv", "appelant,profil\nA1,agent\n")
    odd = put(tmp_path, "etrange.csv", HEADER + "R1,caf,hier,oui\nR2,caf,demain,oui\nR3,caf,2020-01-11,oui\n")
    assert main(["importer", "--base", str(where), good, odd]) == 2
    said = plain(capsys.readouterr().err)
    assert said.startswith(
        "Import à confirmer, rien n'a été écrit : « etrange.csv » : 2 lignes rejetées sur 3 (67 %)."
    )
    assert rows(where, "SELECT count(*) FROM appelants") == [(0,)], "not even the good file before it"
    assert main(["importer", "--base", str(where), "--confirmer", good, odd]) == 1
    assert rows(where, "SELECT reference FROM personnes") == [("R3",)]


def test_lines_to_correct_come_as_the_file_writes_them(tmp_path: Path, where: Path) -> None:
    people = put(
        tmp_path,
        "registre.csv",
        HEADER.replace("\n", ",nom\n")
        + "R1,caf,2020-01-11,oui,EXEMPLE-UN\nR2,caf,31/02/2020,oui,EXEMPLE-DEUX\nR3,caf,2020-01-11,oui,EXEMPLE-TROIS\n",
    )
    out, report = tmp_path / "rejets.csv", tmp_path / "rapport.csv"
    assert (
        main(["importer", "--base", str(where), "--rejets", str(out), "--rapport", str(report), people]) == 1
    )
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Motif (VISA),Suggestion (VISA),reference,source,date_inscription,consentement,nom"
    assert len(lines) == 2 and lines[1].endswith(",R2,caf,31/02/2020,oui,EXEMPLE-DEUX")
    assert "EXEMPLE-DEUX" not in report.read_text(encoding="utf-8")
    corrected = put(tmp_path, "rejets.csv", out.read_text(encoding="utf-8-sig").replace("31/02", "28/02"))
    assert main(["importer", "--base", str(where), corrected]) == 0
    assert rows(where, "SELECT count(*) FROM personnes") == [(3,)]


def test_a_mapping_file_says_columns_and_wordings(tmp_path: Path, where: Path) -> None:
    main(["importer", "--base", str(where), put(tmp_path, "personnes.csv", THREE)])
    calls = put(tmp_path, "appels.csv", "Zorglub;Quand;Qui;Fin\nR1;02/04/2020 10:00;A1;Pas de réponce\n")
    said = put(
        tmp_path,
        "ccas.toml",
        'reference = "Zorglub"\ndate_appel = "Quand"\nappelant = "Qui"\nissue = "Fin"\n'
        '[corrections.issue]\n"Pas de réponce" = "Pas de réponse"\n',
    )
    assert main(["importer", "--base", str(where), "--type", "appels", "--correspondance", said, calls]) == 0
    assert rows(where, "SELECT reference, issue FROM appels") == [("R1", "absent")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("reference = ", "« ccas.toml » n'est pas un fichier TOML lisible."),
        ("reference = " + "[" * 1_900, "« ccas.toml » n'est pas un fichier TOML lisible."),
        (
            'nom = "Nom"\n' + "# \n" * 40_000,
            "« ccas.toml » est trop long pour une correspondance de colonnes : 100 000 caractères au plus, et 2 000 par "
            "ligne.",
        ),
        (
            ".".join(["a"] * 1_200) + ' = "Nom"',
            "« ccas.toml » est trop long pour une correspondance de colonnes",
        ),
        (
            "reference = 3",
            "dans « ccas.toml », « reference » doit être suivi d'un texte entre guillemets droits.",
        ),
        ("corrections = 'a'", "dans « ccas.toml », « corrections » doit être suivi d'un texte"),
        (
            "[corrections.issue]\nabsent = 1",
            "dans « ccas.toml », « issue.absent » doit être suivi d'un texte",
        ),
    ],
)
def test_a_mapping_file_that_is_off_is_a_french_sentence(
    text: str, sentence: str, tmp_path: Path, where: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = put(tmp_path, "ccas.toml", text)
    people = put(tmp_path, "personnes.csv", THREE)
    assert main(["importer", "--base", str(where), "--correspondance", said, people]) == 2
    assert sentence in plain(capsys.readouterr().err)
    assert not where.exists()


def test_an_import_that_others_need_is_not_undone(
    tmp_path: Path, where: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["--base", str(where)]
    main(["importer", *base, put(tmp_path, "personnes.csv", THREE)])
    main(["importer", *base, put(tmp_path, "appels.csv", CALLS + "R1,2020-04-02 10:00,A1,absent\n")])
    capsys.readouterr()
    (number,) = rows(where, "SELECT min(id) FROM imports")[0]
    assert main(["annuler", *base, "--import", str(number)]) == 2
    assert "apporte 1 appel de personnes que cet import a ajoutées" in plain(capsys.readouterr().err)


def test_the_order_of_dates_is_asked_then_said(
    tmp_path: Path, where: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "registre.csv"
    people.write_text(
        "reference;source;date_inscription;consentement\nR8;caf;05/13/2020;oui\nR9;caf;05/06/2020;oui\n",
        encoding="utf-8",
    )
    assert main(["importer", str(people), "--base", str(where)]) == 2
    assert "--mois-avant-jour ou --jour-avant-mois" in capsys.readouterr().err
    assert main(["importer", str(people), "--base", str(where), "--jour-avant-mois"]) == 1
    assert main(["importer", str(people), "--base", str(where), "--mois-avant-jour"]) == 0
    with Base(where) as base, base.cursor() as cursor:
        rows = cursor.execute("SELECT date_inscription FROM personnes ORDER BY reference").fetchall()
    assert [str(day) for (day,) in rows][-2:] == ["2020-05-13", "2020-05-06"]


def test_the_territory_s_time_zone_is_that_of_its_settings(
    tmp_path: Path, where: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "reglages.toml"
    own.write_text("fuseau_horaire = 'America/Martinique'\n", encoding="utf-8")
    monkeypatch.setenv("VISA_REGLAGES", str(own))
    people = tmp_path / "registre.csv"
    people.write_text(
        "reference;source;date_inscription;consentement\nR9;caf;2020-04-16T02:00:00Z;oui\n", encoding="utf-8"
    )
    assert main(["importer", str(people), "--base", str(where)]) == 0
    with Base(where) as base, base.cursor() as cursor:
        row = cursor.execute("SELECT date_inscription FROM personnes WHERE reference = 'R9'").fetchone()
    assert row and str(row[0]) == "2020-04-15"
