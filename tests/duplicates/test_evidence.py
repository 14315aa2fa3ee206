"""Evidence in French, word for word, and the list that goes out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.duplicates.filled_base import fill
from tests.duplicates.invented_people import Invented
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.duplicates.evidence import WORDINGS, Leaning, evidence, evidence_sentence
from visa_data.duplicates.fingerprints import Identity
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.duplicates.model import COMPARISONS

PAIR = {
    "noms": "identiques",
    "poids_noms": 14.2,
    "naissance": "jour_mois_inverses",
    "poids_naissance": 9.0,
    "annee": "inconnu",
    "poids_annee": 0.0,
    "foyer": "meme_foyer",
    "poids_foyer": 8.5,
    "meme_telephone": True,
    "distance_m": 12.4,
    "code_zone_a": "99001",
    "code_zone_b": "99001",
}
UNKNOWN = {
    **PAIR,
    "noms": "inconnu",
    "poids_noms": 0.0,
    "naissance": "inconnu",
    "foyer": "inconnu",
    "poids_foyer": 0.0,
    "meme_telephone": False,
    "distance_m": float("nan"),
    "code_zone_a": None,
}


def test_the_evidence_of_a_pair() -> None:
    assert evidence_sentence(PAIR) == (
        "mêmes nom et prénom (pour) ; même date de naissance, jour et mois inversés (pour) ; "
        "même téléphone, domiciles à 12 m, même zone (pour)"
    )


def test_what_is_not_known_says_nothing() -> None:
    assert [item.text for item in evidence(UNKNOWN)] == [
        "noms non comparables (absents d'un côté)",
        "naissance non comparable (absente d'un côté)",
        "lieux de vie non comparables (inconnus d'un côté)",
    ]
    assert {item.leaning for item in evidence(UNKNOWN)} == {Leaning.SILENT}


def test_against() -> None:
    apart = {
        **PAIR,
        "meme_telephone": False,
        "distance_m": 8_210.0,
        "code_zone_b": "99002",
        "poids_foyer": -3.5,
    }
    assert evidence(apart)[2].text == "domiciles à 8,2\xa0km, zones différentes"
    assert evidence(apart)[2].leaning is Leaning.AGAINST


def test_every_result_has_its_words() -> None:
    for comparison in COMPARISONS:
        if comparison.name in WORDINGS:
            assert {level.code for level in comparison.levels} <= set(WORDINGS[comparison.name])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    who = Identity("Quillebard", "Vorgemont", "Clorinde", date(1935, 4, 2))
    path = tmp_path / "base.duckdb"
    with Base(path) as base:
        fill(
            base,
            [
                Invented(reference, 0, source, who, "99001", latitude, 3.6)
                for reference, source, latitude in (("R1", "registre_communal", 50.2), ("T1", "caf", 50.2001))
            ],
        )
    return path


def test_the_command_lists_references_and_evidence_only(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doublons", "--base", str(file)]) == 0
    out, err = capsys.readouterr()
    header, line = out.splitlines()
    assert header == "reference_a,source_a,reference_b,source_b,probabilite,indices,etat"
    assert line.startswith("R1,Registre communal,T1,CAF,")
    assert "mêmes nom et prénom (pour)" in line
    assert line.endswith(",À décider")
    assert "Quillebard" not in out + err
    assert "Noms comparables pour 2" in err


def test_decided_pairs_are_listed_on_request(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Base(file) as base:
        decide(
            base,
            "R1",
            "T1",
            PairDecision.DISTINCT,
            at=datetime(2020, 5, 11),
            by="coordination",
            probability=0.99,
        )
    main(["doublons", "--base", str(file)])
    assert len(capsys.readouterr().out.splitlines()) == 1
    main(["doublons", "--base", str(file), "--decides"])
    assert capsys.readouterr().out.splitlines()[1].endswith(",Deux personnes")
