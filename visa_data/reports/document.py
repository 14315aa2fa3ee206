"""What the report says, whatever its form: cover, steps, sources and their freshness, definitions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from visa_data import french
from visa_data.base import Base
from visa_data.dossier.book import Book
from visa_data.dossier.figure_changes import Verdict
from visa_data.indicators.evolution import compared_by_default, key_columns
from visa_data.indicators.filters import EVERYBODY
from visa_data.meeting.step import MainFigure, Step
from visa_data.meeting.steps import build_meeting
from visa_data.pictures.outlines import Outlines
from visa_data.pictures.picture import TablePicture
from visa_data.pictures.tones import WORDS
from visa_data.provenance.meetings import previous_meeting
from visa_data.typography import french as typeset

NAME = "Comité de pilotage"


@dataclass(frozen=True)
class Report:
    """The meeting's report, ready to be written: nothing in it is left to protect.

    protects: whether counts by sector from 1 to threshold − 1 are withheld. outlines: where the places of the maps
    are. freshness, files: tables of texts. terms: each key figure and its definition.
    """

    territory: str
    day: date
    before: date
    protects: bool
    made_at: datetime
    invented: bool
    filtered: bool
    threshold: int
    steps: tuple[Step, ...]
    outlines: Outlines
    freshness: TablePicture
    files: TablePicture
    terms: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """One line that names the file's content."""
        return f"{NAME} · {self.territory} · {french.day(self.day)}"

    @property
    def cover(self) -> tuple[str, ...]:
        """The lines under the title: date, whom it is for and what it hides, filters, invented data."""
        protected = (
            f"Version du comité : par secteur, les effectifs de 1 à {self.threshold - 1} ne sont pas communiqués et "
            "les autres sont arrondis, aucune personne n'y figure."
            if self.protects
            else "Version de la coordination : les petits effectifs y sont lisibles, ne pas la diffuser."
        )
        return tuple(
            line
            for line in (
                f"Situation au {french.day(self.day)}, comparée au {french.day(self.before)}",
                protected,
                "Chiffres limités aux filtres choisis (zones ou sources)." if self.filtered else "",
                "Données d'exemple : personnes et lieux inventés." if self.invented else "",
                f"Document établi le {french.moment(self.made_at)}.",
            )
            if line
        )


def make_report(book: Book, made_at: datetime) -> Report:
    """The report of the meeting of a book: an open one withholds nothing, a frozen one has been protected."""
    return Report(
        book.territory,
        book.day,
        book.before,
        book.protects,
        made_at,
        book.invented,
        book.filters != EVERYBODY,
        book.settings.seuil_effectif,
        tuple(_typeset(step) for step in build_meeting(book)),
        book.outlines,
        book.freshness,
        book.files,
        tuple((figure.label, figure.definition(book.settings)) for figure in key_columns()),
    )


def _typeset(step: Step) -> Step:
    """The sentences with the spaces that French does not break: no line starts with « ; » or « % »."""
    return replace(
        step,
        question=typeset(step.question),
        key_point=typeset(step.key_point),
        definition=typeset(step.definition),
        notes=tuple(map(typeset, step.notes)),
    )


def compared_day(base: Base, day: date) -> date:
    """The day of the meeting recorded before that day; without any, seven days before."""
    meeting = previous_meeting(base, day)
    return meeting.day if meeting else compared_by_default(day)


def definitions(report: Report) -> TablePicture:
    """What each figure counts, step by step, then the key figures of its tables; each definition once."""
    rows: list[tuple[str, str]] = []
    said: set[str] = set()
    steps = (
        (term, text)
        for step in report.steps
        for term, text in ((step.title, step.definition), *((f.label, f.definition) for f in step.figures))
    )
    for term, text in (*steps, *report.terms):
        if text and text not in said:
            said.add(text)
            rows.append((term[:1].upper() + term[1:], text))
    return TablePicture(("Terme", "Définition"), tuple(rows))


def table_behind(step: Step) -> TablePicture | None:
    """The table with the same figures as the picture; None where the picture is that very table, or has none."""
    if not step.table.rows or step.table == step.picture:
        return None
    if isinstance(step.picture, TablePicture) and step.picture.rows == step.table.rows:
        return None
    return step.table


def figure_words(figure: MainFigure) -> str:
    """`+6 depuis le 12 mai · à surveiller`: how a figure moved and what its colour says, where that is not said."""
    judged = any(verdict in figure.change for verdict in (Verdict.BETTER, Verdict.WORSE))
    word = "" if judged else WORDS.get(figure.tone, "")
    return " · ".join(part for part in (figure.change, word) if part)
