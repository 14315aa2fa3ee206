"""Step 10: decisions done and late, and how their figure moved, in both roles."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.indicators.small_base import add_calls, add_person, add_zones
from tests.meeting.steps.bases import SETTINGS, one_step
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.decisions.decision import Draft
from visa_data.decisions.record import record_decision, update_status
from visa_data.meeting.step import Step
from visa_data.pictures.picture import NothingPicture, TablePicture, Tone
from visa_data.roles import Role
from visa_data.vocabulary import StatutDecision

MEETING = date(2020, 5, 3)
AT = datetime(2020, 5, 3, 10, 0)


def decided(base: Base) -> None:
    """12 isolated people in A and 2 in B at the meeting; one more in each since."""
    add_zones(base, "A", "B")
    for zone, number in (("A", 13), ("B", 3)):
        for rank in range(number):
            add_person(base, f"{zone}{rank}", zone=zone)
            on = "2020-05-06" if rank == number - 1 else "2020-05-01"
            add_calls(base, [(f"{zone}{rank}", on, "joint", {"niveau": 2})])
    for text, due, zone, indicator, column in (
        ("Chercher des bénévoles", date(2020, 5, 6), "", "evolution", "isolees_sans_equipe"),
        ("Visiter la zone B", date(2020, 5, 20), "B", "zones-blanches", "isolees"),
        ("Écrire aux mairies", date(2020, 5, 10), "", "", ""),
        ("Ouvrir une ligne", date(2020, 5, 8), "", "evolution", "zones_blanches"),
    ):
        draft = Draft(text, "Coordination", due, zone, None, indicator, column)
        last = record_decision(base, MEETING, draft, AT, SETTINGS)
    update_status(base, last.id, last.version, StatutDecision.FAITE, date(2020, 5, 8), AT)


def rows(step: Step) -> dict[str, tuple[str, ...]]:
    assert isinstance(step.picture, TablePicture)
    return {row[0]: tuple(map(plain, row[1:])) for row in step.picture.rows}


def test_nothing_decided(empty_base: Base) -> None:
    step = one_step(empty_base, "decisions")
    assert step.key_point == "Aucune décision n'a encore été prise. Que décidons-nous aujourd'hui ?"
    assert isinstance(step.picture, NothingPicture) and not step.figures


@pytest.mark.parametrize("role", Role)
def test_sentence_figures_and_order(empty_base: Base, role: Role) -> None:
    decided(empty_base)
    step = one_step(empty_base, "decisions", role)
    assert plain(step.key_point) == "4 décisions : 1 en retard, 2 à faire et 1 faite."
    assert [(f.value, f.label) for f in step.figures] == [
        ("1", "faite"),
        ("2", "à faire"),
        ("1", "en retard"),
    ]
    found = rows(step)
    assert list(found) == [
        "Chercher des bénévoles",
        "Écrire aux mairies",
        "Visiter la zone B (Zone B)",
        "Ouvrir une ligne",
    ]
    assert [line[2] for line in found.values()] == [
        "En retard de 4 jours",
        "À faire aujourd'hui",
        "À faire sous 10 jours",
        "Faite le 8 mai",
    ]
    assert isinstance(step.picture, TablePicture)
    assert step.picture.tones == (Tone.WORST, Tone.NEUTRAL, Tone.NEUTRAL, Tone.GOOD)


def test_figures_moved_for_the_coordination(empty_base: Base) -> None:
    decided(empty_base)
    found = rows(one_step(empty_base, "decisions"))
    assert found["Chercher des bénévoles"][3] == (
        "Isolées sans équipe : de 14 à 16 depuis la décision (+2), moins bien."
    )
    assert found["Visiter la zone B (Zone B)"][3] == (
        "Isolées : de 2 à 3 depuis la décision (+1), moins bien."
    )
    assert found["Écrire aux mairies"][3] == ""
    assert found["Ouvrir une ligne"][3] == "Zones blanches : 2, sans changement depuis la décision."


def test_the_committee_reads_no_count_of_a_zone_and_no_small_move_nor_its_direction(empty_base: Base) -> None:
    decided(empty_base)
    found = rows(one_step(empty_base, "decisions", Role.COMITE))
    assert (
        found["Chercher des bénévoles"][3]
        == "Isolées sans équipe : 16, évolution non publiée (petits nombres protégés)."
    )
    assert found["Visiter la zone B (Zone B)"][3] == (
        "Isolées : évolution non publiée (petits nombres protégés)."
    )
    assert found["Ouvrir une ligne"][3] == "Zones blanches : 2, sans changement depuis la décision."


def test_decisions_of_later_meetings_are_not_there_yet(empty_base: Base) -> None:
    decided(empty_base)
    step = one_step(empty_base, "decisions", day=date(2020, 5, 2), before=date(2020, 4, 25))
    assert isinstance(step.picture, NothingPicture)
