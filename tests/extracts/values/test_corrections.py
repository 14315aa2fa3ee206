"""Near misses proposed for a whole file, accepted, counted and kept with the import."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from visa_data.base import Base
from visa_data.errors import FileRefused, Severity
from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.formats.format import nearest
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.vocabulary import Issue, StatutEquipe, StatutRessource

TODAY = date(2020, 6, 15)
CALLS = (
    "N° registre;Date;Résultat;Besoins exprimés;Niveau\n"
    "R1;16/03/2020 9h;Pas de réponce;;\n"
    "R2;16/03/2020 10h;Pas de réponce;;\n"
    "R3;16/03/2020 11h;Joint;Se nourir, Parler avec autrui;2\n"
    "R4;16/03/2020 12h;courrier;;\n"
    "R5;31/02/2020 9h;Joint;;1\n"
)
NO_ANSWER = Correction("issue", "Pas de réponce", "Pas de réponse")
TO_EAT = Correction("besoins", "Se nourir", "Se nourrir")


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "appels.csv"
    path.write_text(CALLS, encoding="utf-8")
    return path


def accounted(extract: Extract) -> bool:
    rejected = {p.line for p in extract.problems if p.severity is Severity.REJECTED}
    return extract.lines_read == extract.table.num_rows + len(rejected)


def test_near_misses_are_proposed_most_frequent_first(calls: Path) -> None:
    extract = read_extract(calls, today=TODAY)
    found = list(extract.proposals)
    assert [p.correction for p in found] == [NO_ANSWER, TO_EAT]
    assert [p.lines for p in found] == [2, 1]
    assert found[0].sentence == (
        "Résultat\u00a0: lire «\u00a0Pas de réponce\u00a0» comme «\u00a0Pas de réponse\u00a0» (2\u00a0lignes)"
    )
    assert extract.table["besoins"].to_pylist() == ["parler"], (
        "a proposal changes nothing until it is accepted"
    )
    assert accounted(extract)


def test_an_accepted_proposal_is_read_counted_and_no_longer_proposed(calls: Path) -> None:
    extract = read_extract(calls, today=TODAY, corrections=[NO_ANSWER])
    assert extract.table["issue"].to_pylist() == ["absent", "absent", "joint"]
    assert [p.correction for p in extract.proposals] == [TO_EAT]
    assert extract.recognition.corrections == {NO_ANSWER: 2}
    assert extract.recognition.notices == [
        "Colonne «\u00a0Résultat\u00a0»\u00a0: «\u00a0Pas de réponce\u00a0» lu comme «\u00a0Pas de réponse\u00a0», "
        "à votre demande (2\u00a0valeurs)."
    ]
    assert accounted(extract)


def test_each_value_of_a_list_is_put_right(calls: Path) -> None:
    extract = read_extract(calls, today=TODAY, corrections=[TO_EAT])
    assert extract.table["besoins"].to_pylist() == ["se_nourrir|parler"]


def test_a_whole_cell_said_earlier_is_still_put_right(calls: Path) -> None:
    whole = Correction("besoins", "Se nourir, Parler avec autrui", "Se nourrir")
    assert read_extract(calls, today=TODAY, corrections=[whole]).table["besoins"].to_pylist() == [
        "se_nourrir"
    ]


def test_a_wording_may_be_read_as_empty(calls: Path) -> None:
    calls.write_text("reference;date;issue;niveau\nR1;16/03/2020;joint;à voir\n", encoding="utf-8")
    extract = read_extract(calls, today=TODAY, corrections=[Correction("niveau", "à voir", "")])
    assert extract.table["niveau"].to_pylist() == [None]
    assert "lu comme vide, à votre demande" in extract.recognition.notices[0]


@pytest.mark.parametrize(
    ("correction", "sentence"),
    [
        (Correction("issue", "courrier", "pigeon"), "n'est pas une valeur admise pour"),
        (Correction("issue", "courrier", ""), "n'est pas une valeur admise pour"),
        (Correction("reference", "R1", "R2"), "se corrige dans le fichier"),
    ],
)
def test_a_correction_that_cannot_be_followed_is_refused(
    calls: Path, correction: Correction, sentence: str
) -> None:
    with pytest.raises(FileRefused, match=sentence):
        read_extract(calls, today=TODAY, corrections=[correction])


def test_what_was_accepted_stays_with_the_import(calls: Path, tmp_path: Path) -> None:
    people = tmp_path / "personnes.csv"
    people.write_text(
        "reference,source,date_inscription,consentement\nR1,caf,2020-01-10,oui\nR2,caf,2020-01-10,oui\n",
        encoding="utf-8",
    )
    with Base(tmp_path / "visa.duckdb") as base:
        load_extract(base, read_extract(people), at=datetime(2020, 6, 15))
        extract = read_extract(calls, today=TODAY, corrections=[NO_ANSWER])
        outcome = load_extract(base, extract, at=datetime(2020, 6, 15))
        assert outcome.counts.ajoutees == 2 and outcome.counts.ecartees == 1
        with base.cursor() as cursor:
            row = cursor.execute(
                "SELECT reconnaissance FROM imports WHERE id = ?", [outcome.import_id]
            ).fetchone()
    assert row
    assert json.loads(row[0])["corrections"] == [
        {"champ": "issue", "lu": "Pas de réponce", "comme": "Pas de réponse", "lignes": 2}
    ]


def test_a_telephone_corrected_by_hand_is_masked(calls: Path) -> None:
    calls.write_text("reference;date;issue;niveau\nR1;16/03/2020;joint;01 00 00 00 01\n", encoding="utf-8")
    extract = read_extract(calls, today=TODAY, corrections=[Correction("niveau", "01 00 00 00 01", "")])
    assert extract.table.num_rows == 1
    assert "00 00" not in " ".join(extract.recognition.notices)


@pytest.mark.parametrize(
    ("text", "terms", "value"),
    [
        ("pas de reponce", Issue, "absent"),
        ("messge laisse", Issue, "message"),
        ("inouverte", StatutRessource, ""),
        ("inactif", StatutEquipe, "en_sommeil"),
        ("appele", Issue, ""),
        ("rappele", Issue, ""),
        ("rapeler", Issue, "rappel_demande"),
        ("couverte", StatutRessource, ""),
        ("pas en service", StatutRessource, ""),
        ("non joint", Issue, ""),
        ("logement", Issue, ""),
    ],
)
def test_the_contrary_of_a_wording_is_not_near_it(text: str, terms: type, value: str) -> None:
    assert nearest(text, terms.wordings()) == value
