"""Decisions are written once, kept through a restart, and never overwritten by the second of two writers."""

from __future__ import annotations

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.decisions.conftest import AT, DRAFT, LATER, MEETING, NEXT, draft
from tests.plain_text import plain
from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.decisions.decision import (
    Decision,
    DecisionChanged,
    Draft,
    StatutDecision,
    list_decisions,
    status_at,
)
from visa_data.decisions.record import record_decision, update_status
from visa_data.errors import VisaError
from visa_data.provenance.meetings import Meeting, meeting_of
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin

DONE = StatutDecision.FAITE


def journal(base: Base) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return cursor.execute(
            "SELECT version, geste, statut, jour, champs, ecrit_le FROM journal_decisions "
            "ORDER BY decision_id, version"
        ).fetchall()


def test_a_decision_opens_its_meeting_and_keeps_the_value_of_its_figure(
    worked_example: Base, settings: Settings
) -> None:
    wanted = draft(
        zone="99002", need=Besoin.PARLER, indicator="besoins", column="ouverts", text="  Ouvrir\nun café "
    )
    decision = record_decision(worked_example, MEETING, wanted, AT, settings)
    assert decision == Decision(
        id=1,
        meeting=MEETING,
        draft=replace(wanted, text="Ouvrir un café"),
        zone_name="Boismont",
        value_then=1.0,
        status=StatutDecision.A_FAIRE,
        status_day=MEETING,
        version=1,
        changed_at=AT,
    )
    assert meeting_of(worked_example, MEETING) == Meeting(MEETING, None)
    assert list_decisions(worked_example) == (decision,)
    assert journal(worked_example) == [(1, "creation", "a_faire", MEETING, "", AT)]


def test_without_a_figure_nothing_is_followed(empty_base: Base, settings: Settings) -> None:
    decision = record_decision(empty_base, MEETING, DRAFT, AT, settings)
    assert math.isnan(decision.value_then)
    assert decision.draft.measure is None
    assert decision.zone_name == ""


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (
            draft(due=date(2020, 5, 2)),
            "Échéance à corriger : l'échéance du 2 mai 2020 précède la réunion du 3 mai 2020. "
            "Choisissez une date plus tardive.",
        ),
        (
            draft(zone="12345"),
            "Zone inconnue : « 12345 » n'est le code d'aucune zone chargée. Choisissez-la dans la liste, "
            "ou laissez la zone vide.",
        ),
        (
            draft(indicator="couverture"),
            "Indicateur incomplet : choisissez l'indicateur et son chiffre, ou aucun des deux.",
        ),
        (
            draft(indicator="couverture", column="bonheur"),
            "Indicateur inconnu : « couverture : bonheur » n'est pas un chiffre suivi. "
            "Choisissez-le dans la liste.",
        ),
        (
            draft(text="Voir P4"),
            "Décision à reformuler : le texte contient la référence d'une personne du registre. Une décision "
            "est lue par tout le comité : retirez-le et parlez d'une zone, d'un besoin ou d'une fonction.",
        ),
    ],
)
def test_a_refused_decision_writes_nothing(
    worked_example: Base, settings: Settings, wanted: Draft, sentence: str
) -> None:
    version = worked_example.data_version()
    with pytest.raises(VisaError) as refusal:
        record_decision(worked_example, MEETING, wanted, AT, settings)
    assert plain(str(refusal.value)) == sentence
    assert list_decisions(worked_example) == ()
    assert meeting_of(worked_example, MEETING) is None
    assert worked_example.data_version() == version


def test_done_and_put_right(empty_base: Base, settings: Settings) -> None:
    first = record_decision(empty_base, MEETING, DRAFT, AT, settings)
    done = update_status(empty_base, first.id, 1, DONE, NEXT, LATER)
    assert (done.status, done.status_day, done.version, done.changed_at) == (DONE, NEXT, 2, LATER)
    with pytest.raises(VisaError) as refusal:
        update_status(empty_base, first.id, 2, DONE, date(2020, 5, 2), LATER)
    assert plain(refusal.value.message) == (
        "le 2 mai 2020 précède la réunion du 3 mai 2020, où la décision a été prise. "
        "Choisissez une date plus tardive."
    )
    assert list_decisions(empty_base) == (done,)


def test_the_status_is_the_one_of_the_day(empty_base: Base, settings: Settings) -> None:
    first = record_decision(empty_base, MEETING, DRAFT, AT, settings)
    update_status(empty_base, first.id, 1, DONE, NEXT, LATER)
    assert list_decisions(empty_base, date(2020, 5, 2)) == ()
    assert list_decisions(empty_base, date(2020, 5, 9))[0].status is StatutDecision.A_FAIRE
    assert list_decisions(empty_base, NEXT)[0].status is DONE
    assert list_decisions(empty_base, date(2020, 5, 9))[0].late(date(2020, 5, 9))
    assert not list_decisions(empty_base, date(2020, 5, 8))[0].late(date(2020, 5, 8))
    assert not list_decisions(empty_base, NEXT)[0].late(NEXT)


