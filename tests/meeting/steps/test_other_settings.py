"""The whole meeting under other settings: no sentence, note or definition keeps a value of the project."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.meeting.steps.bases import meeting
from tests.meeting.steps.texts import strings
from tests.other_settings import DEFAULT, old_values, other_settings
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.meeting.step import Step
from visa_data.settings import Settings

DAY, BEFORE = date(2025, 12, 6), date(2025, 12, 1)


def said(base: Base, thresholds: Settings) -> dict[str, list[str]]:
    """Everything each step says."""
    steps = meeting(base, day=DAY, before=BEFORE, thresholds=thresholds)
    return {key: [*every_text(step)] for key, step in steps.items()}


def every_text(step: Step) -> list[str]:
    definitions = [
        step.title,
        step.question,
        step.definition,
        *(figure.definition for figure in step.figures),
    ]
    return [*strings(step), *map(plain, definitions)]


def test_the_meeting_follows_the_settings(sample_base: Base) -> None:
    found = said(sample_base, replace(DEFAULT, **other_settings()))
    assert {key: [text for text in texts if old_values(text)] for key, texts in found.items()} == {
        key: [] for key in found
    }
    assert any("264 heures" in text for text in found["urgences"]), "2 days are 11 now"


def test_the_search_finds_the_values_of_the_project(sample_base: Base) -> None:
    found = said(sample_base, DEFAULT)
    with_old = {key for key, texts in found.items() if any(old_values(text) for text in texts)}
    assert {"urgences", "qui-perdons-nous", "zones-blanches", "besoins"} <= with_old
