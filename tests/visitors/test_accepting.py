"""Pairings accepted on the screen: written whole or not at all, never twice one volunteer, taken back like an import."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest

from visa_data import settings
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.extracts.loading.history import history, undo_last
from visa_data.extracts.loading.outcome import Outcome
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.visites import waiting_listed
from visa_data.roles import Author, Role
from visa_data.visitors.accepting import FROM_THE_SCREEN, Accepted, accept_pairings

DAY = date(2020, 5, 10)
AT = datetime(2020, 5, 11, 9, 30)
B1 = Accepted("B1", "conversation|jeux", "lundi_matin|samedi", ("V4", "V3"))
B6 = Accepted("B6", "lecture", "mardi_matin", ("V8", "V7"))


def accept(base: Base, *accepted: Accepted, role: Role = Role.COORDINATION, day: date = DAY) -> Outcome:
    return accept_pairings(base, role, accepted, day=day, settings=settings.load(None), at=AT)


def log(base: Base) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return cursor.execute(
            "SELECT binome, date, statut, reference, benevoles, activites, creneaux FROM binomes ORDER BY ALL"
        ).fetchall()


def write(base: Base, *rows: tuple[str, str, str, str, str]) -> None:
    """Lines that another import brings: binome, date, statut, reference, benevoles."""
    with base.transaction() as cursor:
        cursor.executemany(
            "INSERT INTO binomes BY NAME SELECT ? AS binome, ?::DATE AS date, ? AS statut, ? AS reference, "
            "? AS benevoles, 1 AS import_id",
            list(rows),
        )


def test_a_meeting_is_written_with_the_day_and_the_volunteers(acting_example: Base) -> None:
    before = log(acting_example)
    outcome = accept(acting_example, B6, B1)
    assert outcome.counts.ajoutees == 2
    assert set(log(acting_example)) - set(before) == {
        ("B1", DAY, "rencontre", "P7", "V3|V4", "conversation|jeux", "lundi_matin|samedi"),
        ("B6", DAY, "rencontre", "P1", "V7|V8", "lecture", "mardi_matin"),
    }
    with acting_example.cursor() as cursor:
        waiting = waiting_listed(cursor, DAY, settings.load(None), EVERYBODY)
    still = waiting.set_index("binome")
    assert still.loc["B6", ["statut", "benevoles", "jours_attente"]].tolist() == ["rencontre", "V7|V8", 8]


def test_it_is_an_import_of_the_coordination_that_can_be_taken_back(acting_example: Base) -> None:
    before = log(acting_example)
    accept(acting_example, B1, B6)
    row = history(acting_example).iloc[0]
    assert (row["fichier"], row["type"], row["fait_par"]) == (FROM_THE_SCREEN, "binomes", Author.COORDINATION)
    assert (row["lues"], row["ajoutees"]) == (2, 2)
    undone = undo_last(acting_example, at=AT)
    assert (undone.removed, undone.restored) == (2, 0)
    assert log(acting_example) == before
    assert accept(acting_example, B1).counts.ajoutees == 1


def test_the_sample_stays_invented(sample_base: Base) -> None:
    with sample_base.transaction() as cursor:
        reference = cursor.execute(
            "SELECT min(reference) FROM personnes WHERE consentement = 'oui'"
        ).fetchone()
        assert reference is not None
        cursor.execute(
            "INSERT INTO binomes BY NAME SELECT 'BX' AS binome, DATE '2025-12-01' AS date, 'demande' AS statut, "
            "? AS reference, 1 AS import_id",
            [reference[0]],
        )
        cursor.executemany(
            "INSERT INTO appelants BY NAME SELECT ? AS appelant, 'oui' AS visites, 1 AS import_id",
            [["VX1"], ["VX2"]],
        )
    accept(sample_base, Accepted("BX", "", "", ("VX1", "VX2")), day=date(2025, 12, 6))
    assert sample_base.meta("invente") == "oui"


Prepare = Callable[[Base], object]
REFUSED: list[tuple[str, Prepare, tuple[Accepted, ...], str]] = [
    (
        "demand that another import moved on",
        lambda base: write(base, ("B1", "2020-05-10", "actif", "P7", "V1|V2")),
        (B1,),
        "la demande B1 n'attend plus de bénévoles.",
    ),
    (
        "demand that already names somebody",
        lambda base: accept(base, B1),
        (Accepted("B1", B1.activites, B1.creneaux, ("V8", "V7")),),
        "la demande B1 n'attend plus de bénévoles.",
    ),
    (
        "demand whose next line comes after the day",
        lambda base: write(base, ("B1", "2020-05-12", "termine", "P7", "")),
        (B1,),
        "la demande B1 a une suite au 12 mai 2020, après le jour affiché. "
        "Choisissez une date d'observation plus récente.",
    ),
    (
        "demand that says other things now",
        lambda base: None,
        (Accepted("B1", "jeux", B1.creneaux, B1.benevoles),),
        "la demande B1 a changé depuis qu'elle est affichée.",
    ),
    (
        "demand chosen twice",
        lambda base: None,
        (B1, Accepted("B1", B1.activites, B1.creneaux, ("V7", "V8"))),
        "la demande B1 est choisie deux fois.",
    ),
    (
        "volunteer chosen for two",
        lambda base: None,
        (B1, Accepted("B6", B6.activites, B6.creneaux, ("V3", "V7"))),
        "V3 est choisi pour deux visites.",
    ),
    (
        "volunteer accepted meanwhile",
        lambda base: accept(base, Accepted("B6", B6.activites, B6.creneaux, ("V3", "V7"))),
        (B1,),
        "V3 est déjà du binôme B6 (rencontre).",
    ),
    (
        "volunteer whom a later day has taken",
        lambda base: write(base, ("B9", "2020-05-20", "actif", "P8", "V4|V8")),
        (B1,),
        "V4 est déjà du binôme B9 (actif).",
    ),
    (
        "volunteer who has stopped",
        lambda base: None,
        (Accepted("B1", B1.activites, B1.creneaux, ("V3", "V11")),),
        "V11 n'est pas, à ce jour, un bénévole actif qui fait des visites.",
    ),
    (
        "caller who makes no visits",
        lambda base: None,
        (Accepted("B1", B1.activites, B1.creneaux, ("A1", "V3")),),
        "A1 n'est pas, à ce jour, un bénévole actif qui fait des visites.",
    ),
    (
        "nobody named",
        lambda base: None,
        (Accepted("B1", B1.activites, B1.creneaux, ()),),
        "aucun bénévole n'y est nommé.",
    ),
]


@pytest.mark.parametrize(
    ("prepare", "accepted", "why"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_refused_with_a_sentence_and_nothing_written(
    acting_example: Base, prepare: Prepare, accepted: tuple[Accepted, ...], why: str
) -> None:
    prepare(acting_example)
    before, imports = log(acting_example), len(history(acting_example))
    with pytest.raises(VisaError) as refused:
        accept(acting_example, *accepted)
    assert refused.value.title == "Binôme refusé"
    assert refused.value.message == f"{why} Rien n'a été écrit\u00a0: relisez les propositions."
    assert log(acting_example) == before and len(history(acting_example)) == imports


def test_the_role_that_may_not_is_refused_before_the_base_is_opened(tmp_path: Path) -> None:
    with pytest.raises(VisaError, match="composer les binômes de visiteurs"):
        accept(Base(tmp_path / "jamais.duckdb"), B1, role=Role.COMITE)
    assert not (tmp_path / "jamais.duckdb").exists()


def test_nothing_chosen_is_said(acting_example: Base) -> None:
    with pytest.raises(VisaError, match=r"aucun binôme n'est choisi\."):
        accept(acting_example)


def test_two_who_accept_one_volunteer_at_once_do_not_both_have_her(acting_example: Base) -> None:
    wanted = (B1, Accepted("B6", B6.activites, B6.creneaux, ("V3", "V7")))

    def attempt(one: Accepted) -> str:
        try:
            accept(acting_example, one)
        except VisaError as error:
            return error.message
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(attempt, wanted))
    assert sorted(bool(one) for one in said) == [False, True]
    assert "V3 est déjà du binôme" in "".join(said)
    assert sum("V3" in str(row[4]) for row in log(acting_example)) == 1
