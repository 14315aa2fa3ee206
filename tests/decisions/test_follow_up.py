"""Next week: what is done, what is late, and what the figure did."""

from __future__ import annotations

from datetime import date

import pytest

from tests.decisions.conftest import AT, DRAFT, LATER, MEETING, NEXT, draft
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.decisions.follow_up import decisions_table, follow_up, summary_sentence
from visa_data.decisions.record import record_decision, update_status
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin, StatutDecision


def test_nothing_decided(empty_base: Base, settings: Settings) -> None:
    followed = follow_up(empty_base, NEXT, settings)
    assert followed == ()
    assert summary_sentence(followed) == "Aucune décision n'a encore été prise."
    assert list(decisions_table(followed).columns)[:3] == ["Réunion", "Décision", "Responsable"]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (MEETING, "À faire sous 5 jours (échéance : 8 mai 2020)."),
        (date(2020, 5, 7), "À faire sous 1 jour (échéance : 8 mai 2020)."),
        (date(2020, 5, 8), "À faire aujourd'hui (échéance : 8 mai 2020)."),
        (date(2020, 5, 9), "En retard de 1 jour (échéance : 8 mai 2020)."),
        (NEXT, "En retard de 2 jours (échéance : 8 mai 2020)."),
    ],
)
def test_late_from_the_day_after(empty_base: Base, settings: Settings, day: date, sentence: str) -> None:
    record_decision(empty_base, MEETING, DRAFT, AT, settings)
    (followed,) = follow_up(empty_base, day, settings)
    assert plain(followed.state_sentence) == sentence
    assert followed.late is sentence.startswith("En retard")
    assert followed.move_sentence == ""


def test_a_decision_of_a_later_meeting_is_not_there_yet(empty_base: Base, settings: Settings) -> None:
    record_decision(empty_base, NEXT, draft(due=NEXT), AT, settings)
    assert follow_up(empty_base, MEETING, settings) == ()


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
    (followed,) = follow_up(worked_example, NEXT, settings)
    assert plain(followed.move_sentence) == sentence


def test_late_first_then_to_do_then_done_and_all_counted(empty_base: Base, settings: Settings) -> None:
    names = ["abandonnée", "faite", "à faire", "en retard", "très en retard"]
    dues = [date(2020, 5, day) for day in (9, 9, 12, 9, 4)]
    ids = {
        name: record_decision(empty_base, MEETING, draft(text=name, due=due), AT, settings).id
        for name, due in zip(names, dues, strict=True)
    }
    update_status(empty_base, ids["faite"], 1, StatutDecision.FAITE, date(2020, 5, 6), LATER)
    update_status(empty_base, ids["abandonnée"], 1, StatutDecision.ABANDONNEE, date(2020, 5, 7), LATER)
    followed = follow_up(empty_base, NEXT, settings)
    assert [f.decision.draft.text for f in followed] == names[::-1]
    assert plain(summary_sentence(followed)) == (
        "5 décisions : 2 en retard, 1 à faire, 1 faite et 1 abandonnée."
    )
    assert plain(summary_sentence(followed[:1])) == "1 décision : 1 en retard."
    states = [plain(state) for state in decisions_table(followed)["État"]]
    assert states == [
        "En retard de 6 jours (échéance : 4 mai 2020).",
        "En retard de 1 jour (échéance : 9 mai 2020).",
        "À faire sous 2 jours (échéance : 12 mai 2020).",
        "Faite le 6 mai 2020.",
        "Abandonnée le 7 mai 2020.",
    ]


def test_the_table_is_all_words(worked_example: Base, settings: Settings) -> None:
    wanted = draft(zone="99001", need=Besoin.PARLER, indicator="besoins", column="ouverts")
    record_decision(worked_example, MEETING, wanted, AT, settings)
    (row,) = decisions_table(follow_up(worked_example, MEETING, settings)).to_dict("records")
    assert {name: plain(cell) for name, cell in row.items()} == {
        "Réunion": "3 mai 2020",
        "Décision": "Demander un passage à l'équipe de Boismont",
        "Responsable": "Coordination",
        "Échéance": "8 mai 2020",
        "Zone": "Aubrives",
        "Besoin": "Parler avec autrui",
        "État": "À faire sous 5 jours (échéance : 8 mai 2020).",
        "Indicateur": "Ouverts : 1, sans changement depuis la décision.",
    }
