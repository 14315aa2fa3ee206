"""A step of the meeting as one board: question, sentence, figures, picture, notes, in HTML.

The board's style (pages/parts/meeting_board.css) sizes everything by the room it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from visa_data.figures.marked import text, tone_classes
from visa_data.figures.picture_tables import table_html
from visa_data.figures.pictures import picture_html
from visa_data.maps.meeting_map import Outlines
from visa_data.meeting.pictures import MainFigure, MatrixPicture, Step, TablePicture, Tone

LENGTHS = ((110, "court"), (145, "moyen"), (240, "long"))
"""Characters of a sentence up to which it is written large, less large, smaller."""


SHORT_END = 5
"""A shorter last word would stand alone on its line."""


class AgendaItem(Protocol):
    """What the progress mark needs of each step."""

    @property
    def number(self) -> int:
        """1 to 10."""

    @property
    def key(self) -> str:
        """Its address."""

    @property
    def title(self) -> str:
        """As read."""


def board_html(
    step: Step,
    outlines: Outlines,
    agenda: Sequence[AgendaItem],
    *,
    where: Sequence[str],
    actions: Sequence[tuple[str, str]] = (),
) -> str:
    """The whole screen of a step; every text in it is escaped.

    where: territory and filters, then dates: a line each. outlines: where the zones of a map are.
    actions: key of a button of the page and its label, for what this step lets do.
    """
    above = isinstance(step.picture, MatrixPicture) or len(step.figures) > 4
    figures = "".join(_figure(figure, rank) for rank, figure in enumerate(step.figures))
    column = f'<ul class="chiffres">{figures}</ul>' if figures else ""
    return (
        f'<div class="planche" data-etape="{text(step.key)}">'
        f'<header class="entete"><span class="numero">{step.number}</span><div class="titre"><h2>{text(step.title)}'
        f'{_why("definition", step.definition)}</h2><p class="question">{text(step.question)}</p></div>'
        f'<p class="lieu">{"<br>".join(text(line) for line in where)}</p></header>'
        f'<p class="retenir {_length(step.key_point)}"><b>À retenir</b> {text(step.key_point)}</p>'
        f'<div class="corps{" empile" if above else ""}">{column}<div class="image">'
        f"{picture_html(step.picture, outlines)}</div></div>"
        f"{_notes(step, actions)}{progress_html(step.number, agenda)}</div>"
    )


def progress_html(number: int, agenda: Sequence[AgendaItem]) -> str:
    """Previous, the ten steps, next: buttons that the board's script answers."""
    steps = "".join(
        f'<li><button type="button" data-aller="{text(item.key)}" title="{item.number}. {text(item.title)}"'
        f"{' aria-current=step' if item.number == number else ''}><b>{item.number}</b>"
        f"<span>{text(item.title)}</span></button></li>"
        for item in agenda
    )
    first = " disabled" if number == agenda[0].number else ""
    last = " disabled" if number == agenda[-1].number else ""
    return (
        '<nav class="avance" aria-label="Étapes de la réunion">'
        f'<button type="button" class="pas" data-pas="-1"{first} title="Étape précédente (flèche gauche, page précédente)">'
        "◀<span> Précédente</span></button>"
        f'<p class="rang-sur"><b>{number}</b> / {len(agenda)}</p><ol>{steps}</ol>'
        f'<button type="button" class="pas" data-pas="1"{last} title="Étape suivante (flèche droite, page suivante)">'
        "<span>Suivante </span>▶</button>"
        '<button type="button" class="sortie" data-projection title="Touche P">'
        '<span class="en-projection">Quitter la projection</span>'
        '<span class="hors-projection">Projeter</span></button></nav>'
    )


def _length(sentence: str) -> str:
    return next((name for most, name in LENGTHS if len(sentence) <= most), "tres-long")


def _figure(figure: MainFigure, rank: int) -> str:
    out_of = f'<p class="sur">{text(figure.denominator)}</p>' if figure.denominator else ""
    change = (
        f'<p class="ecart {tone_classes(figure.tone)}"><span>{text(figure.change)}</span></p>'
        if figure.change
        else ""
    )
    long = " mots" if len(figure.value) > 7 else ""
    bar = "" if figure.tone is Tone.NEUTRAL else f" bord-{figure.tone.value}"
    return (
        f'<li class="chiffre-cle{bar}"><div class="haut"><p class="valeur{long}">{text(figure.value)}</p>{change}</div>'
        f'<p class="libelle">{_label(figure, rank)}</p>{out_of}</li>'
    )


def _label(figure: MainFigure, rank: int) -> str:
    """The label, its end kept on one line with its « ? »."""
    why = _why(f"chiffre-{rank}", figure.definition)
    if not why:
        return text(figure.label)
    *first, last = figure.label.split(" ")
    while first and len(last) < SHORT_END:
        last = f"{first.pop()} {last}"
    return f'{text(" ".join(first))} <span class="colle">{text(last)}{why}</span>'


def _why(name: str, definition: str) -> str:
    """A small « ? » whose definition opens over the page, which never grows."""
    if not definition:
        return ""
    return (
        f'<button type="button" class="pourquoi" popovertarget="pourquoi-{name}" title="{text(definition)}" '
        f'aria-label="Définition">?</button><span popover id="pourquoi-{name}" class="bulle">{text(definition)}</span>'
    )


def _notes(step: Step, actions: Sequence[tuple[str, str]]) -> str:
    """What to read with the figures, what to do, and the table behind the picture, one click away."""
    doing = "".join(
        f'<button type="button" class="voir agir" data-clique="{text(key)}">{text(label)}</button>'
        for key, label in actions
    )
    notes = " ".join(step.notes)
    table = ""
    if step.table.rows:
        behind = TablePicture(step.table.headers, step.table.rows, step.table.tones)
        table = (
            '<button type="button" class="voir" popovertarget="chiffres-du-tableau">Voir les chiffres</button>'
            f'<div popover id="chiffres-du-tableau" class="bulle grande" aria-label="Chiffres de cette étape">'
            f"{table_html(behind, whole=True)}</div>"
        )
    return f'<footer class="notes"><p>{text(notes)}</p>{doing}{table}</footer>'
