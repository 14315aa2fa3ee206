"""The report as PDF: A4 landscape, vector pictures, tagged for screen readers (PDF/UA-1), in French."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from visa_data.meeting.step import Step
from visa_data.pictures.lettering import LINE, shares, wrapped
from visa_data.pictures.picture import Tone
from visa_data.pictures.render import INCH, is_drawn, said_instead, svg, written_table
from visa_data.pictures.tones import ink, row_ground
from visa_data.pictures.typesetting import as_pages
from visa_data.reports.annexes import Annex, annexes, others_sentence
from visa_data.reports.document import Report, figure_words
from visa_data.reports.fitting import Page, on_one_page

TEMPLATE = Path(__file__).with_name("report.typ")
PAGE_WIDE, PAGE_HIGH = 10.59, 7.2
"""Inches inside the margins of an A4 page, landscape."""
BESIDE_FIGURES = 7.99
FIGURES_WIDE = 2.2
LEAST = 2.5
ANNEX_HIGH = 6.6
"""Inches under the title of an annex that has a page of its own."""
POINTS = (15.0, 13.5, 12.0, 11.0, 10.0)
TABLE_POINTS = (12.0, 11.0, 10.0, 9.0, 8.0)
ANNEX_POINTS = (10.0, 9.0, 8.0)
WHOLE_POINTS = 9.0
BETWEEN, CLOSE = 0.08, 0.05
"""Inches between the lines of text of two rows of a table; in an annex of one page, they are closer."""
TO_LETTERS = 0.4
"""typst measures a line from its capitals to its foot: by so many sizes of the font less than it is counted here."""
APART = ("secteurs", "sources", "definitions")
"""Annexes that start a page, as the first does; the others follow on."""
SCALES = (1.0, 0.85, 0.7, 0.55)


def as_pdf(report: Report) -> bytes:
    """The whole report."""
    steps = [_step(step, report) for step in report.steps]
    cut = [step.number for step, page in zip(report.steps, steps, strict=True) if page["others"]]
    content = {
        "title": report.title,
        "name": report.name,
        "territory": report.territory,
        "cover": report.cover,
        "foot": report.title,
        "colours": {
            "encre": ink("encre"),
            "douce": ink("encre-douce"),
            "sol": ink("sol"),
            "grille": ink("grille"),
        },
        "tones": {
            tone.value: {"trait": ink(f"trait-{tone.value}"), "fond": row_ground(tone)} for tone in Tone
        },
        "steps": steps,
        "annexes": [_annex(annex, report) for annex in annexes(report, cut)],
    }
    return as_pages(TEMPLATE, content, report.made_at)


def _step(step: Step, report: Report) -> dict[str, Any]:
    wide = BESIDE_FIGURES if step.figures else PAGE_WIDE
    points, point_lines = _key_point_size(step.key_point)
    under = sum(len(wrapped(note, 8.0, PAGE_WIDE)) * 8 / 72 * LINE + 0.06 for note in step.notes)
    tall = max(PAGE_HIGH - 1.05 - point_lines * points / 72 * LINE - 0.35 - under, LEAST)
    table = written_table(step.picture)
    page = on_one_page(table, TABLE_POINTS, wide, tall, between=BETWEEN) if table else None
    drawn = page is None and is_drawn(step.picture, report.outlines)
    return {
        "rank": report.rank(step),
        "number": step.number,
        "title": step.title,
        "question": step.question,
        "key_point": step.key_point,
        "point": points,
        "figures": [
            {
                "value": figure.value,
                "label": figure.label,
                "denominator": figure.denominator,
                "words": figure_words(figure),
                "tone": figure.tone.value,
            }
            for figure in step.figures
        ],
        "scale": _scale(step, tall),
        "svg": svg(step.picture, report.outlines, wide * INCH, tall * INCH) if drawn else None,
        "tall": tall * 25.4,
        "alt": step.alternative,
        **_tables(page, BETWEEN, report),
        "sentence": said_instead(step.picture),
        "notes": step.notes,
    }


def _key_point_size(text: str) -> tuple[float, int]:
    """The largest size at which the sentence holds on two lines, else the smallest; and its lines."""
    for points in POINTS:
        lines = len(wrapped(text, points, PAGE_WIDE - 0.4, bold=True))
        if lines <= 2:
            return points, lines
    return POINTS[-1], lines


def _scale(step: Step, tall: float) -> float:
    """The largest size, of four, at which the figures hold one under the other."""

    def high(scale: float) -> float:
        return sum(
            (28 + 5) * scale / 72 * LINE
            + sum(
                len(wrapped(text, size * scale, FIGURES_WIDE)) * size * scale / 72 * LINE
                for text, size in (
                    (figure.label, 12.0),
                    (figure.denominator, 10.5 if figure.denominator else 0.0),
                    (figure_words(figure), 11.0),
                )
            )
            + 0.3 * scale
            for figure in step.figures
        )

    return next((scale for scale in SCALES if high(scale) <= tall), SCALES[-1])


def _tables(page: Page | None, between: float, report: Report) -> dict[str, Any]:
    """Tables side by side, and the line that counts the rows left out."""
    if page is None:
        return {"tables": [], "others": ""}
    return {
        "tables": [
            {
                "headers": part.headers,
                "rows": part.rows,
                "tones": [tone.value for tone in part.tones],
                "widths": shares(part, page.wide, page.points),
                "wide": page.wide,
                "size": page.points,
                "inset": (between * 72 + TO_LETTERS * page.points) / 2,
            }
            for part in page.parts
        ],
        "others": others_sentence(page.others, report) if page.others else "",
    }


def _annex(annex: Annex, report: Report) -> dict[str, Any]:
    page, between = None, BETWEEN
    if annex.one_page:
        between = CLOSE
        page = on_one_page(annex.table, ANNEX_POINTS, PAGE_WIDE, ANNEX_HIGH, between=CLOSE, halves=True)
    elif annex.table.rows:
        page = Page((annex.table,), PAGE_WIDE, WHOLE_POINTS, 0)
    return {
        "title": annex.title,
        "lead": annex.lead,
        "empty": annex.empty,
        "apart": annex.key in APART,
        "one_page": annex.one_page,
        **_tables(page, between, report),
    }
