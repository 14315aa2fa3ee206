"""A join moves figures already shown: the cause is told, and is no longer told once it is taken back."""

from __future__ import annotations

from datetime import date, datetime

from tests.indicators.small_base import add_calls, add_person
from visa_data import settings
from visa_data.base import Base
from visa_data.duplicates.joining import Decision, decide, withdraw
from visa_data.provenance.joined_since import JOINED_SENTENCE
from visa_data.provenance.meetings import record_meeting
from visa_data.provenance.sentences import cause_sentences, data_sentence
from visa_data.provenance.what_changed import what_changed
from visa_data.typography import french

SETTINGS = settings.load()
MEETING, NEXT = date(2020, 5, 11), date(2020, 5, 18)


def causes(base: Base) -> list[str]:
    return list(cause_sentences(what_changed(base, MEETING, NEXT, SETTINGS)))


def test_a_join_is_told_as_a_change_of_data(empty_base: Base) -> None:
    add_person(empty_base, "R1")
    add_person(empty_base, "T1", source="caf")
    add_calls(empty_base, [("R1", "2020-05-04 10:00", "joint")])
    record_meeting(empty_base, MEETING, datetime(2020, 5, 11, 10), SETTINGS)
    assert causes(empty_base) == []
    decide(empty_base, "R1", "T1", Decision.SAME, at=datetime(2020, 5, 12), by="coordination")
    changed = what_changed(empty_base, MEETING, NEXT, SETTINGS)
    enrolled = changed.figures.set_index("indicateur").loc["inscrits"]
    assert (enrolled["ecart_donnees"], enrolled["ecart_reel"]) == (-1, 0)
    assert causes(empty_base) == [french(JOINED_SENTENCE)]
    withdraw(empty_base, "R1", "T1", at=datetime(2020, 5, 13), by="coordination")
    assert "aucun" in data_sentence(what_changed(empty_base, MEETING, NEXT, SETTINGS))
    assert causes(empty_base) == []
