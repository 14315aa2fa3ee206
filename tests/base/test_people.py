"""People, not references: what a reading cursor sees once references are joined."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.indicators.small_base import add_calls, add_person, add_zones
from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide, withdraw
from visa_data.errors import VisaError
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.orientations import orientations, threads
from visa_data.settings import load

AT = datetime(2020, 5, 11, 8, 0)


def person(base: Base, columns: str) -> tuple[object, ...]:
    with base.cursor() as cursor:
        rows = cursor.execute(f"SELECT {columns} FROM personnes ORDER BY reference").fetchall()
    assert len(rows) == 1
    return tuple(rows[0])


def join(base: Base, one: str, other: str) -> None:
    decide(base, one, other, PairDecision.SAME, at=AT, by="coordination")


def test_two_references_make_one_person_and_two_again(empty_base: Base) -> None:
    add_person(empty_base, "T1", source="carsat", since="2020-01-05", consent="en_attente", born=1930)
    add_person(empty_base, "R1", since="2020-03-01")
    join(empty_base, "T1", "R1")
    assert person(empty_base, "reference, source, date_inscription, consentement, annee_naissance") == (
        "R1",
        "registre_communal",
        date(2020, 1, 5),
        "oui",
        1930,
    )
    with empty_base.references() as cursor:
        assert cursor.execute("SELECT count(*) FROM personnes").fetchone() == (2,)
    withdraw(empty_base, "R1", "T1", at=AT, by="coordination")
    with empty_base.cursor() as cursor:
        assert cursor.execute("SELECT reference FROM personnes ORDER BY 1").fetchall() == [("R1",), ("T1",)]


@pytest.mark.parametrize(
    ("left", "other_left", "seen"),
    [("2020-04-01", None, None), ("2020-04-01", "2020-05-01", date(2020, 5, 1)), (None, None, None)],
)
def test_she_has_left_when_her_last_reference_has(
    empty_base: Base, left: str | None, other_left: str | None, seen: date | None
) -> None:
    add_person(empty_base, "R1", until=left)
    add_person(empty_base, "T1", source="caf", until=other_left)
    join(empty_base, "R1", "T1")
    assert person(empty_base, "date_radiation") == (seen,)


def test_a_yes_that_left_the_register_is_no_consent(empty_base: Base) -> None:
    add_person(empty_base, "R1", until="2020-04-01", consent="oui")
    add_person(empty_base, "T1", source="caf", consent="en_attente")
    join(empty_base, "R1", "T1")
    assert person(empty_base, "reference, consentement") == ("T1", "en_attente")


def test_she_lives_where_a_reference_places_her(empty_base: Base) -> None:
    add_zones(empty_base, "99001")
    add_person(empty_base, "R1")
    add_person(empty_base, "T1", source="caf", zone="99001", point=(50.05, 3.05))
    join(empty_base, "R1", "T1")
    assert person(empty_base, "reference, code_zone, latitude") == ("R1", "99001", 50.05)
    with empty_base.cursor() as cursor:
        assert cursor.execute("SELECT reference, code_zone FROM placements").fetchall() == [("R1", "99001")]


def test_calls_of_both_are_hers_and_the_same_call_counts_once(empty_base: Base) -> None:
    add_person(empty_base, "R1")
    add_person(empty_base, "T1", source="caf")
    add_person(empty_base, "R2")
    add_calls(
        empty_base,
        [
            ("R1", "2020-05-04 10:00", "joint"),
            ("T1", "2020-05-04 10:00", "joint"),
            ("T1", "2020-05-05 10:00", "absent"),
            ("R2", "2020-05-04 10:00", "joint"),
        ],
    )
    with empty_base.transaction() as cursor:
        cursor.execute("UPDATE appels SET rang = 0")
        cursor.execute("INSERT INTO besoins VALUES ('T1', 'parler', '2020-05-04', 'exprime', NULL, 0)")
    join(empty_base, "R1", "T1")
    with empty_base.cursor() as cursor:
        assert cursor.execute("SELECT reference, count(*) FROM appels GROUP BY 1 ORDER BY 1").fetchall() == [
            ("R1", 2),
            ("R2", 1),
        ]
        assert cursor.execute("SELECT reference FROM besoins").fetchall() == [("R1",)]


def test_what_was_asked_for_both_is_one_thread(empty_base: Base) -> None:
    """Whatever extracts tell of people is told of the person: her orientation is that of both references."""
    add_person(empty_base, "R1")
    add_person(empty_base, "T1", source="caf")
    add_calls(empty_base, [("R1", "2020-05-01 10:00", "joint", {"niveau": 3})])
    with empty_base.transaction() as cursor:
        for reference, day, status in (
            ("R1", "2020-05-02", "proposee"),
            ("T1", "2020-05-02", "proposee"),
            ("T1", "2020-05-09", "prise_en_charge"),
        ):
            cursor.execute(
                "INSERT INTO suites VALUES (?, 'orientation', ?, ?, 'K1', 3, 0)", [reference, day, status]
            )
        cursor.execute(
            "INSERT INTO binomes VALUES ('B1', '2020-05-02', 'demande', 'T1', NULL, NULL, NULL, 0)"
        )
        cursor.execute(
            "INSERT INTO signalements VALUES ('G1', '2020-05-02', 'tiers', NULL, NULL, NULL, NULL, 'inscrite', NULL, "
            "'T1', 0), ('G2', '2020-05-02', 'tiers', NULL, NULL, NULL, NULL, 'en_cours', NULL, NULL, 0)"
        )
    join(empty_base, "R1", "T1")
    with empty_base.cursor() as cursor:
        high = orientations(cursor, date(2020, 5, 10), load(), EVERYBODY).set_index("niveau").loc[3]
        log = threads(cursor, date(2020, 5, 10), load(), EVERYBODY)
        assert cursor.execute("SELECT reference FROM binomes").fetchall() == [("R1",)]
        reports = cursor.execute("SELECT identifiant, reference FROM signalements ORDER BY 1").fetchall()
    assert (high["personnes"], high["prises_en_charge"], high["delai_median_jours"]) == (1, 1, 7)
    assert log["reference"].tolist() == ["R1"]
    assert reports == [("G1", "R1"), ("G2", None)]


def test_three_references_are_one_person_whatever_the_pairs(empty_base: Base) -> None:
    for reference, source in (("R1", "registre_communal"), ("T1", "caf"), ("U1", "carsat")):
        add_person(empty_base, reference, source=source)
    join(empty_base, "T1", "U1")
    join(empty_base, "R1", "U1")
    assert person(empty_base, "reference") == ("R1",)
    with pytest.raises(VisaError, match="à la fois deux personnes et une seule"):
        decide(empty_base, "R1", "T1", PairDecision.DISTINCT, at=AT, by="coordination")
    assert person(empty_base, "reference") == ("R1",)


def test_a_reference_that_is_gone_cannot_be_joined(empty_base: Base) -> None:
    add_person(empty_base, "R1")
    with pytest.raises(VisaError, match="n'est plus dans la base"):
        join(empty_base, "R1", "R9")
    with pytest.raises(VisaError, match="n'est plus dans la base"):
        join(empty_base, "R1", "R1")


def test_the_history_of_a_pair_is_kept(empty_base: Base) -> None:
    add_person(empty_base, "R1")
    add_person(empty_base, "T1", source="caf")
    decide(empty_base, "R1", "T1", PairDecision.DISTINCT, at=AT, by="coordination", probability=0.7)
    join(empty_base, "T1", "R1")
    withdraw(empty_base, "T1", "R1", at=AT, by="coordination")
    with empty_base.references() as cursor:
        rows = cursor.execute(
            "SELECT decision, probabilite, retire_par FROM rapprochements ORDER BY id"
        ).fetchall()
    assert rows == [("distinctes", 0.7, "coordination"), ("meme_personne", None, "coordination")]
    with pytest.raises(VisaError, match="aucune décision ne tient"):
        withdraw(empty_base, "T1", "R1", at=AT, by="coordination")
