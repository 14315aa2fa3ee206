"""The steps of the meeting: one question, one sentence, one picture each, from a book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from visa_data import environment, french
from visa_data.dossier.book import Book
from visa_data.errors import VisaError
from visa_data.meeting.kinds import Reunion
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
from visa_data.settings import agendas

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
"""Every step, in the usual order: a module beside this one, its line here."""
Agenda = tuple[Item, ...]


def agenda(kind: Reunion = Reunion.PILOTAGE, own: Path | None = None) -> Agenda:
    """The items of that kind of meeting with their numbers, without any data.

    own: the territory's settings, those of VISA_REGLAGES by default. Raises VisaError, besides what `settings.agendas` does, for a
    step that no module declares, and for a comité de pilotage that could not be closed.
    """
    known = {item.key: item for item in STEPS}
    keys = agendas(own or environment.settings_path())[kind.setting] or tuple(known)
    for key in keys:
        if key not in known:
            raise VisaError(
                "Réglage inconnu",
                f"« {key} » n'est pas une étape de réunion (réglage « {kind.setting} »). Les étapes sont {', '.join(known)}.",
            )
    closing = [key for key, item in known.items() if item.decides]
    if kind is Reunion.PILOTAGE and not set(closing) & set(keys):
        raise VisaError(
            "Réglage incomplet",
            f"« {kind.setting} » doit garder l'étape « {french.listed(closing)} », où la réunion se clôt.",
        )
    return tuple(replace(known[key], number=number) for number, key in enumerate(keys, 1))


def build_meeting(book: Book, items: Agenda | None = None) -> list[Step]:
    """The steps, from what the book publishes: whoever draws them protects nothing. items: the usual agenda by default."""
    items = agenda() if items is None else items
    return [build_step(book, item.key, items) for item in items]


def build_step(book: Book, key: str, items: Agenda | None = None) -> Step:
    """The step of that key alone; it says when the meeting passes over the one after it."""
    items = agenda() if items is None else items
    rank = next(rank for rank, item in enumerate(items) if item.key == key)
    step = items[rank].step(book)
    for after in items[rank + 1 : rank + 2]:
        if why := after.skip(book):
            return replace(
                step, notes=(*step.notes, f"L'étape {after.number}, « {after.title} », est passée : {why}.")
            )
    return step


def passed_over(book: Book, items: Agenda | None = None) -> Mapping[str, str]:
    """Keys of the steps that this meeting does not stop at, and why."""
    items = agenda() if items is None else items
    return {item.key: why for item in items if (why := item.skip(book))}
