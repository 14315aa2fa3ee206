"""Fingerprints in the base: with an import, back with its undo, gone with the person. Names nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.duplicates.key import KeyFile
from visa_data.extracts.answers.consents import JOINED_PERSON_REFUSED
from visa_data.extracts.loading.history import history, undo_last
from visa_data.extracts.loading.load import foresee, load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading import read_extract

AT = datetime(2020, 5, 11, 8, 0)
HEADER = (
    "N° registre;Nom;Prénom;Date de naissance;Téléphone;Code INSEE;Origine;Date d'inscription;Consentement\n"
)
ONE = "R1;Zyxouville;Clorinde;16/11/1932;03 27 00 00 01;99001;Registre;12/02/2019;O\n"
TWO = "R2;Vorgemont;Anatole;03/07/1940;;99001;Registre;12/02/2019;O\n"
MARRIED = ONE.replace("Zyxouville", "Quillebard")

Load = Callable[..., Outcome]


@pytest.fixture
def key(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "cle")


@pytest.fixture
def load(empty_base: Base, tmp_path: Path, key: KeyFile) -> Load:
    def write_and_load(text: str, *, keyed: bool = True, dry: bool = False) -> Outcome:
        path = tmp_path / "registre.csv"
        path.write_text(HEADER + text, encoding="utf-8")
        extract = read_extract(path, key=key if keyed else None)
        if dry:
            return foresee(empty_base, [extract], at=AT)[0].outcome
        return load_extract(empty_base, extract, at=AT)

    return write_and_load


def kept(base: Base, table: str = "empreintes") -> dict[str, set[tuple[str, int]]]:
    with base.references() as cursor:
        rows = cursor.execute(f"SELECT reference, sorte, empreinte FROM {table}").fetchall()
    found: dict[str, set[tuple[str, int]]] = {}
    for reference, sort, number in rows:
        found.setdefault(reference, set()).add((sort, number))
    return found


def test_an_import_keeps_fingerprints_and_says_so(load: Load, empty_base: Base) -> None:
    outcome = load(ONE + TWO)
    assert set(kept(empty_base)) == {"R1", "R2"}
    assert {sort for sort, _ in kept(empty_base)["R1"]} == {
        "nom_prenom",
        "nom_prenom_sons",
        "nom_initiale",
        "nom_annee",
        "prenom_annee",
        "naissance",
        "naissance_sans_ordre",
        "telephone",
    }
    assert any("empreintes enregistrées pour 2\xa0références" in notice for notice in outcome.notices)


def test_no_name_reaches_the_file_of_the_base(load: Load, empty_base: Base) -> None:
    load(ONE + TWO)
    empty_base.close()
    written = b"".join(path.read_bytes() for path in empty_base.path.parent.glob("vide.duckdb*")).lower()
    for secret in (b"zyxouville", b"clorinde", b"vorgemont", b"anatole", b"0327000001", b"03 27 00 00 01"):
        assert secret not in written


def test_without_a_key_names_are_not_read(load: Load, empty_base: Base, key: KeyFile) -> None:
    load(ONE, keyed=False)
    assert not kept(empty_base)
    assert not key.path.exists()


def test_a_simulation_keeps_nothing(load: Load, empty_base: Base) -> None:
    load(ONE, dry=True)
    assert not kept(empty_base)


def test_the_same_file_again_changes_nothing(load: Load) -> None:
    load(ONE + TWO)
    assert load(ONE + TWO).import_id is None


def test_a_file_loaded_before_the_key_was_there_gives_its_fingerprints_later(
    load: Load, empty_base: Base
) -> None:
    load(ONE, keyed=False)
    outcome = load(ONE)
    assert outcome.import_id is not None
    assert outcome.counts.inchangees == 1
    assert set(kept(empty_base)) == {"R1"}


def test_undoing_gives_back_those_of_before(load: Load, empty_base: Base) -> None:
    load(ONE + TWO)
    before = kept(empty_base)
    load(MARRIED)
    assert kept(empty_base)["R1"] != before["R1"]
    assert kept(empty_base)["R2"] == before["R2"]
    undo_last(empty_base, at=AT)
    assert kept(empty_base) == before
    undo_last(empty_base, at=AT)
    assert not kept(empty_base)
    assert not kept(empty_base, "anciens_empreintes")
    assert history(empty_base)["annule_le"].notna().all()


def test_a_refusal_takes_the_fingerprints_away(load: Load, empty_base: Base) -> None:
    load(ONE + TWO)
    load(MARRIED)
    load(ONE.replace(";O\n", ";N\n"))
    assert set(kept(empty_base)) == {"R2"}
    assert not kept(empty_base, "anciens_empreintes")


def test_a_relative_s_name_and_phone_are_not_the_person_s(tmp_path: Path, key: KeyFile) -> None:
    path = tmp_path / "registre.csv"
    path.write_text(
        "N° registre;Nom du contact;Téléphone du contact;Année de naissance;Code INSEE;Origine;Date d'inscription;Consentement\n"
        "R1;Zyxouville;03 27 00 00 01;1932;99001;Registre;12/02/2019;O\n",
        encoding="utf-8",
    )
    assert read_extract(path, key=key).fingerprints is None
    assert not key.path.exists()


def test_a_key_that_cannot_be_used_does_not_stop_the_reading(tmp_path: Path, key: KeyFile) -> None:
    key.path.write_bytes(b"court")
    path = tmp_path / "registre.csv"
    path.write_text(HEADER + ONE, encoding="utf-8")
    extract = read_extract(path, key=key)
    assert extract.lines_read == 1
    assert extract.fingerprints is None
    assert any(notice.startswith("Doublons non recherchés") for notice in extract.recognition.notices)


def test_a_refusal_under_one_reference_erases_the_person_under_all(load: Load, empty_base: Base) -> None:
    load(ONE + ONE.replace("R1", "T1") + TWO)
    decide(empty_base, "R1", "T1", PairDecision.SAME, at=AT, by="coordination")
    outcome = load(ONE.replace(";O\n", ";N\n") + ONE.replace("R1", "T1"))
    assert (outcome.counts.ecartees, outcome.erased_people) == (2, 1)
    assert JOINED_PERSON_REFUSED in {problem.reason for problem in outcome.problems}
    with empty_base.references() as cursor:
        assert cursor.execute("SELECT reference FROM personnes").fetchall() == [("R2",)]
        for table in ("rapprochements", "personnes_reunies", "anciens_personnes"):
            assert cursor.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert set(kept(empty_base)) == {"R2"}


def test_undoing_an_import_parts_those_it_brought(load: Load, empty_base: Base) -> None:
    load(TWO)
    load(ONE)
    decide(empty_base, "R1", "R2", PairDecision.SAME, at=AT, by="coordination")
    undo_last(empty_base, at=AT)
    with empty_base.references() as cursor:
        assert cursor.execute("SELECT count(*) FROM personnes_reunies").fetchone() == (0,)
    load(ONE)
    with empty_base.references() as cursor:
        assert cursor.execute("SELECT DISTINCT principale FROM personnes_reunies").fetchall() == [("R1",)]
