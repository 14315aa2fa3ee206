"""What the report says, whatever its form: the steps of a book's meeting, and what surrounds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from visa_data import french
from visa_data.dossier.book import DECIDED, Book
from visa_data.dossier.figure_changes import Verdict
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.tables import Manifest, Tables
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.filters import EVERYBODY
from visa_data.meeting.kinds import Reunion
from visa_data.meeting.step import MainFigure, Step
from visa_data.meeting.steps import STEPS, agenda, build_meeting, passed_over
from visa_data.pictures.outlines import Outlines
from visa_data.pictures.picture import TablePicture
from visa_data.pictures.tones import WORDS
from visa_data.protection.marks import NOT_GIVEN_MEANING, Mark, withheld_text
from visa_data.typography import french as typeset

STEP = "Étape"
ON_SCREEN = "dans le tableau de l'écran"
REGISTERS = tuple((item.key, "Relevé des décisions") for item in STEPS if item.decides)
FOR_COORDINATION = "Version de la coordination : les petits effectifs y sont lisibles, ne pas la diffuser."
SECTORS = ("Secteur", "Zones réunies")
ALONE = "une seule zone"
SECTOR = (
    "Secteur",
    "Zone assez peuplée pour être montrée seule, ou petites zones voisines réunies ; le découpage reste le même "
    "d'un dossier de séance à l'autre tant que la coordination ne le change pas.",
)


@dataclass(frozen=True)
class Report:
    """The report of a meeting, or of a period, ready to be written: nothing in it is left to protect.

    version: whose it is. legend: what rounding and marks mean, empty where nothing is withheld. outlines: where the
    zones of the maps are. sectors: names and members, no row in an open book. freshness, files: tables of texts.
    steps: those that the meeting stops at, or the parts of another report (`part` says what one is called). terms: each
    word used besides the steps' own, and its definition. name: what the report is. period: what it covers, in words, where
    it is not a day beside another. decided: the book's decisions (see `DECIDED`), for the digest. registers: keys of steps whose table is read nowhere else, each with its title: whole,
    on as many pages as it takes. beyond: where the rows that a page leaves out are.
    """

    territory: str
    day: date
    before: date
    made_at: datetime
    protects: bool
    version: str
    legend: str
    invented: bool
    filtered: bool
    steps: tuple[Step, ...]
    outlines: Outlines
    sectors: TablePicture
    freshness: TablePicture
    files: TablePicture
    terms: tuple[tuple[str, str], ...] = ()
    name: str = Reunion.PILOTAGE.label
    part: str = STEP
    period: str = ""
    decided: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(DECIDED)), compare=False)
    registers: tuple[tuple[str, str], ...] = REGISTERS
    beyond: str = ON_SCREEN

    @property
    def title(self) -> str:
        """One line that names the file's content."""
        return f"{self.name} · {self.territory} · {self.period or french.day(self.day)}"

    @property
    def cover(self) -> tuple[str, ...]:
        """The lines under the title: dates, whose version, what its marks mean, filters, invented data."""
        return tuple(
            typeset(line)
            for line in (
                f"Activité {self.period}"
                if self.period
                else f"Situation au {french.day(self.day)}, comparée au {french.day(self.before)}",
                self.version,
                self.legend,
                "Chiffres limités aux filtres choisis (zones ou sources)." if self.filtered else "",
                "Données d'exemple : personnes et lieux inventés." if self.invented else "",
                f"Document établi le {french.moment(self.made_at)}.",
            )
            if line
        )

    def rank(self, step: Step) -> str:
        """`Étape 3 sur 10`."""
        return f"{self.part} {step.number} sur {max(one.number for one in self.steps)}"


def deciding() -> frozenset[str]:
    """Keys of the steps at which decisions are taken."""
    return frozenset(key for key, _ in REGISTERS)


