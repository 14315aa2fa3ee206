"""Lists and grids of needs: what is known is kept, what is not is told, and nothing takes the whole call with it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.errors import Severity
from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.formats import NEEDS, Refusal
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.vocabulary import Besoin

TODAY = date(2020, 6, 15)
LIST_OF_TEN = "Valeurs admises : " + ", ".join(need.label for need in Besoin)


def calls(folder: Path, header: str, *lines: str, **options: object) -> Extract:
    path = folder / "appels.csv"
    text = "".join(f"R{i};16/03/2020 9h;Joint;{line}\n" for i, line in enumerate(lines))
    path.write_text(f"N° registre;Date;Résultat;{header}\n{text}", encoding="utf-8")
    return read_extract(path, today=TODAY, **options)  # type: ignore[arg-type]


def test_an_unknown_word_does_not_take_the_call_with_it(tmp_path: Path) -> None:
    lines = ("Se nourrir, Chauffage", "Chauffage", "Chauffage | Portage de repas", "Parler")
    extract = calls(tmp_path, "Besoins", *lines)
    assert extract.table["besoins"].to_pylist() == ["se_nourrir", None, None, "parler"]
    assert extract.lines_read == 4
    assert [
        (p.line, p.value, plain(p.reason), plain(p.suggestion), p.severity) for p in extract.problems
    ] == [
        (
            line,
            word,
            "Mot qui n'est pas de la liste : laissé de côté, la ligne est gardée",
            LIST_OF_TEN,
            Severity.WARNING,
        )
        for line, word in ((2, "Chauffage"), (3, "Chauffage"), (4, "Chauffage"), (4, "Portage de repas"))
    ]
    cause = accounts.causes(extract.problems).iloc[0]
    assert plain(cause["Valeurs"]) == "« Chauffage » (3 fois) et « Portage de repas »"
    assert cause["Ce qu'il en advient"] == "Gardée, à vérifier"
    assert [plain(p.sentence) for p in extract.proposals] == [
        "Besoins : lire « Portage de repas » comme « Se nourrir » (1 ligne)"
    ]
    accepted = calls(tmp_path, "Besoins", *lines, corrections=[extract.proposals[0].correction])
    assert accepted.table["besoins"].to_pylist() == ["se_nourrir", None, "se_nourrir", "parler"]
    dropped = calls(tmp_path, "Besoins", *lines, corrections=[Correction("besoins", "Chauffage", "")])
    assert [p.value for p in dropped.problems] == ["Portage de repas"]


def test_the_words_left_out_are_nowhere_in_the_base(tmp_path: Path) -> None:
    people = tmp_path / "personnes.csv"
    people.write_text(
        "reference,source,date_inscription,consentement\nR0,caf,2020-01-10,oui\n", encoding="utf-8"
    )
    with Base(tmp_path / "visa.duckdb") as base:
        load_extract(base, read_extract(people), at=datetime(2020, 6, 15))
        extract = calls(tmp_path, "Besoins", "Se nourrir, voir Madame Inventée")
        assert extract.proposals == ()
        outcome = load_extract(base, extract, at=datetime(2020, 6, 15))
        assert (outcome.counts.ajoutees, outcome.warnings) == (1, 1)
        with base.cursor() as cursor:
            tables = [row[0] for row in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
            kept = " ".join(str(cursor.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables)
    assert "se_nourrir" in kept and "Inventée" not in kept


@pytest.mark.parametrize(
    "word", ["Aucun", "RAS", "R.A.S.", "Néant", "aucun besoin", "Rien à signaler", "Non"]
)
def test_a_word_for_none_is_no_need(tmp_path: Path, word: str) -> None:
    extract = calls(tmp_path, "Besoins", word, "Parler")
    assert extract.table["besoins"].to_pylist() == [None, "parler"]
    assert extract.problems == []
    assert [plain(notice) for notice in extract.recognition.notices] == [
        "Colonne « Besoins » : « Aucun », « RAS », « néant »… lus comme aucun besoin (1 valeur)."
    ]


def test_a_single_value_that_is_bad_still_rejects_its_line_and_a_required_list_too(tmp_path: Path) -> None:
    extract = calls(tmp_path, "Type d'appel", "pigeon")
    assert [p.severity for p in extract.problems] == [Severity.REJECTED]
    path = tmp_path / "ressources.csv"
    path.write_text(
        "identifiant;nom;besoins;statut\nE1;CCAS inventé;Se nourrir, chauffage;active\n", encoding="utf-8"
    )
    assert [p.severity for p in read_extract(path, today=TODAY).problems] == [Severity.REJECTED]


@pytest.mark.parametrize(
    "headers",
    [
        ("Se nourrir", "Parler avec autrui", "Retirer de l'argent"),
        ("Besoin : se nourrir", "Besoin : parler", "Besoin : argent"),
        ("Besoins [Se nourrir]", "Besoins [Parler avec autrui]", "Besoins [Retirer de l'argent]"),
        ("besoins/se_nourrir", "besoins/parler", "besoins/argent"),
        ("Repas", "Lien social", "Espèces"),
    ],
)
@pytest.mark.parametrize("mark", ["x", "X", "oui", "1", "VRAI", "✓", "Oui"])
def test_a_column_for_each_need_is_read_as_the_needs(
    tmp_path: Path, headers: tuple[str, ...], mark: str
) -> None:
    extract = calls(tmp_path, ";".join(headers), f"{mark};;", f"non;{mark};{mark}", "0;;", ";;")
    assert extract.table["besoins"].to_pylist() == ["se_nourrir", "parler|argent", None, None]
    assert (extract.problems, extract.recognition.ignored, extract.recognition.excluded) == ([], [], [])
    named = [f"« {header} »" for header in headers]
    assert [plain(notice) for notice in extract.recognition.notices] == [
        f"Une colonne par besoin, réunies pour « Besoins exprimés » : {named[0]}, {named[1]} et {named[2]}."
    ]


def test_what_is_no_mark_is_told(tmp_path: Path) -> None:
    extract = calls(tmp_path, "Se nourrir;Parler", "x;peut-être", "x;x", "NSP;x", "x;Parler")
    assert extract.table["besoins"].to_pylist() == [
        "se_nourrir",
        "se_nourrir|parler",
        "parler",
        "se_nourrir|parler",
    ]
    assert [(p.line, p.column, p.value, p.severity) for p in extract.problems] == [
        (2, "Besoins exprimés (une colonne par besoin)", "Parler = peut-être", Severity.WARNING),
        (4, "Besoins exprimés (une colonne par besoin)", "Se nourrir = NSP", Severity.WARNING),
    ]
    assert extract.proposals == ()


def test_a_grid_and_a_list_of_needs_are_read_together(tmp_path: Path) -> None:
    extract = calls(tmp_path, "Besoins;Se nourrir;Parler", "Argent;x;", ";;x")
    assert extract.table["besoins"].to_pylist() == ["se_nourrir|argent", "parler"]


def test_one_column_named_as_a_need_or_columns_of_words_are_no_grid(tmp_path: Path) -> None:
    alone = calls(tmp_path, "Information", "x")
    assert ("besoins" in alone.table.column_names, alone.recognition.ignored) == (False, ["Information"])
    words = calls(tmp_path, "Repas;Courses", "sans sel;le mardi", "mixés;le jeudi")
    assert words.recognition.ignored == ["Repas", "Courses"]


def test_the_needs_of_a_resource_may_come_as_a_grid(tmp_path: Path) -> None:
    path = tmp_path / "ressources.csv"
    path.write_text(
        "identifiant;nom;statut;Se nourrir;Parler\nE1;CCAS inventé;active;x;x\n", encoding="utf-8"
    )
    assert read_extract(path, today=TODAY).table["besoins"].to_pylist() == ["se_nourrir|parler"]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([*Besoin, "Chauffage", "taxi"]), min_size=1, max_size=6),
    st.sampled_from("|,;/\n"),
)
def test_the_known_words_of_a_list_are_kept_whatever_the_others(words: list[str], mark: str) -> None:
    text = mark.join(word.label if isinstance(word, Besoin) else word for word in words)
    expected = "|".join(need for need in Besoin if need in words) or None
    try:
        assert NEEDS.parse(text, TODAY) == expected
        assert all(isinstance(word, Besoin) for word in words)
    except Refusal as refusal:
        assert refusal.known == expected
        assert {word for word, _ in refusal.unknown} == {
            word for word in words if not isinstance(word, Besoin)
        }


@pytest.mark.parametrize(
    "word", ["NSP", "N.S.P.", "Ne sait pas", "ne se prononce pas", "?", "Inconnu", "non renseigné"]
)
def test_a_declared_unknown_is_a_value_where_it_may_be_and_refused_where_it_may_not(
    tmp_path: Path, word: str
) -> None:
    path = tmp_path / "personnes.csv"
    path.write_text(
        "reference;source;date_inscription;consentement;vit_seul;aidant\n"
        f"R1;caf;2020-01-10;oui;{word};{word}\nR2;caf;2020-01-10;{word};;\nR3;caf;2020-01-10;oui;;-\n",
        encoding="utf-8",
    )
    extract = read_extract(path, today=TODAY)
    assert extract.table["vit_seul"].to_pylist() == extract.table["aidant"].to_pylist() == [None, None]
    assert [(p.line, p.value, p.reason) for p in extract.problems] == [
        (3, word, "Valeur obligatoire déclarée inconnue")
    ]
    told = "déclaré inconnu (« NSP », « non renseigné », « ? »…) (1 valeur)."
    assert [plain(notice) for notice in extract.recognition.notices] == [
        f"Colonne « vit_seul » : {told}",
        f"Colonne « aidant » : {told}",
        "Colonne « aidant » : lu comme vide (« - », « / », « vide »…) (1 valeur).",
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("MSA", "Carsat"),
        ("Infirmière libérale", "Signalement d'un tiers"),
        ("CAF du Nord", ""),
        ("Signalement Mme Inventée", ""),
        ("Famille", ""),
    ],
)
def test_an_origin_is_proposed_from_one_of_its_words(tmp_path: Path, text: str, label: str) -> None:
    path = tmp_path / "personnes.csv"
    path.write_text(
        f"reference;source;date_inscription;consentement\nR1;{text};2020-01-10;oui\nR2;caf;2020-01-10;oui\n",
        encoding="utf-8",
    )
    assert [p.correction.value for p in read_extract(path, today=TODAY).proposals] == (
        [label] if label else []
    )
