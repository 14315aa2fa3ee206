"""What a step of the weekly meeting declares of itself, and what its builder answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from visa_data.dossier.book import Book
from visa_data.indicators.listes import Liste
from visa_data.meeting.step import Content, Step


def never(book: Book) -> str:
    """A step that every meeting stops at."""
    return ""


@dataclass(frozen=True)
class Item:
    """One item of the meeting's agenda: its key in the address, its title, its question and what fills it.

    build: from a book; what is laid out depends on what the book publishes. skip: why a meeting passes over this
    step, in a sentence, empty when it stops there. explained_on: the page where to dig (its name in
    `pages/screens`), and what the link to it says. decides: whether decisions are noted and the meeting closed at
    this step. worked_on: the list by reference that a comité technique works on there. number: its place in the agenda, from 1, given by `agenda()`.
    """

    key: str
    title: str
    question: str
    build: Callable[[Book], Content]
    explained_on: tuple[str, str] | None = None
    decides: bool = False
    skip: Callable[[Book], str] = never
    worked_on: Liste | None = None
    number: int = 0

    def step(self, book: Book) -> Step:
        """The step of one meeting."""
        return Step(self.number, self.key, self.title, self.question, *self.build(book))