def make_report(
    book: Book, *, made_at: datetime, kind: Reunion = Reunion.PILOTAGE, own: Path | None = None
) -> Report:
    """The report of a book's meeting: the same for the same book, but for the moment it was made at.

    kind: of meeting, hence its steps; own: the territory's settings (see `agenda`).
    """
    items = agenda(kind, own)
    passed = passed_over(book, items)
    steps = tuple(typeset_step(step) for step in build_meeting(book, items) if step.key not in passed)
    frozen = book.tables if isinstance(book, FrozenBook) else None
    return Report(
        book.territory,
        book.day,
        book.before,
        made_at,
        book.protects,
        committee_version(frozen.manifest) if frozen else FOR_COORDINATION,
        marks_legend(frozen.manifest) if frozen else "",
        book.invented,
        book.filters != EVERYBODY,
        steps,
        book.outlines,
        _sectors(frozen) if frozen else TablePicture((), ()),
        book.freshness,
        book.files,
        (*([SECTOR] if frozen else []), *_terms(steps, book)),
        kind.label,
        decided=book.decided,
    )


def committee_version(manifest: Manifest) -> str:
    """Whose version a document is: of which book, frozen when."""
    return (
        f"Version du comité : dossier de séance n°{french.NBSP}{manifest.number} du {french.day(manifest.day)}, "
        f"figé le {french.moment(manifest.made_at)}. Aucune personne n'y figure."
    )


def marks_legend(manifest: Manifest) -> str:
    """What rounding and marks mean in that book, in two sentences."""
    k, rounding, least = (
        int(manifest.settings[name]) for name in ("seuil_effectif", "arrondi", "seuil_ensemble")
    )
    exact = "exacts" if least <= 1 else f"exacts à partir de {least}"
    whole = (
        f"Effectifs de l'ensemble du territoire {exact} ; effectifs par secteur"
        if manifest.exact
        else "Effectifs, de l'ensemble du territoire comme des secteurs,"
    )
    shown = (
        f"arrondis au multiple de {rounding} le plus proche" if rounding > 1 else f"exacts à partir de {k}"
    )
    small, other = withheld_text(Mark.SMALL, k), withheld_text(Mark.OTHER, k)
    return f"{whole} {shown}. « {small} » : de 1 à {k - 1} personnes ; « {other} » : {NOT_GIVEN_MEANING}."


def _sectors(tables: Tables) -> TablePicture:
    """The names of the sectors, each with those of its zones."""
    rows = []
    for name, members in zip(tables.sectors["nom"], tables.sectors["membres"], strict=True):
        zones = members.split("|")
        rows.append((name, french.listed(zones) if len(zones) > 1 else ALONE))
    return TablePicture(SECTORS, tuple(rows))


def _terms(steps: tuple[Step, ...], book: Book) -> list[tuple[str, str]]:
    """The key figures that the steps name."""
    said = "\n".join(text for step in steps for text in texts(step)).casefold()
    return [
        (figure.label, figure.definition(book.settings))
        for figure in key_columns()
        if figure.label.casefold() in said
    ]


def texts(part: object) -> Iterator[str]:
    """Every text that a step or a picture holds, at whatever depth."""
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for each in fields(part):
            yield from texts(getattr(part, each.name))
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each)


def typeset_step(step: Step) -> Step:
    """The sentences with the spaces that French does not break: no line starts with « ; » or « % »."""
    return replace(
        step,
        question=typeset(step.question),
        key_point=typeset(step.key_point),
        definition=typeset(step.definition),
        notes=tuple(map(typeset, step.notes)),
    )


def figure_words(figure: MainFigure) -> str:
    """`+6 depuis le 12 mai · à surveiller`: how a figure moved and what its colour says, where that is not said."""
    judged = any(verdict in figure.change for verdict in (Verdict.BETTER, Verdict.WORSE))
    word = "" if judged else WORDS.get(figure.tone, "")
    return " · ".join(part for part in (figure.change, word) if part)
