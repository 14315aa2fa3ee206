"""The report as slides, 16:9: texts and tables stay editable, pictures are sharp, notes hold the definitions."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pptx import Presentation

from visa_data.meeting.step import MainFigure, Step
from visa_data.pictures.lettering import ARIAL, LINE, fitted, shortened, width, wrapped
from visa_data.pictures.render import INCH, is_drawn, png, said_instead, written_table
from visa_data.pictures.tones import ink
from visa_data.reports.annexes import annexes
from visa_data.reports.document import Report, figure_words
from visa_data.reports.slide_deck import LEFT, ROOM, Deck, Slide
from visa_data.reports.slide_tables import add_annex, add_table

POINT_TOP, BODY_TOP, BODY_BOTTOM = 1.28, 2.42, 6.72
FIGURES_WIDE, GAP = 3.5, 0.25
FIGURES_ROOM = FIGURES_WIDE - 0.17
POINTS = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0)
"""Sizes of the sentence to remember; the notes hold it whole."""
SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)


def as_pptx(report: Report) -> bytes:
    """The whole report."""
    deck = Deck(Presentation(), report.title, report.made_at)
    _cover(deck, report)
    cut = [step.number for step in report.steps if _step(deck, step, report)]
    for annex in annexes(report, cut):
        add_annex(deck, annex, report)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _cover(deck: Deck, report: Report) -> None:
    slide = deck.slide(report.territory, number=False, top=2.0, high=1.5, sizes=(44.0, 36.0, 28.0, 22.0))
    slide.text("Nom", report.name, LEFT, 1.4, ROOM, 0.6, 24, bold=True)
    slide.bar(LEFT, 3.6, ROOM, 0.05, ink("encre"))
    slide.lines("Situation", report.cover, LEFT, 3.85, ROOM, 2.6, 20)


def _step(deck: Deck, step: Step, report: Report) -> int:
    """One step on one slide; how many rows of its table it leaves out."""
    slide = deck.slide(step.title, number=True, top=0.56, high=0.66, sizes=(30.0, 24.0, 18.0, 16.0))
    slide.text(
        "Question",
        shortened(f"{report.rank(step)} · {step.question}", 14 * ARIAL, ROOM, 1)[0],
        LEFT,
        0.27,
        ROOM,
        0.36,
        14,
        colour=ink("encre-douce"),
    )
    _key_point(slide, step.key_point)
    _figures(slide, step.figures)
    left = LEFT + (FIGURES_WIDE + GAP if step.figures else 0.0)
    room = LEFT + ROOM - left
    others = 0
    table = written_table(step.picture)
    if table is not None:
        others = add_table(slide, table, report, left, BODY_TOP, room, BODY_BOTTOM - BODY_TOP)
    elif is_drawn(step.picture, report.outlines):
        high = BODY_BOTTOM - BODY_TOP
        image = png(step.picture, report.outlines, room * INCH, high * INCH)
        slide.picture(image, left, BODY_TOP, room, high, step.alternative)
    else:
        slide.text("Constat", said_instead(step.picture), left, BODY_TOP, room, 1.6, 24, fill=ink("sol"))
    if step.notes:
        lines = wrapped(" ".join(step.notes), 11 * ARIAL, ROOM - 1.5)
        slide.text(
            "Précisions",
            lines[0] if len(lines) == 1 else f"{lines[0]} […] suite en notes.",
            LEFT,
            BODY_BOTTOM + 0.06,
            ROOM,
            0.3,
            11,
            colour=ink("encre-douce"),
        )
    slide.speaker_notes(_spoken(step))
    return others


def _key_point(slide: Slide, text: str) -> None:
    points, shown = fitted(text, POINTS, ROOM - 0.5, 0.92, bold=True, narrow=ARIAL)
    slide.text(
        "À retenir", shown, LEFT, POINT_TOP, ROOM, 1.0, points, bold=True, fill=ink("sol"), middle=True
    )
    slide.bar(LEFT, POINT_TOP, 0.09, 1.0, ink("encre"))


def _figures(slide: Slide, figures: Sequence[MainFigure]) -> None:
    """The figures one under the other, all at the largest scale at which they hold, spread over the height."""
    if not figures:
        return
    whole = BODY_BOTTOM - BODY_TOP
    scale = next((s for s in SCALES if sum(_tall(f, s) for f in figures) <= whole), SCALES[-1])
    spare = whole - sum(_tall(figure, scale) for figure in figures)
    between = max(0.0, min(spare / len(figures), 0.35))
    top = BODY_TOP
    for rank, figure in enumerate(figures):
        _figure(slide, figure, f"Chiffre {rank + 1}", top, scale)
        top += _tall(figure, scale) + between


def _words(figure: MainFigure) -> list[tuple[str, float, bool, str]]:
    """Text, points, bold and colour of each line of a figure."""
    said = figure_words(figure)
    return [
        (figure.value, 40, True, ink("encre")),
        (figure.label, 16, False, ink("encre")),
        (figure.denominator, 14, False, ink("encre-douce")),
        (said, 14, True, ink(f"trait-{figure.tone.value}")),
    ]


def _tall(figure: MainFigure, scale: float) -> float:
    (_, value, _, _), *rest = _words(figure)
    lines = sum(
        len(wrapped(text, points * scale * ARIAL, FIGURES_ROOM, bold=bold)) * points
        for text, points, bold, _ in rest
        if text
    )
    return (value + lines) * scale / 72 * LINE + 0.1


def _figure(slide: Slide, figure: MainFigure, name: str, top: float, scale: float) -> None:
    (text, value, bold, colour), *rest = _words(figure)
    value *= scale
    while value > 12 and width(text, value * ARIAL, bold=True) > FIGURES_ROOM:
        value -= 1
    tall = _tall(figure, scale)
    slide.bar(LEFT, top + 0.04, 0.07, tall - 0.1, ink(f"trait-{figure.tone.value}"))
    slide.paragraphs(
        name,
        [(text, value, bold, colour), *((words, points * scale, b, c) for words, points, b, c in rest)],
        LEFT + 0.17,
        top,
        FIGURES_ROOM,
        tall,
    )


def _spoken(step: Step) -> str:
    """What the notes of a slide hold: question, definitions, protection and assumptions."""
    parts = [f"Question : {step.question}", f"À retenir : {step.key_point}"]
    if step.definition:
        parts.append(f"Définition : {step.definition}")
    parts += [
        f"{figure.label} : {figure.definition}"
        for figure in step.figures
        if figure.definition and figure.definition != step.definition
    ]
    return "\n".join([*parts, *step.notes])