@pytest.mark.parametrize(
    ("later", "at", "expected"),
    [
        ([("faite", 12)], 11, ("a_faire", 3)),
        ([("faite", 12)], 12, ("faite", 12)),
        ([("faite", 12), ("faite", 20)], 15, ("a_faire", 3)),
        ([("faite", 20), ("faite", 12)], 15, ("faite", 12)),
        ([("faite", 12), ("a_faire", 19)], 15, ("faite", 12)),
        ([("faite", 12), ("a_faire", 19)], 19, ("a_faire", 19)),
        ([("faite", 12), ("a_faire", 5)], 15, ("a_faire", 5)),
        ([("a_faire", 9)], 3, ("a_faire", 3)),
        ([("faite", 3)], 3, ("faite", 3)),
    ],
)
def test_status_through_changes_of_mind(
    later: list[tuple[str, int]], at: int, expected: tuple[str, int]
) -> None:
    steps = [("a_faire", MEETING), *((status, date(2020, 5, day)) for status, day in later)]
    assert status_at(steps, date(2020, 5, at)) == (expected[0], date(2020, 5, expected[1]))


def test_the_second_of_two_writers_is_told_and_nothing_is_lost(empty_base: Base, settings: Settings) -> None:
    read = record_decision(empty_base, MEETING, DRAFT, AT, settings)
    written = update_status(empty_base, read.id, read.version, DONE, NEXT, LATER)
    with pytest.raises(DecisionChanged) as refusal:
        update_status(empty_base, read.id, read.version, StatutDecision.ABANDONNEE, NEXT, LATER)
    assert plain(str(refusal.value)) == (
        "Décision modifiée entre-temps : quelqu'un d'autre a modifié cette décision le 4 mai 2020 à 09:00. "
        "Rien de ce que vous venez d'écrire n'a été enregistré, rien de ce qui l'était n'est perdu : "
        "relisez la décision, puis recommencez."
    )
    assert list_decisions(empty_base) == (written,)


def test_an_unknown_decision(empty_base: Base) -> None:
    with pytest.raises(VisaError, match="n'est pas dans la base ouverte"):
        update_status(empty_base, 7, 1, DONE, NEXT, LATER)


def test_eight_people_decide_at_once(worked_example: Base, settings: Settings) -> None:
    def write(number: int) -> None:
        record_decision(
            worked_example,
            MEETING,
            draft(text=f"Décision {number} du groupe", indicator="evolution", column="isolees"),
            AT,
            settings,
        )

    with ThreadPoolExecutor(8) as people:
        list(people.map(write, range(8)))
    decisions = list_decisions(worked_example)
    assert {d.draft.text for d in decisions} == {f"Décision {n} du groupe" for n in range(8)}
    assert len({d.id for d in decisions}) == 8
    assert {d.version for d in decisions} == {1}


def test_of_eight_changes_of_one_version_one_lands(empty_base: Base, settings: Settings) -> None:
    first = record_decision(empty_base, MEETING, DRAFT, AT, settings)

    def write(number: int) -> int | None:
        try:
            update_status(empty_base, first.id, 1, list(StatutDecision)[number % 3], NEXT, LATER)
        except DecisionChanged:
            return None
        return number

    with ThreadPoolExecutor(8) as people:
        landed = [number for number in people.map(write, range(8)) if number is not None]
    assert len(landed) == 1
    (decision,) = list_decisions(empty_base)
    assert (decision.status, decision.version) == (list(StatutDecision)[landed[0] % 3], 2)


WRITE = """
import sys
from datetime import date, datetime
from visa_data.base import Base
from visa_data.decisions.decision import Draft, list_decisions
from visa_data.decisions.record import record_decision
from visa_data.settings import load
with Base(sys.argv[1], idle=0.05) as base:
    for number in range(3):
        record_decision(base, date(2020, 5, 3), Draft(f"Texte {sys.argv[2]}{number}", "CCAS", date(2020, 5, 8)),
            datetime(2020, 5, 3, 14), load())
    print(len(list_decisions(base)))
"""


def test_two_processes_decide_at_once_and_a_third_reads_it_all(tmp_path: Path) -> None:
    path = str(tmp_path / "visa.duckdb")
    Base(path).close()
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, path, name], stderr=subprocess.PIPE, cwd=ROOT, text=True
        )
        for name in "ab"
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    with Base(path) as base:
        assert sorted(d.draft.text for d in list_decisions(base)) == [
            f"Texte {name}{number}" for name in "ab" for number in range(3)
        ]
