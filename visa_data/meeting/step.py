"""A step of the meeting: one question, one sentence, figures, one picture, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from visa_data.pictures.picture import Picture, TablePicture, Tone
from visa_data.pictures.words import kind, sentences


@dataclass(frozen=True)
class MainFigure:
    """A big figure: its value as text, what it counts, its denominator, its change and what it means."""

    value: str
    label: str
    denominator: str = ""
    change: str = ""
    tone: Tone = Tone.NEUTRAL
    definition: str = ""


@dataclass(frozen=True)
class Step:
    """One step of the meeting: one question, one sentence, one picture; the table behind it.

    number: its place in its meeting, from 1. key: its address. notes: protection (zones merged, values withheld), assumptions,
    date. table: headers and rows of texts, the same figures as the picture.
    """

    number: int
    key: str
    title: str
    question: str
    key_point: str
    figures: tuple[MainFigure, ...]
    picture: Picture
    definition: str
    notes: tuple[str, ...] = ()
    table: TablePicture = field(default_factory=lambda: TablePicture((), ()))

    @property
    def alternative(self) -> str:
        """What the picture shows, for who does not see it."""
        words = [f"{kind(self.picture)} : {self.title}.", self.key_point, *sentences(self.picture)]
        if self.table.rows:
            words.append("Les mêmes chiffres sont dans le tableau de cette étape.")
        return " ".join(words)


class Content(NamedTuple):
    """What a step says of one meeting, or a page of one period: the fields of `Step` that follow its question, in their order."""

    key_point: str
    figures: tuple[MainFigure, ...]
    picture: Picture
    definition: str
    notes: tuple[str, ...]
    table: TablePicture = TablePicture((), ())
