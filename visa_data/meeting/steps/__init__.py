"""The steps of the meeting: one question, one sentence, one picture each, from a book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from visa_data.dossier.book import Book
from visa_data.meeting.step import Step
from visa_data.meeting.steps import (
    blank_zones,
    campaign,
    changes,
    decisions,
    fragility,
    hours,
    losing,
    needs,
    next_team,
    urgent,
)
from visa_data.meeting.steps.item import Item

STEPS = (
    changes.STEP,
    urgent.STEP,
    campaign.STEP,
    losing.STEP,
    fragility.STEP,
    blank_zones.STEP,
    needs.STEP,
    next_team.STEP,
    hours.STEP,
    decisions.STEP,
)
"""The meeting, in order: a step is a module beside this one and its line here."""


def agenda() -> tuple[Item, ...]:
    """The meeting's items with their numbers, without any data."""
    return tuple(replace(item, number=number) for number, item in enumerate(STEPS, 1))


def build_meeting(book: Book) -> list[Step]:
    """The steps, from what the book publishes: whoever draws them protects nothing."""
    return [build_step(book, item.key) for item in agenda()]


def build_step(book: Book, key: str) -> Step:
    """The step of that key alone; it says when the meeting passes over the one after it."""
    items = agenda()
    rank = next(rank for rank, item in enumerate(items) if item.key == key)
    step = items[rank].step(book)
    for after in items[rank + 1 : rank + 2]:
        if why := after.skip(book):
            return replace(
                step, notes=(*step.notes, f"L'étape {after.number}, « {after.title} », est passée : {why}.")
            )
    return step


def passed_over(book: Book) -> Mapping[str, str]:
    """Keys of the steps that this meeting does not stop at, and why."""
    return {item.key: why for item in agenda() if (why := item.skip(book))}
