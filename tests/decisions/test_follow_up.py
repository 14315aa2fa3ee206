"""Next week: what is done, what is late, and what the figure did."""

from __future__ import annotations

from datetime import date

import pytest

from tests.decisions.conftest import AT, DRAFT, LATER, MEETING, NEXT, draft
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.decisions.follow_up import Followed, follow_up
from visa_data.decisions.record import record_decision, update_status
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin, StatutDecision


def followed_up(base: Base, day: date, settings: Settings) -> tuple[Followed, ...]:
    with base.cursor() as cursor:
        return follow_up(cursor, day, settings)


def test_nothing_decided(empty_base: Base, settings: Settings) -> None:
    followed = followed_up(empty_base, NEXT, settings)
    assert followed == ()


@pytest.mark.parametrize(("day", "late"), [(date(2020, 5, 8), False), (date(2020, 5, 9), True)])
def test_late_from_the_day_after(empty_base: Base, settings: Settings, day: date, late: bool) -> None:
    record_decision(empty_base, MEETING, DRAFT, AT, settings)
    (followed,) = followed_up(empty_base, day, settings)
    assert followed.late is late
    assert followed.move_sentence == ""


def test_a_decision_of_a_later_meeting_is_not_there_yet(empty_base: Base, settings: Settings) -> None:
    record_decision(empty_base, NEXT, draft(due=NEXT), AT, settings)
    assert followed_up(empty_base, MEETING, settings) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"indicator": "evolution", "column": "tentes"},
            "Personnes appelées : de 4 à 5 depuis la décision (+1), mieux.",
        ),
        (
            {"indicator": "evolution", "column": "inscrits"},
            "Personnes inscrites : 6, sans changement depuis la décision.",
        ),
        (
            {"indicator": "couverture", "column": "taux_joints", "zone": "99004"},
            "Part jointe : pas de comparaison, une des deux valeurs n'est pas connue.",
        ),
        (
            {"indicator": "couverture", "column": "tentes", "zone": "99003"},
            "Appelées : de 0 à 1 depuis la décision (+1), mieux.",
        ),
        (
            {"indicator": "besoins", "column": "non_pourvus", "zone": "99002", "need": Besoin.PARLER},
            "Non pourvus : de 1 à 0 depuis la décision (−1), mieux.",
        ),
    ],
)
def test_how_the_figure_moved(
    worked_example: Base, settings: Settings, changes: dict[str, object], sentence: str
) -> None:
    record_decision(worked_example, MEETING, draft(**changes), AT, settings)
    (followed,) = followed_up(worked_example, NEXT, settings)
    assert plain(followed.move_sentence) == sentence


def test_late_first_then_to_do_then_done(empty_base: Base, settings: Settings) -> None:
    names = ["abandonnée", "faite", "à faire", "en retard", "très en retard"]
    dues = [date(2020, 5, day) for day in (9, 9, 12, 9, 4)]
    ids = {
        name: record_decision(empty_base, MEETING, draft(text=name, due=due), AT, settings).id
        for name, due in zip(names, dues, strict=True)
    }
    update_status(empty_base, ids["faite"], 1, StatutDecision.FAITE, date(2020, 5, 6), LATER)
    update_status(empty_base, ids["abandonnée"], 1, StatutDecision.ABANDONNEE, date(2020, 5, 7), LATER)
    followed = followed_up(empty_base, NEXT, settings)
    assert [f.decision.draft.text for f in followed] == [
        "très en retard",
        "en retard",
        "à faire",
        "abandonnée",
        "faite",
    ]
