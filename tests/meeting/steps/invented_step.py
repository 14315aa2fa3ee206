"""A step that the meeting does not have, added as a developer would: one declared value, one line in the list."""

from __future__ import annotations

import pytest

from visa_data.dossier.book import Book
from visa_data.meeting import steps
from visa_data.meeting.step import Content
from visa_data.meeting.steps.item import Item
from visa_data.pictures.picture import TablePicture

KEY, TITLE, QUESTION = "etape-inventee", "L'étape inventée", "Que dirait une étape de plus ?"
KEY_POINT = "Une étape de plus tient en un fichier."


def _build(book: Book) -> Content:
    table = TablePicture(("Chose", "Nombre"), (("Inventée", "1"),))
    return Content(KEY_POINT, (), table, "Étape inventée pour les tests.", book.notes(), table)


def add_invented_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """The meeting has one step more, after the others."""
    monkeypatch.setattr(steps, "STEPS", (*steps.STEPS, Item(KEY, TITLE, QUESTION, _build)))
