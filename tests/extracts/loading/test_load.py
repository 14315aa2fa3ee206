"""From files to the base: every line accounted for, whole or not at all, and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.errors import Severity, VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.history import already_loaded, history, reported_lines, undo_last
from visa_data.extracts.loading.load import foresee, load_extract
from visa_data.extracts.loading.outcome import Counts, Outcome
from visa_data.extracts.reading import read_extract

AT = datetime(2020, 5, 11, 8, 0)
PEOPLE = "reference,source,date_inscription,date_radiation,annee_naissance,code_zone,latitude,longitude,vit_seul,consentement\n"
CALLS = "reference,date_appel,appelant,type_appel,issue,niveau,besoins,duree_min\n"
ZONES = """{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"99001","nom":"Aubrives"},"geometry":{"type":"Polygon","coordinates":[[[3.0,50.0],[3.05,50.0],[3.05,50.05],[3.0,50.05],[3.0,50.0]]]}},
{"type":"Feature","properties":{"code":"99002","nom":"Boismont"},"geometry":{"type":"Polygon","coordinates":[[[3.05,50.0],[3.1,50.0],[3.1,50.05],[3.05,50.05],[3.05,50.0]]]}}]}"""


@pytest.fixture
def load(empty_base: Base, read: Callable[..., Extract]) -> Callable[..., Outcome]:
    def write_and_load(text: str, name: str = "personnes.csv", *, dry: bool = False) -> Outcome:
        extract = read(text, name)
        if dry:
            return foresee(empty_base, [extract], at=AT)[0].outcome
        return load_extract(empty_base, extract, at=AT)

    return write_and_load


def rows(base: Base, query: str) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return cursor.execute(query).fetchall()


TWO = (
    PEOPLE
    + "R1,caf,2020-01-10,,1935,99001,50.02,3.01,oui,oui\nR2,caf,2020-01-11,,1940,99002,,,non,en_attente\n"
)


def test_the_five_counts_add_up(load: Callable[..., Outcome]) -> None:
    outcome = load(
        TWO
        + "R1,caf,2020-01-10,,1935,99001,50.02,3.01,oui,oui\n"
        + "R1,caf,2020-01-10,,1935,99001,50.02,3.01,non,oui\n"
        + "R3,caf,2020-01-10,,1935,99001,,,oui,non\n"
        + ",caf,2020-01-10,,1935,99001,,,oui,oui\n"
        + "R4,caf,31/02/2020,,1935,99001,,,oui,oui\n"
    )
    assert outcome.counts == Counts(ajoutees=2, modifiees=1, inchangees=1, ecartees=1, rejetees=2)
    assert outcome.counts.lues == 7
    reported = {(p.line, p.severity): p.column for p in outcome.problems}
    assert reported == {
        (4, Severity.WARNING): "",
        (5, Severity.WARNING): "",
        (6, Severity.SET_ASIDE): "consentement",
        (7, Severity.REJECTED): "reference",
        (8, Severity.REJECTED): "date_inscription",
    }


def test_the_last_line_of_a_person_wins(load: Callable[..., Outcome], empty_base: Base) -> None:
    load(TWO + "R1,caf,2020-01-10,,1935,99001,50.02,3.01,non,oui\n")
    assert rows(empty_base, "SELECT vit_seul FROM personnes WHERE reference = 'R1'") == [("non",)]


def test_the_same_file_twice_changes_nothing(load: Callable[..., Outcome], empty_base: Base) -> None:
    load(TWO)
    version = empty_base.data_version()
    again = load(TWO)
    assert again.counts == Counts(0, 0, 2, 0, 0)
    assert again.import_id is None
    assert len(history(empty_base)) == 1
    assert rows(empty_base, "SELECT count(*) FROM personnes") == [(2,)]
    assert version.rsplit(":", 1)[0] == empty_base.data_version().rsplit(":", 1)[0]


def test_a_correction_is_a_modification_and_comes_back_with_an_undo(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(TWO)
    before = rows(empty_base, "SELECT * FROM personnes ORDER BY reference")
    changed = load(
        TWO.replace("1935", "1936").replace("en_attente", "oui") + "R3,carsat,2020-02-01,,,,,,,oui\n", "b.csv"
    )
    assert changed.counts == Counts(1, 2, 0, 0, 0)
    assert changed.changes == {"annee_naissance": 1, "consentement": 1}
    undone = undo_last(empty_base, at=AT)
    assert (undone.file_name, undone.removed, undone.restored) == ("b.csv", 1, 2)
    assert rows(empty_base, "SELECT * FROM personnes ORDER BY reference") == before
    undo_last(empty_base, at=AT)
    assert rows(empty_base, "SELECT count(*) FROM personnes") == [(0,)]
    with pytest.raises(VisaError, match="aucun import n'est enregistré"):
        undo_last(empty_base, at=AT)


def test_columns_that_a_file_lacks_are_kept(load: Callable[..., Outcome], empty_base: Base) -> None:
    load(TWO)
    load("reference,source,date_inscription,consentement\nR1,caf,2020-01-10,oui\n", "court.csv")
    assert rows(empty_base, "SELECT annee_naissance, vit_seul FROM personnes WHERE reference = 'R1'") == [
        (1935, "oui")
    ]


def test_simulating_writes_nothing(load: Callable[..., Outcome], empty_base: Base) -> None:
    outcome = load(TWO, dry=True)
    assert outcome.counts == Counts(2, 0, 0, 0, 0)
    assert rows(empty_base, "SELECT count(*) FROM personnes") == [(0,)]
    assert history(empty_base).empty


def test_a_withdrawn_consent_erases_the_person_for_good(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(TWO)
    load(CALLS + "R1,2020-04-02 10:00,A1,evaluation,joint,2,parler,15\n", "appels.csv")
    load(TWO.replace("1935", "1936"), "modif.csv")
    outcome = load(TWO.replace("oui,oui", "oui,non"), "retrait.csv")
    assert outcome.erased_people == 1
    assert any("1 personne du registre a refusé" in plain(notice) for notice in outcome.notices)
    for table in (
        "personnes",
        "appels",
        "placements",
        "anciens_personnes",
        "anciens_appels",
        "anciens_besoins",
    ):
        assert rows(empty_base, f"SELECT count(*) FROM {table} WHERE reference = 'R1'") == [(0,)]
    undone = undo_last(empty_base, at=AT)
    assert undone.erased_for_good == 1
    assert rows(empty_base, "SELECT count(*) FROM personnes WHERE reference = 'R1'") == [(0,)]


def test_a_refusal_lower_in_the_file_keeps_nothing_of_the_person(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    outcome = load(TWO + "R1,caf,2020-01-10,,1935,99001,50.02,3.01,oui,non\n")
    assert outcome.counts == Counts(1, 0, 0, 2, 0)
    assert rows(empty_base, "SELECT reference FROM personnes") == [("R2",)]


def test_calls_of_people_who_are_not_registered_are_set_aside(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(TWO)
    calls = (
        CALLS
        + "R1,2020-04-02 10:00,A1,evaluation,joint,2,parler,15\nR9,2020-04-02 11:00,A1,evaluation,absent,,,\n"
    )
    outcome = load(calls, "appels.csv")
    assert outcome.counts == Counts(1, 0, 0, 1, 0)
    assert [(p.line, p.value) for p in outcome.problems] == [(3, "R9")]


def test_attempts_of_one_day_without_an_hour_all_count(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(TWO)
    calls = CALLS + (
        "R1,2020-04-02,A1,evaluation,absent,,,\n"
        "R1,2020-04-02,A1,evaluation,message,,,\n"
        "R1,2020-04-02,A1,evaluation,absent,,,\n"
    )
    assert load(calls, "appels.csv").counts == Counts(2, 0, 1, 0, 0)
    assert load(calls, "appels_bis.csv").counts == Counts(0, 0, 3, 0, 0)
    assert rows(empty_base, "SELECT issue FROM appels ORDER BY rang") == [("absent",), ("message",)]


def test_people_are_placed_and_gaps_are_reported(load: Callable[..., Outcome], empty_base: Base) -> None:
    load(ZONES, "zones.geojson")
    outcome = load(
        PEOPLE
        + "A,caf,2020-01-10,,,99001,50.02,3.01,oui,oui\n"
        + "B,caf,2020-01-10,,,99001,50.02,3.07,oui,oui\n"
        + "C,caf,2020-01-10,,,99002,51.5,3.07,oui,oui\n"
        + "D,caf,2020-01-10,,,99002,,,oui,oui\n"
        + "E,caf,2020-01-10,,,88888,,,oui,oui\n"
        + "F,caf,2020-01-10,,,,51.5,3.07,oui,oui\n"
        + "G,caf,2020-01-10,,,99002,50.02,3.05,oui,oui\n"
    )
    placed = rows(
        empty_base, "SELECT reference, code_zone, origine, ecart FROM placements ORDER BY reference"
    )
    assert placed == [
        ("A", "99001", "coordonnees", None),
        ("B", "99002", "coordonnees", "autre_zone"),
        ("C", "99002", "code_zone", "hors_zones"),
        ("D", "99002", "code_zone", None),
        ("E", None, "aucune", "code_inconnu"),
        ("F", None, "aucune", "hors_zones"),
        ("G", "99002", "coordonnees", None),
    ]
    assert outcome.counts == Counts(7, 0, 0, 0, 0)
    assert sorted(p.line for p in outcome.problems if p.severity is Severity.WARNING) == [3, 4, 6, 7]


def test_one_point_swapped_among_others_is_suggested(load: Callable[..., Outcome]) -> None:
    load(ZONES, "zones.geojson")
    right = "".join(f"R{i},caf,2020-01-10,,,99001,50.02,3.01,oui,oui\n" for i in range(12))
    outcome = load(PEOPLE + right + "S,caf,2020-01-10,,,99001,3.01,50.02,oui,oui\n")
    assert [(p.line, p.suggestion) for p in outcome.problems] == [
        (14, "Latitude et longitude inversées\u00a0?")
    ]


def test_outlines_loaded_after_people_place_them(load: Callable[..., Outcome], empty_base: Base) -> None:
    load(TWO)
    assert rows(empty_base, "SELECT DISTINCT origine FROM placements") == [("aucune",)]
    load(ZONES, "zones.geojson")
    assert rows(empty_base, "SELECT reference, code_zone FROM placements ORDER BY 1") == [
        ("R1", "99001"),
        ("R2", "99002"),
    ]
    undo_last(empty_base, at=AT)
    assert rows(empty_base, "SELECT DISTINCT origine FROM placements") == [("aucune",)]


def test_the_history_keeps_causes_but_no_value(
    load: Callable[..., Outcome], empty_base: Base, tmp_path: Path
) -> None:
    outcome = load(TWO + "R5,caf,31/02/2020,,1935,99001,,,oui,oui\n")
    assert outcome.import_id is not None
    causes = reported_lines(empty_base, outcome.import_id)
    assert causes["lignes"].tolist() == ["4"]
    assert "31/02" not in " ".join(causes["motif"])
    newest = history(empty_base).iloc[0]
    assert (newest["fichier"], newest["lues"], newest["ajoutees"], newest["rejetees"]) == (
        "personnes.csv",
        3,
        2,
        1,
    )
    assert already_loaded(empty_base, read_extract(tmp_path / "personnes.csv")) == AT
