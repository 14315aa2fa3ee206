"""Step 10: decisions done and late, and how their figure moved."""

from __future__ import annotations

from datetime import date, datetime

from tests.indicators.small_base import add_calls, add_person, add_zones
from tests.meeting.steps.bases import SETTINGS, one_step, opened
from tests.meeting.steps.frozen import frozen
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.decisions.decision import Draft
from visa_data.decisions.record import record_decision, update_status
from visa_data.meeting.step import Step
from visa_data.meeting.steps import build_step
from visa_data.pictures.picture import ColumnsPicture, NothingPicture, Tone
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


def columns(step: Step) -> dict[str, list[tuple[str, ...]]]:
    assert isinstance(step.picture, ColumnsPicture)
    return {
        column.title: [(note.text, note.owner, plain(note.due), plain(note.state)) for note in column.notes]
        for column in step.picture.columns
    }


def test_nothing_decided(empty_base: Base) -> None:
    step = one_step(empty_base, "decisions")
    assert step.key_point == "Aucune décision n'a encore été prise. Que décidons-nous aujourd'hui ?"
    assert isinstance(step.picture, NothingPicture) and not step.table.rows


def test_late_ones_then_those_to_do_then_those_done(empty_base: Base) -> None:
    decided(empty_base)
    step = one_step(empty_base, "decisions")
    assert (
        plain(step.key_point)
        == "4 décisions : 1 en retard, 2 à faire et 1 faite ; 2 propositions pour aujourd'hui."
    )
    shown = columns(step)
    assert [text for text, *_ in shown.pop("Proposées aujourd'hui")] == [
        "1. Chercher une équipe pour Zone A, où personne ne va",
        "2. Chercher une équipe pour Zone B, où personne ne va",
    ]
    assert shown == {
        "En retard": [
            (
                "Chercher des bénévoles",
                "Coordination",
                "En retard de 4 jours",
                "Isolées sans équipe : de 14 à 16 (+2), moins bien.",
            )
        ],
        "À faire": [
            ("Écrire aux mairies", "Coordination", "À faire aujourd'hui", ""),
            (
                "Visiter la zone B (Zone B)",
                "Coordination",
                "À faire sous 10 jours",
                "Isolées : de 2 à 3 (+1), moins bien.",
            ),
        ],
    }
    assert step.table.tones[2:] == (Tone.WORST, Tone.NEUTRAL, Tone.NEUTRAL, Tone.GOOD)
    assert [row[0] for row in step.table.rows[2:]] == [
        "Chercher des bénévoles",
        "Écrire aux mairies",
        "Visiter la zone B (Zone B)",
        "Ouvrir une ligne",
    ]


def test_the_committee_reads_what_the_book_published_of_the_figures(empty_base: Base) -> None:
    decided(empty_base)
    with opened(empty_base) as book:
        table = book.decided.assign(suivi="Chiffre publié.")
    notes = columns(build_step(frozen({"inscrits": 16}, decided=table), "decisions"))
    assert [state for [*_, state] in notes["En retard"]] == ["Chiffre publié."]


def test_decisions_of_later_meetings_are_not_there_yet(empty_base: Base) -> None:
    decided(empty_base)
    step = one_step(empty_base, "decisions", day=date(2020, 5, 2), before=date(2020, 4, 25))
    assert {state for _, _, _, state, _ in step.table.rows} == {"Proposée"}
